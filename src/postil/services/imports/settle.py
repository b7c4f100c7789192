"""Settle: what no block could see - one data row's rows in several blocks, and relationships.

Decided by line number, never by arrival, a data row at a time, each in its own transaction with the job's
settle cursor. A data row is settled once: repeating the step finds nothing left to change.
"""

from collections.abc import Iterator

from postil.checks.bundle import check_bundle
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
from postil.services.imports.tally import Tally
from postil.services.imports.write import add_counts

BATCH = 200
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
            for row_id in row_ids:
                add_counts(change, _settle_row(session, job, row_id, index))
            session.jobs.recount(job.id, job.fence, change)
        add_counts(job.counts, change)
        job.settle_after = row_ids[-1]


def _settle_row(session: Session, job: Job, row_id: int, index: FeatureIndex) -> Counts:
    segments = session.bundles.segments_of_row(job.id, row_id)
    contents = {segment.id: _rows(segment) for segment in segments}
    values = visible(session, job.set_id, [row_id])
    failed: dict[int, list[Issue]] = {}
    for no in sorted({segment.no for segment in segments}):
        mine = [segment for segment in segments if segment.no == no]
        _number_copies(mine, contents)
        rows = [row for segment in mine for row in contents[segment.id]]
        for line, issue in check_bundle(
            rows, index, known=values.get((row_id, no), {}), format_name=job.format
        ):
            if issue.severity == "error":
                failed.setdefault(line, []).append(_located(issue, job, line))
    change = _change(segments, contents, values, failed)
    for segment in segments:
        kept = [row for row in contents[segment.id] if row[0] not in failed]
        _replace(session, segment, kept)
    _report(session, job, failed)
    return change


def _rows(segment: Segment) -> list[Row]:
    annotations = decode_annotations(segment.document)
    return list(zip(unpack_lines(segment.lines), annotations, strict=True))


def _located(issue: Issue, job: Job, line: int) -> Issue:
    where = issue.where
    issue.where = Where(job.source_name, line, where.data_row, where.annotation, where.pointer)
    return issue


def _number_copies(segments: list[Segment], contents: dict[int, list[Row]]) -> None:
    """Keys made from content count copies per block; make the turns run through the whole job."""
    turns: dict[bytes, int] = {}
    for segment in segments:
        for _, annotation in contents[segment.id]:
            if annotation.key.startswith("~"):
                annotation.key = ""
                spelled = encode_annotation(annotation)
                turn = turns[spelled] = turns.get(spelled, -1) + 1
                annotation.key = content_key(spelled, turn)


def _change(
    segments: list[Segment], contents: dict[int, list[Row]], values: Values, failed: dict[int, list[Issue]]
) -> Counts:
    """Take the failed rows out of the outcomes they were counted under when written."""
    gone = Counts()
    count(_failed_parts(segments, contents, failed), values, gone)
    return Counts(
        accepted=-gone.accepted,
        updated=-gone.updated,
        unchanged=-gone.unchanged,
        annotations=-gone.annotations,
        rejected=len(failed),
    )


def _failed_parts(
    segments: list[Segment], contents: dict[int, list[Row]], failed: dict[int, list[Issue]]
) -> Iterator[Part]:
    for segment in segments:
        rows = [row for row in contents[segment.id] if row[0] in failed]
        yield (segment.data_row_id, segment.no), [line for line, _ in rows], [row for _, row in rows]


def _replace(session: Session, segment: Segment, rows: list[Row]) -> None:
    document = encode_annotations([annotation for _, annotation in rows])
    if document != segment.document:
        lines = pack_lines([line for line, _ in rows])
        session.bundles.replace_segment(segment.id, document, lines, len(rows))


def _report(session: Session, job: Job, failed: dict[int, list[Issue]]) -> None:
    if not failed:
        return
    tally = Tally()
    failures = []
    for line, issues in sorted(failed.items()):
        tally.add(issues)
        failures.append(Failure(line=line, key=issues[0].where.annotation, issues=issues))
    session.jobs.add_failures(job.id, failures)
    session.jobs.add_issue_groups(job.id, tally.groups())
