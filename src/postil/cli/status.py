"""`postil status`: imports, and what became of their rows."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from postil.cli.options import HERE, TEXT, Output, Where

if TYPE_CHECKING:
    from postil.cli.terminal import Terminal
    from postil.sdk.client import Client
    from postil.sdk.imports import Import
    from postil.sdk.uploads import Upload

MOST = 20


def status(
    job: str | None = None,
    /,
    *,
    project: Annotated[str | None, Parameter(name=["--project", "-p"])] = None,
    follow: bool = False,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """Show imports, newest first, or one of them with its issues.

    Args:
        job: Name of an import, its id, or the end of its id; all imports when absent.
        project: Name or id of a project: only its imports.
        follow: Watch the import, or the newest one, until it has ended.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.job import find_job
    from postil.cli.terminal import Terminal
    from postil.sdk.uploads import Upload

    terminal = Terminal(output)
    with client_for(where) as client:
        project_id = client.projects.get(project).id if project else None
        if job is None and not follow:
            return _list(client, project_id, terminal)
        found = find_job(client, job) if job else next(client.imports.list(project_id), None)
        if found is None:
            return _list(client, project_id, terminal)
        if isinstance(found, Upload):
            return _show_upload(found, terminal)
        return show(client, found, terminal, follows=follow)


def show(client: "Client", job: "Import", terminal: "Terminal", *, follows: bool) -> int:
    """Tell about one import, after it has ended when it is followed; the status is that of its rows."""
    from postil.cli.client import address_of
    from postil.cli.follow import follow
    from postil.cli.import_result import ImportResult, tell
    from postil.cli.status_code import OK

    if follows:
        job = follow(client, job, terminal)
    project = job.project or ""
    result = ImportResult(
        job=job,
        issues=list(client.imports.groups(job.id)),
        project_id=project,
        project_name="",
        address=address_of(client, project),
    )
    status = tell(result, terminal)
    return status if job.is_over or job.is_interrupted else OK


def _show_upload(upload: "Upload", terminal: "Terminal") -> int:
    terminal.answer({"upload": upload})
    terminal.say(
        f"[bold]{upload.name}[/] is sent to {int(upload.share * 100)} %\n"
        f"  [green]fix:[/] postil resume {upload.id[-8:]} sends the rest; "
        f"it is kept until {upload.expires_at.astimezone():%d %B, %H:%M}"
    )
    return 0


def _list(client: "Client", project: str | None, terminal: "Terminal") -> int:
    from itertools import islice

    from postil.cli.status_table import status_table

    jobs = list(islice(client.imports.list(project), MOST + 1))
    uploads = [one for one in client.uploads.list() if project in (None, one.project)]
    terminal.answer({"imports": jobs[:MOST], "uploads": uploads})
    if not jobs and not uploads:
        terminal.say("No imports yet. `postil import FILE` makes one.")
        return 0
    names = {one.id: one.name for one in client.projects.list()}
    terminal.say(status_table(uploads, jobs[:MOST], names, terminal.out.width))
    if uploads or any(job.is_interrupted for job in jobs):
        terminal.say("[dim]postil resume ID goes on with what was interrupted or half sent[/]")
    if len(jobs) > MOST:
        terminal.say(f"[dim]the newest {MOST}; name one of the others to see it[/]")
    return 0
