"""Labels by id, in lists, and as benchmarks."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, or_, select, update

from postil.ports.labels import LabelFilter, StoredLabel
from postil.stores.sql import schema as t
from postil.stores.sql.layers import has_visible_layer
from postil.stores.sql.records import chunked, first_record, record

_label = t.label.c
IS_KEPT = _label.deleted_at.is_(None)
IS_SHOWN = and_(
    IS_KEPT,
    or_(
        _label.head_version > 0, _label.set_id.is_(None), has_visible_layer(_label.set_id, _label.data_row_id)
    ),
)


class SqlLabelLists:
    """The part of `ports.labels.LabelStore` that finds labels by other things than their data rows."""

    _connection: Connection

    def of_set(self, set_id: int, data_row_id: int) -> StoredLabel | None:
        """Return the label that stands for a set on a data row, also one that nobody sees."""
        query = select(t.label).where(_label.data_row_id == data_row_id, _label.set_id == set_id)
        return first_record(StoredLabel, self._connection.execute(query).first())

    def get(self, uid: str) -> StoredLabel | None:
        """Return a label; one that only stands for a set, while the set has a visible layer there."""
        query = select(t.label).where(_label.uid == uid, IS_SHOWN)
        return first_record(StoredLabel, self._connection.execute(query).first())

    def named(self, uids: Sequence[str]) -> dict[str, StoredLabel]:
        """Return by uid those labels that `get` finds."""
        found: dict[str, StoredLabel] = {}
        for part in chunked(uids):
            rows = self._connection.execute(select(t.label).where(_label.uid.in_(part), IS_SHOWN))
            found |= {row.uid: record(StoredLabel, row) for row in rows}
        return found

    def by_id(self, label_id: int) -> StoredLabel | None:
        """Return a label by store id."""
        query = select(t.label).where(_label.id == label_id)
        return first_record(StoredLabel, self._connection.execute(query).first())

    def list_labels(
        self, project_id: int, asked: LabelFilter, *, after_id: int, limit: int
    ) -> tuple[list[StoredLabel], int | None]:
        """List labels, looking at `limit` of them; return also where the next page begins, or None."""
        place = _label.data_row_id if asked.is_benchmark else _label.id
        query = select(_label.id, place).where(_label.project_id == project_id, place > after_id)
        if asked.is_benchmark:
            query = query.where(_label.is_benchmark.is_(True))
        elif asked.is_skipped:
            query = query.where(_label.is_skipped.is_(True))
        elif asked.author_id is not None:
            query = query.where(_label.author_id == asked.author_id)
        seen = self._connection.execute(query.order_by(place).limit(limit)).all()
        found: list[StoredLabel] = []
        for part in chunked([row[0] for row in seen]):
            shown = select(t.label).where(_label.id.in_(part), IS_SHOWN)
            found += [record(StoredLabel, row) for row in self._connection.execute(shown)]
        found = [one for one in found if _fits(one, asked)]
        order = {row[0]: number for number, row in enumerate(seen)}
        return sorted(found, key=lambda one: order[one.id]), seen[-1][1] if len(seen) == limit else None

    def benchmark_sets(self, project_id: int, data_row_ids: Sequence[int]) -> list[int]:
        """Return the sets for which a benchmark of the data rows stands."""
        found: set[int] = set()
        for ids in chunked(data_row_ids):
            query = select(_label.set_id).where(
                _label.project_id == project_id, _label.data_row_id.in_(ids), _label.is_benchmark.is_(True)
            )
            found.update(self._connection.execute(query.where(_label.set_id.is_not(None))).scalars())
        return sorted(found)

    def mark_benchmark(self, label: StoredLabel, is_benchmark: bool, by: int, at: int) -> None:
        """Mark a label, or take the mark away; marking takes it from the other labels of the data row."""
        if is_benchmark:
            others = update(t.label).where(
                _label.data_row_id == label.data_row_id,
                _label.project_id == label.project_id,
                _label.id != label.id,
                _label.is_benchmark.is_(True),
            )
            self._connection.execute(others.values(is_benchmark=False, marked_by=by, updated_at=at))
        marked = update(t.label).where(_label.id == label.id)
        values = {"is_benchmark": is_benchmark, "marked_by": by, "updated_at": at}
        self._connection.execute(marked.values(values))


def _fits(label: StoredLabel, asked: LabelFilter) -> bool:
    return (asked.author_id is None or label.author_id == asked.author_id) and (
        label.is_skipped or not asked.is_skipped
    )
