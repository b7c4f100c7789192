"""Application: the commands and what they are called."""

from importlib import import_module
from typing import TYPE_CHECKING

import postil

if TYPE_CHECKING:
    from cyclopts import App

COMMANDS = {
    "serve": "serve:serve",
    "import": "import_:import_file",
    "status": "status:status",
    "diff": "diff:diff",
    "commit": "commit:commit",
    "resume": "resume:resume",
    "cancel": "cancel:cancel",
    "undo": "undo:undo",
    "redo": "redo:redo",
    "export": "export:export",
    "usage": "usage:usage",
    "check": "check:check",
    "map": "map:suggest",
    "explain": "explain:explain",
    "move": "move:move",
    "doctor": "doctor:doctor",
    "demo": "demo:demo",
}
"""Command -> `module:function` in this package, in the order in which a person needs them."""

HELP = "Check, import and export annotations that were made somewhere else."
EPILOGUE = "`postil demo` shows all of it on a worked example; `postil COMMAND --help` explains one command."


def _shown(value: object) -> str | None:
    """Show defaults that say something: that a switch is off goes without saying."""
    return None if value is False or value is None else str(value)


def application() -> "App":
    """Return the command line with every command."""
    from cyclopts import App, Group, Parameter

    app = App(
        name="postil",
        help=HELP,
        help_epilogue=EPILOGUE,
        version=postil.__version__,
        help_format="markdown",
        suppress_keyboard_interrupt=False,
        default_parameter=Parameter(negative="", show_default=_shown),
        group_commands=Group("Commands", sort_key=0),
    )
    for place, (name, target) in enumerate(COMMANDS.items()):
        module, function = target.split(":")
        command = getattr(import_module(f"postil.cli.{module}"), function)
        app.command(command, name=name, sort_key=place)
    return app
