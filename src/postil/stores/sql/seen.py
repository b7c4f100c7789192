"""What a user may know of, because they made it or have a role in a project that uses it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, or_, select

from postil.model.label import SetKind
from postil.model.ontology import Ontology
from postil.ports.catalog import Dataset
from postil.ports.jobs import Job, JobState
from postil.ports.projects import Project
from postil.stores.sql import schema as t
from postil.stores.sql.data_rows import IS_VISIBLE
from postil.stores.sql.datasets import SqlDatasets
from postil.stores.sql.job_changes import read_job
from postil.stores.sql.ontologies import SqlOntologies
from postil.stores.sql.projects import SqlProjects
from postil.stores.sql.records import chunked

_member, _project, _use = t.membership.c, t.project.c, t.project_dataset.c
_model, _run = t.model.c, t.model_run.c
_dataset, _ontology, _row, _task, _job = t.dataset.c, t.ontology.c, t.data_row.c, t.task.c, t.job.c


def projects_of(user_id: int) -> Select[Any]:
    """Ask for the ids of the projects a user has a role in."""
    query = select(_member.project_id).join(t.project, _project.id == _member.project_id)
    return query.where(_member.user_id == user_id, _project.deleted_at.is_(None))


def runs_of(user_id: int) -> Select[Any]:
    """Ask for the ids of the runs of the models a user made."""
    query = select(_run.id).join(t.model, _model.id == _run.model_id)
    return query.where(_model.created_by == user_id, _model.deleted_at.is_(None), _run.deleted_at.is_(None))


def sees_dataset(user_id: int) -> ColumnElement[bool]:
    """Ask whether a user may know of the dataset of the query around."""
    # Spelled as a join: a list within a list would be sorted to make it one without doubles.
    used = exists().where(
        _use.dataset_id == _dataset.id,
        _use.project_id == _member.project_id,
        _member.user_id == user_id,
        _project.id == _member.project_id,
        _project.deleted_at.is_(None),
    )
    return or_(_dataset.created_by == user_id, used)


def sees_ontology(user_id: int) -> ColumnElement[bool]:
    """Ask whether a user may know of the ontology of the query around."""
    used = select(_project.ontology_id).where(
        _project.id.in_(projects_of(user_id)), _project.ontology_id.is_not(None)
    )
    return or_(_ontology.created_by == user_id, _ontology.id.in_(used))


class SqlSeen:
    """The part of `ports.members.MemberStore` about what is not a project.

    Long lists are merged from one short list per project, so that they cost by what the user has.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def uses_dataset(self, project_id: int, dataset_id: int) -> bool:
        """Tell whether a project has ever had data rows of a dataset."""
        return self._any(
            select(_use.project_id).where(_use.project_id == project_id, _use.dataset_id == dataset_id)
        )

    def sees_dataset(self, user_id: int, dataset_id: int) -> bool:
        """Tell whether a user made a dataset, or has a role in a project that had data rows of it."""
        return self._any(select(_dataset.id).where(_dataset.id == dataset_id, sees_dataset(user_id)))

    def sees_ontology(self, user_id: int, ontology_id: int) -> bool:
        """Tell whether a user made an ontology, or has a role in a project that uses it."""
        return self._any(select(_ontology.id).where(_ontology.id == ontology_id, sees_ontology(user_id)))

    def _any(self, query: Select[Any]) -> bool:
        return self._connection.execute(query.limit(1)).first() is not None

    def seen_rows(self, user_id: int, row_ids: Collection[int]) -> set[int]:
        """Return those of the data rows that lie in datasets of the user or in projects of theirs."""
        found: set[int] = set()
        for piece in chunked(sorted(row_ids)):
            inside = select(_task.data_row_id).where(
                _task.data_row_id.in_(piece),
                _task.removed_at.is_(None),
                _task.project_id.in_(projects_of(user_id)),
            )
            own = (
                select(_row.id)
                .join(t.dataset, _dataset.id == _row.dataset_id)
                .where(_row.id.in_(piece), _dataset.created_by == user_id)
            )
            for query in (inside, own):
                found.update(self._connection.execute(query).scalars())
        return found

    def list_row_ids(self, user_id: int, *, after_id: int, limit: int) -> list[int]:
        """List what `seen_rows` lets through, by id; rows that are not visible are left out."""
        found: set[int] = set()
        inside = (
            select(_task.data_row_id)
            .where(_task.data_row_id > after_id, _task.removed_at.is_(None))
            .order_by(_task.data_row_id)
            .limit(limit)
        )
        own = select(_row.id).where(_row.id > after_id, *IS_VISIBLE).order_by(_row.id).limit(limit)
        for project_id in self._ids(projects_of(user_id)):
            found.update(self._ids(inside.where(_task.project_id == project_id)))
        for dataset_id in self._ids(select(_dataset.id).where(_dataset.created_by == user_id)):
            found.update(self._ids(own.where(_row.dataset_id == dataset_id)))
        return sorted(found)[:limit]

    def _ids(self, query: Select[Any]) -> list[int]:
        return list(self._connection.execute(query).scalars())

    def list_projects(
        self, user_id: int, *, after_id: int, limit: int, name: str | None = None
    ) -> list[Project]:
        """List the projects a user has a role in, in the order they were made."""
        seen = _project.id.in_(projects_of(user_id))
        return SqlProjects(self._connection).list_projects(
            after_id=after_id, limit=limit, name=name, where=seen
        )

    def list_datasets(
        self, user_id: int, *, after_id: int, limit: int, name: str | None = None
    ) -> list[Dataset]:
        """List the datasets a user may know of, in the order they were made."""
        seen = sees_dataset(user_id)
        return SqlDatasets(self._connection).list_datasets(
            after_id=after_id, limit=limit, name=name, where=seen
        )

    def list_ontologies(self, user_id: int, *, after_id: int, limit: int) -> list[Ontology]:
        """List the ontologies a user may know of, in the order they were made."""
        seen = sees_ontology(user_id)
        return SqlOntologies(self._connection).list_ontologies(after_id=after_id, limit=limit, where=seen)

    def list_jobs(
        self,
        user_id: int,
        *,
        before_id: int | None,
        limit: int,
        state: JobState | None = None,
        purpose: SetKind | None = None,
    ) -> list[Job]:
        """List the jobs of the projects a user has a role in, newest first, all or of a state or purpose.

        With them those into the runs of models the user made.
        """
        query = select(t.job).order_by(_job.id.desc()).limit(limit)
        for column, value in ((_job.state, state), (_job.purpose, purpose)):
            if value is not None:
                query = query.where(column == value)
        if before_id is not None:
            query = query.where(_job.id < before_id)
        newest = query.with_only_columns(_job.id)
        found: list[int] = []
        for project_id in self._ids(projects_of(user_id)):
            found += self._ids(newest.where(_job.project_id == project_id))
        for run_id in self._ids(runs_of(user_id)):
            found += self._ids(newest.where(_job.model_run_id == run_id))
        chosen = sorted(found, reverse=True)[:limit]
        rows = [
            row
            for piece in chunked(chosen)
            for row in self._connection.execute(query.where(_job.id.in_(piece)))
        ]
        return [read_job(row) for row in rows]
