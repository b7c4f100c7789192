"""Import jobs as the official package reads them."""

from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Json
from postil.facades.labelbox.projects import project_json
from postil.model.identity import spell_id
from postil.ports.jobs import Job, JobState

INPUT, STATUSES, ERRORS = "import-input", "import-statuses", "import-errors"
"""Kinds of links to what an import came from and to."""

STATES: dict[JobState, str] = {
    "queued": "RUNNING",
    "running": "RUNNING",
    "staged": "RUNNING",
    "finished": "FINISHED",
    "failed": "FAILED",
    "cancelled": "FAILED",
}
"""A dry run is running until somebody commits it."""


def import_json(call: Call, job: Job, *, is_first: bool = False) -> Json:
    """Spell an import; `is_first` says that nothing is told yet of what became of it."""
    state = "RUNNING" if is_first else STATES[job.state]
    has_ended = state != "RUNNING"
    return {
        "id": spell_id(job.uid),
        "name": job.name,
        "state": state,
        "progress": "0%" if is_first else progress_text(job),
        "inputFileUrl": lambda: job.settings.source_url or call.link(INPUT, job.uid),
        "statusFileUrl": lambda: call.link(STATUSES, job.uid) if has_ended else None,
        "errorFileUrl": lambda: call.link(ERRORS, job.uid) if has_ended else None,
        "project": lambda: _project(call, job),
        "modelRunId": lambda: _model_run(call, job),
    }


def progress_text(job: Job) -> str:
    """Return how far an import is; one that goes on is never at 100%."""
    if STATES[job.state] != "RUNNING":
        return "100%"
    done = job.progress.get("bytes", 0)
    return f"{min(99, 100 * done // max(job.input_size, 1))}%"


def _project(call: Call, job: Job) -> Json | None:
    if job.project_id is None:
        return None
    uid = call.services.projects.uid_of(job.project_id)
    return None if uid is None else project_json(call, call.services.visibility.project(uid, call.user))


def _model_run(call: Call, job: Job) -> str | None:
    run = call.services.model_runs.by_id(job.model_run_id) if job.model_run_id is not None else None
    return None if run is None else spell_id(run.uid)
