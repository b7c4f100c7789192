"""Excerpt: a text that fits into so many columns, without its middle where it is longer."""

from rich.cells import cell_len

GAP = "…"


def excerpt(text: str, columns: int) -> str:
    """Return a text of at most `columns` columns, on one line; the ends of a name tell it from others.

    Columns are those of a terminal: a Chinese character takes two.
    """
    line = " ".join(text.split())
    if cell_len(line) <= columns:
        return line
    room = max(columns - cell_len(GAP), 0)
    tail = _fitting(line[::-1], room // 2)[::-1]
    head = _fitting(line, room - cell_len(tail))
    return head + GAP + tail


def share(columns: int, *wanted: int) -> list[int]:
    """Divide columns among texts that want so many each: in equal parts, and to none more than it wants."""
    given = [0] * len(wanted)
    for left, place in zip(
        range(len(wanted), 0, -1), sorted(range(len(wanted)), key=wanted.__getitem__), strict=True
    ):
        given[place] = min(wanted[place], columns // left)
        columns -= given[place]
    return given


def _fitting(text: str, columns: int) -> str:
    """Return as much of the beginning as fits."""
    taken = 0
    for index, character in enumerate(text):
        taken += cell_len(character)
        if taken > columns:
            return text[:index]
    return text
