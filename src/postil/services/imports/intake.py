"""Intake: a received source becomes a job, however its bytes came in."""

import msgspec

from postil.errors import ConflictError, ImportRejected, UsageError
from postil.formats.format import Format
from postil.formats.registry import get_format, sniff_format
from postil.model.label import SetKind
from postil.ports.access import User
from postil.ports.jobs import Job, JobSettings
from postil.ports.store import Session
from postil.services.imports.destination import (
    PURPOSES,
    Destination,
    project_destination,
    run_destination,
)
from postil.services.imports.retry import is_overtaken, is_spent, make_room
from postil.services.projects.recipes import pin_recipe

__all__ = ["PURPOSES", "NewImport", "Received", "admit"]


class NewImport(msgspec.Struct, kw_only=True):
    """What a caller asks for. Without `format` the content decides; without `name` the source name does.

    It goes to a project, or to a model run: then its purpose is `prediction`. `recipe` is the name or id of
    one of the project, at its newest version unless one is given.
    """

    project_uid: str = ""
    model_run_uid: str = ""
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
    failed or was cancelled leaves its name to the new one, and so does one of which something was deleted
    since: whoever sends it again wants to see that.

    Raises:
        ConflictError: The destination has an import of that name with another payload or purpose.
        UsageError: See `destination_for`, like NotFoundError.
        AccessError: The actor may not import into it any more; see `Destination.demand_still`.
    """
    place = destination_for(session, new, actor)
    # Sending it may have taken long.
    place.demand_still(session, actor)
    job = _job(session, new, place, actor, received)
    existing = place.named(session, job.name)
    if existing is not None and is_spent(existing):
        make_room(session, existing)
        existing = None
    if existing is not None and is_overtaken(session, existing):
        make_room(session, existing, "deleted since")
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
    kind = "project" if existing.model_run_id is None else "model run"
    return ConflictError(
        f"an import named {existing.name!r} exists in this {kind} with {what}",
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


def destination_for(session: Session, new: NewImport, actor: User) -> Destination:
    """Return what an import goes to.

    Raises:
        UsageError: The purpose is none an import into it can have, or the project has no ontology.
        NotFoundError: No such project or model run, or none the actor may know of.
        AccessError: Somebody else made the model of the run.
    """
    if new.model_run_uid:
        return run_destination(session, new.model_run_uid, new.purpose, actor)
    return project_destination(session, new.project_uid, new.purpose)


def settings_for(session: Session, new: NewImport, place: Destination, actor: User) -> JobSettings:
    """Return how the import is to be done, with the version of its recipe that counts from now on.

    Raises:
        NotFoundError: The project has no such recipe.
        UsageError: It goes to a model run, which has no recipes and takes no new data rows.
    """
    if place.project is None and (new.recipe or new.settings.create_rows):
        raise UsageError(
            "imports into a model run have no recipe and make no data rows",
            hint="leave `recipe` and `create_rows` out",
        )
    if not new.recipe or place.project is None:
        return new.settings
    pin = pin_recipe(session, place.project, new.recipe, new.recipe_version, actor)
    return msgspec.structs.replace(new.settings, recipe=pin)


def _job(session: Session, new: NewImport, place: Destination, actor: User, received: Received) -> Job:
    annotation_set = place.set_for(session, new.purpose, actor)
    ontology = session.ontologies.by_id(place.ontology_id)
    return Job(
        id=0,
        uid=received.uid,
        name=new.name or new.source_name or received.uid,
        purpose=new.purpose,
        format=received.format.name,
        state="queued",
        settings=settings_for(session, new, place, actor),
        project_id=place.project_id,
        model_run_id=place.run_id,
        set_id=annotation_set.id,
        ontology_id=place.ontology_id,
        ontology_version=ontology.version if ontology else None,
        source_name=new.source_name,
        input_path=received.uid if received.content is None else "",
        input_sha256=received.sha256,
        input_size=received.size,
        created_by=actor.id,
        created_at=received.at,
    )
