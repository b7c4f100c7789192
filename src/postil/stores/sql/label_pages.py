"""Labels in counted pages, and how many there are."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select

from postil.model.occurrence import ANY
from postil.ports.labels import LabelOrder, StoredLabel
from postil.ports.projects import TaskState
from postil.stores.sql import schema as t
from postil.stores.sql.data_rows import IS_VISIBLE
from postil.stores.sql.label_lists import IS_KEPT, IS_SHOWN
from postil.stores.sql.records import chunked, record

_label, _task, _total, _set = t.label.c, t.task.c, t.occurrence_total.c, t.annotation_set.c
_is_said = and_(
    IS_SHOWN,
    _label.is_skipped.is_(False),
    exists().where(t.data_row.c.id == _label.data_row_id, *IS_VISIBLE),
)


class SqlLabelPages:
    """The part of `ports.labels.LabelStore` for programs that count their way through lists."""

    _connection: Connection

    def page(self, project_id: int, order: LabelOrder, *, skip: int, limit: int) -> list[StoredLabel]:
        """Return labels that are neither skipped nor on a deleted data row, behind so many others."""
        query = select(t.label).where(_label.project_id == project_id, _is_said)
        if order.author_id is not None:
            query = query.where(_label.author_id == order.author_id)
        if order.dataset_ids is not None:
            inside = t.data_row.c.dataset_id.in_(order.dataset_ids)
            query = query.where(exists().where(t.data_row.c.id == _label.data_row_id, inside))
        found = self._connection.execute(_ordered(query, order).offset(skip).limit(limit))
        return [record(StoredLabel, row) for row in found]

    def count(self, project_id: int, *, most: int) -> int:
        """Count what `page` lists; of more than `most` about as many as the projections tell."""
        some = select(_label.id).where(_label.project_id == project_id, _is_said).limit(most + 1)
        exact: int = self._connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()
        if exact <= most:
            return exact
        sets = select(_set.id).where(_set.project_id == project_id, _set.kind == "ground_truth")
        rows = select(func.sum(_total.row_count)).where(_total.set_id.in_(sets), _total.feature_id == ANY)
        return max(exact, int(self._connection.execute(rows).scalar() or 0))

    def on_row(self, data_row_id: int) -> list[StoredLabel]:
        """List the labels on a data row in all projects that are not deleted, oldest first."""
        is_there = exists().where(t.project.c.id == _label.project_id, t.project.c.deleted_at.is_(None))
        query = select(t.label).where(_label.data_row_id == data_row_id, _is_said, is_there)
        return [record(StoredLabel, row) for row in self._connection.execute(query.order_by(_label.id))]

    def count_skipped(
        self, project_id: int, *, batch_ids: Sequence[int] | None = None
    ) -> dict[TaskState, int]:
        """Count by state the tasks with a skipped label, all or those of some batches."""
        query = (
            select(_task.state, func.count(_task.id.distinct()))
            .join(
                t.label, and_(_label.project_id == _task.project_id, _label.data_row_id == _task.data_row_id)
            )
            .where(_label.project_id == project_id, _label.is_skipped.is_(True), IS_KEPT)
            .where(_task.removed_at.is_(None))
            .group_by(_task.state)
        )
        parts = (
            [query] if batch_ids is None else [query.where(_task.batch_id.in_(p)) for p in chunked(batch_ids)]
        )
        found: dict[TaskState, int] = {}
        for part in parts:
            for state, count in self._connection.execute(part):
                found[state] = found.get(state, 0) + count
        return found


def _ordered(query: Select[tuple[object, ...]], order: LabelOrder) -> Select[tuple[object, ...]]:
    columns: list[ColumnElement[int]] = [_label[order.by]] if order.by != "id" else []
    columns.append(_label.id)
    return query.order_by(*(one.desc() if order.is_descending else one for one in columns))
