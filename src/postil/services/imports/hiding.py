"""Hiding: a published change that leaves nothing of what a set says about data rows, and can be undone.

It is a job with an empty whole layer for every bundle concerned, which takes its place in the fold: what is
imported later is read by itself. See docs/decisions/0016-deleting-labels.md.
"""

import hashlib
from collections.abc import Sequence

from postil.errors import StoreError
from postil.model.identity import new_uid
from postil.model.label import SetKind
from postil.ports.access import User
from postil.ports.bundles import NewSegment, StoredBundle
from postil.ports.jobs import Counts, Job, JobSettings
from postil.ports.store import Activity, Session
from postil.services.imports.destination import Destination
from postil.services.imports.effects import follow
from postil.services.imports.lease import LEASE_MICROSECONDS
from postil.services.instant import moment


def hide(
    session: Session, place: Destination, set_id: int, row_ids: Sequence[int], actor: User, at: int
) -> None:
    """Publish a job that leaves nothing of the labels or predictions a set has on data rows, if it has any.

    A few thousand data rows at most: nobody else writes meanwhile.
    """
    bundles = session.bundles.bundles([set_id], row_ids)
    if not bundles:
        return
    said = session.bundles.fold(set_id, row_ids)
    counts = Counts(removed=sum(len(annotations) for annotations in said.values()))
    job = _job(session, place, set_id, counts, actor, at)
    session.bundles.write_segments(set_id, job.id, 0, [_empty(one) for one in bundles])
    session.jobs.publish(job.id, job.fence, at)
    follow(session, job.id, at)
    session.record(
        Activity(
            at=at,
            user_id=actor.id,
            action="import",
            object_kind="job",
            object_uid=job.uid,
            project_id=job.project_id,
            detail={"name": job.name, "purpose": job.purpose, "read": 0},
        )
    )


def _job(session: Session, place: Destination, set_id: int, counts: Counts, actor: User, at: int) -> Job:
    purpose: SetKind = "ground_truth" if place.run is None else "prediction"
    uid, what = new_uid(), "deletion of labels" if place.run is None else "deletion of predictions"
    ontology = session.ontologies.by_id(place.ontology_id)
    made = session.jobs.create(
        Job(
            id=0,
            uid=uid,
            name=f"{what} {moment(at):%Y-%m-%d %H:%M:%S.%f}, set {set_id}",
            purpose=purpose,
            format="postil",
            state="queued",
            settings=JobSettings(replace=True),
            project_id=place.project_id,
            model_run_id=place.run_id,
            set_id=set_id,
            ontology_id=place.ontology_id or None,
            ontology_version=ontology.version if ontology is not None else None,
            source_name=what,
            input_sha256=hashlib.sha256(b"").hexdigest(),
            counts=counts,
            created_by=actor.id,
            created_at=at,
            is_deletion=True,
        )
    )
    session.jobs.keep_input(made.id, b"")
    leased = session.jobs.lease(made.id, f"deletion-{uid}", at, at + LEASE_MICROSECONDS)
    if leased is None:  # nobody else has seen it yet
        raise StoreError(f"job {made.id} was not leased")
    return leased


def _empty(bundle: StoredBundle) -> NewSegment:
    return NewSegment(
        data_row_id=bundle.data_row_id, no=bundle.no, n=0, document=b"[]", lines=b"", is_whole=True
    )
