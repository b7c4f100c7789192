"""Sides: two texts of one line, the second at the right edge, or below when there is no room."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

GAP = 2


def sides(left: Text, right: Text, width: int, indent: int = 2) -> RenderableType:
    """Put two texts into `width` columns, `left` indented and wrapped where it is too long."""
    room = width - right.cell_len - indent
    if not right.plain or left.cell_len + GAP > room:
        lines: list[RenderableType] = [Padding(left, (0, 0, 0, indent))] if left.plain else []
        if right.plain:
            lines.append(Text.assemble(" " * indent, right, no_wrap=True, overflow="ignore"))
        return Group(*lines)
    gap = " " * (room - left.cell_len)
    return Text.assemble(" " * indent, left, gap, right, no_wrap=True, overflow="ignore")
