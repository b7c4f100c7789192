"""Imports: files of annotations received, and what became of their rows."""

from collections.abc import Iterable
from typing import Any

from postil.facades.native.call import Answer, Call
from postil.facades.native.import_access import of_import
from postil.facades.native.import_job import EXAMPLE_IMPORT, Import, import_in, import_of, shown
from postil.facades.native.import_options import ImportOptions, new_import
from postil.facades.native.import_standing import EXAMPLE_STANDING, ImportStanding, standing_of
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN, at_least
from postil.facades.native.scope import project_in_path
from postil.model.label import SetKind
from postil.ports.jobs import Job, JobState
from postil.services.imports.receive import Receiver


class ImportDetail(Import, kw_only=True):
    """One submission of many rows, and how it stands."""

    standing: ImportStanding


class ImportQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Which imports: all, or those of a state or purpose."""

    state: JobState | None = None
    purpose: SetKind | None = None


def create_import(call: Call[None, ImportOptions]) -> Answer:
    """Receive a file; a small one is finished when this answers."""
    new = new_import(call, call.query)
    receiver = call.services.imports.receive(new, call.user)
    return begun(call, call.services.imports.take(received(receiver, call.upload)), call.uid)


def begun(call: Call[Any, Any], job: Job, project_uid: str | None) -> Answer:
    """Answer with an import that was started, however it was received."""
    is_over = job.state not in ("queued", "running")
    location = {"location": f"{API}/imports/{job.uid}"}
    return Answer(import_in(call, job, project_uid), 201 if is_over else 202, location)


def list_imports(call: Call[None, ImportQuery]) -> Page[Import]:
    """List the imports of a project."""
    part = call.query
    found = _listed(call, call.uid)
    return Page(items=shown(call, found), next=next_after(found, part.limit))


def list_all_imports(call: Call[None, ImportQuery]) -> Page[Import]:
    """List the imports of every project the caller has a role in."""
    part = call.query
    found = call.services.visibility.imports(
        call.user, before_id=part.after or None, limit=part.limit, state=part.state, purpose=part.purpose
    )
    return Page(items=shown(call, found), next=next_after(found, part.limit))


def _listed(call: Call[None, ImportQuery], project: str | None) -> list[Job]:
    part = call.query
    return call.services.imports.list_jobs(
        project, before_id=part.after or None, limit=part.limit, state=part.state, purpose=part.purpose
    )


def get_import(call: Call[None, None]) -> ImportDetail:
    """Return an import and how it stands."""
    job = call.services.imports.get(call.uid)
    found = import_of(call, job)
    fields = {name: getattr(found, name) for name in found.__struct_fields__}
    return ImportDetail(**fields, standing=standing_of(call, job))


def received(receiver: Receiver, pieces: Iterable[bytes]) -> Receiver:
    """Hand a body on piece by piece; nothing remains of one that breaks off."""
    try:
        for piece in pieces:
            receiver.write(piece)
        return receiver
    except BaseException:
        receiver.abort()
        raise


_PAGE = {"items": [EXAMPLE_IMPORT], "next": None}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/imports",
        name="list_all_imports",
        summary="List the imports of all your projects, newest first",
        access=SIGNED_IN,
        handler=list_all_imports,
        query=ImportQuery,
        response=Page[Import],
        example=Example(response=_PAGE),
    ),
    Route(
        method="GET",
        path=f"{API}/projects/{{uid}}/imports",
        name="list_imports",
        summary="List the imports of a project, newest first",
        access=at_least("viewer", project_in_path),
        handler=list_imports,
        query=ImportQuery,
        response=Page[Import],
        example=Example(response=_PAGE),
    ),
    Route(
        method="POST",
        path=f"{API}/projects/{{uid}}/imports",
        name="create_import",
        summary="Import a file of annotations",
        access=at_least("manager", project_in_path),
        handler=create_import,
        query=ImportOptions,
        upload="application/octet-stream",
        response=Import,
        status=201,
        also={202: "Received and durable; it goes on by itself. Ask until its state says it has ended."},
        errors={
            409: "The project has an import of this name with other content or another recipe.",
            422: "The file was refused whole: empty, or of no known format.",
            500: "The disk is full, or the storage failed; what was received can be resumed.",
        },
        description=(
            "The body is the file itself, of any size up to the server's limit; it is never held in memory. "
            "Sending the same file under the same name again answers with the import that exists."
        ),
        example=Example(response=EXAMPLE_IMPORT),
    ),
    Route(
        method="GET",
        path=f"{API}/imports/{{uid}}",
        name="get_import",
        summary="Get an import",
        access=of_import("viewer"),
        handler=get_import,
        response=ImportDetail,
        example=Example(response={**EXAMPLE_IMPORT, "standing": EXAMPLE_STANDING}),
    ),
]
