"""Roles: what people may do in a project, from the least to the most. The one list everything else asks."""

from typing import get_args

from postil.ports.access import Role

RANKS: tuple[Role, ...] = tuple(reversed(get_args(Role)))
"""Roles from the least to the most: viewer, labeler, reviewer, manager, owner."""

MEANINGS: dict[Role, str] = {
    "viewer": "sees the project, its data rows and all that is said about them, and exports it",
    "labeler": "also labels data rows: drafts, submits, skips",
    "reviewer": "also judges the labels of others and moves data rows between queue states",
    "manager": "also imports, undoes imports, sends data rows to the project and changes its settings",
    "owner": "also says who is a member, and deletes the project",
}


def reaches(role: Role, least: Role) -> bool:
    """Tell whether a role is at least another one."""
    return RANKS.index(role) >= RANKS.index(least)
