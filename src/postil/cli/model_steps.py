"""The steps of commands about models: finding and filling runs, importing predictions."""

import time
from pathlib import Path
from shlex import quote

from rich.text import Text

from postil.cli.follow import follow
from postil.cli.import_steps import AGAIN, write_report
from postil.cli.report_text import report_texts, undoing_texts, waiting_texts
from postil.cli.sending import sending
from postil.cli.source import Source
from postil.cli.status_code import ALL_REJECTED, FAULT, OK, status_of_rows
from postil.cli.terminal import Terminal
from postil.errors import NotFoundError
from postil.sdk.client import Client
from postil.sdk.imports import Import, ImportOrder
from postil.sdk.model_runs import ModelRun
from postil.sdk.projects import Project
from postil.sdk.submission import Submission, submit

PART = 10_000
"""Data rows added in one request."""


def find_or_make(client: Client, model: str, name: str) -> ModelRun:
    """Return the run of that name of a model; make it when there is none."""
    found = next((one for one in client.model_runs.list(model) if one.name == name), None)
    return found or client.model_runs.create(model, name)


def find_run(client: Client, name: str) -> ModelRun:
    """Return the run of an id, or of `MODEL/RUN`.

    Raises:
        NotFoundError: There is none, or none you may know of.
        UsageError: Several models have the name.
    """
    model, slash, run = name.rpartition("/")
    if not slash:
        return client.model_runs.get(name)
    for found in client.model_runs.list(client.models.named(model).id):
        if found.name == run:
            return found
    raise NotFoundError(f"model {model!r} has no run {run!r}", hint=f"postil model show {model}")


def add_project(client: Client, run: str, project: Project, *, has_labels: bool) -> None:
    """Add every data row of a project to a run, and its labels if wanted."""
    rows: list[str] = []
    for task in client.projects.tasks(project):
        rows.append(task.data_row)
        if len(rows) == PART:
            client.model_runs.add_rows(run, data_rows=rows)
            rows = []
    if rows:
        client.model_runs.add_rows(run, data_rows=rows)
    if has_labels:
        client.model_runs.take_labels(run, project=project.id)


def import_predictions(
    client: Client, name: str, source: Source, order: ImportOrder, report: Path | None, terminal: Terminal
) -> int:
    """Import a file into the run of a name, tell, and return the exit status."""
    started = time.monotonic()
    run = find_run(client, name)
    submission = _submit(client, run, source, order, terminal)
    job, is_repeated = follow(client, submission.job, terminal), submission.is_repeated
    issues = list(client.imports.groups(job.id))
    is_reported = job.counts.rejected and not is_repeated
    kept = write_report(client, job, report or source.report) if is_reported else None
    told_of = {"import": job, "issues": issues, "report": str(kept) if kept else None, "model_run": run}
    terminal.answer(told_of | {"is_repeated": is_repeated})
    if is_repeated:
        when = f"{job.created_at.astimezone():%d %B, %H:%M}"
        terminal.say(f"[bold]{job.source_name}[/] was imported already on {when}. Nothing changed.")
        return OK if job.state == "finished" and not job.counts.rejected else _status(job)
    terminal.say(*report_texts(job, issues, terminal.out.width, seconds=time.monotonic() - started))
    terminal.say(*waiting_texts(job))
    if kept is not None:
        again = f"{kept} (mend the rows there and import it with --model-run {quote(name)})"
        terminal.say(Text.assemble((f"{'report':<9}", "dim"), again, no_wrap=True, overflow="ignore"))
    terminal.say(*undoing_texts(job))
    return _status(job)


def _submit(
    client: Client, run: ModelRun, source: Source, order: ImportOrder, terminal: Terminal
) -> Submission:
    try:
        with sending(source.name, source.path.stat().st_size, terminal) as (told, resumed):
            return submit(client, run.id, source.path, order, told, resumed)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(AGAIN) from None


def _status(job: Import) -> int:
    if job.is_interrupted:
        return FAULT
    is_refused = job.policy == "atomic" and job.counts.rejected > 0
    if job.state not in ("finished", "staged") or is_refused:
        return ALL_REJECTED
    return status_of_rows(job.counts.read, job.counts.rejected)
