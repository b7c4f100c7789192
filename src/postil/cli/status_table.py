"""Status table: imports and files on their way, a line each, in the columns there are."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from postil.cli.excerpt import excerpt, share
from postil.sdk.imports import Import
from postil.sdk.uploads import Upload

COLORS = {
    "finished": "green",
    "failed": "red",
    "cancelled": "yellow",
    "interrupted": "yellow",
    "staged": "yellow",
    "running": "cyan",
    "queued": "cyan",
}

NOTHING_TAKEN = ("failed", "cancelled")
TITLES = ("id", "import", "project", "state", "accepted", "rejected", "begun")
NAMES = (TITLES.index("import"), TITLES.index("project"))
GAP = 2


def status_table(
    uploads: Sequence[Upload], jobs: Sequence[Import], projects: dict[str, str], width: int
) -> Table:
    """Return a table of at most `width` columns; of names that are too long the middle is left out.

    Args:
        uploads: Files on their way.
        jobs: Imports.
        projects: Names of projects by id.
        width: Columns of the terminal.
    """
    rows = [_upload_cells(upload, projects) for upload in uploads]
    rows += [_import_cells(job, projects) for job in jobs]
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim")
    for title in TITLES:
        table.add_column(title, no_wrap=True, justify="right" if title.endswith("ed") else "left")
    rooms = dict(zip(NAMES, _rooms(rows, width), strict=True))
    for row in rows:
        table.add_row(
            *(Text(excerpt(cell.plain, rooms[at])) if at in rooms else cell for at, cell in enumerate(row))
        )
    return table


def _rooms(rows: Sequence[Sequence[Text]], width: int) -> list[int]:
    """Return how many columns the names may take; the other cells are shown whole."""
    wanted = [max(cell_len(title), *(row[at].cell_len for row in rows)) for at, title in enumerate(TITLES)]
    taken = sum(wanted) - sum(wanted[at] for at in NAMES) + GAP * (len(TITLES) - 1)
    return share(max(width - taken, 0), *(wanted[at] for at in NAMES))


def _upload_cells(upload: Upload, projects: dict[str, str]) -> list[Text]:
    return [
        Text(upload.id[-8:]),
        Text(upload.name),
        Text(projects.get(upload.project or "", "")),
        Text(f"{int(upload.share * 100)} % sent", "yellow"),
        Text(),
        Text(),
        Text(f"{upload.created_at.astimezone():%d %b %H:%M}"),
    ]


def _import_cells(job: Import, projects: dict[str, str]) -> list[Text]:
    counts, state = job.counts, "interrupted" if job.is_interrupted else job.state
    state = "undone" if job.undone_at else state
    # Of an import that was refused whole or cancelled nothing is there, whatever its rows were.
    taken = 0 if job.state in NOTHING_TAKEN else counts.read - counts.rejected
    return [
        Text(job.id[-8:]),
        Text(job.name),
        Text(projects.get(job.project or "", "")),
        Text(state, COLORS.get(state, "")),
        Text(f"{taken:,}"),
        Text(f"{counts.rejected:,}", "red" if counts.rejected else ""),
        Text(f"{job.created_at.astimezone():%d %b %H:%M}"),
    ]
