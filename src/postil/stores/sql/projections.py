"""The cursor of the projections, what is due, and the summaries of tasks."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, insert, literal, select, update

from postil.model.occurrence import ANY
from postil.ports.jobs import JobChange
from postil.ports.projections import Progress
from postil.stores.sql import schema as t
from postil.stores.sql.label_lists import IS_KEPT
from postil.stores.sql.labels import SqlLabels
from postil.stores.sql.occurrences import SqlOccurrences
from postil.stores.sql.records import chunked, record
from postil.stores.sql.said import SqlSaid

NAME = "occurrence"
_projection, _dirty, _change = t.projection.c, t.dirty_row.c, t.job_change.c
_set, _occurrence, _segment = t.annotation_set.c, t.occurrence.c, t.segment.c


class SqlProjections(SqlOccurrences, SqlSaid):
    """`ports.projections.ProjectionStore`; every method acts in the transaction at hand."""

    def progress(self) -> Progress:
        """Return where the projector stands."""
        query = select(_projection.cursor, _projection.row_after, _projection.steps)
        row = self._connection.execute(query.where(_projection.name == NAME)).first()
        return Progress() if row is None else Progress(*row)

    def move(self, before: Progress, cursor: int, row_after: int) -> bool:
        """Take a step; False when somebody else has taken it."""
        values = {"cursor": cursor, "row_after": row_after, "steps": before.steps + 1}
        moved = update(t.projection).where(_projection.name == NAME, _projection.steps == before.steps)
        if self._connection.execute(moved.values(values)).rowcount:
            return True
        if before.steps or self._is_begun():
            return False
        self._connection.execute(insert(t.projection).values(name=NAME, **values))
        return True

    def _is_begun(self) -> bool:
        query = select(_projection.steps).where(_projection.name == NAME)
        return self._connection.execute(query).first() is not None

    def next_changes(self, after_no: int, *, limit: int) -> list[JobChange]:
        """List the changes behind `after_no`, oldest first."""
        query = select(t.job_change).where(_change.no > after_no).order_by(_change.no).limit(limit)
        return [record(JobChange, row) for row in self._connection.execute(query)]

    def backlog(self, cursor: int, *, limit: int) -> int:
        """Count what the changes after `cursor` touch, and the dirty rows, at most `limit`.

        A change and a dirty row count one each, a layer one and one for each of its annotations.
        """
        one = literal(1).label("n")
        dirty = select(one).select_from(t.dirty_row).limit(limit).subquery()
        changes = select(one).where(_change.no > cursor).limit(limit).subquery()
        layers = (
            select((_segment.n + 1).label("n"))
            .join(t.job_change, _change.job_id == _segment.job_id)
            .where(_change.no > cursor)
            .limit(limit)
            .subquery()
        )
        sums = (select(func.coalesce(func.sum(part.c.n), 0)) for part in (dirty, changes, layers))
        return min(sum(int(self._connection.execute(found).scalar_one()) for found in sums), limit)

    def is_complete(self, set_ids: Sequence[int]) -> bool:
        """Tell whether every change of these sets is projected and no data row is dirty."""
        if self._connection.execute(select(func.min(_dirty.id))).scalar() is not None:
            return False
        cursor = self.progress().cursor
        return not any(self._has_change(set_id, cursor) for set_id in set_ids)

    def _has_change(self, set_id: int, after_no: int) -> bool:
        query = select(_change.no).where(_change.set_id == set_id, _change.no > after_no).limit(1)
        return self._connection.execute(query).first() is not None

    def dirty(self, data_row_ids: Sequence[int]) -> None:
        """Have the projector look at data rows again; part of the transaction that changes them."""
        self._hot.append(t.dirty_row, ("data_row_id",), ((row_id,) for row_id in data_row_ids))

    def dirty_spoken(self) -> None:
        """Have the projector look at every data row with a label that a person has versioned."""
        rows = select(t.label.c.data_row_id).distinct().where(t.label.c.head_version > 0, IS_KEPT)
        marks = insert(t.dirty_row).from_select(["data_row_id"], rows.order_by(t.label.c.data_row_id))
        self._connection.execute(marks)

    def dirty_rows(self, *, limit: int) -> list[tuple[int, int]]:
        """List marks as `(mark, data row)`, oldest first."""
        query = select(_dirty.id, _dirty.data_row_id).order_by(_dirty.id).limit(limit)
        return [(mark, row) for mark, row in self._connection.execute(query)]

    def clean(self, marks: Sequence[int]) -> None:
        """Take marks away; one made meanwhile stays."""
        for ids in chunked(marks):
            self._connection.execute(delete(t.dirty_row).where(_dirty.id.in_(ids)))

    def sets_on(self, data_row_ids: Sequence[int]) -> list[int]:
        """Return the sets that have a bundle or a label on one of the data rows, or an occurrence."""
        found: set[int] = set()
        for ids in chunked(data_row_ids):
            for column, row in (
                (t.bundle.c.set_id, t.bundle.c.data_row_id),
                (t.label.c.set_id, t.label.c.data_row_id),
                (_occurrence.set_id, _occurrence.data_row_id),
            ):
                query = select(column).distinct().where(row.in_(ids), column.is_not(None))
                found.update(self._connection.execute(query).scalars())
        return sorted(found)

    def summarise(self, data_row_ids: Sequence[int], *, set_id: int | None) -> None:
        """Count anew what tasks have on the data rows: those of the set's project, or of all projects."""
        for ids in chunked(data_row_ids):
            if set_id is None:
                query = select(t.task.c.project_id).distinct().where(t.task.c.data_row_id.in_(ids))
            else:
                query = select(_set.project_id).where(_set.id == set_id, _set.project_id.is_not(None))
            for project_id in self._connection.execute(query).scalars().all():
                self._summarise(project_id, ids)

    def _summarise(self, project_id: int, data_row_ids: Sequence[int]) -> None:
        task, row = t.task.c, t.data_row.c
        tasks = select(task.id, task.data_row_id).where(
            task.project_id == project_id, task.data_row_id.in_(data_row_ids)
        )
        ids = {row_id: task_id for task_id, row_id in self._connection.execute(tasks)}
        present = select(row.id).where(row.id.in_(data_row_ids), row.deleted_at.is_(None))
        counts = {row_id: [0, 0, 0] for row_id in self._connection.execute(present).scalars()}
        for label in SqlLabels(self._connection).of_rows(project_id, list(counts)):
            counts[label.data_row_id][0] += not label.is_skipped
        for row_id, pre_labels, predictions in self._counted(project_id, list(counts)):
            counts[row_id][1:] = [pre_labels, predictions]
        summary = t.task_summary.c.task_id
        self._connection.execute(delete(t.task_summary).where(summary.in_(list(ids.values()))))
        values = ((ids[row_id], *found) for row_id, found in counts.items() if row_id in ids and any(found))
        names = ("task_id", "label_count", "pre_label_count", "prediction_count")
        self._hot.append(t.task_summary, names, values)

    def _counted(self, project_id: int, data_row_ids: Sequence[int]) -> list[tuple[int, int, int]]:
        def of(kind: str) -> ColumnElement[Any]:
            return func.sum(case((_set.kind == kind, _occurrence.n), else_=0))

        query = (
            select(_occurrence.data_row_id, of("pre_label"), of("prediction"))
            .join(t.annotation_set, _set.id == _occurrence.set_id)
            .where(_set.project_id == project_id, _occurrence.feature_id == ANY)
            .where(_occurrence.data_row_id.in_(data_row_ids))
            .group_by(_occurrence.data_row_id)
        )
        return [
            (row_id, int(pre), int(predicted)) for row_id, pre, predicted in self._connection.execute(query)
        ]
