"""Settle: what no block could see - one data row's rows in several blocks, and relationships.

Decided by line number, never by arrival, a data row at a time, each in its own transaction with the job's
settle cursor. A data row is settled once: repeating the step finds nothing left to change.
"""

from collections.abc import Iterator
from itertools import groupby

from postil.checks.bundle import Finding, check_bundle
from postil.model.annotation import Annotation
from postil.model.annotation_type import merge_types
from postil.model.identity import content_key
from postil.model.issue import Issue, Where
from postil.model.ontology import FeatureIndex
from postil.model.wire import decode_annotations, encode_annotation, encode_annotations
from postil.ports.bundles import Segment
from postil.ports.jobs import Counts, Failure, Job
from postil.ports.store import Session, Store
from postil.services.imports.duplicates import copies_between
from postil.services.imports.layer import pack_lines, unpack_lines
from postil.services.imports.outcome import Part, Values, count, visible
from postil.services.imports.resolve import name_of
from postil.services.imports.tally import Tally
from postil.services.imports.usage import Used, used_of_parts
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
        change, used = Counts(), Used()
        with store.write() as session:
            if not session.jobs.set_stage(job.id, job.fence, "settle", row_ids[-1]):
                return False
            for row_id in row_ids:
                add_counts(change, _settle_row(session, job, row_id, index, used))
            change = _covered(job.counts, change)
            session.jobs.recount(job.id, job.fence, change)
            session.usage.add(job.id, used)
        add_counts(job.counts, change)
        job.stage, job.settle_after = "settle", row_ids[-1]


def _settle_row(session: Session, job: Job, row_id: int, index: FeatureIndex, used: Used) -> Counts:
    segments = session.bundles.segments_of_row(job.id, row_id)
    contents = {segment.id: _rows(segment) for segment in segments}
    values = visible(session, job.set_id, [row_id])
    before, used_before = _outcomes(segments, contents, values, is_whole=False)
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
    notes += copies_between(list(_parts(segments, contents)), values)
    change = Counts(rejected=len(failed), warnings=len(notes))
    after, used_after = _outcomes(segments, contents, values, is_whole=True)
    add_counts(change, after)
    _subtract(change, before)
    merge_types(used, used_after)
    merge_types(used, used_before, -1)
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
    """Yield what is wrong within each bundle of a data row, and the copies not reported yet."""
    for key, group in groupby(segments, lambda segment: (segment.data_row_id, segment.no)):
        mine = list(group)
        _number_copies(mine, contents)
        told = _told(mine, contents)
        rows = [row for segment in mine for row in contents[segment.id]]
        for line, issue in check_bundle(rows, index, known=values.get(key, {}), format_name=format_name):
            if issue.severity == "error" or (line, issue.where.annotation) not in told:
                yield line, issue


def _rows(segment: Segment) -> list[Row]:
    annotations = decode_annotations(segment.document)
    return list(zip(unpack_lines(segment.lines), annotations, strict=True))


def _outcomes(
    segments: list[Segment], contents: dict[int, list[Row]], values: Values, *, is_whole: bool
) -> tuple[Counts, Used]:
    counts = Counts()
    parts = list(_parts(segments, contents))
    outcomes = count(parts, values, counts)
    return counts, used_of_parts(parts, outcomes, is_whole=is_whole)


def _parts(segments: list[Segment], contents: dict[int, list[Row]]) -> Iterator[Part]:
    for segment in segments:
        rows = contents[segment.id]
        yield (segment.data_row_id, segment.no), [line for line, _ in rows], [row for _, row in rows]


def _number_copies(segments: list[Segment], contents: dict[int, list[Row]]) -> None:
    """Keys made from content count copies per block; make the turns run through the whole job.

    A key that looks like one of ours but stands for other content was given by the source and stays.
    """
    if len(segments) < 2:
        return
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


def _told(segments: list[Segment], contents: dict[int, list[Row]]) -> set[tuple[int, str | None]]:
    """Return the copies that were reported with their block: those in it twice, unless it waited for us."""
    told: set[tuple[int, str | None]] = set()
    for segment in segments:
        rows = contents[segment.id]
        if any(annotation.kind == "relationship" for _, annotation in rows):
            continue
        seen: set[str] = set()
        for line, annotation in rows:
            if annotation.key in seen:
                told.add((line, annotation.key))
            seen.add(annotation.key)
    return told


def _replace(session: Session, segment: Segment, rows: list[Row]) -> None:
    document = encode_annotations([annotation for _, annotation in rows])
    if document != segment.document:
        lines = pack_lines([line for line, _ in rows])
        session.bundles.replace_segment(segment.id, document, lines, len(rows))


def _report(
    session: Session, job: Job, row_id: int, failed: dict[int, list[Issue]], notes: list[Issue]
) -> None:
    name = name_of(session, row_id)
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
