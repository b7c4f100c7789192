"""Activities: what happened in a project, who did it, and what it was about."""

from collections.abc import Iterable, Sequence

import msgspec

from postil.ports.jobs import Job
from postil.ports.store import Activity, Session, Store
from postil.services.projects.projects import found_project


class Happening(msgspec.Struct, kw_only=True, frozen=True):
    """One entry with what it names: who did it and whose role it was, by address, the import, the row."""

    activity: Activity
    email: str | None = None
    job: Job | None = None
    data_row: str | None = None
    global_key: str | None = None
    member: str | None = None


class Activities:
    """List what happened."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list_activities(
        self, project_uid: str, *, before_id: int | None = None, limit: int = 50
    ) -> list[Happening]:
        """List what happened in a project, newest first: one entry for each thing somebody did.

        Raises:
            NotFoundError: No such project.
        """
        with self._store.read() as session:
            project = found_project(session, project_uid)
            found = session.activities(before_id=before_id, limit=limit, project_id=project.id)
            return _happenings(session, found)


def _happenings(session: Session, found: Sequence[Activity]) -> list[Happening]:
    users = session.access.users({one.user_id for one in found if one.user_id is not None})
    emails: dict[int | None, str] = {number: user.email for number, user in users.items()}
    jobs = {uid: session.jobs.get(uid) for uid in {one.object_uid for one in found if _is_import(one)}}
    keys = _global_keys(session, (one.detail.get("data_row") for one in found))
    members = _members(session, (one.detail.get("user") for one in found))
    happenings = []
    for one in found:
        row = one.detail.get("data_row")
        uid = row if isinstance(row, str) else None
        happenings.append(
            Happening(
                activity=one,
                email=emails.get(one.user_id),
                job=jobs.get(one.object_uid),
                data_row=uid,
                global_key=keys.get(uid or ""),
                member=members.get(one.detail.get("user")),
            )
        )
    return happenings


def _is_import(activity: Activity) -> bool:
    return activity.object_kind == "job"


def _global_keys(session: Session, uids: Iterable[object]) -> dict[str, str | None]:
    wanted = {uid for uid in uids if isinstance(uid, str)}
    rows = (session.catalog.get_row(uid) for uid in wanted)
    return {row.uid: row.global_key for row in rows if row is not None}


def _members(session: Session, uids: Iterable[object]) -> dict[object, str]:
    wanted = {uid for uid in uids if isinstance(uid, str)}
    users = (session.access.user_by_uid(uid) for uid in wanted)
    return {user.uid: user.email for user in users if user is not None}
