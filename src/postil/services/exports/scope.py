"""Scopes: where the data rows of an export come from, page by page, and who may have them."""

from collections.abc import Iterator, Sequence

from postil.errors import NotFoundError
from postil.ports.access import User
from postil.ports.models import ModelRun
from postil.ports.projects import Project
from postil.ports.store import Session, Store
from postil.services.exports.order import Order
from postil.services.models.model_access import seen_run
from postil.services.visibility import seen_rows

PAGE = 400
"""Data rows of one page: more save little, and all of a page is in memory at once."""


class Scope:
    """The data rows of one order, decided when it begins; see `Order` for what they come from.

    Args:
        session: A transaction to look things up in.
        order: What was asked for.
        user: Who asked; None where it has been decided already that they may have all of it.

    Raises:
        NotFoundError: No such project or model run, or none the user may know of.
    """

    def __init__(self, session: Session, order: Order, user: User | None) -> None:
        self.order, self.user = order, user
        self.project: Project | None = None
        self.run: ModelRun | None = None
        if order.project_uid is not None:
            self.project = shown_project(session, order.project_uid, user)
        if order.model_run_uid is not None:
            self.run = shown_run(session, order.model_run_uid, user)
        self.dataset_ids = _dataset_ids(session, order.dataset_uids)
        self.batch_ids = self._batch_ids(session)
        self._chosen = _chosen(session, order)

    def pages(self, store: Store) -> Iterator[list[int]]:
        """Yield ids of data rows, `PAGE` at most at a time; each comes once, some may be out of scope."""
        if self._chosen is not None:
            for start in range(0, len(self._chosen), PAGE):
                yield self._chosen[start : start + PAGE]
        elif self.project is not None:
            yield from self._of_project(store, self.project)
        elif self.run is not None:
            yield from _of_run(store, self.run)
        elif self.dataset_ids is not None:
            for dataset_id in sorted(self.dataset_ids):
                yield from _of_catalog(store, dataset_id)
        elif self.user is None or self.user.is_admin:
            yield from _of_catalog(store, None)
        else:
            yield from _seen(store, self.user)

    def seen(self, session: Session, row_ids: Sequence[int]) -> Sequence[int]:
        """Leave out the data rows that the user may not know of; of a project they know all."""
        if self.project is not None or self.user is None:
            return row_ids
        seen = seen_rows(session, row_ids, self.user)
        return [one for one in row_ids if one in seen]

    def total(self, session: Session) -> int | None:
        """Count the data rows of all pages; None for those of the catalog."""
        if self._chosen is not None:
            return len(self._chosen)
        if self.run is not None:
            return sum(session.models.count_rows(self.run.id).values())
        project = session.projects.by_id(self.project.id) if self.project is not None else None
        return None if project is None else sum(project.task_counts.values())

    def _batch_ids(self, session: Session) -> frozenset[int] | None:
        if self.order.batch_uids is None:
            return None
        found = [session.projects.get_batch(uid) for uid in self.order.batch_uids]
        return frozenset(batch.id for batch in found if batch is not None)

    def _of_project(self, store: Store, project: Project) -> Iterator[list[int]]:
        states = self.order.states or []
        state = states[0] if len(states) == 1 else None
        batch_id = next(iter(self.batch_ids)) if self.batch_ids and len(self.batch_ids) == 1 else None
        after = 0
        while True:
            with store.read() as session:
                found = session.exports.project_rows(
                    project.id, state=state, batch_id=batch_id, after_task=after, limit=PAGE
                )
            if not found:
                return
            after = found[-1][0]
            yield [row for _, row in found]


def _seen(store: Store, user: User) -> Iterator[list[int]]:
    after = 0
    while True:
        with store.read() as session:
            ids = session.members.list_row_ids(user.id, after_id=after, limit=PAGE)
        if not ids:
            return
        after = ids[-1]
        yield ids


def _of_run(store: Store, run: ModelRun) -> Iterator[list[int]]:
    after = 0
    while True:
        with store.read() as session:
            rows = session.models.run_rows(run.id, after_row=after, limit=PAGE)
        if not rows:
            return
        after = rows[-1].data_row_id
        yield [row.data_row_id for row in rows]


def _of_catalog(store: Store, dataset_id: int | None) -> Iterator[list[int]]:
    after = 0
    while True:
        with store.read() as session:
            facts = session.projections.list_facts(dataset_id=dataset_id, after_row=after, limit=PAGE)
        if not facts:
            return
        after = facts[-1].id
        yield [one.id for one in facts]


def _dataset_ids(session: Session, uids: list[str] | None) -> frozenset[int] | None:
    if uids is None:
        return None
    found = [session.catalog.find_dataset(uid) for uid in uids]
    return frozenset(dataset.id for dataset in found if dataset is not None)


def _chosen(session: Session, order: Order) -> list[int] | None:
    """Return the data rows named one by one, None when there are none named."""
    chosen: list[int] | None = None
    for by, values in (("uid", order.data_row_uids), ("global_key", order.global_keys)):
        if values is None:
            continue
        found = session.catalog.find_rows(by, list(dict.fromkeys(values)), None)
        ids = [found[value].id for value in dict.fromkeys(values) if value in found]
        chosen = ids if chosen is None else [one for one in chosen if one in set(ids)]
    return chosen


def shown_project(session: Session, uid: str, user: User | None) -> Project:
    """Return a project that a user may export.

    Raises:
        NotFoundError: No such project, or none the user has a role in.
    """
    project = session.projects.find(uid)
    if project is None or not has_role(session, project.id, user):
        raise NotFoundError(f"no project {uid!r}", hint="list the projects")
    return project


def shown_run(session: Session, uid: str, user: User | None) -> ModelRun:
    """Return a model run that a user may export.

    Raises:
        NotFoundError: No such run, or none the user may know of.
    """
    if user is not None:
        return seen_run(session, uid, user)
    run = session.models.get_run(uid)
    if run is None:
        raise NotFoundError(f"no model run {uid!r}", hint="list the runs of the model")
    return run


def has_role(session: Session, project_id: int, user: User | None) -> bool:
    """Tell whether a user may export a project."""
    return user is None or user.is_admin or session.access.role(project_id, user.id) is not None
