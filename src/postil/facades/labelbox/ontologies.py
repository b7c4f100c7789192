"""Ontologies: making and finding them, and connecting them to projects."""

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec

from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.cursors import after_id, cut, page_size
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.instants import instant_text
from postil.facades.labelbox.media_types import media_type_name, media_type_of
from postil.facades.labelbox.normalized import normalized, read_normalized
from postil.facades.labelbox.projects import list_projects, project_json
from postil.facades.labelbox.users import user_by_id
from postil.model.identity import spell_id
from postil.model.ontology import TOOL_KINDS, Ontology
from postil.ports.ontologies import OntologyHead

WIRE = "labelbox_wire"
"""Key of `Ontology.ext` for what is said beside the tree."""

WINDOW = 100
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class NewOntology(msgspec.Struct, kw_only=True):
    """What an ontology is made of."""

    name: Name
    normalized: str
    mediaType: str | None = None  # noqa: N815 - as the package spells it
    editorTaskType: str | None = None  # noqa: N815 - as the package spells it


class Search(msgspec.Struct, kw_only=True):
    """What the name of a thing has to contain, whatever its case."""

    search: str | None = None

    def finds(self, name: str) -> bool:
        """Tell whether a name contains it."""
        return self.search is None or self.search.casefold() in name.casefold()


def get_ontology(call: Call, _: Any, *, where: Json) -> Json:
    """Answer an ontology at its newest version."""
    return ontology_json(call, call.services.visibility.ontology(call.uid(where["id"]), call.user))


def list_ontologies(
    call: Call, _: Any, *, where: Any = None, after: str | None = None, first: Any = None
) -> Json:
    """Answer the ontologies the caller may know of, oldest first."""
    asked = read(where or {}, Search, "where")
    found = (one for one in seen_ontologies(call, after_id(after)) if asked.finds(one.name))
    nodes, following = cut(found, page_size(first), lambda one: one.id or 0)
    return {"nodes": [ontology_json(call, one) for one in nodes], "nextCursor": following}


def seen_ontologies(call: Call, after: int = 0) -> Iterator[Ontology]:
    """Yield the ontologies the caller may know of behind a store id, oldest first."""
    while True:
        found = call.services.visibility.ontologies(call.user, after_id=after, limit=WINDOW)
        yield from found
        if len(found) < WINDOW:
            return
        after = found[-1].id or 0


def create_ontology(call: Call, _: Any, *, data: Any) -> Json:
    """Make an ontology. Without a media type it goes with projects of all."""
    new = read(data, NewOntology)
    tree = read_normalized(new.normalized, name=new.name, media_type=media_type_of(new.mediaType))
    tree.ext[WIRE] = {"mediaType": new.mediaType, "editorTaskType": new.editorTaskType}
    return ontology_json(call, call.services.ontologies.create(tree, call.user, shares_name=True))


def ontology_json(call: Call, ontology: Ontology) -> Json:
    """Spell an ontology."""
    number = ontology.id or 0

    def head() -> OntologyHead:
        known = call.memo.setdefault("ontologies", {})
        if number not in known:
            known[number] = call.services.ontologies.heads([number])[number]
        found: OntologyHead = known[number]
        return found

    said = ontology.ext.get(WIRE, {})
    drawing = sum(one.kind in TOOL_KINDS or one.kind == "relationship" for one in ontology.features)
    return {
        "ontology": ontology,
        "id": spell_id(ontology.uid or ""),
        "name": ontology.name,
        "description": "",
        "createdAt": lambda: instant_text(head().created_at),
        "updatedAt": lambda: instant_text(head().updated_at),
        "normalized": lambda: normalized(ontology),
        "objectSchemaCount": drawing,
        "classificationSchemaCount": len(ontology.features) - drawing,
        "mediaType": said["mediaType"] if "mediaType" in said else media_type_name(ontology.media_type),
        "createdBy": lambda: user_by_id(call, head().created_by),
    }


def projects_of(call: Call, source: Json, **asked: Any) -> list[Json]:
    """Answer the projects that use an ontology, of those the caller has a role in."""
    number = source["ontology"].id
    return [one for one in list_projects(call, None, **asked) if one["project"].ontology_id == number]


def ontology_of(call: Call, source: Json) -> Json | None:
    """Answer the ontology of a project, if it has one."""
    number = source["project"].ontology_id
    found = call.services.ontologies.by_id(number) if number is not None else None
    return None if found is None else ontology_json(call, found)


def connect_ontology(call: Call, source: Json, *, ontologyId: str) -> Json:  # noqa: N803
    """Give a project its ontology. What was said with another one stays."""
    project = call.services.visibility.project(source["project"].uid, call.user, "manager")
    changed = call.services.projects.update(project.uid, call.user, ontology_uid=call.uid(ontologyId))
    return project_json(call, changed)


FIELDS: Fields = {
    "Query.ontology": get_ontology,
    "Query.ontologies": list_ontologies,
    "Mutation.upsertOntology": create_ontology,
    "Ontology.projects": projects_of,
    "Project.ontology": ontology_of,
    "Project.connectOntology": connect_ontology,
}
