"""Diff: what a job changes, all told, in one pass over its layers; memory grows with the features only."""

from collections import Counter
from collections.abc import Iterator, Sequence

from postil.model.annotation import Annotation
from postil.model.ontology import FeatureIndex
from postil.ports.diffs import Diff, DiffCounts, DiffExample, DiffOutcome, FeatureDiff, Overwrite
from postil.ports.jobs import Job
from postil.ports.store import Session, Store
from postil.services.imports.difference import (
    MOST_CHANGES,
    Difference,
    add_outcome,
    changes_of,
    differences,
)
from postil.services.imports.outcome import BundleKey

BATCH = 200
PAGE = 2_000
EXAMPLES: dict[DiffOutcome, int] = {"updated": 3, "removed": 2, "created": 1}
"""How many examples of a feature are kept; what is unchanged needs none."""

_Key = tuple[str | None, str | None, tuple[str, ...]]


def make_diff(store: Store, job: Job, index: FeatureIndex) -> Diff:
    """Compare all a job says with what readers saw after change `job.seen_no`."""
    pass_ = DiffPass(job, index)
    after = 0
    while True:
        with store.read() as session:
            row_ids = session.bundles.rows_of_job(job.id, after_row=after, limit=BATCH)
            if not row_ids:
                break
            pass_.add(session, row_ids)
        after = row_ids[-1]
    for feature in _rejected(store, job):
        pass_.add_rejected(feature)
    with store.read() as session:
        return pass_.diff(session)


def _rejected(store: Store, job: Job) -> Iterator[str | None]:
    """Yield the name, or the foreign id, of the feature of every rejected row."""
    after = 0
    while True:
        with store.read() as session:
            failures = session.jobs.failures(job.id, after_line=after, limit=PAGE)
        for failure in failures:
            yield next((issue.where.feature for issue in failure.issues if issue.where.feature), None)
        if len(failures) < PAGE:
            return
        after = failures[-1].line


class DiffPass:
    """The sums of one pass."""

    def __init__(self, job: Job, index: FeatureIndex) -> None:
        self._job, self._index = job, index
        self._names: dict[int | None, str] = {
            feature.id: feature.name for feature in index.ontology.features if feature.id
        }
        self._features: dict[_Key, FeatureDiff] = {}
        self._counts, self._data_rows = DiffCounts(), 0
        self._overwritten: Counter[int] = Counter()

    def add(self, session: Session, row_ids: Sequence[int]) -> None:
        """Add what the job changes on some data rows."""
        self._data_rows += len(row_ids)
        lost: list[tuple[BundleKey, str]] = []
        shown: list[Difference] = []
        for one in differences(session, self._job, row_ids):
            if one.outcome in ("updated", "removed"):
                lost.append((one.bundle, one.key))
            if self._is_example(one):
                shown.append(one)
        if lost:
            self._add_overwritten(session, lost)
        names = _names(session, sorted({one.bundle[0] for one in shown}))
        for one in shown:
            self._feature(one.shown).examples.append(_example(one, names[one.bundle[0]]))

    def _is_example(self, one: Difference) -> bool:
        feature = self._feature(one.shown)
        add_outcome(feature.counts, one.outcome)
        add_outcome(self._counts, one.outcome)
        count: int = getattr(feature.counts, one.outcome)
        return count <= EXAMPLES.get(one.outcome, 0)

    def _add_overwritten(self, session: Session, lost: Sequence[tuple[BundleKey, str]]) -> None:
        row_ids = sorted({bundle[0] for bundle, _ in lost})
        origins = session.bundles.origins(self._job.set_id, row_ids, as_of=self._job.seen_no)
        self._overwritten.update(origins[bundle][key] for bundle, key in lost)

    def _feature(self, annotation: Annotation) -> FeatureDiff:
        name = self._names.get(annotation.feature_id) or self._named(annotation.feature, annotation.schema_id)
        key = (annotation.kind, name, tuple(annotation.labels))
        feature = self._features.get(key)
        if feature is None:
            feature = self._features[key] = FeatureDiff(
                name=name, kind=annotation.kind, labels=annotation.labels, feature_id=annotation.feature_id
            )
        return feature

    def _named(self, name: str | None, schema_id: str | None) -> str | None:
        known = self._index.by_schema.get(schema_id or "")
        return name or (known.name if known is not None else schema_id)

    def add_rejected(self, spelled: str | None) -> None:
        """Add a rejected row of a feature, spelled by name or by a foreign id."""
        known = self._index.by_schema.get(spelled or "")
        name = known.name if known is not None else spelled
        feature = next((one for (_, other, _), one in self._features.items() if other == name), None)
        if feature is None:
            feature = self._features[None, name, ()] = FeatureDiff(name=name)
        feature.rejected += 1

    def diff(self, session: Session) -> Diff:
        """Return what was added up, features that change most first."""
        features = sorted(self._features.values(), key=_weight, reverse=True)
        return Diff(
            as_of=self._job.seen_no,
            rows=self._job.counts,
            counts=self._counts,
            data_rows=self._data_rows,
            features=features,
            overwrites=[_overwrite(session, job_id, n) for job_id, n in self._overwritten.most_common()],
        )


def _weight(feature: FeatureDiff) -> tuple[int, int]:
    counts = feature.counts
    changed = counts.created + counts.updated + counts.removed
    return changed, counts.unchanged + feature.rejected


def _overwrite(session: Session, job_id: int, annotations: int) -> Overwrite:
    job = session.jobs.by_id(job_id)
    uid, name = (job.uid, job.name) if job is not None else ("", "")
    return Overwrite(job_uid=uid, job_name=name, annotations=annotations)


def _names(session: Session, row_ids: Sequence[int]) -> dict[int, str]:
    return {row.id: row.global_key or row.uid for row in session.catalog.rows_by_id(row_ids)}


def _example(one: Difference, data_row: str) -> DiffExample:
    changes = changes_of(one.old, one.new)
    return DiffExample(
        outcome=one.outcome,
        data_row=data_row,
        key=one.key,
        changes=changes[:MOST_CHANGES],
        more=max(0, len(changes) - MOST_CHANGES),
    )
