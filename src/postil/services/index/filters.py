"""Filters: what a search is asked for, and what that means in one project."""

import hashlib

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.model.annotation import Annotation
from postil.model.data_row import MediaType
from postil.model.label import SetKind
from postil.model.occurrence import CERTAIN, sixteenth
from postil.ports.bundles import AnnotationSet
from postil.ports.catalog import MediaState
from postil.ports.projections import Said
from postil.ports.projects import Project, TaskState
from postil.ports.store import Session
from postil.services.catalog.metadata_conditions import MetadataCondition, read_conditions
from postil.services.index.finders import Finders
from postil.services.ontologies.features import Features
from postil.services.projects.projects import found_project, used_dataset

SEARCHED: tuple[SetKind, ...] = ("pre_label", "ground_truth")


class Filter(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What is looked for. Conditions combine with "and"; absent ones allow all.

    `feature` and `option` are names or ids, `job` and `dataset` public ids. Both ends of a score range are
    inclusive; an absent confidence reads as 1. `metadata` are texts such as
    `weather=rain`. `has_label` and `has_pre_label` are about the data row.
    """

    feature: str | None = None
    option: str | None = None
    min_score: float | None = None
    max_score: float | None = None
    job: str | None = None
    set_kind: SetKind | None = None
    task_state: TaskState | None = None
    dataset: str | None = None
    global_key_prefix: str | None = None
    media_state: MediaState | None = None
    media_type: MediaType | None = None
    metadata: list[str] = []
    has_label: bool | None = None
    has_pre_label: bool | None = None

    @property
    def is_about_annotations(self) -> bool:
        """Tell whether a data row needs an annotation of some kind to pass."""
        asked = (self.feature, self.option, self.min_score, self.max_score, self.job, self.set_kind)
        return any(value is not None for value in asked)

    @property
    def is_about_rows(self) -> bool:
        """Tell whether the data row's own facts decide."""
        asked = (self.dataset, self.global_key_prefix, self.media_state, self.media_type)
        return bool(self.metadata) or any(value is not None for value in asked)

    def mark(self, listing: str, project_uid: str) -> str:
        """Return a short text that differs between questions, so that no cursor is used with another one."""
        spelled = msgspec.json.encode([listing, project_uid, self])
        return hashlib.blake2b(spelled, digest_size=6).hexdigest()


class Wanted(msgspec.Struct):
    """A filter with everything it names looked up.

    `sets` are those annotations are looked for in, by store id; `feature_ids` None stands for any annotation.
    """

    filter: Filter
    project: Project
    sets: dict[int, AnnotationSet]
    pre_label_ids: frozenset[int]
    features: Features
    feature_ids: frozenset[int] | None
    low: float
    high: float
    job_id: int | None = None
    dataset_id: int | None = None
    metadata: list[MetadataCondition] = []

    @classmethod
    def of(cls, session: Session, project_uid: str, asked: Filter) -> "Wanted":
        """Look up what a filter names.

        Raises:
            NotFoundError: No such project, import or dataset.
            FeatureError: ONT001 no such feature, ONT005 no such option.
            UsageError: The score range is empty, or a condition on metadata cannot be read.
        """
        low = 0.0 if asked.min_score is None else asked.min_score
        high = float(CERTAIN) if asked.max_score is None else asked.max_score
        if low > high:
            raise UsageError(f"no score is from {low:g} to {high:g}", hint="swap the two")
        project = found_project(session, project_uid)
        kinds = (asked.set_kind,) if asked.set_kind else SEARCHED
        known = session.bundles.sets_of(project.id)
        sets = {one.id: one for one in known if one.kind in kinds}
        pre_labels = frozenset(one.id for one in known if one.kind == "pre_label")
        places = session.projections.feature_places(project.ontology_id, list(sets))
        features = Features(places)
        found = cls(
            asked,
            project,
            sets,
            pre_labels,
            features,
            features.wanted(asked.feature, asked.option),
            low,
            high,
        )
        if asked.job is not None:
            found.job_id = _job_id(session, project, asked.job)
        found.metadata = read_conditions(session, asked.metadata)
        if asked.dataset is not None:
            found.dataset_id = used_dataset(session, project, asked.dataset).id
        return found

    @property
    def mask(self) -> int:
        """Return a bit for every sixteenth in which a wanted score can lie."""
        first, last = sixteenth(self.low), sixteenth(self.high)
        return (1 << last + 1) - (1 << first)

    def score(self, session: Session, finders: Finders, said: Said[Annotation]) -> float | None:
        """Return the score with which an annotation passes, None when it does not."""
        if self.job_id is not None and said.job_id != self.job_id:
            return None
        annotation = said.annotation
        if self.feature_ids is None:
            own = annotation.confidence
            return self._within([CERTAIN if own is None else own])
        occurring = finders.of(session, said).of(annotation)
        return self._within([score for number, score in occurring.items() if number in self.feature_ids])

    def _within(self, scores: "list[int | float]") -> float | None:
        return max((score for score in scores if self.low <= score <= self.high), default=None)


def _job_id(session: Session, project: Project, uid: str) -> int:
    job = session.jobs.get(uid)
    if job is None or job.project_id != project.id:
        raise NotFoundError(f"no import {uid!r} in this project", hint="list the imports of the project")
    return job.id
