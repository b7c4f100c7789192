"""Issues for people: what is wrong with which value, where, and how to fix it."""

import json
from collections.abc import Iterable, Iterator
from typing import Protocol

from rich.console import Group, RenderableType
from rich.text import Text

from postil.cli.sides import sides
from postil.model.issue import Issue

COLORS = {"error": "red", "warning": "yellow", "info": "cyan"}
_ORDER = ("error", "warning", "info")


class Grouped(Protocol):
    """Identical issues counted together, whoever counted them."""

    count: int
    example: Issue


def group_texts(groups: Iterable[Grouped], width: int) -> Iterator[RenderableType]:
    """Yield every group in a block of its own, errors first, then by how often they were met."""
    for group in sorted(groups, key=_rank):
        yield Group(issue_text(group.example, width, group.count - 1), Text(""))


def _rank(group: Grouped) -> tuple[int, int, int]:
    return _ORDER.index(group.example.severity), -group.count, group.example.where.line or 0


def issue_text(issue: Issue, width: int, more: int = 0) -> RenderableType:
    """Return an issue as lines of at most `width` columns; `more` counts those that are just like it."""
    pointer = f"at {issue.where.pointer}" if issue.where.pointer else ""
    lines: list[RenderableType] = [
        sides(_head(issue), Text(issue.code, f"bold {COLORS[issue.severity]}"), width, 0),
        sides(Text(issue.message), Text(pointer, "dim"), width),
    ]
    fix = Text.assemble(("fix: ", "green"), issue.hint) if issue.hint else Text()
    lines.append(sides(fix, Text(f"postil explain {issue.code}", "dim"), width))
    if more > 0:
        lines.append(Text(f"  and {more:,} more like this", "dim"))
    return Group(*lines)


def _head(issue: Issue) -> Text:
    where = issue.where
    place = where.source + (f":{where.line}" if where.line is not None else "")
    head = Text(place, "bold")
    if where.data_row is not None:
        head.append(
            f"{'  ' if place else ''}data row {json.dumps(where.data_row, ensure_ascii=False)}", "not bold"
        )
    if issue.severity != "error":
        head.append(f"  {issue.severity}", COLORS[issue.severity])
    return head
