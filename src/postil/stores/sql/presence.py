"""What is on the data rows of a job before it is published."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from postil.model.wire import decode_keys
from postil.ports.presence import BroughtKeys, BundleKey, HeldLabel, Holds
from postil.stores.sql import schema as t
from postil.stores.sql.layer_facts import LayerFacts
from postil.stores.sql.layers import IS_VISIBLE, ORDER, has_visible_layer
from postil.stores.sql.prepared import Prepared
from postil.stores.sql.records import chunked
from postil.stores.sql.segments import original, rows_of_job

_segment, _bundle, _job, _label, _task = t.segment.c, t.bundle.c, t.job.c, t.label.c, t.task.c
_present = _task.removed_at.is_(None)

_LAYERS: Select[Any] = (
    select(
        _bundle.data_row_id,
        _bundle.no,
        func.coalesce(_segment.document, original.c.document),
        _segment.about,
    )
    .select_from(t.bundle)
    .join(t.segment, _segment.bundle_id == _bundle.id)
    .join(t.job, _job.id == _segment.job_id)
    .outerjoin(original, original.c.id == _segment.same_as)
    .order_by(_bundle.data_row_id, _bundle.no, *ORDER)
)


@Prepared
def _visible_layers(set_id: Any, ids: Any) -> Select[Any]:
    return _LAYERS.where(IS_VISIBLE, _bundle.set_id == set_id, _bundle.data_row_id.in_(ids))


@Prepared
def _brought_layers(job_id: Any, ids: Any) -> Select[Any]:
    return _LAYERS.where(_segment.job_id == job_id, _segment.data_row_id.in_(ids))


@Prepared
def _holds(set_id: Any, project_id: Any) -> Select[Any]:
    layers = select(_job.id).where(_job.set_id == set_id, IS_VISIBLE)
    labels = select(_label.id).where(_label.project_id == project_id)
    done = select(_task.id).where(_task.project_id == project_id, _task.state == "done", _present)
    return select(*(one.limit(1).scalar_subquery() for one in (layers, labels, done)))


@Prepared
def _jobs_on(set_ids: Any, ids: Any) -> Select[Any]:
    return (
        select(_job.published_no, _job.name)
        .distinct()
        .select_from(t.bundle)
        .join(t.segment, _segment.bundle_id == _bundle.id)
        .join(t.job, _job.id == _segment.job_id)
        .where(IS_VISIBLE, _bundle.set_id.in_(set_ids), _bundle.data_row_id.in_(ids))
    )


@Prepared
def _job_names(numbers: Any) -> Select[Any]:
    return select(_job.published_no, _job.name).where(_job.published_no.in_(numbers))


class SqlPresence:
    """`ports.presence.PresenceStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def holds(self, set_id: int, project_id: int) -> Holds:
        """Tell what there is at all: the rule for a first import is nothing."""
        found = _holds(self._connection, set_id=set_id, project_id=project_id).one()
        return Holds(*(number is not None for number in found))

    def rows_of_job(self, job_id: int, *, after_row: int, limit: int) -> list[int]:
        """Return distinct data rows a job says something about, ascending."""
        found = rows_of_job(self._connection, job_id=job_id, after_row=after_row, limit=limit)
        return list(found.scalars())

    def silent_rows(self, job_id: int, *, first_row: int, last_row: int) -> set[int]:
        """Return the data rows of a job about which it brings no annotation, both ends inclusive."""
        query = (
            select(_segment.data_row_id)
            .where(_segment.job_id == job_id, _segment.data_row_id.between(first_row, last_row))
            .group_by(_segment.data_row_id)
            .having(func.max(_segment.n) == 0)
        )
        return set(self._connection.execute(query).scalars())

    def job_names(self, published_nos: Sequence[int]) -> dict[int, str]:
        """Return what published jobs are called: `published_no` -> name."""
        found: dict[int, str] = {}
        for numbers in chunked(published_nos):
            found |= {row.published_no: row.name for row in _job_names(self._connection, numbers=numbers)}
        return found

    def visible_keys(self, set_id: int, data_row_ids: Sequence[int]) -> dict[BundleKey, set[str]]:
        """Return the keys readers see in every bundle that has any."""
        found: dict[BundleKey, set[str]] = {}
        for ids in chunked(data_row_ids):
            for bundle, layers in _by_bundle(_visible_layers(self._connection, set_id=set_id, ids=ids)):
                keys = _folded(layers)
                if keys:
                    found[bundle] = keys
        return found

    def brought_keys(self, job_id: int, data_row_ids: Sequence[int]) -> dict[BundleKey, BroughtKeys]:
        """Return the keys a job brings, by bundle."""
        found: dict[BundleKey, BroughtKeys] = {}
        for ids in chunked(data_row_ids):
            for bundle, layers in _by_bundle(_brought_layers(self._connection, job_id=job_id, ids=ids)):
                brought = found[bundle] = BroughtKeys(set())
                for document, facts in layers:
                    brought.keys.update(decode_keys(document))
                    brought.is_whole = brought.is_whole or (facts is not None and facts.is_whole)
        return found

    def jobs_on(self, set_ids: Sequence[int], data_row_ids: Sequence[int]) -> dict[int, str]:
        """Return the published jobs with a visible layer there: `published_no` -> name."""
        found: dict[int, str] = {}
        for ids in chunked(data_row_ids):
            rows = _jobs_on(self._connection, set_ids=set_ids, ids=ids)
            found |= {row.published_no: row.name for row in rows}
        return found

    def labels_on(self, project_id: int, data_row_ids: Sequence[int]) -> list[HeldLabel]:
        """List the labels on data rows; those that stand for an imported set while it is visible there."""
        version = t.label_version.c
        shows = has_visible_layer(_label.set_id, _label.data_row_id)
        found: list[HeldLabel] = []
        for ids in chunked(data_row_ids):
            query = (
                select(_label.data_row_id, _label.set_id, version.document)
                .outerjoin(
                    t.label_version, (version.label_id == _label.id) & (version.no == _label.head_version)
                )
                .where(
                    _label.data_row_id.in_(ids), _label.project_id == project_id, _label.deleted_at.is_(None)
                )
                .where(or_(_label.head_version > 0, _label.set_id.is_(None), shows))
            )
            found += [_held(*row) for row in self._connection.execute(query)]
        return found

    def done_rows(self, project_id: int, data_row_ids: Sequence[int]) -> int:
        """Count the data rows whose task is done."""
        return sum(self._count_tasks(project_id, ids, _task.state == "done") for ids in chunked(data_row_ids))

    def rows_outside(self, project_id: int, job_id: int, data_row_ids: Sequence[int]) -> int:
        """Count the data rows that are no task of the project and were not brought by the job itself."""
        row = t.data_row.c
        outside = 0
        for ids in chunked(data_row_ids):
            query = select(func.count()).where(row.id.in_(ids), row.hidden_by == job_id)
            own = self._connection.execute(query).scalar_one()
            outside += len(ids) - own - self._count_tasks(project_id, ids)
        return outside

    def _count_tasks(self, project_id: int, data_row_ids: Sequence[int], *conditions: Any) -> int:
        query = select(func.count()).where(
            _task.project_id == project_id, _task.data_row_id.in_(data_row_ids), _present, *conditions
        )
        return int(self._connection.execute(query).scalar_one())


def _by_bundle(
    rows: Iterable[Any],
) -> Iterable[tuple[BundleKey, Iterable[tuple[bytes, LayerFacts | None]]]]:
    for (row_id, no), layers in groupby(rows, key=lambda row: (row[0], row[1])):
        yield (row_id, no), [(layer[2], layer[3]) for layer in layers]


def _folded(layers: Iterable[tuple[bytes, LayerFacts | None]]) -> set[str]:
    """Fold the keys alone, as `stores.sql.layers.folded` does whole annotations."""
    keys: set[str] = set()
    for document, facts in layers:
        if facts is not None:
            if facts.is_whole:
                keys.clear()
            keys.difference_update(facts.tombstones)
        keys.update(decode_keys(document))
    return keys


def _held(data_row_id: int, set_id: int | None, version: bytes | None) -> HeldLabel:
    if version is None:
        return HeldLabel(data_row_id=data_row_id, set_id=set_id)
    return HeldLabel(data_row_id=data_row_id, set_id=None, n=len(decode_keys(version)))
