"""Annotation sets, bundles, and the value of a bundle."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, insert, or_, select

from postil.model.identity import new_uid
from postil.model.label import SetKind
from postil.ports.bundles import AnnotationSet, SeenLayer, StoredBundle, VersionFacts
from postil.stores.sql import schema as t
from postil.stores.sql.folds import DOCUMENTS, SqlFolds, layers_by_bundle
from postil.stores.sql.layer_facts import LayerFacts
from postil.stores.sql.layers import IS_VISIBLE, demand_kept, origins_of, was_visible
from postil.stores.sql.prepared import Prepared
from postil.stores.sql.records import chunked, first_record, record
from postil.stores.sql.schema_layers import SET_SCOPE

_set, _bundle, _segment, _job = t.annotation_set.c, t.bundle.c, t.segment.c, t.job.c

_NO_FACTS = LayerFacts()


_ABOUT = layers_by_bundle(
    _bundle.id,
    _bundle.set_id,
    _bundle.data_row_id,
    _bundle.no,
    _segment.about,
    _job.published_no,
    _job.finished_at,
)


@Prepared
def _described_set(kind: Any, name: Any, project_id: Any, model_run_id: Any, author_id: Any) -> Select[Any]:
    scope = zip(SET_SCOPE, (project_id, model_run_id, author_id), strict=True)
    query = select(t.annotation_set).where(_set.kind == kind, _set.name == name)
    return query.where(*(column == value for column, value in scope))


@Prepared
def _rows_with_layers(set_id: Any, ids: Any) -> Select[Any]:
    layered = layers_by_bundle(_bundle.data_row_id)
    return layered.where(IS_VISIBLE, _bundle.set_id == set_id, _bundle.data_row_id.in_(ids))


@Prepared
def _rows_with_layers_then(set_id: Any, ids: Any, as_of: Any) -> Select[Any]:
    layered = layers_by_bundle(_bundle.data_row_id)
    return layered.where(was_visible(as_of), _bundle.set_id == set_id, _bundle.data_row_id.in_(ids))


class SqlBundles(SqlFolds):
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
        scope = {
            "project_id": project_id or 0,
            "model_run_id": model_run_id or 0,
            "author_id": author_id or 0,
        }
        row = _described_set(self._connection, kind=kind, name=name, **scope).first()
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

    def find_set(self, kind: SetKind, *, model_run_id: int) -> AnnotationSet | None:
        """Return the set of a model run, None when nothing was ever imported into it."""
        scope = {"project_id": 0, "model_run_id": model_run_id, "author_id": 0}
        return first_record(
            AnnotationSet, _described_set(self._connection, kind=kind, name="", **scope).first()
        )

    def sets_of(self, project_id: int) -> list[AnnotationSet]:
        """List the sets of a project in the order they were made."""
        query = select(t.annotation_set).where(_set.project_id == project_id).order_by(_set.id)
        return [record(AnnotationSet, row) for row in self._connection.execute(query)]

    def set_ids_of(self, project_ids: Collection[int]) -> list[int]:
        """Return the ids of the sets of some projects."""
        found: list[int] = []
        for ids in chunked(sorted(project_ids)):
            found += self._connection.execute(select(_set.id).where(_set.project_id.in_(ids))).scalars()
        return sorted(found)

    def bundles_with_layers(
        self, set_id: int, data_row_ids: Sequence[int], *, as_of: int | None = None
    ) -> set[int]:
        """Return which of the data rows have a visible layer in the set, now or after change `as_of`."""
        demand_kept(self._connection, as_of)
        found: set[int] = set()
        if not self._has_published(set_id, as_of):
            return found
        for ids in chunked(data_row_ids):
            if as_of is None:
                rows = _rows_with_layers(self._connection, set_id=set_id, ids=ids)
            else:
                rows = _rows_with_layers_then(self._connection, set_id=set_id, ids=ids, as_of=as_of)
            found.update(rows.scalars())
        return found

    def versions(self, set_ids: Sequence[int], *, most: int) -> tuple[list[VersionFacts], bool]:
        """List the versions in sets, the newest first, and tell whether all visible layers were looked at."""
        jobs = select(_job.id, _job.finished_at).where(_job.set_id.in_(set_ids), IS_VISIBLE)
        found: dict[str | None, VersionFacts] = {}
        left = most
        for job_id, at in self._connection.execute(jobs.order_by(_job.published_no.desc())).all():
            if not left:
                return list(found.values()), False
            layers = select(_segment.about, _segment.n).where(_segment.job_id == job_id)
            rows = self._connection.execute(layers.order_by(_segment.id).limit(left)).all()
            left -= len(rows)
            for about, n in rows:
                _count(found, about or _NO_FACTS, n, at or 0)
        return list(found.values()), left > 0

    def layers(self, set_id: int, data_row_ids: Sequence[int], *, job_id: int) -> list[SeenLayer]:
        """List the visible layers of bundles and those of a published job, lowest first, by bundle."""
        found: list[SeenLayer] = []
        for ids in chunked(data_row_ids):
            query = DOCUMENTS.add_columns(_job.id).where(
                or_(IS_VISIBLE, _job.id == job_id), _bundle.set_id == set_id, _bundle.data_row_id.in_(ids)
            )
            for row, no, document, about, job in self._connection.execute(query):
                facts = about or _NO_FACTS
                found.append(SeenLayer(row, no, job, document, facts.is_whole, facts.tombstones))
        return found

    def overlapping(self, job_id: int) -> list[int]:
        """List visible jobs published after a job with layers on bundles of that job, newest first."""
        mine, since = t.segment.alias("mine"), t.job.alias("since")
        query = (
            select(_job.id, _job.published_no)
            .distinct()
            .select_from(mine)
            .join(since, since.c.id == mine.c.job_id)
            .join(t.segment, _segment.bundle_id == mine.c.bundle_id)
            .join(t.job, _job.id == _segment.job_id)
            .where(mine.c.job_id == job_id, IS_VISIBLE, _job.published_no > since.c.published_no)
            .order_by(_job.published_no.desc())
        )
        return list(self._connection.execute(query).scalars())

    def is_hidden_in_part(self, job_id: int) -> bool:
        """Tell whether a deletion of labels that was published after a job hides a layer of it."""
        mine, since = t.segment.alias("mine"), t.job.alias("since")
        query = (
            select(_job.id)
            .select_from(since)
            .join(t.job, _job.set_id == since.c.set_id)
            .join(t.segment, _segment.job_id == _job.id)
            .join(mine, and_(mine.c.bundle_id == _segment.bundle_id, mine.c.job_id == since.c.id))
            .where(since.c.id == job_id, _job.is_deletion.is_(True), IS_VISIBLE)
            .where(_job.published_no > since.c.published_no)
            .limit(1)
        )
        return self._connection.execute(query).first() is not None

    def origins(
        self, set_id: int, data_row_ids: Sequence[int], *, as_of: int
    ) -> dict[tuple[int, int], dict[str, int]]:
        """Return by bundle and key which job what readers saw after change `as_of` came from."""
        found: dict[tuple[int, int], dict[str, int]] = {}
        for ids in chunked(data_row_ids):
            query = DOCUMENTS.add_columns(_segment.job_id).where(
                was_visible(as_of), _bundle.set_id == set_id, _bundle.data_row_id.in_(ids)
            )
            rows = self._connection.execute(query).all()
            for key, layers in groupby(rows, key=lambda row: (row[0], row[1])):
                found[key] = origins_of((row[4], (row[2], row[3])) for row in layers)
        return found

    def bundles(self, set_ids: Sequence[int], data_row_ids: Sequence[int]) -> list[StoredBundle]:
        """Return bundles with at least one visible layer, by data row, set and no.

        What a later layer says about the bundle as a whole wins; a benchmark mark stays while the layer
        that brought it is visible.
        """
        found: list[StoredBundle] = []
        for ids in chunked(sorted(set(data_row_ids))):
            query = _ABOUT.where(IS_VISIBLE, _bundle.set_id.in_(set_ids), _bundle.data_row_id.in_(ids))
            rows = self._connection.execute(query).all()
            found += [_described(layers) for _, layers in groupby(rows, key=lambda row: row.id)]
        return found


def _count(found: dict[str | None, VersionFacts], about: LayerFacts, n: int, at: int) -> None:
    facts = found.setdefault(about.version, VersionFacts(version=about.version))
    facts.layers, facts.annotations = facts.layers + 1, facts.annotations + n
    facts.imported_at = max(facts.imported_at, at)
    if about.score is not None:
        facts.min_score = min(about.score, about.score if facts.min_score is None else facts.min_score)
        facts.max_score = max(about.score, about.score if facts.max_score is None else facts.max_score)


def _described(layers: Iterable[Any]) -> StoredBundle:
    bundle: StoredBundle | None = None
    for row in layers:
        facts = row.about or _NO_FACTS
        if bundle is None or facts.is_whole:
            bundle = StoredBundle(id=row.id, set_id=row.set_id, data_row_id=row.data_row_id, no=row.no)
        bundle.published_no, bundle.imported_at = row.published_no, row.finished_at or 0
        bundle.version = bundle.version if facts.version is None else facts.version
        bundle.score = bundle.score if facts.score is None else facts.score
        bundle.ext = bundle.ext if facts.ext is None else facts.ext
        bundle.is_benchmark = bundle.is_benchmark or facts.is_benchmark
        bundle.metrics = bundle.metrics | facts.metrics
    if bundle is None:  # groupby yields no empty group
        raise AssertionError
    return bundle
