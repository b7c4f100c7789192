"""Told: the projects and model runs an export tells of, each looked up once, and only what a user may see."""

from collections.abc import Callable, Iterator, Sequence

from postil.errors import NotFoundError
from postil.formats.labelbox.label_export import Json
from postil.model.issue import Loss
from postil.ports.exports import ExportedFacts
from postil.ports.models import ModelRun
from postil.ports.projects import Project
from postil.ports.store import Session
from postil.services.exports.names import Names
from postil.services.exports.project_part import ProjectPart
from postil.services.exports.run_part import RunPart, RunSaid
from postil.services.exports.said import Said
from postil.services.exports.scope import Scope, has_role, shown_project, shown_run
from postil.services.exports.sources import Sources

Losses = Callable[[Loss], None]


class ToldProjects:
    """The projects of an export: that of its scope, those named, or all of the user's.

    Raises:
        NotFoundError: A project that was named is none of the user's.
    """

    def __init__(
        self, session: Session, scope: Scope, sources: Sources, names: Names, losses: Losses
    ) -> None:
        self._scope, self._content = scope, scope.order.content
        self._sources, self._names, self._losses = sources, names, losses
        self._parts: dict[int, ProjectPart | None] = {}
        self._told: set[int] = set()
        named = [shown_project(session, uid, scope.user) for uid in self._content.project_uids]
        for project in [*named, *([scope.project] if scope.project is not None else [])]:
            self._parts[project.id] = self._part(session, project)
            self._told.add(project.id)

    def said(self, session: Session, row_ids: Sequence[int]) -> dict[int, Said]:
        """Return what projects say about a page, also those nobody is told of but conditions are about."""
        order, projects = self._scope.order, set(self._told)
        is_asked = order.active is not None or order.labeled is not None
        if self._content.all_projects or (is_asked and self._scope.project is None):
            projects |= set(session.exports.project_ids(row_ids))
        parts = {project_id: self._known(session, project_id) for project_id in sorted(projects)}
        return {one: part.said(session, row_ids) for one, part in parts.items() if part is not None}

    def spelled(self, session: Session, row: ExportedFacts, spoken: dict[int, Said]) -> Json:
        """Return what is told of the projects a data row is in, by project."""
        spelled: Json = {}
        for project_id, said in spoken.items():
            part = self._parts[project_id] if project_id in self._told else None
            if part is not None and row.id in said.tasks:
                spelled[part.id] = part.spelled(session, row, said)
        return spelled

    def _known(self, session: Session, project_id: int) -> ProjectPart | None:
        if project_id not in self._parts:
            project = session.projects.by_id(project_id)
            is_shown = project is not None and has_role(session, project_id, self._scope.user)
            self._parts[project_id] = self._part(session, project) if project and is_shown else None
            if self._content.all_projects:
                self._told.add(project_id)
        return self._parts[project_id]

    def _part(self, session: Session, project: Project) -> ProjectPart:
        return ProjectPart(session, project, self._content, self._sources, self._names, self._losses)


class ToldRuns:
    """The model runs of an export: that of its scope, those named, or all the user may know of.

    Raises:
        NotFoundError: A run that was named is none the user may know of.
    """

    def __init__(self, session: Session, scope: Scope, sources: Sources, losses: Losses) -> None:
        self._scope, self._content = scope, scope.order.content
        self._sources, self._losses = sources, losses
        self._parts: dict[int, RunPart | None] = {}
        named = [shown_run(session, uid, scope.user) for uid in self._content.model_run_uids]
        for run in [*named, *([scope.run] if scope.run is not None else [])]:
            self._parts[run.id] = self._part(session, run)

    @property
    def are_told(self) -> bool:
        """Tell whether the export tells of runs at all."""
        return bool(self._parts) or self._content.all_model_runs

    def said(self, session: Session, row_ids: Sequence[int]) -> dict[int, RunSaid]:
        """Return what the runs say about a page."""
        if self._content.all_model_runs:
            for run_id in session.exports.run_ids(row_ids):
                self._look_up(session, run_id)
        parts = self._parts.items()
        return {run_id: part.said(session, row_ids) for run_id, part in parts if part is not None}

    def spelled(self, session: Session, row: ExportedFacts, spoken: dict[int, RunSaid]) -> Json:
        """Return what is told of the runs a data row is in, by model and run."""
        spelled: Json = {}
        for part, said in self._told(spoken):
            if row.id in said.taken:
                model = spelled.setdefault(part.model_id, {"name": part.model_name, "runs": {}})
                model["runs"][part.id] = part.spelled(session, row, said, self._scope.user)
        return spelled

    def _told(self, spoken: dict[int, RunSaid]) -> Iterator[tuple[RunPart, RunSaid]]:
        for run_id, said in spoken.items():
            part = self._parts[run_id]
            if part is not None:
                yield part, said

    def _look_up(self, session: Session, run_id: int) -> None:
        if run_id in self._parts:
            return
        run = session.models.run_by_id(run_id)
        try:
            shown = shown_run(session, run.uid, self._scope.user) if run is not None else None
        except NotFoundError:
            shown = None
        self._parts[run_id] = self._part(session, shown) if shown is not None else None

    def _part(self, session: Session, run: ModelRun) -> RunPart | None:
        model = session.models.model_by_id(run.model_id)
        if model is None:
            return None
        return RunPart(session, run, model, self._content, self._sources, self._losses)
