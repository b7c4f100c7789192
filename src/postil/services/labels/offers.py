"""Offers: the pre-labels a person may take into their label, and what is remembered of those they took."""

from collections.abc import Sequence

import msgspec

from postil.errors import ConflictError
from postil.model.annotation import Annotation, Origin
from postil.model.decision import Rejection
from postil.model.number import Number
from postil.ports.projects import Task
from postil.ports.store import Session
from postil.services.labels.content import keyed


class Offer(msgspec.Struct, kw_only=True):
    """What one bundle of pre-labels says about a data row; `version` and `score` are those of the bundle.

    `newer` are the keys of what came after the draft at hand was begun.
    """

    bundle_id: int
    set_id: int
    no: int
    version: str | None
    score: Number | None
    published_no: int
    imported_at: int
    annotations: list[Annotation]
    newer: list[str] = []


class Accepted(msgspec.Struct, forbid_unknown_fields=True):
    """A pre-label a person decides on: the bundle that offers it, and its key there."""

    bundle: int
    key: str


def offers_on(session: Session, task: Task) -> list[Offer]:
    """List what is offered for a task."""
    sets = [one.id for one in session.bundles.sets_of(task.project_id) if one.kind == "pre_label"]
    if not sets:
        return []
    row_ids = [task.data_row_id]
    values = {set_id: session.bundles.fold(set_id, row_ids) for set_id in sets}
    return [
        Offer(
            bundle_id=one.id,
            set_id=one.set_id,
            no=one.no,
            version=one.version,
            score=one.score,
            published_no=one.published_no,
            imported_at=one.imported_at,
            annotations=values[one.set_id].get((one.data_row_id, one.no), []),
        )
        for one in session.bundles.bundles(sets, row_ids)
    ]


class Taken:
    """The pre-labels of a task as far as patches accept them; read when the first one does.

    A request may accept thousands, so everything is read and sorted once.
    """

    def __init__(self, session: Session, task: Task, offers: Sequence[Offer] | None = None) -> None:
        self._session, self._task = session, task
        # What was read already need not be read again.
        self._offers = None if offers is None else {one.bundle_id: one for one in offers}
        self._annotations: dict[int, dict[str, Annotation]] = {}
        self._jobs: dict[int, dict[tuple[int, int], dict[str, int]]] = {}

    def offered(self, accepted: Accepted) -> Annotation:
        """Return the annotation that was offered.

        Raises:
            ConflictError: It is not offered any more.
        """
        offer = self._offer(accepted)
        if offer.bundle_id not in self._annotations:
            self._annotations[offer.bundle_id] = keyed(offer.annotations)
        found = self._annotations[offer.bundle_id].get(accepted.key)
        if found is None:
            raise _gone(accepted)
        return found

    def origin(self, accepted: Accepted) -> Origin:
        """Tell by value where the annotation comes from, so that it outlives its source."""
        offer = self._offer(accepted)
        jobs = self._jobs_of(offer.set_id)
        return Origin(
            set_id=offer.set_id,
            bundle_id=offer.bundle_id,
            key=accepted.key,
            job_id=jobs.get((self._task.data_row_id, offer.no), {}).get(accepted.key),
            score=self.offered(accepted).confidence,
        )

    def rejection(self, refused: Accepted) -> Rejection:
        """Tell by value what was decided against."""
        offer, origin = self._offer(refused), self.origin(refused)
        return Rejection(
            set_id=origin.set_id,
            bundle_id=origin.bundle_id,
            key=origin.key,
            job_id=origin.job_id,
            feature=self.offered(refused).feature,
            version=offer.version,
            score=origin.score,
        )

    def _jobs_of(self, set_id: int) -> dict[tuple[int, int], dict[str, int]]:
        if set_id not in self._jobs:
            as_of, row_ids = self._session.jobs.newest_change(), [self._task.data_row_id]
            self._jobs[set_id] = self._session.bundles.origins(set_id, row_ids, as_of=as_of)
        return self._jobs[set_id]

    def _offer(self, accepted: Accepted) -> Offer:
        if self._offers is None:
            self._offers = {one.bundle_id: one for one in offers_on(self._session, self._task)}
        if accepted.bundle not in self._offers:
            raise _gone(accepted)
        return self._offers[accepted.bundle]


def traced(put: Annotation, before: Annotation, origin: Origin | None) -> Annotation:
    """Give an annotation its origin; once it differs from what was offered, that is kept with it.

    `before` is what it was before the change: the offered annotation when it is being accepted.
    """
    put.origin = origin
    if origin is not None and origin.offered is None and said(put) != said(before):
        offered = msgspec.structs.replace(before, origin=None)
        kept = msgspec.to_builtins(offered)
        put.origin = msgspec.structs.replace(origin, offered=kept)
    return put


def said(annotation: Annotation) -> Annotation:
    """Leave out what does not change what an annotation says."""
    return msgspec.structs.replace(annotation, key="", confidence=None, origin=None, order=None, ext={})


def _gone(accepted: Accepted) -> ConflictError:
    return ConflictError(
        f"pre-label {accepted.key} of bundle {accepted.bundle} is not offered for this task",
        hint="open the task again to see what is offered now",
    )
