"""Progress: a line on stderr that says how far something is, where a person is watching."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

Advance = Callable[[float], None]
"""Told how much more is done."""

PATIENCE_S = 0.3
"""What is over sooner gets no bar: it would only flicker."""


def is_watched() -> bool:
    """Tell whether stderr is a terminal."""
    return bool(sys.stderr) and sys.stderr.isatty()


@contextmanager
def progress(what: str, total: float, *, is_shown: bool) -> Iterator[Advance]:
    """Show how far the block is while it runs; yields what to tell of every step."""
    if not is_shown:
        yield _ignore
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("[dim]left"),
        TimeRemainingColumn(),
    )
    shown = Progress(*columns, console=Console(stderr=True), transient=True)
    task = shown.add_task(what, total=total or 1)
    begin = Timer(PATIENCE_S, shown.start)
    begin.daemon = True
    begin.start()
    try:
        yield lambda done: shown.advance(task, done)
    finally:
        begin.cancel()
        begin.join()
        shown.stop()


def _ignore(_done: float) -> None:
    """Nobody watches."""
