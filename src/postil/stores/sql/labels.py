"""Labels of people and the versions they submitted."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, exists, func, insert, or_, select, update

from postil.model.identity import new_uid
from postil.ports.labels import StoredLabel
from postil.stores.sql import schema as t
from postil.stores.sql.label_lists import IS_KEPT, SqlLabelLists
from postil.stores.sql.label_pages import SqlLabelPages
from postil.stores.sql.label_versions import SqlLabelVersions
from postil.stores.sql.layers import has_visible_layer
from postil.stores.sql.records import chunked, record

_label = t.label.c
_version = t.label_version.c
_segment = t.segment.c
_job = t.job.c


class SqlLabels(SqlLabelVersions, SqlLabelLists, SqlLabelPages):
    """`ports.labels.LabelStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ensure_imported(
        self, project_id: int, set_id: int, author_id: int | None, data_row_ids: Sequence[int], at: int
    ) -> None:
        """Make the labels an imported ground-truth set stands for; existing ones stay."""
        for ids in chunked(list(dict.fromkeys(data_row_ids))):
            query = select(_label.data_row_id).where(
                _label.data_row_id.in_(ids), _label.project_id == project_id, _label.set_id == set_id
            )
            known = set(self._connection.execute(query).scalars())
            new = [
                {
                    "uid": new_uid(),
                    "project_id": project_id,
                    "data_row_id": data_row_id,
                    "author_id": author_id,
                    "set_id": set_id,
                    "head_version": 0,
                    "is_benchmark": False,
                    "marked_by": None,
                    "is_skipped": False,
                    "created_at": at,
                    "updated_at": at,
                }
                for data_row_id in ids
                if data_row_id not in known
            ]
            if new:
                self._connection.execute(insert(t.label), new)

    def set_benchmarks(self, set_id: int, data_row_ids: Sequence[int], marked: Collection[int]) -> None:
        """Make the labels that stand for a set on the data rows benchmarks where marked, and nowhere else."""
        for is_marked in (True, False):
            rows = [row for row in data_row_ids if (row in marked) is is_marked]
            for ids in chunked(rows):
                change = update(t.label).where(
                    _label.data_row_id.in_(ids),
                    _label.set_id == set_id,
                    _label.is_benchmark.is_not(is_marked),
                    _label.marked_by.is_(None),
                )
                if is_marked:
                    change = change.where(~_has_benchmark())
                self._connection.execute(change.values(is_benchmark=is_marked))

    def delete(self, label_ids: Sequence[int], at: int) -> None:
        """Delete labels that people have versioned; others only lose their benchmark mark."""
        for ids in chunked(label_ids):
            # Asked first: of an update of benchmarks PostgreSQL makes a walk through all of them.
            query = select(_label.id, _label.is_benchmark).where(_label.id.in_(ids))
            marked = [label for label, is_marked in self._connection.execute(query) if is_marked]
            if marked:
                unmarked = update(t.label).where(_label.id.in_(marked))
                self._connection.execute(unmarked.values(is_benchmark=False, marked_by=None))
            gone = update(t.label).where(_label.id.in_(ids), _label.head_version > 0, IS_KEPT)
            self._connection.execute(gone.values(deleted_at=at, set_id=None))

    def of_rows(self, project_id: int, data_row_ids: Sequence[int]) -> list[StoredLabel]:
        """List the labels on data rows, by data row and age.

        A label that only stands for an imported set is listed while the set has a visible layer there.
        """
        shows = has_visible_layer(_label.set_id, _label.data_row_id)
        found: list[StoredLabel] = []
        for ids in chunked(sorted(set(data_row_ids))):
            query = (
                select(t.label)
                .where(_label.data_row_id.in_(ids), _label.project_id == project_id, IS_KEPT)
                .where(or_(_label.head_version > 0, _label.set_id.is_(None), shows))
                .order_by(_label.data_row_id, _label.id)
            )
            found += [record(StoredLabel, row) for row in self._connection.execute(query)]
        return found

    def versioned_rows(self, project_id: int, data_row_ids: Sequence[int]) -> set[int]:
        """Return the data rows whose label a person has versioned."""
        found: set[int] = set()
        for ids in chunked(data_row_ids):
            query = select(_label.data_row_id).where(
                _label.data_row_id.in_(ids), _label.project_id == project_id, _label.head_version > 0, IS_KEPT
            )
            found.update(self._connection.execute(query).scalars())
        return found

    def versioned_of_job(self, project_id: int, job_id: int, *, limit: int) -> list[int]:
        """Return data rows, ascending, a job has annotations on and whose label a person has versioned."""
        is_versioned = exists().where(
            _label.data_row_id == _segment.data_row_id,
            _label.project_id == project_id,
            _label.head_version > 0,
            IS_KEPT,
        )
        query = (
            select(_segment.data_row_id)
            .distinct()
            .where(_segment.job_id == job_id, is_versioned, _segment.n > 0)
            .order_by(_segment.data_row_id)
            .limit(limit)
        )
        return list(self._connection.execute(query).scalars())

    def versioned_by(self, job_id: int, project_id: int, data_row_ids: Sequence[int]) -> list[StoredLabel]:
        """List the labels on data rows that a job has added a version to."""
        added = exists().where(_version.label_id == _label.id, _version.job_id == job_id)
        found: list[StoredLabel] = []
        for ids in chunked(sorted(set(data_row_ids))):
            query = select(t.label).where(
                _label.data_row_id.in_(ids),
                _label.project_id == project_id,
                _label.head_version > 0,
                IS_KEPT,
                added,
            )
            found += [record(StoredLabel, row) for row in self._connection.execute(query)]
        return found

    def sets_added_to(self, label_ids: Sequence[int]) -> list[tuple[int, int]]:
        """List sets and data rows of imports that have added a version to labels."""
        found: set[tuple[int, int]] = set()
        for ids in chunked(label_ids):
            query = (
                select(_job.set_id, _label.data_row_id)
                .select_from(t.label_version)
                .join(t.label, _label.id == _version.label_id)
                .join(t.job, _job.id == _version.job_id)
                .where(_version.label_id.in_(ids))
            )
            found.update((row.set_id, row.data_row_id) for row in self._connection.execute(query))
        return sorted(found)

    def foundation(self, label_id: int) -> tuple[int, list[int]]:
        """Return the newest version that no undoing can touch, and the shown jobs that added to it since."""
        by_job = t.label_version.outerjoin(t.job, _job.id == _version.job_id)
        newest = select(func.coalesce(func.max(_version.no), 0)).select_from(by_job)
        newest = newest.where(
            _version.label_id == label_id, or_(_version.job_id.is_(None), _job.sealed_at.is_not(None))
        )
        no = self._connection.execute(newest).scalar_one()
        added = (
            select(_job.id, _job.published_no)
            .distinct()
            .join(t.label_version, _version.job_id == _job.id)
            .where(_version.label_id == label_id, _version.no > no)
            .where(_job.published_no.is_not(None), _job.undone_at.is_(None))
            .order_by(_job.published_no)
        )
        return no, [row.id for row in self._connection.execute(added)]


def _has_benchmark() -> ColumnElement[bool]:
    """Ask whether the data row of the label in question has a benchmark already."""
    other = t.label.alias("other")
    same_row = other.c.data_row_id == _label.data_row_id, other.c.project_id == _label.project_id
    return exists().where(*same_row, other.c.is_benchmark.is_(True)).select_from(other)
