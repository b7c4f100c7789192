"""Resettle: count and judge once more the data rows that others have changed since the job began.

All rows of a job are counted against one state. What other jobs have published, undone or redone meanwhile
makes a newer one: exactly the data rows they share with the job are counted against it, and from then on the
newer state is the one. Killed in between, `Job.settle_no` says which state was meant and `settle_after` how
far it got; both move in the transaction that moves the counts.
"""

from collections.abc import Sequence

from postil.model.issue import Issue, Where
from postil.model.ontology import FeatureIndex
from postil.ports.jobs import Counts, IssueGroup, Job
from postil.ports.store import Session, Store
from postil.services.imports.amount import Amount
from postil.services.imports.outcome import visible
from postil.services.imports.resolve import name_of
from postil.services.imports.settle import known_to, pieces
from postil.services.imports.settlement import settlements
from postil.services.imports.tally import add_counts

BATCH = 50
NAMED = 3


def resettle(store: Store, job: Job, index: FeatureIndex) -> bool:
    """Bring the job up to the newest change; False when it was cancelled or taken over."""
    if not job.settle_no:
        with store.read() as session:
            newest = session.jobs.newest_change()
            is_shared = newest != job.seen_no and bool(touched(session, job, limit=1, upto_no=newest))
        if not is_shared:
            # As true of the newer state. Nobody has to store that: it is only found out again.
            job.seen_no = newest
            return True
        with store.write() as session:
            if not session.jobs.resettle(job.id, job.fence, newest, 0):
                return False
        job.stage, job.settle_no, job.settle_after = "publish", newest, 0
    return _go_on(store, job, index)


def touched(
    session: Session, job: Job, *, limit: int, after_row: int = 0, upto_no: int | None = None
) -> list[int]:
    """Return data rows of the job that others have changed since it began, ascending."""
    return session.bundles.rows_touched(
        job.id, job.set_id, after_no=job.seen_no, upto_no=upto_no, after_row=after_row, limit=limit
    )


def _go_on(store: Store, job: Job, index: FeatureIndex) -> bool:
    while True:
        with store.read() as session:
            row_ids = touched(session, job, limit=BATCH, after_row=job.settle_after, upto_no=job.settle_no)
        with store.write() as session:
            if not row_ids:
                is_held = session.jobs.see(job.id, job.fence, job.settle_no)
                job.seen_no, job.settle_no, job.settle_after = job.settle_no, 0, 0
                return is_held
            if not session.jobs.resettle(job.id, job.fence, job.settle_no, row_ids[-1]):
                return False
            change = _count_again(session, job, row_ids, index)
            session.jobs.recount(job.id, job.fence, change.counts)
            session.usage.add(job.id, change.used)
        add_counts(job.counts, change.counts)
        job.settle_after = row_ids[-1]


def _count_again(session: Session, job: Job, row_ids: Sequence[int], index: FeatureIndex) -> Amount:
    change = Amount(Counts(warnings=len(row_ids)))
    for piece in pieces(row_ids):
        before = visible(session, job.set_id, piece, as_of=job.seen_no)
        after = visible(session, job.set_id, piece, as_of=job.settle_no)
        for _, settlement in settlements(session, job, piece, is_again=True):
            change.subtract(settlement.amount(before))
            settlement.judge(known_to(job, after), index)
            add_counts(change.counts, settlement.close())
            change.add(settlement.amount(after))
    _tell(session, job, row_ids)
    return change


def _tell(session: Session, job: Job, row_ids: Sequence[int]) -> None:
    changes = session.jobs.changes(set_id=job.set_id, after_no=job.seen_no)
    others = dict.fromkeys(
        change.job_id for change in changes if change.job_id != job.id and change.no <= job.settle_no
    )
    found = [session.jobs.by_id(job_id) for job_id in list(others)[:NAMED]]
    names = ", ".join(repr(other.name) for other in found if other is not None)
    more = f" and {len(others) - NAMED:,} more" if len(others) > NAMED else ""
    example = Issue(
        "ROW030",
        f"data row was changed meanwhile by import {names}{more}; its rows were counted again",
        "nothing to do: the counts are those of the newest state",
        severity="info",
        where=Where(job.source_name, data_row=name_of(session, row_ids[0])),
    )
    group = IssueGroup(code=example.code, severity="info", count=len(row_ids), example=example)
    session.jobs.add_issue_groups(job.id, [group])
