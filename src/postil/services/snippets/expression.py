"""Expressions of Python, spelled on one line where that fits and on several where it does not."""

import json
from collections.abc import Sequence

import msgspec

WIDTH = 96


class Name(msgspec.Struct, frozen=True):
    """Something spelled as it is: a variable, an attribute."""

    text: str


class Call(msgspec.Struct, frozen=True):
    """A call with named arguments; those that are None are left out."""

    function: str
    arguments: dict[str, "Expression | None"]


Expression = Name | Call | str | int | float | bool | Sequence["Expression"]


def spell(expression: Expression, prefix: str = "", suffix: str = "", indent: int = 0) -> str:
    """Return the lines of an expression, the first one behind `prefix`, indented by `indent` spaces."""
    margin = " " * indent
    line = f"{margin}{prefix}{_flat(expression)}{suffix}"
    opened = _opened(expression)
    if len(line) <= WIDTH or opened is None:
        return line
    head, parts, tail = opened
    inner = [spell(part, name, ",", indent + 4) for name, part in parts]
    return "\n".join([f"{margin}{prefix}{head}", *inner, f"{margin}{tail}{suffix}"])


def _flat(expression: Expression) -> str:
    if isinstance(expression, Name):
        return expression.text
    if isinstance(expression, str):
        return json.dumps(expression, ensure_ascii=False)
    if isinstance(expression, bool | int | float):
        return repr(expression)
    head, parts, tail = _opened(expression) or ("", [], "")
    return head + ", ".join(name + _flat(part) for name, part in parts) + tail


def _opened(expression: Expression) -> tuple[str, list[tuple[str, Expression]], str] | None:
    """Return what stands before, between and behind the parts of an expression that has parts."""
    if isinstance(expression, Call):
        given = [(f"{name}=", part) for name, part in expression.arguments.items() if part is not None]
        return f"{expression.function}(", given, ")"
    if isinstance(expression, Name | str | bool | int | float):
        return None
    return "[", [("", part) for part in expression], "]"
