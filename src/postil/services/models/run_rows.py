"""Run rows: the data rows of a model run, their splits, and the labels the run keeps."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.model.identity import read_id
from postil.ports.access import User
from postil.ports.catalog import CatalogRow
from postil.ports.clock import Clock
from postil.ports.labels import LabelFilter, StoredLabel
from postil.ports.models import ModelRun, RunRow, Split, TakenLabel
from postil.ports.store import Session, Store
from postil.services.catalog.named_rows import NamedRows, find_named_rows
from postil.services.imports.destination import Destination
from postil.services.imports.hiding import hide
from postil.services.instant import instant
from postil.services.models.model_access import own_run, seen_run
from postil.services.models.model_runs import record_run
from postil.services.people.role import demand_role
from postil.services.visibility import seen_project, seen_rows

PART = 500
"""Labels taken in one transaction."""

MOST_REMOVED = 5_000
"""Data rows taken out in one transaction."""

WINDOW = 1_000


class RowsOutcome(msgspec.Struct, kw_only=True):
    """How many data rows a call was about, and the names that name none of use, as they were spelled."""

    count: int
    missing: list[str]


class RunRowView(msgspec.Struct, kw_only=True):
    """A row of a run with its data row, and the id of its label where that is the caller's business."""

    row: RunRow
    catalog_row: CatalogRow
    label_uid: str | None = None


class RunRows:
    """Add, list and remove the data rows of a run, split them, and keep labels beside them.

    Args:
        store: The database.
        clock: The time.
        follow: Called after a change of what readers see.
    """

    def __init__(self, store: Store, clock: Clock, follow: Callable[[], None] = lambda: None) -> None:
        self._store, self._clock, self._follow = store, clock, follow

    def add(
        self, uid: str, actor: User, *, row_ids: Sequence[str] = (), global_keys: Sequence[str] = ()
    ) -> RowsOutcome:
        """Add data rows to a run; those it has stay as they are. `count` is how many are new.

        Raises:
            UsageError: No row is named.
            NotFoundError: No such run, or none the actor may know of.
            AccessError: Somebody else made the model.
        """
        _demand_names(row_ids, global_keys)
        at = instant(self._clock)
        with self._store.write() as session:
            run = own_run(session, uid, actor)
            named = find_named_rows(session, actor, row_ids=row_ids, global_keys=global_keys)
            count = session.models.add_rows(run.id, named.ids)
            record_run(session, "add_rows", run, actor, at, count=count)
        return RowsOutcome(count=count, missing=named.missing)

    def remove(
        self, uid: str, actor: User, *, row_ids: Sequence[str] = (), global_keys: Sequence[str] = ()
    ) -> RowsOutcome:
        """Take data rows out of a run, with what it predicts about them; `count` is how many it had.

        The predictions go by a change of its own, some thousands to a transaction. They do not come back with
        the data rows.

        Raises:
            UsageError: No row is named.
            NotFoundError: No such run, or none the actor may know of.
            AccessError: Somebody else made the model.
        """
        _demand_names(row_ids, global_keys)
        with self._store.read() as session:
            own_run(session, uid, actor)
            named = find_named_rows(session, actor, row_ids=row_ids, global_keys=global_keys)
        ids, count = named.ids, 0
        for first in range(0, max(len(ids), 1), MOST_REMOVED):
            with self._store.write() as session:
                run = own_run(session, uid, actor)
                count += self._remove(session, run, ids[first : first + MOST_REMOVED], actor)
        self._follow()
        return RowsOutcome(count=count, missing=named.missing)

    def _remove(self, session: Session, run: ModelRun, row_ids: Sequence[int], actor: User) -> int:
        at = instant(self._clock)
        session.jobs.lock_changes()
        own = sorted(session.models.rows_of(run.id, row_ids))
        model = session.models.model_by_id(run.model_id)
        predictions = session.bundles.find_set("prediction", model_run_id=run.id)
        if predictions is not None:
            place = Destination(ontology_id=(model.ontology_id if model else None) or 0, run=run)
            hide(session, place, predictions.id, own, actor, at)
        count = session.models.delete_rows(run.id, own)
        record_run(session, "delete_rows", run, actor, at, count=count)
        return count

    def set_splits(
        self,
        uid: str,
        actor: User,
        *,
        row_ids: Mapping[str, Split | None] | None = None,
        global_keys: Mapping[str, Split | None] | None = None,
    ) -> RowsOutcome:
        """Assign data rows to splits, None to none; rows the run has not are missing.

        Raises:
            UsageError: No row is named.
            NotFoundError: No such run, or none the actor may know of.
            AccessError: Somebody else made the model.
        """
        by_id, by_key = row_ids or {}, global_keys or {}
        _demand_names(list(by_id), list(by_key))
        at = instant(self._clock)
        with self._store.write() as session:
            run = own_run(session, uid, actor)
            named = find_named_rows(session, actor, row_ids=list(by_id), global_keys=list(by_key))
            splits = {row: by_id.get(text, by_key.get(text)) for text, row in named.found.items()}
            outside = set(session.models.set_splits(run.id, splits))
            record_run(session, "set_splits", run, actor, at, count=len(splits) - len(outside))
        return RowsOutcome(count=len(splits) - len(outside), missing=_with(named, outside))

    def list_rows(
        self, uid: str, actor: User, *, after_row: int = 0, limit: int = 100
    ) -> tuple[list[RunRow], int | None]:
        """List the rows of a run the actor may know of, and where the next page begins; None on the last.

        A page may hold fewer rows than `limit`, even none, and have a next one.

        Raises:
            NotFoundError: No such run, or none the actor may know of.
        """
        with self._store.read() as session:
            run = seen_run(session, uid, actor)
            rows = session.models.run_rows(run.id, after_row=after_row, limit=limit)
            seen = seen_rows(session, [row.data_row_id for row in rows], actor)
        following = rows[-1].data_row_id if len(rows) == limit else None
        return [row for row in rows if row.data_row_id in seen], following

    def list_views(
        self, uid: str, actor: User, *, after_row: int = 0, limit: int = 100
    ) -> tuple[list[RunRowView], int | None]:
        """List rows as `list_rows` does, with the names of data rows and labels.

        A label is named to who has a role in its project.
        """
        rows, following = self.list_rows(uid, actor, after_row=after_row, limit=limit)
        with self._store.read() as session:
            stored = {one.id: one for one in session.catalog.rows_by_id([row.data_row_id for row in rows])}
            views = [
                RunRowView(
                    row=row,
                    catalog_row=stored[row.data_row_id],
                    label_uid=_label_uid(session, row, actor),
                )
                for row in rows
                if row.data_row_id in stored
            ]
        return views, following

    def take_labels(self, uid: str, actor: User, label_uids: Sequence[str]) -> RowsOutcome:
        """Let a run keep labels as they are now; their data rows come with them. Skipped ones are missing.

        Raises:
            UsageError: No label is named.
            NotFoundError: No such run, or none the actor may know of.
            AccessError: Somebody else made the model.
        """
        if not label_uids:
            raise UsageError("no label is named", hint="give ids of labels, or a project")
        uids = list(dict.fromkeys(label_uids))
        taken, missing = 0, list[str]()
        for first in range(0, len(uids), PART):
            part = uids[first : first + PART]
            with self._store.write() as session:
                run = own_run(session, uid, actor)
                found = _seen_labels(session, part, actor)
                missing += [text for text in part if text not in found]
                taken += self._take(session, run, actor, list(found.values()))
        return RowsOutcome(count=taken, missing=missing)

    def take_project_labels(self, uid: str, actor: User, project_uid: str) -> RowsOutcome:
        """Let a run keep every label of a project; of several on a data row, the one made last.

        Raises:
            NotFoundError: No such run or project, or none the actor may know of.
            AccessError: Somebody else made the model.
        """
        after: int | None = 0
        taken = 0
        while after is not None:
            with self._store.write() as session:
                run = own_run(session, uid, actor)
                project = seen_project(session, project_uid, actor)
                labels, after = session.labels.list_labels(
                    project.id, LabelFilter(), after_id=after, limit=PART
                )
                taken += self._take(session, run, actor, labels)
        return RowsOutcome(count=taken, missing=[])

    def _take(self, session: Session, run: ModelRun, actor: User, labels: Sequence[StoredLabel]) -> int:
        by_row = {label.data_row_id: label for label in labels if not label.is_skipped}
        session.models.take_labels(run.id, list(_taken(session, by_row)))
        if by_row:
            record_run(session, "take_labels", run, actor, instant(self._clock), count=len(by_row))
        return len(by_row)


