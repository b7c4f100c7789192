"""Members: what people may do in a project."""

from collections.abc import Iterable
from typing import get_args

from postil.errors import AccessError, NotFoundError
from postil.ports.access import Role, User
from postil.ports.clock import Clock
from postil.ports.store import Activity, Store
from postil.services.instant import instant

RANKS: tuple[Role, ...] = tuple(reversed(get_args(Role)))
"""Roles from the least to the most: viewer, labeler, reviewer, manager, owner."""


class Members:
    """Roles of users in projects. An administrator may do everything and needs none."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def demand_role(self, project_id: int, user: User, least: Role) -> None:
        """Return when the user has at least this role in the project, or is an administrator.

        Raises:
            NotFoundError: The user has no role there, so the project is none of their business.
            AccessError: Their role is a lesser one.
        """
        if user.is_admin:
            return
        with self._store.read() as session:
            role = session.access.role(project_id, user.id)
        if role is None:
            raise NotFoundError("no such project, or you have no role in it", hint="ask its owner for a role")
        if RANKS.index(role) < RANKS.index(least):
            raise AccessError(f"this takes the role {least}, you are {role}", hint="ask the project's owner")

    def set_role(self, project_uid: str, email: str, role: Role, actor: User) -> User:
        """Give a user a role in a project.

        Raises:
            NotFoundError: No such project, or nobody has this address.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            project = session.projects.get(project_uid)
            if project is None:
                raise NotFoundError(f"no project {project_uid!r}", hint="list the projects")
            user = session.access.user_by_email(email)
            if user is None:
                raise NotFoundError(f"nobody has the address {email!r}", hint="create the user first")
            session.access.set_role(project.id, user.id, role)
            detail: dict[str, object] = {"user": user.uid, "role": role}
            session.record(
                Activity(
                    at=at,
                    user_id=actor.id,
                    action="set_role",
                    object_kind="project",
                    object_uid=project_uid,
                    detail=detail,
                )
            )
        return user

    def visible(self, user: User, project_ids: Iterable[int]) -> set[int]:
        """Return those of the projects in which the user has a role; all for an administrator."""
        if user.is_admin:
            return set(project_ids)
        with self._store.read() as session:
            return {found for found in project_ids if session.access.role(found, user.id) is not None}
