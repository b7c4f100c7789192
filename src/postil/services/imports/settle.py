"""Settle: what no block could see - one data row's rows in several blocks, and relationships.

Decided by line number, never by arrival, some data rows at a time, in one transaction with the job's settle
cursor. A data row is settled once: repeating the step finds nothing left to change.

Rows are counted against the state the job began with, as in their blocks. The rules ask what readers see now:
the other end of a relationship may have come meanwhile.
"""

from collections.abc import Iterator, Sequence

from postil.model.ontology import FeatureIndex
from postil.ports.jobs import Job
from postil.ports.store import Session, Store
from postil.services.imports.amount import Amount
from postil.services.imports.outcome import Values, visible
from postil.services.imports.settlement import settlements
from postil.services.imports.tally import add_counts

BATCH = 200
ROWS_AT_ONCE = 10


def settle(store: Store, job: Job, index: FeatureIndex) -> bool:
    """Settle every data row that needs it; False when the job was cancelled or taken over."""
    while True:
        with store.read() as session:
            row_ids = session.bundles.unsettled_rows(job.id, after_row=job.settle_after, limit=BATCH)
        if not row_ids:
            return True
        with store.write() as session:
            if not session.jobs.set_stage(job.id, job.fence, "settle", row_ids[-1]):
                return False
            change = _settle_rows(session, job, row_ids, index)
            session.jobs.recount(job.id, job.fence, change.counts)
            session.usage.add(job.id, change.used)
        add_counts(job.counts, change.counts)
        job.stage, job.settle_after = "settle", row_ids[-1]


def _settle_rows(session: Session, job: Job, row_ids: Sequence[int], index: FeatureIndex) -> Amount:
    is_still_so = session.jobs.newest_change() == job.seen_no
    change = Amount()
    for piece in pieces(row_ids):
        values = visible(session, job.set_id, piece, as_of=job.seen_no)
        known = values if is_still_so else visible(session, job.set_id, piece)
        for _, settlement in settlements(session, job, piece):
            change.subtract(settlement.amount(values, is_first=True))
            settlement.judge(known_to(job, known), index)
            settlement.note_copies(values)
            add_counts(change.counts, settlement.close())
            change.add(settlement.amount(values))
    return change


def pieces(row_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut data rows into as many as are held in memory at once: each may have thousands of annotations."""
    for start in range(0, len(row_ids), ROWS_AT_ONCE):
        yield row_ids[start : start + ROWS_AT_ONCE]


def known_to(job: Job, values: Values) -> Values:
    """Return what counts beside the rows of the job itself: nothing, when they are the whole label."""
    return {} if job.settings.replace else values
