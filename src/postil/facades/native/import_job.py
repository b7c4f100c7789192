"""An import as clients see it: where it stands, and what became of its rows."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.instants import moment_or_none
from postil.model.issue import Issue
from postil.model.recipe import place_of
from postil.ports.jobs import Counts, Job, JobState, OnEdited, Policy, Stage
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
    `created_by` is the email of who began it, `committed_by` of who committed a dry run.
    `undone_at` is set while it is undone, `sealed_at` once that cannot be changed any more. Until
    `is_complete`, tasks, labels and data rows still follow what readers of its annotations see already.
    """

    id: str
    name: str
    project: str | None
    model_run: str | None
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
    created_by: str | None
    committed_by: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    published_at: datetime | None
    undone_at: datetime | None
    sealed_at: datetime | None
    is_complete: bool


def import_of(call: Call[Any, Any], job: Job) -> Import:
    """Spell one import."""
    return shown(call, [job])[0]


def shown(call: Call[Any, Any], jobs: list[Job]) -> list[Import]:
    """Show imports."""
    projects = {job.project_id for job in jobs if job.project_id is not None}
    uids = {project_id: call.services.projects.uid_of(project_id) for project_id in projects}
    emails = _emails(call, jobs)
    return [_import(call, job, uids.get(job.project_id or 0), emails) for job in jobs]


def import_in(call: Call[Any, Any], job: Job, project_uid: str | None) -> Import:
    """Spell an import of a project whose id is known."""
    return _import(call, job, project_uid, _emails(call, [job]))


def _emails(call: Call[Any, Any], jobs: list[Job]) -> dict[int | None, str]:
    """Return the addresses of those who began and committed; asks only for others than the caller."""
    ids = {number for job in jobs for number in (job.created_by, job.settings.committed_by)}
    others = {number for number in ids if number is not None and number != call.user.id}
    known: dict[int | None, str] = {call.user.id: call.user.email}
    if others:
        known.update((user.id, user.email) for user in call.services.users.by_ids(others).values())
    return known


def _import(call: Call[Any, Any], job: Job, project_uid: str | None, emails: dict[int | None, str]) -> Import:
    interruption = call.services.imports.interruption(job)
    return Import(
        id=job.uid,
        name=job.name,
        project=project_uid,
        model_run=_run_uid(call, job),
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
        created_by=emails.get(job.created_by),
        committed_by=emails.get(job.settings.committed_by),
        created_at=moment(job.created_at),
        started_at=moment_or_none(job.started_at),
        finished_at=moment_or_none(job.finished_at),
        published_at=moment_or_none(job.finished_at if job.published_no is not None else None),
        undone_at=moment_or_none(job.undone_at),
        sealed_at=moment_or_none(job.sealed_at),
        is_complete=job.follow_after is None,
    )


def _run_uid(call: Call[Any, Any], job: Job) -> str | None:
    run = call.services.model_runs.by_id(job.model_run_id) if job.model_run_id is not None else None
    return run.uid if run is not None else None


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
    "model_run": None,
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
    "created_by": "ada@example.org",
    "committed_by": None,
    "created_at": "2026-01-05T09:30:00Z",
    "started_at": "2026-01-05T09:30:00Z",
    "finished_at": "2026-01-05T09:30:01Z",
    "published_at": "2026-01-05T09:30:01Z",
    "undone_at": None,
    "sealed_at": None,
    "is_complete": True,
}
