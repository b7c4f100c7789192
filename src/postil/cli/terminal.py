"""Terminal: results on stdout, everything else on stderr."""

import json as json_format
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Any

import msgspec

from postil.cli.options import Output

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress

MAX_WIDTH = 100
PATIENCE_S = 0.3


class Terminal:
    """Where a command prints. Colours and progress only where a person is watching."""

    def __init__(self, output: Output) -> None:
        from rich.console import Console

        self.is_json = output.json
        self.is_quiet = output.quiet or output.json
        self.out = _narrowed(Console(highlight=False, soft_wrap=False))
        self.err = _narrowed(Console(stderr=True, highlight=False))

    def say(self, *what: "RenderableType") -> None:
        """Print a result for a person; nothing when quiet or as JSON."""
        if not self.is_quiet:
            for one in what:
                if getattr(one, "no_wrap", None):
                    # What must not be wrapped may be longer than the line: somebody will copy it.
                    self.out.print(one, crop=False, no_wrap=True, overflow="ignore")
                else:
                    self.out.print(one)

    def plain(self, text: str) -> None:
        """Print a result as it is: neither wrapped nor cut, for programs and pagers."""
        if not self.is_quiet:
            sys.stdout.write(text)

    def secret(self, text: str) -> None:
        """Print what is told only once, alone on its line, also when quiet: it would be lost."""
        print(text, flush=True)

    def note(self, text: str) -> None:
        """Print a remark that is no result."""
        if not self.is_quiet:
            self.err.print(text, markup=False)

    def answer(self, result: Any) -> None:
        """Print the result as the one JSON object, when that was asked for."""
        if self.is_json:
            text = json_format.dumps(msgspec.to_builtins(result), ensure_ascii=False, indent=2)
            sys.stdout.write(text + "\n")

    def asks(self, question: str) -> bool | None:
        """Ask a person yes or no; None when nobody is there to answer."""
        if not sys.stdin.isatty() or not self.err.is_terminal or self.is_quiet:
            return None
        self.err.print(f"[bold]{question}[/] \\[y/N] ", end="")
        return sys.stdin.readline().strip().lower() in ("y", "yes")

    @contextmanager
    def progress(self, *columns: Any) -> "Iterator[Progress]":
        """Show progress on stderr while the block runs, when a person is watching."""
        from rich.progress import Progress

        is_watched = self.err.is_terminal and not self.is_quiet
        shown = Progress(*columns, console=self.err, transient=True, disable=not is_watched)
        # What is over at once needs no bar that flickers.
        begin = Timer(PATIENCE_S, shown.start)
        begin.daemon = True
        begin.start()
        try:
            yield shown
        finally:
            begin.cancel()
            begin.join()
            shown.stop()


def _narrowed(console: "Console") -> "Console":
    """Keep lines readable on very wide screens."""
    console.width = min(console.width, MAX_WIDTH)
    return console
