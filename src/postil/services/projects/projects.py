"""Projects: labeling efforts over batches of data rows with one ontology."""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.ports.access import User
from postil.ports.catalog import Dataset
from postil.ports.clock import Clock
from postil.ports.projects import OfferSetting, Project, Task, TaskState, WorkChanges
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant
from postil.services.version import demand_version
from postil.services.visibility import seen_ontology

Ext = dict[str, dict[str, Any]]
"""What foreign programs said of a project that means nothing here, by format."""


class Projects:
    """Create, list and edit projects and the states of their tasks."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def create(
        self,
        name: str,
        actor: User,
        *,
        description: str = "",
        media_type: str = "image",
        ontology_uid: str | None = None,
        ext: Ext | None = None,
    ) -> Project:
        """Create a project; whoever creates it owns it. `ext` is kept and changes nothing.

        Raises:
            UsageError: The name is empty.
            NotFoundError: No such ontology, or none the actor may know of.
        """
        _check_name(name)
        at = instant(self._clock)
        with self._store.write() as session:
            ontology_id = seen_ontology(session, ontology_uid, actor).id if ontology_uid else None
            project = session.projects.create(
                name, description, media_type, ontology_id, actor.id, at, ext=ext
            )
            session.access.set_role(project.id, actor.id, "owner")
            session.record(
                Activity(
                    at=at,
                    user_id=actor.id,
                    action="create",
                    object_kind="project",
                    object_uid=project.uid,
                    project_id=project.id,
                )
            )
        return project

    def last_activity(self, project_id: int) -> int:
        """Return when something last happened to a project: to itself, its imports or its newest label."""
        with self._store.read() as session:
            return session.projects.last_activity(project_id)

    def get(self, uid: str) -> Project:
        """Return a project with the number of its tasks per state.

        Raises:
            NotFoundError: No such project.
        """
        with self._store.read() as session:
            return project_of(session, uid)

    def find(self, uid: str) -> Project:
        """Return a project without its task counts.

        Raises:
            NotFoundError: No such project.
        """
        with self._store.read() as session:
            return found_project(session, uid)

    def uid_of(self, project_id: int) -> str | None:
        """Return the public id of a project by store id, None when there is none."""
        with self._store.read() as session:
            return session.projects.uid_of(project_id)

    def update(
        self,
        uid: str,
        actor: User,
        *,
        name: str | None = None,
        description: str | None = None,
        ontology_uid: str | None = None,
        work: WorkChanges | None = None,
        expected: Collection[int] | None = None,
    ) -> Project:
        """Change what is given; leave the rest.

        Raises:
            UsageError: The name is empty, or a version of pre-labels is to be shown and none is named.
            NotFoundError: No such project or ontology, or none the actor may know of.
            ChangedError: It has none of the expected versions.
        """
        if name is not None:
            _check_name(name)
        work = work or WorkChanges()
        _check_offers(work.offers)
        at = instant(self._clock)
        given = {"name": name, "description": description, "ontology": ontology_uid}
        given |= msgspec.to_builtins(work)
        detail: dict[str, object] = {key: value for key, value in given.items() if value is not None}
        with self._store.write() as session:
            project = found_project(session, uid)
            demand_version(f"project {project.name!r}", project.version, expected)
            ontology_id = seen_ontology(session, ontology_uid, actor).id if ontology_uid else None
            session.projects.update(
                project.id,
                name=name,
                description=description,
                ontology_id=ontology_id,
                work=work,
                at=at,
            )
            session.record(
                Activity(
                    at=at,
                    user_id=actor.id,
                    action="update",
                    object_kind="project",
                    object_uid=uid,
                    project_id=project.id,
                    detail=detail,
                )
            )
            return project_of(session, uid)

    def update_ext(self, uid: str, actor: User, ext: Ext) -> Project:
        """Keep what a foreign program says of the project, beside what it and others have said before.

        Raises:
            NotFoundError: No such project.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            project = found_project(session, uid)
            joined = _joined(project.ext or {}, ext)
            session.projects.update(
                project.id, name=None, description=None, ontology_id=None, ext=joined, at=at
            )
            session.record(
                Activity(
                    at=at,
                    user_id=actor.id,
                    action="update",
                    object_kind="project",
                    object_uid=uid,
                    project_id=project.id,
                    detail={"ext": ext},
                )
            )
            return project_of(session, uid)

    def delete(self, uid: str, actor: User, *, expected: Collection[int] | None = None) -> None:
        """Delete a project; its data rows stay in the catalog.

        Raises:
            NotFoundError: No such project.
            ChangedError: It has none of the expected versions.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            project = project_of(session, uid)
            demand_version(f"project {project.name!r}", project.version, expected)
            session.projects.delete(project.id, at)
            session.record(
                Activity(at=at, user_id=actor.id, action="delete", object_kind="project", object_uid=uid)
            )

    def list_tasks(
        self, uid: str, *, state: TaskState | None = None, after_id: int = 0, limit: int = 100
    ) -> list[Task]:
        """List tasks, oldest first."""
        with self._store.read() as session:
            project = project_of(session, uid)
            return session.projects.list_tasks(
                project.id, state=state, batch_id=None, after_id=after_id, limit=limit
            )

    def set_state(self, uid: str, task_ids: Sequence[int], state: TaskState, actor: User) -> None:
        """Move tasks of the project to a state; ids of other projects are passed over."""
        at = instant(self._clock)
        with self._store.write() as session:
            project = project_of(session, uid)
            own = [
                task.id for task in session.projects.tasks_by_id(task_ids) if task.project_id == project.id
            ]
            session.projects.set_task_state(own, state, at)
            detail: dict[str, object] = {"state": state, "tasks": len(own)}
            session.record(
                Activity(
                    at=at,
                    user_id=actor.id,
                    action="set_state",
                    object_kind="project",
                    object_uid=uid,
                    project_id=project.id,
                    detail=detail,
                )
            )


def _joined(stored: Ext, given: Ext) -> Ext:
    return {**stored, **{name: {**stored.get(name, {}), **said} for name, said in given.items()}}


def _check_name(name: str) -> None:
    if not name.strip():
        raise UsageError("a project needs a name", hint="give `name` at least one character")


def _check_offers(offers: OfferSetting | None) -> None:
    if offers is not None and (offers.show == "version") is not (offers.version is not None):
        hint = 'give `version` together with `"show": "version"`, and only then'
        raise UsageError("which version of the pre-labels is shown does not fit `show`", hint=hint)


def project_of(session: Session, uid: str) -> Project:
    """Return a project.

    Raises:
        NotFoundError: No such project.
    """
    project = session.projects.get(uid)
    if project is None:
        raise NotFoundError(f"no project {uid!r}", hint="list the projects")
    return project


def found_project(session: Session, uid: str) -> Project:
    """Return a project without its task counts.

    Raises:
        NotFoundError: No such project.
    """
    project = session.projects.find(uid)
    if project is None:
        raise NotFoundError(f"no project {uid!r}", hint="list the projects")
    return project


def used_dataset(session: Session, project: Project, uid: str) -> Dataset:
    """Return a dataset that has given data rows to a project.

    Raises:
        NotFoundError: No such dataset, or none of this project.
    """
    dataset = session.catalog.find_dataset(uid)
    if dataset is None or not session.members.uses_dataset(project.id, dataset.id):
        raise NotFoundError(f"the project has no data rows of dataset {uid!r}", hint="list the datasets")
    return dataset
