"""Failure: how an exception looks to a person and to a program."""

from typing import Any

from rich.console import Console, Group, RenderableType
from rich.text import Text

from postil.cli.sides import sides
from postil.errors import PostilError


def failure_text(error: PostilError, width: int) -> RenderableType:
    """Return what is wrong and how to fix it, in the grammar of issues."""
    kind = f"error {error.code}:" if error.code else "error:"
    head = Text.assemble((kind, "bold red"), " ", error.message)
    lines: list[RenderableType] = [head]
    if error.hint or error.code:
        fix = Text.assemble(("fix: ", "green"), error.hint) if error.hint else Text()
        explain = f"postil explain {error.code}" if error.code else ""
        lines.append(sides(fix, Text(explain, "dim"), width))
    return Group(*lines)


def failure_object(error: PostilError) -> dict[str, Any]:
    """Return the same for programs."""
    return {"error": {"code": error.code, "message": error.message, "hint": error.hint}}


def print_failure(error: PostilError, console: Console) -> None:
    """Print it."""
    console.print(failure_text(error, console.width))
