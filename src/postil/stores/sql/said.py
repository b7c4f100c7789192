"""What readers see, an annotation at a time, and what filters ask beside it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, or_, select

from postil.model.annotation import Annotation
from postil.model.occurrence import OneFeature
from postil.model.wire import decode_annotations, decode_features
from postil.ports.labels import Spoken
from postil.ports.projections import FeaturePlace, RowFacts, Said, TaskSummary
from postil.ports.projects import TaskState
from postil.stores.sql import schema as t
from postil.stores.sql.data_rows import IS_VISIBLE as IS_ROW_VISIBLE
from postil.stores.sql.labels import SqlLabels
from postil.stores.sql.layers import IS_VISIBLE, ORDER
from postil.stores.sql.records import chunked, record
from postil.stores.sql.segments import original, rows_of_job

_bundle, _segment, _job, _row = t.bundle.c, t.segment.c, t.job.c, t.data_row.c
_task, _feature, _summary = t.task.c, t.feature.c, t.task_summary.c

Decode = Callable[[bytes], Sequence[Annotation | OneFeature]]

_LAYERS = (
    select(
        _bundle.set_id,
        _bundle.data_row_id,
        _bundle.no,
        _segment.job_id,
        func.coalesce(_segment.document, original.c.document),
        _segment.about,
    )
    .select_from(t.bundle)
    .join(t.segment, _segment.bundle_id == _bundle.id)
    .join(t.job, _job.id == _segment.job_id)
    .join(t.data_row, _row.id == _bundle.data_row_id)
    .outerjoin(original, original.c.id == _segment.same_as)
    .where(IS_VISIBLE, *IS_ROW_VISIBLE)
    .order_by(_bundle.data_row_id, _bundle.set_id, _bundle.no, *ORDER)
)

_FACTS = select(_row.id, _row.uid, _row.dataset_id, _row.media_state, _row.media_type, _row.global_key).where(
    *IS_ROW_VISIBLE
)


class SqlSaid:
    """The part of `ports.projections.ProjectionStore` that reads layers, data rows and features."""

    _connection: Connection

    def said(self, set_ids: Sequence[int], data_row_ids: Sequence[int]) -> list[Said[Annotation]]:
        """Return the visible annotations of visible data rows, by data row, set and no."""
        return self._said(set_ids, data_row_ids, decode_annotations)

    def said_of_features(
        self, set_ids: Sequence[int], data_row_ids: Sequence[int]
    ) -> list[Said[Annotation | OneFeature]]:
        """Return the same, without what counts for no feature where that spares reading it."""
        return self._said(set_ids, data_row_ids, decode_features)

    def _said(self, set_ids: Sequence[int], data_row_ids: Sequence[int], decode: Decode) -> list[Said[Any]]:
        found: list[Said[Any]] = []
        for ids in chunked(data_row_ids):
            query = _LAYERS.where(_bundle.data_row_id.in_(ids), _bundle.set_id.in_(set_ids))
            rows = self._connection.execute(query).all()
            by_people = SqlLabels(self._connection).spoken(set_ids, ids)
            part: list[Said[Any]] = []
            for (set_id, row, no), layers in groupby(rows, key=lambda layer: tuple(layer[:3])):
                if no or (set_id, row) not in by_people:
                    value = _folded(layers, decode)
                    part += [Said(set_id, row, no, job_id, said) for job_id, said in value.values()]
            if by_people:
                part += self._by_people(by_people)
                part.sort(key=lambda said: (said.data_row_id, said.set_id, said.no))
            found += part
        return found

    def _by_people(self, spoken: dict[tuple[int, int], Spoken]) -> Iterator[Said[Annotation]]:
        shown = self.row_facts(sorted({row for _, row in spoken}))
        for (set_id, row), one in spoken.items():
            if row in shown:
                for annotation in one.annotations or ():
                    yield Said(set_id, row, 0, 0, annotation, one.ontology)

    def job_rows(self, job_id: int, *, after_row: int, limit: int) -> list[int]:
        """List the data rows an import says something about, ascending."""
        found = rows_of_job(self._connection, job_id=job_id, after_row=after_row, limit=limit)
        return list(found.scalars())

    def rows_in_job(self, job_id: int, data_row_ids: Sequence[int]) -> list[int]:
        """Return those of the data rows that an import says something about, in their order."""
        found: set[int] = set()
        for ids in chunked(data_row_ids):
            query = select(_segment.data_row_id).where(
                _segment.job_id == job_id, _segment.data_row_id.in_(ids)
            )
            found.update(self._connection.execute(query).scalars())
        return [row for row in data_row_ids if row in found]

    def task_rows(self, project_id: int, *, after_row: int, limit: int) -> list[tuple[int, TaskState]]:
        """List the data rows of a project, ascending, and the states of their tasks."""
        query = (
            select(_task.data_row_id, _task.state)
            .where(_task.project_id == project_id, _task.data_row_id > after_row)
            .where(_task.removed_at.is_(None))
            .order_by(_task.data_row_id)
            .limit(limit)
        )
        return [(row, state) for row, state in self._connection.execute(query)]

    def row_facts(self, data_row_ids: Sequence[int]) -> dict[int, RowFacts]:
        """Return facts of those that are visible."""
        found: dict[int, RowFacts] = {}
        for ids in chunked(data_row_ids):
            rows = self._connection.execute(_FACTS.where(_row.id.in_(ids)))
            found |= {row.id: record(RowFacts, row) for row in rows}
        return found

    def list_facts(self, *, dataset_id: int | None, after_row: int, limit: int) -> list[RowFacts]:
        """List facts of visible data rows by id."""
        query = _FACTS.where(_row.id > after_row).order_by(_row.id).limit(limit)
        if dataset_id is not None:
            query = query.where(_row.dataset_id == dataset_id)
        return [record(RowFacts, row) for row in self._connection.execute(query)]

    def summaries(self, task_ids: Sequence[int]) -> dict[int, TaskSummary]:
        """Return what tasks have; those that have nothing are left out."""
        found: dict[int, TaskSummary] = {}
        for ids in chunked(task_ids):
            rows = self._connection.execute(select(t.task_summary).where(_summary.task_id.in_(ids)))
            found |= {row.task_id: TaskSummary(*row[1:]) for row in rows}
        return found

    def feature_places(self, ontology_id: int | None, set_ids: Sequence[int]) -> list[FeaturePlace]:
        """List the features of an ontology, also removed ones, and those that occur in the sets."""
        occurring = select(t.occurrence_total.c.feature_id).where(t.occurrence_total.c.set_id.in_(set_ids))
        query = select(
            _feature.id, _feature.uid, _feature.name, _feature.kind, _feature.parent_id, _feature.alias
        )
        query = query.where(or_(_feature.ontology_id == ontology_id, _feature.id.in_(occurring)))
        return [record(FeaturePlace, row) for row in self._connection.execute(query.order_by(_feature.id))]


def _folded(layers: Iterable[Any], decode: Decode) -> dict[str, tuple[int, Annotation | OneFeature]]:
    """Fold the layers of one bundle as `layers.folded` does, and remember whose each annotation is."""
    value: dict[str, tuple[int, Annotation | OneFeature]] = {}
    for _, _, _, job_id, document, facts in layers:
        if facts is not None:
            if facts.is_whole:
                value.clear()
            for key in facts.tombstones:
                value.pop(key, None)
        for annotation in decode(document):
            value[annotation.key] = (job_id, annotation)
    return value
