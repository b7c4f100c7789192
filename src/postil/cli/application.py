"""Application: the commands and what they are called."""

from importlib import import_module
from typing import TYPE_CHECKING

import postil

if TYPE_CHECKING:
    from collections.abc import Callable

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
    "run": "script:run_script",
    "doctor": "doctor:doctor",
    "demo": "demo:demo",
}
"""Command -> `module:function` in this package, in the order in which a person needs them."""

GROUPS = {
    "user": (
        "Say who may come in, and what they may do in a project.",
        {
            "list": "user:list_users",
            "create": "user:create",
            "link": "user:link",
            "role": "user:role",
            "disable": "user:disable",
            "enable": "user:enable",
            "admin": "user:admin",
        },
    ),
    "model": (
        "Keep models and their runs; `postil import --model-run` brings in what they predict.",
        {
            "list": "model:list_models",
            "create": "model:create",
            "show": "model:show",
            "run": "model:run",
        },
    ),
    "key": (
        "Make, list and revoke the keys that programs come in with.",
        {"create": "key:create", "list": "key:list_keys", "revoke": "key:revoke"},
    ),
}
"""Command that has commands of its own -> what it is for, and those."""

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
        app.command(_function(target), name=name, sort_key=place)
    for name, (about, targets) in GROUPS.items():
        group = App(name=name, help=about, sort_key=len(COMMANDS))
        for place, (verb, target) in enumerate(targets.items()):
            group.command(_function(target), name=verb, sort_key=place)
        app.command(group)
    return app


def _function(target: str) -> "Callable[..., int]":
    module, function = target.split(":")
    found: Callable[..., int] = getattr(import_module(f"postil.cli.{module}"), function)
    return found
