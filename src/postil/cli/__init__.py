"""The command line: one file per command, nothing heavy imported before it is needed."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cyclopts import App

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line and exit with its status."""
    from postil.cli.run import run

    sys.exit(run(sys.argv[1:]))


def __getattr__(name: str) -> "App":
    """Make `app`, the table of commands, when it is asked for."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from postil.cli.application import application

    return application()
