"""Projects: making, finding, changing and deleting them. What happens inside has files of its own."""

from typing import Annotated, Any

import msgspec

from postil.errors import UnsupportedError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.instants import instant_text
from postil.facades.labelbox.listing import Asked, Listing
from postil.facades.labelbox.media_types import media_type_name, media_type_of
from postil.facades.labelbox.users import organization_of, user_by_id
from postil.facades.labelbox.where import Where, page
from postil.model.identity import spell_id
from postil.ports.access import Role
from postil.ports.projects import Project

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]

_CONDITIONS = ("id", "name", "description", "createdAt", "updatedAt", "allowedMediaType")

_EXT = "labelbox"
# What the package sends for its quality mode "benchmark": one label for a data row, compared with the truth.
_BENCHMARK: Json = {
    "autoAuditNumberOfLabels": 1,
    "autoAuditPercentage": 1.0,
    "isBenchmarkEnabled": True,
    "isConsensusEnabled": False,
}

EDITOR = {
    "id": "ceditor000000000000000000",
    "name": "Editor",
    "description": "The labeling editor",
    "iframeUrlPath": "",
}


class Quality(msgspec.Struct, kw_only=True, omit_defaults=True):
    """How often a data row is to be labelled, as the package asks: kept and answered, without effect here."""

    autoAuditNumberOfLabels: Annotated[int, msgspec.Meta(ge=0, lt=2**31)] | None = None  # noqa: N815
    autoAuditPercentage: Annotated[float, msgspec.Meta(ge=0, le=100)] | None = None  # noqa: N815
    isBenchmarkEnabled: bool | None = None  # noqa: N815
    isConsensusEnabled: bool | None = None  # noqa: N815


class NewProject(Quality, kw_only=True):
    """What a project is made of. What else the package sends has no effect here."""

    name: Name
    description: str | None = None
    allowedMediaType: str | None = None  # noqa: N815 - as the package spells it
    editorTaskType: str | None = None  # noqa: N815


class ProjectChanges(Quality, kw_only=True):
    """What is to be changed; None stays."""

    name: Name | None = None
    description: str | None = None
    allowedMediaType: str | None = None  # noqa: N815 - as the package spells it
    deleted: bool = False


def get_project(call: Call, _: Any, *, where: Json) -> Json:
    """Answer a project."""
    return project_json(call, call.services.visibility.project(call.uid(where["id"]), call.user))


def list_projects(call: Call, _: Any, **asked: Asked) -> list[Json]:
    """Answer the projects the caller has a role in, oldest first."""
    listing = Listing(_CONDITIONS, **asked)
    return listing.page_of(
        lambda after, limit: call.services.visibility.projects(
            call.user, after_id=after, limit=limit, name=listing.name
        ),
        lambda one: project_json(call, one),
    )


def create_project(call: Call, _: Any, *, data: Json) -> Json:
    """Make a project; who makes it owns it."""
    new = read(data, NewProject)
    if new.editorTaskType is not None:
        raise UnsupportedError(
            f"there is no editor for {new.editorTaskType[:40]}", hint="leave `editorTaskType` out"
        )
    made = call.services.projects.create(
        new.name,
        call.user,
        description=new.description or "",
        media_type=media_type_of(new.allowedMediaType),
        ext=_quality(new),
    )
    return project_json(call, made)


def update_project(call: Call, _: Any, *, where: Json, data: Json) -> Json:
    """Change a project, or delete it."""
    changes = read(data, ProjectChanges)
    least: Role = "owner" if changes.deleted else "manager"
    found = call.services.visibility.project(call.uid(where["id"]), call.user, least)
    if changes.deleted:
        call.services.projects.delete(found.uid, call.user)
        return project_json(call, found)
    if changes.allowedMediaType is not None and media_type_of(changes.allowedMediaType) != found.media_type:
        raise UnsupportedError(
            f"the media type of a project does not change; this one is {media_type_name(found.media_type)}",
            hint="make another project",
        )
    if changes.name is not None or changes.description is not None:
        found = call.services.projects.update(
            found.uid, call.user, name=changes.name, description=changes.description
        )
    quality = _quality(changes)
    if quality is not None:
        found = call.services.projects.update_ext(found.uid, call.user, quality)
    return project_json(call, found)


def _quality(given: Quality) -> dict[str, Json] | None:
    said = {name: getattr(given, name) for name in _BENCHMARK}
    said = {name: value for name, value in said.items() if value is not None}
    return {_EXT: said} if said else None


def list_frontends(_: Call, __: Any, *, where: Any = None, **___: Any) -> list[Json]:
    """Answer the one editor there is."""
    return page([EDITOR], lambda one: one, Where(where, EDITOR))


def project_json(call: Call, project: Project) -> Json:
    """Spell a project; under `project` it stands itself, for the resolvers of its fields."""
    at = instant_text(project.created_at)
    return {
        "project": project,
        "id": spell_id(project.uid),
        "name": project.name,
        "description": project.description,
        "createdAt": at,
        "updatedAt": instant_text(project.updated_at),
        "setupComplete": at if project.ontology_id is not None else None,
        "lastActivityTime": lambda: instant_text(call.services.projects.last_activity(project.id)),
        **_BENCHMARK,
        **(project.ext or {}).get(_EXT, {}),
        "allowedMediaType": media_type_name(project.media_type),
        "editorTaskType": None,
        "dataRowCount": lambda: sum(call.services.projects.get(project.uid).task_counts.values()),
        "modelSetupComplete": None,
        "uploadType": None,
        "createdBy": lambda: user_by_id(call, project.created_by),
        "labelingFrontend": EDITOR,
        "labelingFrontendOptions": [],
        "webhooks": [],
        "benchmarks": [],
    }


def projects_of(call: Call, _: Any, **asked: Any) -> list[Json]:
    """Answer the projects the caller has a role in, for the organization or a user."""
    return list_projects(call, None, **asked)


FIELDS: Fields = {
    "Query.project": get_project,
    "Query.projects": list_projects,
    "Query.labelingFrontends": list_frontends,
    "Mutation.createProject": create_project,
    "Mutation.updateProject": update_project,
    "Mutation.project": get_project,
    "Project.organization": organization_of,
    "Organization.projects": projects_of,
    "User.projects": projects_of,
}
