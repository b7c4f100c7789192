"""Annotation sets, bundles, and the value of a bundle."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, insert, select

from postil.model.annotation import Annotation
from postil.model.identity import new_uid
from postil.model.label import SetKind
from postil.ports.bundles import AnnotationSet, StoredBundle
from postil.stores.sql import schema as t
from postil.stores.sql.layer_facts import LayerFacts
from postil.stores.sql.layers import IS_VISIBLE, ORDER, folded, mention
from postil.stores.sql.records import chunked, record
from postil.stores.sql.schema_layers import SET_SCOPE
from postil.stores.sql.segments import SqlSegments, original

_set, _bundle, _segment, _job = t.annotation_set.c, t.bundle.c, t.segment.c, t.job.c

_NO_FACTS = LayerFacts()


def _visible(*columns: Any) -> Select[Any]:
    """Ask for visible layers, those of a bundle together and lowest first."""
    return (
        select(*columns)
        .select_from(t.bundle)
        .join(t.segment, _segment.bundle_id == _bundle.id)
        .join(t.job, _job.id == _segment.job_id)
        .where(IS_VISIBLE)
        .order_by(_bundle.data_row_id, _bundle.set_id, _bundle.no, *ORDER)
    )


_DOCUMENTS = _visible(
    _bundle.data_row_id,
    _bundle.no,
    func.coalesce(_segment.document, original.c.document),
    _segment.about,
).outerjoin(original, original.c.id == _segment.same_as)

_ABOUT = _visible(
    _bundle.id,
    _bundle.set_id,
    _bundle.data_row_id,
    _bundle.no,
    _segment.about,
)


class SqlBundles(SqlSegments):
    """`ports.bundles.BundleStore`."""

    def ensure_set(
        self,
        kind: SetKind,
        *,
        project_id: int | None = None,
        model_run_id: int | None = None,
        author_id: int | None = None,
        name: str = "",
    ) -> AnnotationSet:
        """Return the set of that description; make it if it is not there."""
        scope = (project_id or 0, model_run_id or 0, author_id or 0)
        query = select(t.annotation_set).where(_set.kind == kind, _set.name == name)
        query = query.where(*(column == value for column, value in zip(SET_SCOPE, scope, strict=True)))
        row = self._connection.execute(query).first()
        if row is None:
            statement = insert(t.annotation_set).values(
                uid=new_uid(),
                kind=kind,
                project_id=project_id,
                model_run_id=model_run_id,
                author_id=author_id,
                name=name,
            )
            row = self._connection.execute(statement.returning(*t.annotation_set.c)).one()
        return record(AnnotationSet, row)

    def sets_of(self, project_id: int) -> list[AnnotationSet]:
        """List the sets of a project in the order they were made."""
        query = select(t.annotation_set).where(_set.project_id == project_id).order_by(_set.id)
        return [record(AnnotationSet, row) for row in self._connection.execute(query)]

    def bundles_with_layers(self, set_id: int, data_row_ids: Sequence[int]) -> set[int]:
        """Return which of the data rows have a visible layer in the set already."""
        found: set[int] = set()
        if not self._has_published(set_id):
            return found
        for ids in chunked(data_row_ids):
            query = _visible(_bundle.data_row_id).where(
                _bundle.set_id == set_id, _bundle.data_row_id.in_(ids)
            )
            found.update(self._connection.execute(query).scalars())
        return found

    def _has_published(self, set_id: int) -> bool:
        # The first import into a set asks for every block; then one look at the jobs is enough.
        shown = select(_job.id).where(
            _job.set_id == set_id, _job.published_no.is_not(None), _job.undone_at.is_(None)
        )
        return self._connection.execute(shown.limit(1)).first() is not None

    def fold(
        self,
        set_id: int,
        data_row_ids: Sequence[int],
        *,
        among: Callable[[int], Collection[str]] | None = None,
    ) -> dict[tuple[int, int], list[Annotation]]:
        """Return the value per `(data row, no)` of every bundle with a visible layer.

        Layers apply in the order their jobs were published, within a job by chunk. With `among`, the
        keys of interest by data row, a bundle none of whose layers has one of them comes out empty.
        """
        values: dict[tuple[int, int], list[Annotation]] = {}
        if among is not None and not self._has_published(set_id):
            return values
        for ids in chunked(data_row_ids):
            query = _DOCUMENTS.where(_bundle.set_id == set_id, _bundle.data_row_id.in_(ids))
            rows = self._connection.execute(query).all()
            for key, layers in groupby(rows, key=lambda row: (row[0], row[1])):
                found = [(row[2], row[3]) for row in layers]
                is_asked = among is None or mention(found, among(key[0]))
                values[key] = folded(found) if is_asked else []
        return values

    def bundles(self, set_ids: Sequence[int], data_row_ids: Sequence[int]) -> list[StoredBundle]:
        """Return bundles with at least one visible layer, by data row, set and no.

        What a later layer says about the bundle as a whole wins; a benchmark mark stays while the layer
        that brought it is visible.
        """
        found: list[StoredBundle] = []
        for ids in chunked(sorted(set(data_row_ids))):
            query = _ABOUT.where(_bundle.set_id.in_(set_ids), _bundle.data_row_id.in_(ids))
            rows = self._connection.execute(query).all()
            found += [_described(layers) for _, layers in groupby(rows, key=lambda row: row.id)]
        return found


def _described(layers: Iterable[Any]) -> StoredBundle:
    bundle: StoredBundle | None = None
    for row in layers:
        facts = row.about or _NO_FACTS
        if bundle is None or facts.is_whole:
            bundle = StoredBundle(id=row.id, set_id=row.set_id, data_row_id=row.data_row_id, no=row.no)
        bundle.version = bundle.version if facts.version is None else facts.version
        bundle.score = bundle.score if facts.score is None else facts.score
        bundle.ext = bundle.ext if facts.ext is None else facts.ext
        bundle.is_benchmark = bundle.is_benchmark or facts.is_benchmark
    if bundle is None:  # groupby yields no empty group
        raise AssertionError
    return bundle
