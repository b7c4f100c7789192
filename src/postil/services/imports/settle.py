"""Settle: what no block could see - one data row's rows in several blocks, and relationships.

Decided by line number, never by arrival, a data row at a time, each in its own transaction with the job's
settle cursor. A data row is settled once: repeating the step finds nothing left to change.
"""

from collections.abc import Iterator
from itertools import groupby

from postil.checks.bundle import Finding, check_bundle
from postil.model.annotation import Annotation
from postil.model.identity import content_key
from postil.model.issue import Issue, Where
from postil.model.ontology import FeatureIndex
from postil.model.wire import decode_annotations, encode_annotation, encode_annotations
from postil.ports.bundles import Segment
from postil.ports.jobs import Counts, Failure, Job
from postil.ports.store import Session, Store
from postil.services.imports.layer import pack_lines, unpack_lines
from postil.services.imports.outcome import Part, Values, count, visible
from postil.services.imports.resolve import CONTENT_PREFIX
from postil.services.imports.tally import Tally
from postil.services.imports.write import add_counts

BATCH = 200
OUTCOMES = ("accepted", "updated", "unchanged")
Row = tuple[int, Annotation]


def settle(store: Store, job: Job, index: FeatureIndex) -> bool:
    """Settle every data row that needs it; False when the job was cancelled or taken over."""
    while True:
        with store.read() as session:
            row_ids = session.bundles.unsettled_rows(job.id, after_row=job.settle_after, limit=BATCH)
        if not row_ids:
            return True
        change = Counts()
        with store.write() as session:
            if not session.jobs.set_stage(job.id, job.fence, "settle", row_ids[-1]):
                return False
            segments = session.bundles.segments_of_rows(job.id, row_ids)
            values = visible(session, job.set_id, row_ids)
            for row_id, mine in groupby(segments, lambda segment: segment.data_row_id):
                add_counts(change, _settle_row(session, job, row_id, list(mine), values, index))
            change = _covered(job.counts, change)
            session.jobs.recount(job.id, job.fence, change)
        add_counts(job.counts, change)
        job.stage, job.settle_after = "settle", row_ids[-1]


def _settle_row(
    session: Session, job: Job, row_id: int, segments: list[Segment], values: Values, index: FeatureIndex
) -> Counts:
    contents = {segment.id: _rows(segment) for segment in segments}
    before = _outcomes(segments, contents, values)
    failed: dict[int, list[Issue]] = {}
    notes: list[Issue] = []
    for line, issue in _findings(segments, contents, values, index, job.format):
        if issue.severity == "error":
            failed.setdefault(line, []).append(issue)
        else:
            notes.append(issue)
    for segment in segments:
        contents[segment.id] = [row for row in contents[segment.id] if row[0] not in failed]
        _replace(session, segment, contents[segment.id])
    change = Counts(rejected=len(failed), warnings=len(notes))
    add_counts(change, _outcomes(segments, contents, values))
    _subtract(change, before)
    if failed or notes:
        _report(session, job, row_id, failed, notes)
    return change


def _findings(
    segments: list[Segment],
    contents: dict[int, list[Row]],
    values: Values,
    index: FeatureIndex,
    format_name: str,
) -> Iterator[Finding]:
    """Yield what is wrong within each bundle of a data row."""
    for key, group in groupby(segments, lambda segment: (segment.data_row_id, segment.no)):
        mine = list(group)
        _put_in_order(mine, contents)
        _number_copies(mine, contents)
        rows = [row for segment in mine for row in contents[segment.id]]
        yield from check_bundle(rows, index, known=values.get(key, {}), format_name=format_name)


def _rows(segment: Segment) -> list[Row]:
    annotations = decode_annotations(segment.document)
    return list(zip(unpack_lines(segment.lines), annotations, strict=True))


def _outcomes(segments: list[Segment], contents: dict[int, list[Row]], values: Values) -> Counts:
    counts = Counts()
    count(_parts(segments, contents), values, counts)
    return counts


def _parts(segments: list[Segment], contents: dict[int, list[Row]]) -> Iterator[Part]:
    for segment in segments:
        rows = contents[segment.id]
        yield (segment.data_row_id, segment.no), [line for line, _ in rows], [row for _, row in rows]


def _put_in_order(segments: list[Segment], contents: dict[int, list[Row]]) -> None:
    """Deal the rows of a bundle out by line: a sorted source has those that name it otherwise elsewhere."""
    rows = [row for segment in segments for row in contents[segment.id]]
    lines = [line for line, _ in rows]
    if lines == sorted(lines):
        return
    rows.sort(key=lambda row: row[0])
    for segment in segments:
        size = len(contents[segment.id])
        contents[segment.id], rows = rows[:size], rows[size:]


def _number_copies(segments: list[Segment], contents: dict[int, list[Row]]) -> None:
    """Keys made from content count copies per block, as they came; make the turns run through all lines.

    A key that looks like one of ours but stands for other content was given by the source and stays.
    """
    turns: dict[bytes, int] = {}
    for segment in segments:
        for _, annotation in contents[segment.id]:
            if not annotation.key.startswith("~"):
                continue
            given, annotation.key = annotation.key, ""
            spelled = encode_annotation(annotation)
            annotation.key = given
            if given.partition(".")[0] == content_key(spelled, 0):
                turn = turns[spelled] = turns.get(spelled, -1) + 1
                annotation.key = content_key(spelled, turn)


def _replace(session: Session, segment: Segment, rows: list[Row]) -> None:
    document = encode_annotations([annotation for _, annotation in rows])
    lines = pack_lines([line for line, _ in rows])
    if document != segment.document or lines != segment.lines:
        session.bundles.replace_segment(segment.id, document, lines, len(rows))


def _report(
    session: Session, job: Job, row_id: int, failed: dict[int, list[Issue]], notes: list[Issue]
) -> None:
    name = _name_of(session, row_id)
    failures = [
        Failure(line=line, key=issues[0].where.annotation, data_row=name, issues=issues)
        for line, issues in sorted(failed.items())
    ]
    tally = Tally()
    for issue in [*notes, *(issue for failure in failures for issue in failure.issues)]:
        where = issue.where
        issue.where = Where(job.source_name, where.line, name, where.annotation, where.pointer)
        tally.add([issue])
    session.jobs.add_failures(job.id, failures)
    session.jobs.add_issue_groups(job.id, tally.groups())


def _name_of(session: Session, row_id: int) -> str | None:
    """Return how people call a data row; a key made from its content says nothing to them."""
    row = next(iter(session.catalog.rows_by_id([row_id])), None)
    if row is None or row.global_key is None:
        return row.uid if row is not None else None
    return None if row.global_key.startswith(CONTENT_PREFIX) else row.global_key


def _subtract(total: Counts, change: Counts) -> None:
    for name in Counts.__struct_fields__:
        setattr(total, name, getattr(total, name) - getattr(change, name))


def _covered(counts: Counts, change: Counts) -> Counts:
    """Return the change with no outcome below zero and the sum as it is.

    Another import may have been published since the rows were counted: what was new then is not any more.
    """
    short = 0
    for name in OUTCOMES:
        lack = max(0, -getattr(counts, name) - getattr(change, name))
        setattr(change, name, getattr(change, name) + lack)
        short += lack
    for name in OUTCOMES:
        taken = min(short, getattr(counts, name) + getattr(change, name))
        setattr(change, name, getattr(change, name) - taken)
        short -= taken
    return change
