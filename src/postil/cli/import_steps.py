"""The steps of `postil import`: look, agree, carry out, tell."""

import time
from pathlib import Path

from postil.cli.client import address_of
from postil.cli.follow import columns, follow
from postil.cli.import_result import ImportResult, tell
from postil.cli.proposal_text import counted, proposal_texts
from postil.cli.recipe_steps import Chosen, save
from postil.cli.sending import sending
from postil.cli.source import Source
from postil.cli.terminal import Terminal
from postil.errors import UsageError
from postil.formats.ontology_document import read_ontology
from postil.model.ontology import Ontology
from postil.sdk.arrangement import Arranged, arrange
from postil.sdk.client import Client
from postil.sdk.imports import Import, ImportOrder
from postil.sdk.plan import Plan
from postil.sdk.projects import Project
from postil.sdk.proposal import Proposal, propose
from postil.sdk.submission import Submission, submit

AGAIN = "run the same command again to go on"


def read_tree(file: Path) -> Ontology:
    """Read an ontology from a file.

    Raises:
        UsageError: There is no such file, or it holds no ontology that can be used (ONT007 ... ONT010).
    """
    if not file.is_file():
        raise UsageError(f"there is no file {file}", hint="give --ontology the file of an ontology")
    ontology, issues = read_ontology(file.read_bytes(), file.name)
    errors = [issue for issue in issues if issue.severity == "error"]
    if errors:
        place = f" at {errors[0].where.pointer}" if errors[0].where.pointer else ""
        raise UsageError(f"{file.name}: {errors[0].message}{place}", code=errors[0].code, hint=errors[0].hint)
    return ontology


def look(source: Source, format_name: str | None, images: Path | None, terminal: Terminal) -> Proposal:
    """Read the file and say what it needs."""
    with terminal.progress(*columns()) as progress:
        task = progress.add_task(f"reading {source.name}", total=source.path.stat().st_size, told="")
        return propose(
            source.path,
            format_name=format_name,
            images=images,
            told=lambda size: progress.advance(task, size),
        )


def agree(proposal: Proposal, plan: Plan, source: Source, terminal: Terminal, *, is_agreed: bool) -> None:
    """Show what would be made and ask, unless it was agreed to or nothing is to be made.

    Raises:
        UsageError: Nobody said yes.
    """
    if not plan.makes_something:
        return
    terminal.say(*proposal_texts(proposal, plan, source.name), "")
    if is_agreed:
        return
    answer = terminal.asks("Make these and import?")
    if answer is None:
        raise UsageError(
            "nothing was made or imported: nobody is here to be asked",
            hint="add --yes to make what is listed above",
        )
    if not answer:
        raise UsageError(
            "nothing was made or imported", hint="add --project, --ontology or --images to change it"
        )


def carry_out(
    client: Client,
    proposal: Proposal,
    plan: Plan,
    source: Source,
    order: ImportOrder,
    report: Path | None,
    terminal: Terminal,
    *,
    recipe: Chosen | None = None,
) -> int:
    """Make what is lacking, import, tell, and return the exit status."""
    started = time.monotonic()
    try:
        arranged = (
            compared(plan, plan.project, terminal)
            if order.dry_run and plan.project is not None
            else _arrange(client, plan, proposal, source.name, terminal)
        )
        order.create_rows = proposal.brings_rows and arranged.dataset_id is not None
        order.dataset = arranged.dataset_id
        if recipe is not None:
            save(client, recipe, arranged.project.id)
            order.recipe, order.recipe_version = recipe.id, recipe.version
        submission = _submit(client, arranged.project.id, source, order, terminal)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(AGAIN) from None
    job = follow(client, submission.job, terminal)
    result = ImportResult(
        job=job,
        issues=list(client.imports.groups(job.id)),
        seconds=time.monotonic() - started,
        is_repeated=submission.is_repeated,
        project_id=arranged.project.id,
        project_name=arranged.project.name,
        address=address_of(client, arranged.project.id),
        arranged=arranged,
    )
    if job.counts.rejected and recipe is None:
        found = client.recipes.suggest(arranged.project.id, proposal.inferred.seen)
        result.suggestion = found if found.unknown else None
    if job.state == "staged":
        result.diff = client.imports.diff(job.id)
    if job.counts.rejected and not submission.is_repeated:
        result.report = str(write_report(client, job, report or source.report))
    return tell(result, terminal)


def compared(plan: Plan, project: Project, terminal: Terminal) -> Arranged:
    """Return where a dry run compares; it makes nothing, so rows of data rows that are not there fail."""
    absent = {*plan.new_keys, *plan.joining_keys, *plan.joining_ids}
    if absent:
        rows, verb = counted(len(absent), "data row"), "is" if len(absent) == 1 else "are"
        terminal.note(f"a dry run makes nothing: {rows} of the file {verb} not in the project")
    return Arranged(project=project, dataset_id=plan.dataset.id if plan.dataset else None)


def _arrange(client: Client, plan: Plan, proposal: Proposal, name: str, terminal: Terminal) -> Arranged:
    with terminal.progress(*columns()) as progress:
        task = progress.add_task("", total=1, told="")

        def step(what: str, done: int, of: int) -> None:
            progress.update(task, description=what, completed=done, total=of, told=f"{done:,} of {of:,}")

        return arrange(client, plan, proposal, name, step)


def _submit(
    client: Client, project: str, source: Source, order: ImportOrder, terminal: Terminal
) -> Submission:
    with sending(source.name, source.path.stat().st_size, terminal) as (told, resumed):
        return submit(client, project, source.path, order, told, resumed)


def write_report(client: Client, job: Import, path: Path) -> Path:
    """Keep the refused rows; a report that could be written only in part is not left behind."""
    part = path.with_name(f".{path.name}.part")
    try:
        with client.imports.rejected(job.id) as pieces, part.open("wb") as target:
            target.writelines(pieces)
        return part.replace(path)
    finally:
        part.unlink(missing_ok=True)
