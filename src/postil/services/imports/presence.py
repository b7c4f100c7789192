"""Presence: what the data rows of a job hold already, told before the job is published.

One grouped warning each, only about data rows to which the job adds something: a file that repeats or
overrides what is there is told nothing. Looked at once, when every row has been judged and settled; doing it
again replaces what was told, so a resumed job counts nothing twice.
"""

from collections.abc import Sequence

from postil.model.issue import Issue, Where
from postil.ports.jobs import Counts, IssueGroup, Job
from postil.ports.presence import BundleKey, Holds
from postil.ports.store import Session, Store
from postil.services.imports.beside import Beside, There, held_by_row, repeats
from postil.services.imports.held import Held
from postil.services.imports.lease import is_held
from postil.services.imports.presence_text import CODES, Found, issues_of

PAGE = 900


def survey(store: Store, job: Job, held: Held | None = None) -> bool:
    """Tell what the job's data rows hold already; False when it was cancelled or taken over meanwhile.

    Args:
        store: Where everything is.
        job: The job, every row of it judged and settled.
        held: What the job has seen on all of its data rows, if it has kept that.
    """
    with store.read() as session:
        told = [group for group in session.jobs.issue_groups(job.id) if group.code in CODES]
    groups = [_group(issue, job) for issue in issues_of(_look(store, job, held), job)]
    if not groups and not told:
        return True
    change = Counts(warnings=len(groups) - len(told))
    with store.write() as session:
        if not is_held(session, job):
            return False
        if told:
            session.jobs.replace_issue_groups(job.id, CODES, groups)
        else:
            session.jobs.add_issue_groups(job.id, groups)
        session.jobs.recount(job.id, job.fence, change)
    job.counts.warnings += change.warnings
    return True


def _look(store: Store, job: Job, held: Held | None) -> Found:
    found = Found()
    with store.read() as session:
        look = Look(session, job, held)
    after = 0
    while look.is_needed:
        with store.read() as session:
            rows = session.presence.rows_of_job(job.id, after_row=after, limit=PAGE)
            if rows:
                look.page(session, rows, found)
        if len(rows) < PAGE:
            break
        after = rows[-1]
    return found


class Look:
    """One pass over the data rows of a job; decides first what there can be to find at all."""

    def __init__(self, session: Session, job: Job, held: Held | None = None) -> None:
        self._job, self._project_id = job, job.project_id or 0
        presence = session.presence
        adds = job.counts.accepted + job.counts.updated > 0 and job.project_id is not None
        found = presence.holds(job.set_id, self._project_id) if adds else Holds()
        self._has_layers, self._has_labels = found.layers, found.labels
        self._has_done = found.done_tasks and job.purpose == "pre_label"
        self._may_bring = adds and job.settings.create_rows
        self._beside = None if repeats(session, job) else Beside(job, held)

    @property
    def is_needed(self) -> bool:
        """Tell whether anything may be found: a first import is over here."""
        return self._has_layers or self._has_labels or self._has_done or self._may_bring

    def page(self, session: Session, row_ids: Sequence[int], found: Found) -> None:
        """Look at some data rows."""
        there = self._there(session, row_ids)
        rows = there.added
        if self._job.purpose == "pre_label":
            found.pre_labeled += len(there.held)
            found.pre_labels += sum(there.held.values())
            found.pre_label_jobs |= there.jobs
        labeled = self._labels(session, rows, found) if self._has_labels else set()
        if self._has_done:
            others = [row_id for row_id in rows if row_id not in labeled]
            found.labeled_done += session.presence.done_rows(self._project_id, sorted(labeled))
            found.done += session.presence.done_rows(self._project_id, others)
        if self._may_bring:
            found.outside += session.presence.rows_outside(self._project_id, self._job.id, row_ids)

    def _there(self, session: Session, row_ids: Sequence[int]) -> There:
        if not self._has_layers:
            return There({}, {}, list(row_ids))
        if self._beside is not None:
            return self._beside.page(session, row_ids)
        rows, held = self._added(session, row_ids, session.presence.visible_keys(self._job.set_id, row_ids))
        return There(held, session.presence.jobs_on([self._job.set_id], list(held)) if held else {}, rows)

    def _added(
        self, session: Session, row_ids: Sequence[int], visible: dict[BundleKey, set[str]]
    ) -> tuple[list[int], dict[int, int]]:
        """Return the data rows to which something is added, and how much stays beside it where any does."""
        held = held_by_row(visible)
        brought = session.presence.brought_keys(self._job.id, sorted(held)) if held else {}
        added = {row_id for row_id in row_ids if row_id not in held}
        stays = dict(held)
        for bundle, new in brought.items():
            known = visible.get(bundle, set())
            if new.is_whole:
                stays[bundle[0]] -= len(known)
            if new.keys - known:
                added.add(bundle[0])
        return sorted(added), {row: stays[row] for row in sorted(added) if stays.get(row)}

    def _labels(self, session: Session, rows: Sequence[int], found: Found) -> set[int]:
        labels = session.presence.labels_on(self._project_id, rows)
        labeled = {label.data_row_id for label in labels}
        found.labeled += len(labeled)
        found.labels += sum(label.n for label in labels)
        found.by_people += sum(label.set_id is None for label in labels)
        for set_id in {label.set_id for label in labels if label.set_id is not None}:
            ids = sorted({label.data_row_id for label in labels if label.set_id == set_id})
            found.labels += sum(map(len, session.presence.visible_keys(set_id, ids).values()))
            found.label_jobs |= session.presence.jobs_on([set_id], ids)
        return labeled


def _group(issue: Issue, job: Job) -> IssueGroup:
    issue.where = Where(job.source_name)
    return IssueGroup(code=issue.code, severity=issue.severity, count=1, example=issue)
