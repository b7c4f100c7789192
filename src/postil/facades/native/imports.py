"""Imports: files of annotations received, and what became of their rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from postil.facades.native.call import Answer, Call
from postil.facades.native.import_standing import EXAMPLE_STANDING, ImportStanding, standing_of
from postil.facades.native.instants import moment_or_none
from postil.facades.native.page import Limit, Page, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN, at_least
from postil.facades.native.scope import project_in_path, project_of_import
from postil.model.issue import Issue
from postil.model.recipe import place_of
from postil.ports.jobs import Counts, Job, JobSettings, JobState, OnEdited, Policy, Stage
from postil.services import Services
from postil.services.imports.intake import NewImport
from postil.services.imports.receive import Receiver
from postil.services.instant import moment

Purpose = Literal["pre_label", "ground_truth", "prediction", "draft"]


class RuleUse(msgspec.Struct, kw_only=True):
    """How often a rule was used: on which name, from the top down, and what became of it (null: left out)."""

    place: list[str]
    to: str | None
    count: int


class AppliedRecipe(msgspec.Struct, kw_only=True):
    """The version of a recipe an import uses, and its rules that were used so far."""

    id: str
    name: str
    version: int
    uses: list[RuleUse]


class Import(msgspec.Struct, kw_only=True):
    """One submission of many rows. `error` says why it was refused whole, `counts` where its rows went.

    `is_interrupted` says that it has not ended and nobody works on it: it can be resumed. `interruption` is
    what stopped it, empty when the server does not know.
    `accounted` is the sum of accepted, updated, unchanged and rejected rows: always those that were read.
    `undone_at` is set while it is undone, `sealed_at` once that cannot be changed any more. Until
    `is_complete`, tasks, labels and data rows still follow what readers of its annotations see already.
    """

    id: str
    name: str
    project: str | None
    purpose: Purpose
    format: str
    state: JobState
    stage: Stage
    policy: Policy
    is_strict: bool
    replace: bool
    on_edited: OnEdited
    is_dry_run: bool
    source_name: str
    source_bytes: int
    counts: Counts
    accounted: int
    progress: dict[str, Any]
    recipe: AppliedRecipe | None
    error: Issue | None
    is_interrupted: bool
    interruption: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    published_at: datetime | None
    undone_at: datetime | None
    sealed_at: datetime | None
    is_complete: bool


class ImportDetail(Import, kw_only=True):
    """One submission of many rows, and how it stands."""

    standing: ImportStanding


class ImportOptions(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How to import. Without `format` the content decides; without `name` the name of the source does.

    `policy` `rows` takes every good row, `atomic` all or none. `strict` turns bounds warnings into errors;
    `trust_units` accepts a file whose numbers fit another unit better. `create_rows` lets formats that bring
    their own assets make data rows in the dataset `dataset`. `recipe` maps the names of the source: the name
    or id of one of the project, at its newest version unless `recipe_version` is given. `replace` makes the
    rows of this import all that is said about their data rows. `on_edited` is about ground truth for a label
    that a person has edited: `refuse` the row, or add a `version` to the label. `dry_run` does everything but
    show it: the import ends as `staged`, has a diff, and is committed or cancelled.
    """

    name: str = ""
    source_name: str = ""
    purpose: Literal["pre_label", "ground_truth"] = "pre_label"
    format: str | None = None
    policy: Policy = "rows"
    strict: bool = False
    trust_units: bool = False
    create_rows: bool = False
    dataset: str | None = None
    recipe: str = ""
    recipe_version: Annotated[int, msgspec.Meta(ge=1)] | None = None
    replace: bool = False
    on_edited: OnEdited = "refuse"
    dry_run: bool = False


class ImportQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which part of the list, newest first: `before` is the `next` of the page before."""

    before: Annotated[int, msgspec.Meta(ge=1)] | None = None
    limit: Limit = 50


def create_import(call: Call[None, ImportOptions]) -> Answer:
    """Receive a file; a small one is finished when this answers."""
    new = new_import(call.services, call.uid, call.query)
    receiver = call.services.imports.receive(new, call.user)
    return begun(call, call.services.imports.take(_received(receiver, call.upload)), call.uid)


def begun(call: Call[Any, Any], job: Job, project_uid: str | None) -> Answer:
    """Answer with an import that was started, however it was received."""
    is_over = job.state not in ("queued", "running")
    location = {"location": f"{API}/imports/{job.uid}"}
    content = _import(job, project_uid, call.services.imports.interruption(job))
    return Answer(content, 201 if is_over else 202, location)


def list_imports(call: Call[None, ImportQuery]) -> Page[Import]:
    """List the imports of a project."""
    part = call.query
    found = call.services.imports.list_jobs(call.uid, before_id=part.before, limit=part.limit)
    return Page(items=shown(call, found), next=next_after(found, part.limit))


def list_all_imports(call: Call[None, ImportQuery]) -> Page[Import]:
    """List the imports of every project the caller has a role in."""
    part = call.query
    found = call.services.imports.list_jobs(None, before_id=part.before, limit=part.limit)
    visible = call.services.members.visible(call.user, [job.project_id for job in found if job.project_id])
    items = shown(call, [job for job in found if job.project_id in visible])
    return Page(items=items, next=next_after(found, part.limit))


def get_import(call: Call[None, None]) -> ImportDetail:
    """Return an import and how it stands."""
    job = call.services.imports.get(call.uid)
    found = import_of(call, job)
    fields = {name: getattr(found, name) for name in found.__struct_fields__}
    return ImportDetail(**fields, standing=standing_of(call, job))


def import_of(call: Call[Any, Any], job: Job) -> Import:
    """Spell one import."""
    return shown(call, [job])[0]


def resume_import(call: Call[None, None]) -> Import:
    """Take up an import nobody works on."""
    return shown(call, [call.services.imports.resume(call.uid)])[0]


def cancel_import(call: Call[None, None]) -> Import:
    """Ask an import to stop."""
    return shown(call, [call.services.imports.cancel(call.uid)])[0]


def commit_import(call: Call[None, None]) -> Answer:
    """Publish a dry run; a small one is finished when this answers."""
    job = call.services.imports.commit(call.uid)
    is_over = job.state not in ("queued", "running")
    return Answer(shown(call, [job])[0], 200 if is_over else 202)


def _received(receiver: Receiver, pieces: Iterable[bytes]) -> Receiver:
    try:
        for piece in pieces:
            receiver.write(piece)
        return receiver
    except BaseException:
        receiver.abort()
        raise


def new_import(services: Services, project_uid: str, asked: ImportOptions) -> NewImport:
    """Say to the services what a client asked for."""
    dataset_id = services.datasets.get(asked.dataset).id if asked.dataset else None
    return NewImport(
        project_uid=project_uid,
        name=asked.name,
        purpose=asked.purpose,
        format=asked.format,
        source_name=asked.source_name,
        recipe=asked.recipe,
        recipe_version=asked.recipe_version,
        settings=JobSettings(
            policy=asked.policy,
            is_strict=asked.strict,
            trust_units=asked.trust_units,
            create_rows=asked.create_rows,
            dataset_id=dataset_id,
            replace=asked.replace,
            on_edited=asked.on_edited,
            is_dry_run=asked.dry_run,
        ),
    )


def shown(call: Call[Any, Any], jobs: list[Job]) -> list[Import]:
    """Show imports."""
    projects = {job.project_id for job in jobs if job.project_id is not None}
    uids = {project_id: call.services.projects.uid_of(project_id) for project_id in projects}
    interruption = call.services.imports.interruption
    return [_import(job, uids.get(job.project_id or 0), interruption(job)) for job in jobs]


def _import(job: Job, project_uid: str | None, interruption: str | None) -> Import:
    return Import(
        id=job.uid,
        name=job.name,
        project=project_uid,
        purpose=job.purpose,
        format=job.format,
        state=job.state,
        stage=job.stage,
        policy=job.settings.policy,
        is_strict=job.settings.is_strict,
        replace=job.settings.replace,
        on_edited=job.settings.on_edited,
        is_dry_run=job.settings.is_dry_run,
        source_name=job.source_name,
        source_bytes=job.input_size,
        counts=job.counts,
        accounted=job.counts.accounted,
        progress={name: value for name, value in job.progress.items() if name != "recipe"},
        recipe=_applied(job),
        error=job.error,
        is_interrupted=interruption is not None,
        interruption=interruption or "",
        created_at=moment(job.created_at),
        started_at=moment_or_none(job.started_at),
        finished_at=moment_or_none(job.finished_at),
        published_at=moment_or_none(job.finished_at if job.published_no is not None else None),
        undone_at=moment_or_none(job.undone_at),
        sealed_at=moment_or_none(job.sealed_at),
        is_complete=job.follow_after is None,
    )


def _applied(job: Job) -> AppliedRecipe | None:
    pin = job.settings.recipe
    if pin is None:
        return None
    uses = [
        RuleUse(place=list(place_of(pointer)), to=outcome, count=count)
        for pointer, (outcome, count) in job.progress.get("recipe", {}).items()
    ]
    return AppliedRecipe(id=pin.uid, name=pin.name, version=pin.version, uses=uses)


EXAMPLE_IMPORT = {
    "id": "0190a000-0000-7000-8000-000000000050",
    "name": "boxes.ndjson",
    "project": "0190a000-0000-7000-8000-000000000030",
    "purpose": "pre_label",
    "format": "labelbox",
    "state": "finished",
    "stage": "done",
    "policy": "rows",
    "is_strict": False,
    "replace": False,
    "on_edited": "refuse",
    "is_dry_run": False,
    "source_name": "boxes.ndjson",
    "source_bytes": 48211,
    "counts": {
        "read": 120,
        "accepted": 117,
        "updated": 0,
        "unchanged": 0,
        "rejected": 3,
        "annotations": 117,
        "warnings": 2,
        "removed": 0,
    },
    "accounted": 120,
    "progress": {"bytes": 48211, "of_bytes": 48211},
    "recipe": {
        "id": "0190a000-0000-7000-8000-000000000060",
        "name": "detector",
        "version": 2,
        "uses": [{"place": ["Car"], "to": "car", "count": 98}, {"place": ["tree"], "to": None, "count": 5}],
    },
    "error": None,
    "is_interrupted": False,
    "interruption": "",
    "created_at": "2026-01-05T09:30:00Z",
    "started_at": "2026-01-05T09:30:00Z",
    "finished_at": "2026-01-05T09:30:01Z",
    "published_at": "2026-01-05T09:30:01Z",
    "undone_at": None,
    "sealed_at": None,
    "is_complete": True,
}
_RUNNING = {**EXAMPLE_IMPORT, "state": "running", "finished_at": None, "published_at": None}
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
        access=at_least("viewer", project_of_import),
        handler=get_import,
        response=ImportDetail,
        example=Example(response={**EXAMPLE_IMPORT, "standing": EXAMPLE_STANDING}),
    ),
    Route(
        method="POST",
        path=f"{API}/imports/{{uid}}/resume",
        name="resume_import",
        summary="Take up an import that was interrupted",
        access=at_least("manager", project_of_import),
        handler=resume_import,
        response=Import,
        errors={
            409: "It has ended, or waits for a person.",
            500: "What interrupted it is still there.",
        },
        description=(
            "It goes on where it stopped, with the file and the ontology it began with. One that is worked "
            "on already is answered as it stands; a small one is finished when this answers."
        ),
        example=Example(response=EXAMPLE_IMPORT),
    ),
    Route(
        method="POST",
        path=f"{API}/imports/{{uid}}/commit",
        name="commit_import",
        summary="Publish a dry run",
        access=at_least("manager", project_of_import),
        handler=commit_import,
        response=Import,
        also={202: "Committed; it goes on by itself. Ask until its state says it has ended."},
        errors={409: "It is not staged, or it is atomic and has rejected rows."},
        description=(
            "Exactly what the dry run has kept becomes visible. Data rows that others have changed meanwhile "
            "are judged and counted once more; the issue ROW030 says how many."
        ),
        example=Example(response={**EXAMPLE_IMPORT, "is_dry_run": True}),
    ),
    Route(
        method="POST",
        path=f"{API}/imports/{{uid}}/cancel",
        name="cancel_import",
        summary="Ask an import to stop at its next step, or discard a dry run",
        access=at_least("manager", project_of_import),
        handler=cancel_import,
        response=Import,
        errors={409: "It has ended already."},
        description="Nothing of a cancelled import is ever visible.",
        example=Example(response=_RUNNING),
    ),
]