def _demand_names(row_ids: Sequence[str], global_keys: Sequence[str]) -> None:
    if not row_ids and not global_keys:
        raise UsageError("no data row is named", hint="name rows by id or by global key")


def _label_uid(session: Session, row: RunRow, actor: User) -> str | None:
    label = session.labels.by_id(row.label_id) if row.label_id is not None else None
    if label is None:
        return None
    is_member = actor.is_admin or session.access.role(label.project_id, actor.id) is not None
    return label.uid if is_member else None


def _with(named: NamedRows, outside: set[int]) -> list[str]:
    return named.missing + [text for text, row in named.found.items() if row in outside]


def _seen_labels(session: Session, spellings: Sequence[str], actor: User) -> dict[str, StoredLabel]:
    """Return by spelling the labels that are not skipped and in projects the actor may know of."""
    uids = {text: read_id(text) or text for text in spellings}
    named = session.labels.named(list(dict.fromkeys(uids.values())))
    stored = {text: named[uid] for text, uid in uids.items() if uid in named}
    projects = {label.project_id for label in stored.values()}
    seen = {project_id for project_id in projects if _sees(session, project_id, actor)}
    return {
        text: label for text, label in stored.items() if label.project_id in seen and not label.is_skipped
    }


def _sees(session: Session, project_id: int, actor: User) -> bool:
    try:
        demand_role(session, project_id, actor, "viewer")
    except NotFoundError:
        return False
    return True


def _taken(session: Session, by_row: dict[int, StoredLabel]) -> Iterator[TakenLabel]:
    """Refer to versions, which stay as they are; what an import brought may change and is copied."""
    by_set: dict[int, list[int]] = {}
    for row_id, label in by_row.items():
        if label.head_version:
            yield TakenLabel(data_row_id=row_id, label_id=label.id, version=label.head_version)
        else:
            by_set.setdefault(label.set_id or 0, []).append(row_id)
    for set_id, row_ids in by_set.items():
        values = session.bundles.fold(set_id, row_ids)
        for row_id in row_ids:
            content = values.get((row_id, 0), [])
            yield TakenLabel(data_row_id=row_id, label_id=by_row[row_id].id, annotations=content)
