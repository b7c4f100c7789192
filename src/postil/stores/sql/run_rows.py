"""Data rows of model runs: their splits and the labels the run took."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from postil.model.annotation import Annotation
from postil.model.wire import decode_annotations, encode_annotations
from postil.ports.models import RunRow, Split, TakenLabel
from postil.stores.sql import schema as t
from postil.stores.sql.records import chunked, record

_of, _row = t.model_run_row.c, t.data_row.c
_RUN_ROW = [_of[name] for name in RunRow.__struct_fields__]
_TAKE = (
    update(t.model_run_row)
    .where(_of.model_run_id == bindparam("run"), _of.data_row_id == bindparam("row"))
    .values(
        label_id=bindparam("label"), label_version=bindparam("version"), label_document=bindparam("content")
    )
)


class SqlRunRows:
    """The part of `ports.models.ModelStore` about the data rows of a run."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_rows(self, run_id: int, data_row_ids: Sequence[int]) -> int:
        """Add data rows without a split; return how many the run had not."""
        wanted = list(dict.fromkeys(data_row_ids))
        known = self._known(run_id, wanted)
        new = [{"model_run_id": run_id, "data_row_id": row} for row in wanted if row not in known]
        if new:
            self._connection.execute(insert(t.model_run_row), new)
        return len(new)

    def _known(self, run_id: int, data_row_ids: Collection[int]) -> set[int]:
        found: set[int] = set()
        for ids in chunked(list(data_row_ids)):
            query = select(_of.data_row_id).where(_of.model_run_id == run_id, _of.data_row_id.in_(ids))
            found.update(self._connection.execute(query).scalars())
        return found

    def delete_rows(self, run_id: int, data_row_ids: Sequence[int]) -> int:
        """Take data rows out of a run; return how many it had."""
        gone = 0
        for ids in chunked(list(dict.fromkeys(data_row_ids))):
            rows = delete(t.model_run_row).where(_of.model_run_id == run_id, _of.data_row_id.in_(ids))
            gone += self._connection.execute(rows).rowcount
        return gone

    def set_splits(self, run_id: int, splits: Mapping[int, Split | None]) -> list[int]:
        """Assign rows of a run to splits, by data row; return those the run has not."""
        known = self._known(run_id, splits)
        by_split: dict[Split | None, list[int]] = defaultdict(list)
        for row_id in splits:
            if row_id in known:
                by_split[splits[row_id]].append(row_id)
        for split, rows in by_split.items():
            for ids in chunked(rows):
                change = update(t.model_run_row).where(_of.model_run_id == run_id, _of.data_row_id.in_(ids))
                self._connection.execute(change.values(split=split))
        return [row_id for row_id in splits if row_id not in known]

    def take_labels(self, run_id: int, labels: Sequence[TakenLabel]) -> None:
        """Keep labels with a run, one per data row; rows the run has not are added."""
        if not labels:
            return
        self.add_rows(run_id, [label.data_row_id for label in labels])
        self._connection.execute(_TAKE, [_taken(run_id, label) for label in labels])

    def run_rows(self, run_id: int, *, after_row: int, limit: int) -> list[RunRow]:
        """List the rows of a run by data row; those of deleted data rows are left out."""
        query = (
            select(*_RUN_ROW)
            .join(t.data_row, _row.id == _of.data_row_id)
            .where(_of.model_run_id == run_id, _of.data_row_id > after_row, _row.deleted_at.is_(None))
            .order_by(_of.data_row_id)
            .limit(limit)
        )
        return [record(RunRow, row) for row in self._connection.execute(query)]

    def rows_of(self, run_id: int, data_row_ids: Collection[int]) -> dict[int, RunRow]:
        """Return those of the data rows that are in a run."""
        found: dict[int, RunRow] = {}
        for ids in chunked(sorted(set(data_row_ids))):
            query = select(*_RUN_ROW).where(_of.model_run_id == run_id, _of.data_row_id.in_(ids))
            found |= {row.data_row_id: record(RunRow, row) for row in self._connection.execute(query)}
        return found

    def kept_labels(self, run_id: int, data_row_ids: Sequence[int]) -> dict[int, list[Annotation]]:
        """Return by data row the content of taken labels that had no version."""
        found: dict[int, list[Annotation]] = {}
        for ids in chunked(data_row_ids):
            query = select(_of.data_row_id, _of.label_document).where(
                _of.model_run_id == run_id, _of.data_row_id.in_(ids), _of.label_document.is_not(None)
            )
            for row_id, content in self._connection.execute(query):
                found[row_id] = decode_annotations(content)
        return found

    def count_rows(self, run_id: int) -> dict[Split | None, int]:
        """Count the rows of a run by split; those of deleted data rows are left out."""
        query = (
            select(_of.split, func.count())
            .join(t.data_row, _row.id == _of.data_row_id)
            .where(_of.model_run_id == run_id, _row.deleted_at.is_(None))
            .group_by(_of.split)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}


def _taken(run_id: int, label: TakenLabel) -> dict[str, Any]:
    content = None if label.annotations is None else encode_annotations(label.annotations)
    return {
        "run": run_id, "row": label.data_row_id, "label": label.label_id,
        "version": label.version, "content": content,
    }  # fmt: skip
