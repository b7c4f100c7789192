"""`postil move`: from one database to another."""

from typing import TYPE_CHECKING

from postil.cli.options import TEXT, Output

if TYPE_CHECKING:
    from rich.table import Table

    from postil.cli.terminal import Terminal
    from postil.stores.sql.moving import Moved


def move(source: str, target: str, /, *, output: Output = TEXT) -> int:
    """Copy everything of one database into another, empty one, and verify it by a hash of every table.

    From SQLite to PostgreSQL or back. Stop the server first. The source stays as it is. A move that was
    interrupted leaves a target that no server opens; the same command starts anew. Media, masks and uploaded
    files stay in the data directory: go on using that one with the other database.

    Args:
        source: What to copy: a data directory, an SQLite file, or postgresql://USER:PASSWORD@HOST/NAME.
        target: Where to copy it, named in the same way.
        output: How to tell the result.
    """
    from postil.cli.terminal import Terminal
    from postil.server.moving import url_of
    from postil.server.settings import without_password

    terminal = Terminal(output)
    moved = _watched(terminal, source, target)
    shown = without_password(url_of(target))
    terminal.answer({"target": shown, "tables": moved})
    filled = [one for one in moved if one.rows]
    rows, empty = sum(one.rows for one in filled), len(moved) - len(filled)
    terminal.say(
        _table(filled),
        f"\n{rows:,} rows of {len(filled)} tables are the same in both databases; {empty} tables are empty.",
        "The source is as it was. Media, masks and uploaded files stay in the data directory.",
        "Serve them with that directory, and POSTIL_DATABASE_URL naming the new database.",
    )
    return 0


def _watched(terminal: "Terminal", source: str, target: str) -> "list[Moved]":
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    from postil.server.moving import move_database

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with terminal.progress(*columns) as shown:
        task = shown.add_task("")

        def progress(table: str, done: int, total: int) -> None:
            shown.update(task, description=table, completed=done, total=total)

        return move_database(source, target, progress)


def _table(moved: "list[Moved]") -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("table", no_wrap=True)
    table.add_column("rows", justify="right", no_wrap=True)
    table.add_column("sha256", overflow="fold")
    for one in moved:
        table.add_row(one.table, f"{one.rows:,}", one.sha256[:32])
    return table
