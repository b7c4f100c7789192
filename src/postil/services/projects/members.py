"""Members: what people may do in a project."""

from postil.errors import ConflictError, NotFoundError
from postil.ports.access import Role, User
from postil.ports.clock import Clock
from postil.ports.members import Member
from postil.ports.projects import Project
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant
from postil.services.people.role import RANKS, demand_role
from postil.services.people.users import user_named
from postil.services.projects.projects import found_project

__all__ = ["RANKS", "Members"]


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
            demand_role(session, project_id, user, least)

    def list_members(self, project_uid: str, *, after_id: int = 0, limit: int = 100) -> list[Member]:
        """List the members of a project in the order in which the users were made.

        Raises:
            NotFoundError: No such project.
        """
        with self._store.read() as session:
            project = found_project(session, project_uid)
            return session.members.list_members(project.id, after_id=after_id, limit=limit)

    def member(self, project_uid: str, user_uid: str) -> User:
        """Return a user who has a role in a project.

        Raises:
            NotFoundError: No such project, or the user is no member of it.
        """
        with self._store.read() as session:
            project = found_project(session, project_uid)
            user = session.access.user_by_uid(user_uid)
            if user is None or session.access.role(project.id, user.id) is None:
                raise NotFoundError(f"the project has no member {user_uid!r}", hint="list its members")
            return user

    def set_role(self, project_uid: str, email: str, role: Role, actor: User) -> User:
        """Give a user a role in a project, instead of the one they had.

        Raises:
            NotFoundError: No such project, or nobody has this address.
            ConflictError: The project would have no owner left.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            project = found_project(session, project_uid)
            user = user_named(session, email, suggests=actor.is_admin)
            had = session.access.role(project.id, user.id)
            if had == role:
                return user
            if had == "owner":
                _demand_other_owner(session, project.id, user)
            session.access.set_role(project.id, user.id, role)
            detail: dict[str, object] = {"user": user.uid, "role": role}
            session.record(_activity(at, actor, "set_role", project, detail))
        return user

    def remove(self, project_uid: str, user_uid: str, actor: User) -> None:
        """Take the role of a user in a project away.

        Raises:
            NotFoundError: No such project, or the user is no member of it.
            ConflictError: The project would have no owner left.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            project = found_project(session, project_uid)
            user = session.access.user_by_uid(user_uid)
            role = session.access.role(project.id, user.id) if user else None
            if user is None or role is None:
                raise NotFoundError(f"the project has no member {user_uid!r}", hint="list its members")
            if role == "owner":
                _demand_other_owner(session, project.id, user)
            session.members.remove(project.id, user.id)
            session.record(_activity(at, actor, "remove_member", project, {"user": user.uid}))


def _demand_other_owner(session: Session, project_id: int, user: User) -> None:
    if not session.members.has_other_owner(project_id, user.id):
        raise ConflictError(
            f"{user.email} is the only owner of the project", hint="make somebody else an owner first"
        )


def _activity(at: int, actor: User, action: str, project: Project, detail: dict[str, object]) -> Activity:
    return Activity(
        at=at,
        user_id=actor.id,
        action=action,
        object_kind="project",
        object_uid=project.uid,
        project_id=project.id,
        detail=detail,
    )
