"""Intake: a received source becomes a job, however its bytes came in."""

import msgspec

from postil.errors import ConflictError, ImportRejected, NotFoundError, UsageError
from postil.formats.format import Format
from postil.formats.registry import get_format, sniff_format
from postil.model.label import SetKind
from postil.ports.access import User
from postil.ports.jobs import Job, JobSettings
from postil.ports.projects import Project
from postil.ports.store import Session
from postil.services.imports.retry import is_spent, make_room
from postil.services.recipes import pin_recipe
from postil.services.role import demand_still

PURPOSES = ("pre_label", "ground_truth")


class NewImport(msgspec.Struct, kw_only=True):
    """What a caller asks for. Without `format` the content decides; without `name` the source name does.

    `recipe` is the name or id of one of the project, at its newest version unless one is given.
    """

    project_uid: str
    name: str = ""
    purpose: SetKind = "pre_label"
    format: str | None = None
    source_name: str = ""
    settings: JobSettings = msgspec.field(default_factory=JobSettings)
    recipe: str = ""
    recipe_version: int | None = None


class Received(msgspec.Struct, kw_only=True):
    """A complete source; the job will have its `uid`.

    It lies in the spool under this uid, durable already, or it is `content` and is kept with the job.
    """

    uid: str
    content: bytes | None = None
    format: Format
    sha256: str
    size: int
    at: int


def admit(session: Session, new: NewImport, actor: User, received: Received) -> Job:
    """Make the job of a received source, or return the one that is there with another uid.

    The same parent, name and payload is the same job, as long as it is alive or has finished; one that
    failed or was cancelled leaves its name to the new one.

    Raises:
        ConflictError: The project has an import of that name with another payload or purpose.
        UsageError: See `project_for`, like NotFoundError.
        AccessError: The actor may not import into the project any more; see `demand_still`.
    """
    project = project_for(session, new)
    # Sending it may have taken long.
    demand_still(session, project.id, actor, "manager")
    job = _job(session, new, project, actor, received)
    existing = session.jobs.named(job.project_id or 0, job.name)
    if existing is not None and is_spent(existing):
        make_room(session, existing)
        existing = None
    if existing is None:
        created = session.jobs.create(job)
        if received.content is not None:
            session.jobs.keep_input(created.id, received.content)
        return created
    demand_same(existing, job.input_sha256, job.purpose)
    if existing.settings.recipe != job.settings.recipe:
        raise _taken(existing, "another recipe")
    if existing.state == "staged" and not job.settings.is_dry_run:
        raise ConflictError(
            f"a dry run named {job.name!r} of the same content is waiting",
            hint="commit it, cancel it, or give this import another name",
        )
    return existing


def demand_same(existing: Job, sha256: str, purpose: SetKind) -> None:
    """Refuse a payload or purpose that is not the one of the job that has the name.

    Raises:
        ConflictError: It is another.
    """
    if existing.input_sha256 != sha256 or existing.purpose != purpose:
        raise _taken(existing, "other content")


def _taken(existing: Job, what: str) -> ConflictError:
    return ConflictError(
        f"an import named {existing.name!r} exists in this project with {what}",
        hint="give this import another name",
    )


def format_of(new: NewImport, head: bytes) -> Format:
    """Return the format of a source with this head; see `formats.head`.

    Raises:
        ImportRejected: The source is empty (SRC001) or of no known format (SRC009).
        NotFoundError: The format that was asked for does not exist (SRC009).
    """
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise ImportRejected(
            f"{new.source_name or 'the source'} is empty",
            code="SRC001",
            hint="send at least one row",
        )
    if new.format:
        return get_format(new.format)
    found = sniff_format(head, new.source_name)
    if found is None:
        raise ImportRejected(
            f"the format of {new.source_name or 'the source'} was not recognised",
            code="SRC009",
            hint="name it with `format`: labelbox, label_studio or postil",
        )
    return found


def project_for(session: Session, new: NewImport) -> Project:
    """Return the project an import goes to.

    Raises:
        UsageError: The purpose is none an import can have, or the project has no ontology.
        NotFoundError: No such project.
    """
    if new.purpose not in PURPOSES:
        raise UsageError(
            f"{new.purpose!r} is not a purpose of an import", hint="use pre_label or ground_truth"
        )
    project = session.projects.find(new.project_uid)
    if project is None:
        raise NotFoundError(f"no project {new.project_uid!r}", hint="list the projects")
    if project.ontology_id is None:
        raise UsageError(
            f"project {project.name!r} has no ontology", hint="connect an ontology before importing"
        )
    return project


def settings_for(session: Session, new: NewImport, project: Project, actor: User) -> JobSettings:
    """Return how the import is to be done, with the version of its recipe that counts from now on.

    Raises:
        NotFoundError: The project has no such recipe.
    """
    if not new.recipe:
        return new.settings
    pin = pin_recipe(session, project, new.recipe, new.recipe_version, actor)
    return msgspec.structs.replace(new.settings, recipe=pin)


def _job(session: Session, new: NewImport, project: Project, actor: User, received: Received) -> Job:
    author = actor.id if new.purpose == "ground_truth" else None
    annotation_set = session.bundles.ensure_set(new.purpose, project_id=project.id, author_id=author)
    ontology = session.ontologies.by_id(project.ontology_id or 0)
    return Job(
        id=0,
        uid=received.uid,
        name=new.name or new.source_name or received.uid,
        purpose=new.purpose,
        format=received.format.name,
        state="queued",
        settings=settings_for(session, new, project, actor),
        project_id=project.id,
        set_id=annotation_set.id,
        ontology_id=project.ontology_id,
        ontology_version=ontology.version if ontology else None,
        source_name=new.source_name,
        input_path=received.uid if received.content is None else "",
        input_sha256=received.sha256,
        input_size=received.size,
        created_by=actor.id,
        created_at=received.at,
    )
