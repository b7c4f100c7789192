"""User table: people and keys, a line each, in the columns there are."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from postil.cli.excerpt import excerpt
from postil.sdk.keys import Key
from postil.sdk.members import Member
from postil.sdk.users import User

GAP = 2
LEAST = 12


def user_table(users: Sequence[User], width: int) -> Table:
    """Return users or members; of addresses that are too long the middle is left out."""
    rows = [(user.email, user.name, _rank(user), "disabled" if user.is_disabled else "") for user in users]
    return fitted_table(("email", "name", "role", ""), rows, width)


def key_table(keys: Sequence[Key], width: int) -> Table:
    """Return keys without their secrets."""
    rows = [
        (
            f"pk_{key.prefix}",
            key.name,
            key.user,
            "read" if key.scope == "read" else "",
            f"{key.expires_at:%d %b %Y}" if key.expires_at else "never",
            f"{key.last_used_at:%d %b %Y}" if key.last_used_at else "never",
            "" if key.state == "valid" else key.state,
        )
        for key in keys
    ]
    return fitted_table(("key", "name", "user", "scope", "ends", "used", ""), rows, width)


def _rank(user: User) -> str:
    if isinstance(user, Member):
        return user.role
    return "administrator" if user.is_admin else ""


def fitted_table(titles: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Table:
    """Return a table of one line per row; of cells that are too long the middle is left out."""
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim")
    for title in titles:
        table.add_column(title, no_wrap=True)
    rooms = _rooms(titles, rows, width)
    for row in rows:
        style = "dim" if row[-1] else ""
        cells = (excerpt(cell, room) for cell, room in zip(row, rooms, strict=True))
        table.add_row(*(Text(cell, style) for cell in cells))
    return table


def _rooms(titles: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the columns each cell may take: the widest give way until all fit."""
    rooms = [max(len(title), *(len(row[at]) for row in rows), 1) for at, title in enumerate(titles)]
    while sum(rooms) + GAP * (len(rooms) - 1) > width and max(rooms) > LEAST:
        rooms[rooms.index(max(rooms))] -= 1
    return rooms
