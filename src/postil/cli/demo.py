"""`postil demo`: a worked example, from an empty directory to exported files."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from postil.cli.options import TEXT, Output
from postil.errors import UsageError

if TYPE_CHECKING:
    from postil.cli.demo_server import DemoServer
    from postil.cli.terminal import Terminal

WRONG_ROWS = 3
EXPORTS = ("postil", "labelbox", "labelbox_export")


def demo(
    *, images: Path | None = None, data: Path | None = None, keep: bool = False, output: Output = TEXT
) -> int:
    """Show all of it on a worked example: server, images, import with three wrong rows, report, export.

    It starts a server on a free port and an empty data directory, uploads four photographs, imports
    pre-labels drawn on them, exports the result, and stops the server again.

    Args:
        images: Folder with astronaut.png, chelsea.png, coffee.png and rocket.jpg of scikit-image; that of an
            installed scikit-image when absent.
        data: Data directory, which must be empty or not there; a temporary one when absent.
        keep: Go on serving until Ctrl-C.
        output: How to tell the result.
    """
    from rich.text import Text

    from postil.cli.demo_files import demo_folder, demo_images, empty_folder
    from postil.cli.demo_server import DemoServer
    from postil.cli.invocation import invocation
    from postil.cli.terminal import Terminal

    started = time.monotonic()
    terminal = Terminal(output)
    pictures = demo_images(images)
    folder = empty_folder(data) if data is not None else demo_folder()
    with DemoServer(folder) as server:
        terminal.say(f"[dim]A server on an empty data directory was ready in {server.seconds:.1f} s.[/]\n")
        status = _show(server, pictures, folder, terminal)
        seconds = time.monotonic() - started
        terminal.say(f"\n[dim]All of this took {seconds:.1f} s, and {_megabytes(folder):.1f} MB of disk.[/]")
        if keep:
            terminal.say(f"Open [bold]{server.link}[/] or use the other commands with --data {folder}")
            terminal.say("[dim]Ctrl-C stops the server.[/]")
            server.wait()
    terminal.say(
        "\nSee it in the browser: open the link that this prints.",
        Text(f"  {invocation()} serve --data {folder}", style="bold", no_wrap=True),
        "docs/start/first-ten-minutes.md goes on from there.",
    )
    return status


def _show(server: "DemoServer", pictures: Path, folder: Path, terminal: "Terminal") -> int:
    """Import and export, as the commands of those names do."""
    import shutil

    from postil.cli.demo_files import prelabels
    from postil.cli.export import write_export
    from postil.cli.import_steps import carry_out, look
    from postil.cli.proposal_text import proposal_texts
    from postil.cli.source import Source, report_path
    from postil.cli.status_code import FAULT, OK, PARTLY_REJECTED
    from postil.sdk.client import Client
    from postil.sdk.exports import ExportOrder
    from postil.sdk.imports import ImportOrder
    from postil.sdk.location import locate_in
    from postil.sdk.plan import plan as make_plan

    file = folder / "demo.ndjson"
    with prelabels() as packed:
        shutil.copyfile(packed, file)
    source = Source(file, file.name, report_path(file))
    with Client(locate_in(folder)) as client:
        terminal.say(f"$ postil import {file.name} --images {pictures} --yes\n")
        proposal = look(source, None, pictures, terminal)
        plan = make_plan(client, proposal)
        terminal.say(*proposal_texts(proposal, plan, source.name), "")
        order = ImportOrder(name="", source_name=source.name, format=proposal.format)
        status = carry_out(client, proposal, plan, source, order, None, terminal)
        project = client.projects.get(proposal.name).id
        for name in EXPORTS:
            terminal.say(f"\n$ postil export --project {proposal.name} --format {name}")
            path = folder / f"{proposal.name}.{name}.ndjson"
            write_export(client, project, ExportOrder(format=name), path, terminal)
        rejected = next(client.imports.list(project)).counts.rejected
    if status != PARTLY_REJECTED or rejected != WRONG_ROWS:
        raise UsageError(f"{rejected} rows were refused, not {WRONG_ROWS}", hint="run `postil doctor`")
    return OK if status == PARTLY_REJECTED else FAULT


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
