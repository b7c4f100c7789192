"""Destination: what an import goes into, a project or a model run, with the ontology that counts there."""

import msgspec

from postil.errors import AccessError, NotFoundError, UsageError
from postil.model.label import SetKind
from postil.ports.access import User
from postil.ports.bundles import AnnotationSet
from postil.ports.jobs import Job
from postil.ports.models import ModelRun
from postil.ports.projects import Project
from postil.ports.store import Session
from postil.ports.uploads import Upload
from postil.services.models.model_access import own_run
from postil.services.people.role import demand_still

PURPOSES = ("pre_label", "ground_truth")
"""Purposes of imports into projects; those into model runs are predictions."""


class Destination(msgspec.Struct, kw_only=True):
    """A project or a model run."""

    ontology_id: int
    project: Project | None = None
    run: ModelRun | None = None

    @property
    def project_id(self) -> int | None:
        """Return the store id of the project."""
        return self.project.id if self.project else None

    @property
    def run_id(self) -> int | None:
        """Return the store id of the model run."""
        return self.run.id if self.run else None

    @property
    def kind(self) -> str:
        """Return what it is, in a word for people."""
        return "project" if self.project else "model run"

    def named(self, session: Session, name: str) -> Job | None:
        """Return the import of that name."""
        if self.run is not None:
            return session.jobs.named_in_run(self.run.id, name)
        return session.jobs.named(self.project_id or 0, name)

    def upload_named(self, session: Session, name: str, actor: User) -> Upload | None:
        """Return the upload of that name somebody has open."""
        if self.run is not None:
            return session.uploads.named_in_run(self.run.id, name, actor.id)
        return session.uploads.named(self.project_id or 0, name, actor.id)

    def set_for(self, session: Session, purpose: SetKind, actor: User) -> AnnotationSet:
        """Return the set an import of a purpose writes to; ground truth has one for each who imports it."""
        author = actor.id if purpose == "ground_truth" else None
        return session.bundles.ensure_set(
            purpose, project_id=self.project_id, model_run_id=self.run_id, author_id=author
        )

    def demand_still(self, session: Session, actor: User) -> None:
        """Return when the actor may import into it now: what was read before may be old.

        Raises:
            NotFoundError: It is none of their business any more.
            AccessError: They may not, or are disabled.
        """
        if self.project is not None:
            demand_still(session, self.project.id, actor, "manager")
        elif self.run is not None:
            own_run(session, self.run.uid, _current(session, actor))


def run_destination(session: Session, uid: str, purpose: SetKind, actor: User) -> Destination:
    """Return a model run an import goes to.

    Raises:
        UsageError: The import is of something else than predictions.
        NotFoundError: No such run, or none the actor may know of.
        AccessError: Somebody else made the model.
    """
    if purpose != "prediction":
        raise UsageError(f"a model run takes predictions, not {purpose}", hint="leave `purpose` out")
    run = own_run(session, uid, actor)
    model = session.models.model_by_id(run.model_id)
    return Destination(ontology_id=(model.ontology_id if model else None) or 0, run=run)


def project_destination(session: Session, uid: str, purpose: SetKind) -> Destination:
    """Return a project an import goes to.

    Raises:
        UsageError: The purpose is none an import into a project can have, or the project has no ontology.
        NotFoundError: No such project.
    """
    if purpose not in PURPOSES:
        raise UsageError(
            f"{purpose!r} is not a purpose of an import into a project", hint="use pre_label or ground_truth"
        )
    project = session.projects.find(uid)
    if project is None:
        raise NotFoundError(f"no project {uid!r}", hint="list the projects")
    if project.ontology_id is None:
        raise UsageError(
            f"project {project.name!r} has no ontology", hint="connect an ontology before importing"
        )
    return Destination(ontology_id=project.ontology_id, project=project)


def _current(session: Session, actor: User) -> User:
    current = session.access.user(actor.id)
    if current is None or current.disabled_at is not None:
        raise AccessError(f"{actor.email} is disabled", hint="ask an administrator")
    return current
