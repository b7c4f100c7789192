"""Projects: labeling efforts over batches of data rows with one ontology."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from postil.facades.native.call import Call, Tagged
from postil.facades.native.datasets import Name
from postil.facades.native.page import Page, PageQuery, next_after
from postil.facades.native.precondition import expected
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN, at_least
from postil.facades.native.scope import project_in_path
from postil.model.data_row import MediaType
from postil.ports.projects import OfferSetting, WorkChanges
from postil.ports.projects import Project as StoredProject
from postil.services.instant import moment

Overlap = Annotated[int, msgspec.Meta(ge=1, le=50)]


class Project(msgspec.Struct, kw_only=True):
    """A labeling effort. `task_counts` counts its data rows by state.

    With `review`, what people submit is a reviewer's turn before it is done. `offers` says which pre-labels
    who labels is shown, `overlap` how many people label each data row; each independently of
    the others.
    """

    id: str
    name: str
    description: str
    media_type: str
    ontology: str | None
    review: bool
    offers: OfferSetting
    overlap: int
    task_counts: dict[str, int]
    created_at: datetime


class NewProject(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A project to be made; `ontology` is the id of one and can be given later."""

    name: Name
    description: str = ""
    media_type: MediaType = "image"
    ontology: str | None = None


class ProjectChanges(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What to change; what is absent or null stays."""

    name: Name | None = None
    description: str | None = None
    ontology: str | None = None
    review: bool | None = None
    offers: OfferSetting | None = None
    overlap: Overlap | None = None


class ProjectQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Which projects: all, or those of exactly this name."""

    name: Name | None = None


def create_project(call: Call[NewProject, None]) -> Project:
    """Make a project."""
    new = call.body
    made = call.services.projects.create(
        new.name,
        call.user,
        description=new.description,
        media_type=new.media_type,
        ontology_uid=new.ontology,
    )
    return _shown(call, [made])[0]


def list_projects(call: Call[None, ProjectQuery]) -> Page[Project]:
    """List the projects the caller has a role in."""
    part = call.query
    found = call.services.visibility.projects(
        call.user, after_id=part.after, limit=part.limit, name=part.name
    )
    return Page(items=_shown(call, found), next=next_after(found, part.limit))


def get_project(call: Call[None, None]) -> Tagged:
    """Return a project."""
    return _tagged(call, call.services.projects.get(call.uid))


def update_project(call: Call[ProjectChanges, None]) -> Tagged:
    """Change a project."""
    changes = call.body
    changed = call.services.projects.update(
        call.uid,
        call.user,
        name=changes.name,
        description=changes.description,
        ontology_uid=changes.ontology,
        work=WorkChanges(review=changes.review, offers=changes.offers, overlap=changes.overlap),
        expected=expected(call),
    )
    return _tagged(call, changed)


def delete_project(call: Call[None, None]) -> None:
    """Delete a project."""
    call.services.projects.delete(call.uid, call.user, expected=expected(call))


def _tagged(call: Call[Any, Any], project: StoredProject) -> Tagged:
    return Tagged(_shown(call, [project])[0], project.version)


def _shown(call: Call[Any, Any], projects: list[StoredProject]) -> list[Project]:
    uids: dict[int, str | None] = {}
    for ontology_id in {project.ontology_id for project in projects if project.ontology_id is not None}:
        ontology = call.services.ontologies.by_id(ontology_id)
        uids[ontology_id] = ontology.uid if ontology else None
    return [_project(project, uids.get(project.ontology_id or 0)) for project in projects]


def _project(stored: StoredProject, ontology_uid: str | None) -> Project:
    return Project(
        id=stored.uid,
        name=stored.name,
        description=stored.description,
        media_type=stored.media_type,
        ontology=ontology_uid,
        review=stored.review,
        offers=stored.offers,
        overlap=stored.overlap,
        task_counts=stored.task_counts,
        created_at=moment(stored.created_at),
    )


_PROJECT = {
    "id": "0190a000-0000-7000-8000-000000000030",
    "name": "street",
    "description": "",
    "media_type": "image",
    "ontology": "0190a000-0000-7000-8000-000000000020",
    "review": False,
    "offers": {"show": "newest", "version": None, "copied": True},
    "overlap": 1,
    "task_counts": {"to_label": 2},
    "created_at": "2026-01-05T09:30:00Z",
}
_PATH = f"{API}/projects/{{uid}}"

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/projects",
        name="list_projects",
        summary="List the projects you have a role in, oldest first",
        access=SIGNED_IN,
        handler=list_projects,
        query=ProjectQuery,
        response=Page[Project],
        example=Example(response={"items": [_PROJECT], "next": None}),
    ),
    Route(
        method="POST",
        path=f"{API}/projects",
        name="create_project",
        summary="Create a project and own it",
        access=SIGNED_IN,
        handler=create_project,
        request=NewProject,
        response=Project,
        status=201,
        example=Example({"name": "street", "ontology": _PROJECT["ontology"]}, _PROJECT),
    ),
    Route(
        method="GET",
        path=_PATH,
        name="get_project",
        summary="Get a project",
        access=at_least("viewer", project_in_path),
        handler=get_project,
        etag=True,
        response=Project,
        example=Example(response=_PROJECT),
    ),
    Route(
        method="PATCH",
        path=_PATH,
        name="update_project",
        summary="Change a project",
        access=at_least("manager", project_in_path),
        handler=update_project,
        etag=True,
        request=ProjectChanges,
        response=Project,
        example=Example({"description": "the second round"}, {**_PROJECT, "description": "the second round"}),
    ),
    Route(
        method="DELETE",
        path=_PATH,
        name="delete_project",
        summary="Delete a project",
        access=at_least("owner", project_in_path),
        handler=delete_project,
        etag=True,
        status=204,
        description="Its data rows stay in the catalog.",
    ),
]
