"""Roles: what people may do in a project, from the least to the most. The one list everything else asks."""

from typing import get_args

from postil.errors import AccessError, NotFoundError
from postil.ports.access import Role, User
from postil.ports.store import Session

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


def demand_role(session: Session, project_id: int, user: User, least: Role) -> None:
    """Return when the user has at least this role in the project, or is an administrator.

    Raises:
        NotFoundError: The user has no role there, so the project is none of their business.
        AccessError: Their role is a lesser one.
    """
    if user.is_admin:
        return
    role = session.access.role(project_id, user.id)
    if role is None:
        raise NotFoundError("no such project, or you have no role in it", hint="ask its owner for a role")
    if not reaches(role, least):
        raise AccessError(f"this takes the role {least}, you are {role}", hint="ask the project's owner")


def demand_still(session: Session, project_id: int, user: User, least: Role) -> None:
    """Do as `demand_role`, for who the user is in this transaction: what was read before may be old.

    Raises:
        NotFoundError: The user has no role there any more.
        AccessError: Their role is a lesser one, or they are disabled.
    """
    current = session.access.user(user.id)
    if current is None or current.disabled_at is not None:
        raise AccessError(f"{user.email} is disabled", hint="ask an administrator")
    demand_role(session, project_id, current, least)
