"""Projects, batches and tasks."""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from postil.model.identity import new_uid
from postil.ports.projects import Batch, OfferSetting, Project, Task, TaskState, WorkChanges
from postil.stores.sql import schema as t
from postil.stores.sql.batches import SqlBatches
from postil.stores.sql.prepared import Prepared
from postil.stores.sql.project_activity import last_activity
from postil.stores.sql.project_datasets import note_datasets
from postil.stores.sql.records import EVERY, chunked, first_record, record

_PROJECT = [column for column in t.project.c if column.name != "deleted_at"]
_TASK = [t.task.c[name] for name in Task.__struct_fields__]
_present = t.task.c.removed_at.is_(None)


@Prepared
def _find(uid: Any) -> Select[Any]:
    return select(*_PROJECT).where(t.project.c.uid == uid, t.project.c.deleted_at.is_(None))


@Prepared
def _uid_of(project_id: Any) -> Select[Any]:
    return select(t.project.c.uid).where(t.project.c.id == project_id, t.project.c.deleted_at.is_(None))


class SqlProjects(SqlBatches):
    """`ports.projects.ProjectStore`. Deleted projects are kept and found no more."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(
        self,
        name: str,
        description: str,
        media_type: str,
        ontology_id: int | None,
        by: int | None,
        at: int,
        *,
        ext: dict[str, Any] | None = None,
    ) -> Project:
        """Store a project; names may repeat."""
        statement = insert(t.project).values(
            uid=new_uid(),
            name=name,
            description=description,
            media_type=media_type,
            ontology_id=ontology_id,
            review=False,
            offers=OfferSetting(),
            overlap=1,
            ext=ext,
            version=1,
            created_by=by,
            created_at=at,
            updated_at=at,
        )
        return record(Project, self._connection.execute(statement.returning(*_PROJECT)).one())

    def get(self, uid: str) -> Project | None:
        """Return a project with its task counts."""
        return self._first(select(*_PROJECT).where(t.project.c.uid == uid))

    def find(self, uid: str) -> Project | None:
        """Return a project without its task counts, which take the longer the more tasks it has."""
        return first_record(Project, _find(self._connection, uid=uid).first())

    def by_id(self, project_id: int) -> Project | None:
        """Return a project with its task counts."""
        return self._first(select(*_PROJECT).where(t.project.c.id == project_id))

    def by_ids(self, project_ids: Collection[int]) -> list[Project]:
        """Return projects in the order they were made, without their task counts."""
        found: list[Project] = []
        for ids in chunked(sorted(project_ids)):
            query = select(*_PROJECT).where(t.project.c.id.in_(ids), t.project.c.deleted_at.is_(None))
            found += [
                record(Project, row) for row in self._connection.execute(query.order_by(t.project.c.id))
            ]
        return found

    def with_ontology(self, ontology_id: int) -> list[Project]:
        """Return the projects with an ontology in the order they were made, without their task counts."""
        query = select(*_PROJECT).where(
            t.project.c.ontology_id == ontology_id, t.project.c.deleted_at.is_(None)
        )
        return [record(Project, row) for row in self._connection.execute(query.order_by(t.project.c.id))]

    def uid_of(self, project_id: int) -> str | None:
        """Return the public id of a project that is not deleted."""
        uid: str | None = _uid_of(self._connection, project_id=project_id).scalar()
        return uid

    def named(self, name: str) -> Project | None:
        """Return the project of that name; of several, the one made last."""
        query = select(*_PROJECT).where(t.project.c.name == name)
        return self._first(query.order_by(t.project.c.id.desc()).limit(1))

    def list_projects(
        self, *, after_id: int, limit: int, name: str | None = None, where: ColumnElement[bool] = EVERY
    ) -> list[Project]:
        """List projects in the order they were made: of a name if given, and those of which `where` holds."""
        query = select(*_PROJECT).where(t.project.c.id > after_id, where)
        if name is not None:
            query = query.where(t.project.c.name == name)
        return self._all(query.order_by(t.project.c.id).limit(limit))

    def _first(self, query: Select[Any]) -> Project | None:
        return next(iter(self._all(query)), None)

    def _all(self, query: Select[Any]) -> list[Project]:
        rows = self._connection.execute(query.where(t.project.c.deleted_at.is_(None)))
        projects = [record(Project, row) for row in rows]
        by_id = {project.id: project for project in projects}
        task = t.task.c
        for ids in chunked(list(by_id)):
            counts = (
                select(task.project_id, task.state, func.count())
                .where(task.project_id.in_(ids), _present)
                .group_by(task.project_id, task.state)
            )
            for project_id, state, count in self._connection.execute(counts):
                by_id[project_id].task_counts[state] = count
        return projects

    def update(
        self,
        project_id: int,
        *,
        name: str | None,
        description: str | None,
        ontology_id: int | None,
        work: WorkChanges | None = None,
        ext: dict[str, Any] | None = None,
        at: int,
    ) -> None:
        """Change what is not None, which makes the next version."""
        given: dict[str, Any] = {"name": name, "description": description, "ontology_id": ontology_id}
        given |= {"ext": ext, **msgspec.structs.asdict(work or WorkChanges())}
        values: dict[str, Any] = {field: value for field, value in given.items() if value is not None}
        if values:
            values |= {"version": t.project.c.version + 1, "updated_at": at}
            self._connection.execute(update(t.project).where(t.project.c.id == project_id).values(values))

    def last_activity(self, project_id: int) -> int:
        """Return when something last happened to a project, as far as indexes tell."""
        return last_activity(self._connection, project_id)

    def delete(self, project_id: int, at: int) -> None:
        """Hide a project; its data rows stay in the catalog."""
        self._connection.execute(update(t.project).where(t.project.c.id == project_id).values(deleted_at=at))

    def add_tasks(
        self, batch: Batch, data_row_ids: Sequence[int], at: int, *, brought_by: int | None = None
    ) -> list[int]:
        """Add data rows; return those the project had already (they stay where they are).

        A task that an undone import has left hidden, or that was taken out, begins anew under its old id.
        """
        wanted = list(dict.fromkeys(data_row_ids))
        known = self.tasks_of(batch.project_id, wanted)
        shared = {
            "batch_id": batch.id,
            "state": "to_label",
            "priority": batch.priority,
            "updated_at": at,
            "brought_by": brought_by,
        }
        again = self._begin_again(batch.project_id, [row for row in wanted if row not in known], shared)
        new = [
            {"project_id": batch.project_id, "data_row_id": data_row_id, **shared}
            for data_row_id in wanted
            if data_row_id not in known and data_row_id not in again
        ]
        if new:
            self._connection.execute(insert(t.task), new)
        note_datasets(self._connection, batch.project_id, wanted)
        return [data_row_id for data_row_id in wanted if data_row_id in known]

    def _begin_again(self, project_id: int, row_ids: Sequence[int], shared: dict[str, Any]) -> set[int]:
        task = t.task.c
        found: set[int] = set()
        for ids in chunked(row_ids):
            hidden = update(t.task).where(
                task.project_id == project_id, task.data_row_id.in_(ids), task.removed_at.is_not(None)
            )
            shown = hidden.values(**shared, own_state=None, hidden_by=None, removed_at=None, assignee_id=None)
            found.update(self._connection.execute(shown.returning(task.data_row_id)).scalars())
        return found

    def remove_tasks(self, task_ids: Sequence[int], at: int) -> None:
        """Take data rows out of their project; whoever has such a task open loses it."""
        task = t.task.c
        # Whatever becomes of an import that made one: a person took it out.
        gone = {"removed_at": at, "brought_by": None, "assignee_id": None, "own_state": None}
        for ids in chunked(task_ids):
            self._connection.execute(delete(t.task_hold).where(t.task_hold.c.task_id.in_(ids)))
            self._connection.execute(update(t.task).where(task.id.in_(ids), _present).values(gone))

    def count_tasks(self, project_id: int, *, batch_ids: Sequence[int] | None = None) -> dict[TaskState, int]:
        """Count tasks by state, all or those of some batches of the project."""
        task = t.task.c
        query = select(task.state, func.count()).where(task.project_id == project_id, _present)
        query = query.group_by(task.state)
        parts = (
            [query] if batch_ids is None else [query.where(task.batch_id.in_(p)) for p in chunked(batch_ids)]
        )
        found: dict[TaskState, int] = {}
        for part in parts:
            for state, count in self._connection.execute(part):
                found[state] = found.get(state, 0) + count
        return found

    def tasks_of(self, project_id: int, data_row_ids: Sequence[int]) -> dict[int, Task]:
        """Return the tasks of those data rows that are in the project, by data row."""
        task = t.task.c
        found: dict[int, Task] = {}
        for ids in chunked(data_row_ids):
            query = select(*_TASK).where(task.project_id == project_id, task.data_row_id.in_(ids), _present)
            found |= {row.data_row_id: record(Task, row) for row in self._connection.execute(query)}
        return found

    def tasks_on(self, data_row_id: int, *, limit: int) -> list[Task]:
        """Return the tasks a data row is in the projects that have it, oldest first."""
        task, project = t.task.c, t.project.c
        query = (
            select(*_TASK)
            .join(t.project, project.id == task.project_id)
            .where(task.data_row_id == data_row_id, _present, project.deleted_at.is_(None))
            .order_by(task.id)
            .limit(limit)
        )
        return [record(Task, row) for row in self._connection.execute(query)]

    def tasks_by_id(self, task_ids: Sequence[int]) -> list[Task]:
        """Return tasks in the order asked for; unknown ones and those of deleted data rows are left out."""
        found: dict[int, Task] = {}
        for ids in chunked(task_ids):
            rows = self._connection.execute(select(*_TASK).where(t.task.c.id.in_(ids), _present))
            found |= {row.id: record(Task, row) for row in rows}
        return [found[number] for number in task_ids if number in found]

    def set_task_state(self, task_ids: Sequence[int], state: TaskState, at: int) -> None:
        """Move tasks to a state; those that are in it already keep their `updated_at`.

        From now on the undoing of an import leaves their state alone.
        """
        task = t.task.c
        for ids in chunked(task_ids):
            covered = update(t.task).where(task.id.in_(ids), task.own_state.is_not(None))
            self._connection.execute(covered.values(own_state=None))
            change = update(t.task).where(task.id.in_(ids), task.state != state)
            self._connection.execute(change.values(state=state, updated_at=at))

    def requeue_tasks(self, task_ids: Sequence[int]) -> None:
        """Let the state of tasks without imported truth be that they are to be labelled."""
        for ids in chunked(task_ids):
            change = update(t.task).where(t.task.c.id.in_(ids))
            self._connection.execute(change.values(own_state="to_label"))

    def list_tasks(
        self, project_id: int, *, state: TaskState | None, batch_id: int | None, after_id: int, limit: int
    ) -> list[Task]:
        """List tasks by id, of one state or batch when given."""
        task = t.task.c
        query = select(*_TASK).where(task.project_id == project_id, task.id > after_id, _present)
        if state is not None:
            query = query.where(task.state == state)
        if batch_id is not None:
            query = query.where(task.batch_id == batch_id)
        rows = self._connection.execute(query.order_by(task.id).limit(limit))
        return [record(Task, row) for row in rows]
