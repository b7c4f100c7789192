"""`postil export`: write out what a project holds."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

from cyclopts import Parameter

from postil.cli.options import HERE, OR_STREAM, TEXT, Output, Where
from postil.errors import UsageError

if TYPE_CHECKING:
    from postil.cli.terminal import Terminal
    from postil.model.issue import Loss
    from postil.sdk.client import Client
    from postil.sdk.exports import ExportOrder

ENDINGS = {"label_studio": "json"}


def export(
    *,
    project: Annotated[str, Parameter(name=["--project", "-p"])],
    format: Annotated[  # noqa: A002 - the option's name
        Literal["postil", "labelbox", "labelbox_export", "label_studio"], Parameter(name=["--format", "-f"])
    ] = "postil",
    purpose: list[Literal["ground_truth", "pre_label"]] | None = None,
    dataset: str | None = None,
    batch: str | None = None,
    global_key: list[str] | None = None,
    created_after: str | None = None,
    created_before: str | None = None,
    to: Annotated[Path | None, OR_STREAM, Parameter(name=["--output", "-o"])] = None,
    where: Where = HERE,
    output: Output = TEXT,
) -> int:
    """Write out what a project holds, in any format.

    What a format cannot carry is listed on stderr. Filters combine with "and".

    Args:
        project: Name or id of the project.
        format: postil loses nothing; labelbox are rows for an import there; labelbox_export are Labelbox
            export rows, which carry labels only; label_studio are tasks.
        purpose: Only ground_truth or only pre_label; both when absent.
        dataset: Only data rows of this dataset, by name or id.
        batch: Only data rows of this batch, by name or id.
        global_key: Only this data row; may be repeated.
        created_after: Only data rows made at this time or later, as 2026-01-31 or 2026-01-31T12:00:00+01:00.
        created_before: Only data rows made before this time.
        to: File to write, or - for standard output; PROJECT.FORMAT.ndjson when absent.
        where: Which server.
        output: How to tell the result.
    """
    from postil.cli.client import client_for
    from postil.cli.terminal import Terminal
    from postil.sdk.exports import ExportOrder

    terminal = Terminal(output)
    with client_for(where) as client:
        found = client.projects.get(project)
        order = ExportOrder(
            format=format,
            purpose=list(purpose or []),
            dataset=_dataset(client, dataset),
            batch=_batch(client, found.id, batch),
            global_key=list(global_key or []),
            created_after=_moment(created_after, "--created-after"),
            created_before=_moment(created_before, "--created-before"),
        )
        path = to or Path(f"{found.name}.{format}.{ENDINGS.get(format, 'ndjson')}".replace("/", "_"))
        return write_export(client, found.id, order, path, terminal)


def write_export(
    client: "Client", project: str, order: "ExportOrder", path: Path, terminal: "Terminal"
) -> int:
    """Write an export to a file, or to stdout for `-`, and tell what it came to."""
    started, size, lines = time.monotonic(), 0, 0
    from rich.progress import DownloadColumn, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), DownloadColumn(), TransferSpeedColumn())
    with terminal.progress(*columns) as progress, _target(path) as target:
        task = progress.add_task("exporting", total=None)
        with client.exports.open(project, order) as pieces:
            for piece in pieces:
                target.write(piece)
                size += len(piece)
                lines += piece.count(b"\n")
                progress.advance(task, len(piece))
    losses = client.exports.losses(project, order)
    _tell(order, path, size, lines, time.monotonic() - started, terminal)
    for loss in losses:
        terminal.note(loss_text(loss))
    terminal.answer({"file": str(path), "bytes": size, "losses": losses})
    return 0


def _tell(
    order: "ExportOrder", path: Path, size: int, lines: int, seconds: float, terminal: "Terminal"
) -> None:
    if str(path) == "-":
        return
    from rich.filesize import decimal

    from postil.cli.proposal_text import counted

    what = f"{counted(lines, 'line')}, " if order.format not in ENDINGS else ""
    terminal.say(f"[bold]{path}[/]: {what}{decimal(size)} in {seconds:.1f} s")


def loss_text(loss: "Loss") -> str:
    """Return what a format could not carry, how often, and one case of it."""
    from postil.cli.proposal_text import counted

    example = f" (such as {loss.example})" if loss.example else ""
    return f"{loss.code}: {loss.message}, {counted(loss.count, 'time')}{example}"


@contextmanager
def _target(path: Path) -> Iterator[BinaryIO]:
    """Open the file; one that could be written only in part is not left behind."""
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as target:
            yield target
        part.replace(path)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}", hint="give --output another file"
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _dataset(client: "Client", name: str | None) -> str | None:
    if name is None:
        return None
    found = client.datasets.named(name)
    if found is None:
        raise UsageError(f"no dataset {name!r}", hint="check its name")
    return found.id


def _batch(client: "Client", project: str, name: str | None) -> str | None:
    if name is None:
        return None
    batches = list(client.batches.list(project))
    found = [batch.id for batch in batches if name in (batch.id, batch.name)]
    if not found:
        names = ", ".join(repr(batch.name) for batch in batches[:5])
        raise UsageError(f"the project has no batch {name!r}", hint=f"it has {names}" if names else "")
    return found[0]


def _moment(text: str | None, option: str) -> str | None:
    """Read a date or time; without a zone it is this machine's."""
    from datetime import datetime

    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).astimezone().isoformat()
    except ValueError:
        raise UsageError(
            f"{option} {text!r} is no date", hint="write 2026-01-31 or 2026-01-31T12:00:00Z"
        ) from None
