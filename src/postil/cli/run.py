"""Run: one command line from its arguments to its exit status."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from postil.cli.status_code import INTERRUPTED, OK, status_of
from postil.errors import PostilError, UsageError

if TYPE_CHECKING:
    from cyclopts import App, CycloptsError


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit status; errors are told on stderr."""
    from postil.cli.application import application

    try:
        return _call(application(), list(arguments))
    except KeyboardInterrupt as stopped:
        _tell_interrupt(str(stopped))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter must not complain when it flushes.
        sys.stdout = None
        return OK
    except PostilError as error:
        _tell(error, is_json="--json" in arguments)
        return status_of(error)


def _call(app: "App", arguments: list[str]) -> int:
    from cyclopts import CycloptsError

    from postil.cli.script import divided

    try:
        result = app(divided(arguments), exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        named = " ".join(error.command_chain or ())
        hint = f"see postil {named} --help".replace("  ", " ")
        raise UsageError(_missing(error, named) or str(error).strip(), hint=hint) from None
    return result if isinstance(result, int) else OK


def _missing(error: "CycloptsError", command: str) -> str:
    """Say what a command lacks; empty when it lacks nothing, or the value of an option that was typed."""
    from cyclopts import MissingArgumentError

    if not isinstance(error, MissingArgumentError) or error.keyword or error.argument is None:
        return ""
    return f"postil {command} needs {error.argument.name}"


def _tell(error: PostilError, *, is_json: bool) -> None:
    from postil.cli.failure import failure_object, print_failure
    from postil.cli.options import Output
    from postil.cli.terminal import Terminal

    terminal = Terminal(Output(json=is_json))
    if is_json:
        terminal.answer(failure_object(error))
    else:
        print_failure(error, terminal.err)


def _tell_interrupt(advice: str) -> None:
    sys.stderr.write("\ninterrupted" + (f": {advice}" if advice else "") + "\n")
