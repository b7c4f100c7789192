"""Feature schemas: tools and classifications by themselves, and as parts of ontologies over REST."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import msgspec

from postil.errors import AccessError, NotFoundError, UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.cursors import after_id, page_size
from postil.facades.labelbox.field import Fields, Json, Paths, Reply
from postil.facades.labelbox.normalized import node_id, normalized_node, read_node
from postil.facades.labelbox.ontologies import Search
from postil.formats.labelbox.features import schema_id
from postil.formats.labelbox.reading import EXT
from postil.model.identity import spell_id
from postil.model.ontology import CLASSIFICATION_KINDS, Feature, Ontology

NEW = "new_feature_schema_id"
"""The id the package sends for a feature that has none."""


class Node(msgspec.Struct, kw_only=True):
    """The text of a tool or classification."""

    normalized: str


class Title(msgspec.Struct, kw_only=True):
    """What a feature is to be called."""

    title: str


class Place(msgspec.Struct, kw_only=True):
    """Where a feature goes among the tools or the classifications, from 0."""

    position: int


def get_node(call: Call, _: Any, *, where: Any) -> Json:
    """Answer a feature."""
    spelling = where.get("featureSchemaId") if isinstance(where, dict) else None
    return feature_json(call.services.shelf.find(str(spelling), call.user))


def list_nodes(call: Call, _: Any, *, where: Any = None, after: str | None = None, first: Any = None) -> Json:
    """Answer the features the caller may know of."""
    asked, skip, size = read(where or {}, Search, "where"), after_id(after), page_size(first)
    found = (one for one in call.services.shelf.list_features(call.user) if asked.finds(one.name))
    page = list(islice(found, skip, skip + size + 1))
    cursor = str(skip + size) if len(page) > size else None
    return {"nodes": [feature_json(one) for one in page[:size]], "nextCursor": cursor}


def create_node(call: Call, _: Any, *, data: Any) -> Json:
    """Make a feature."""
    return feature_json(call.services.shelf.create(read_node(read(data, Node).normalized), call.user))


def feature_json(feature: Feature) -> Json:
    """Spell a feature by itself."""
    return {
        "id": schema_id(feature),
        "name": feature.name,
        "normalized": lambda: normalized_node(feature),
    }


def put_feature(call: Call, body: Any, *, feature: str) -> Json:
    """Make a feature, or change one wherever it is used."""
    node = read_node(read(body, Node, "body").normalized)
    if feature == NEW:
        made = call.services.shelf.create(node, call.user)
    else:
        made = call.services.shelf.update(feature, lambda _: node, call.user)
    return {"schemaId": schema_id(made)}


def rename_feature(call: Call, body: Any, *, feature: str) -> Json:
    """Give a feature another name, under which annotations find it from now on."""
    title = read(body, Title, "body").title
    if not title.strip():
        raise UsageError("a feature needs a title", hint="give it at least one character")
    return {"schemaId": schema_id(call.services.shelf.update(feature, _renaming(title), call.user))}


def _renaming(title: str) -> Callable[[Feature], Feature]:
    def rename(feature: Feature) -> Feature:
        quirks = dict(feature.ext.get(EXT, {}))
        hidden = ("name", "title", "instructions")
        quirks["set"] = {key: value for key, value in quirks.get("set", {}).items() if key not in hidden}
        return msgspec.structs.replace(feature, name=title, title=None, ext={**feature.ext, EXT: quirks})

    return rename


def delete_feature(call: Call, _: Any, *, feature: str) -> Reply:
    """Delete a feature no ontology has."""
    call.services.shelf.delete(feature, call.user)
    return Reply(204)


def list_unused_features(call: Call, body: Any) -> list[str]:
    """Answer the ids of features no ontology has, a hundred at a time."""
    return call.services.shelf.list_unused(call.user, after=_after(body))


def list_unused_ontologies(call: Call, body: Any) -> list[str]:
    """Answer the ids of ontologies neither a project nor a model has, a hundred at a time."""
    after = _after(body)
    uid = None if after is None else call.uid(after)
    return [spell_id(one.uid or "") for one in call.services.ontologies.list_unused(call.user, after_uid=uid)]


def _after(body: Any) -> str | None:
    found = body.get("after") if isinstance(body, dict) else None
    if not isinstance(found, str | None):
        raise UsageError("`after` has to be an id")
    return found or None


def get_ontology_nodes(call: Call, _: Any, *, ontology: str) -> Json:
    """Answer which features an ontology has, and which it had and are archived."""
    tree = _ontology(call, ontology)
    nodes: dict[str, list[Json]] = {"tools": [], "classifications": [], "relationships": []}
    archived = call.services.ontology_features.archived(tree)
    for features, is_archived in ((tree.features, False), (archived, True)):
        for one in features:
            node = {"featureSchemaId": schema_id(one), "schemaNodeId": node_id(one), "archived": is_archived}
            nodes[_room(one)].append(node | {"name": one.name})
    return {"id": ontology, "name": tree.name, "featureSchemaNodes": nodes}


def _room(feature: Feature) -> str:
    if feature.kind == "relationship":
        return "relationships"
    return "classifications" if feature.kind in CLASSIFICATION_KINDS else "tools"


def delete_ontology(call: Call, _: Any, *, ontology: str) -> Reply:
    """Delete an ontology nothing has. It takes whoever made it, or an administrator."""
    tree = _ontology(call, ontology)
    head = call.services.ontologies.heads([tree.id or 0])[tree.id or 0]
    if not call.user.is_admin and head.created_by != call.user.id:
        raise AccessError("this takes whoever created it, or an administrator", hint="ask them")
    call.services.ontologies.delete(tree.uid or "", call.user)
    return Reply(204)


def insert_feature(call: Call, body: Any, *, ontology: str, feature: str) -> Reply:
    """Put a feature into an ontology, or move it there."""
    place = read(body, Place, "body")
    tree = _changed_ontology(call, ontology)
    call.services.ontology_features.insert(tree.uid or "", feature, place.position, call.user)
    return Reply(201, {"inserted": True})


def remove_feature(call: Call, _: Any, *, ontology: str, feature: str) -> Json:
    """Take a feature out of an ontology."""
    tree = _changed_ontology(call, ontology)
    done = call.services.ontology_features.remove(tree.uid or "", feature, call.user)
    return {"archived": done.is_archived, "deleted": done.is_deleted}


def restore_feature(call: Call, _: Any, *, ontology: str, feature: str) -> Json:
    """Bring an archived feature back."""
    tree = _changed_ontology(call, ontology)
    call.services.ontology_features.restore(tree.uid or "", feature, call.user)
    return {"unarchived": True}


def _ontology(call: Call, spelling: str) -> Ontology:
    try:
        return call.services.visibility.ontology(call.uid(spelling), call.user)
    except NotFoundError:
        raise NotFoundError(f"Failed to find ontology by id: {spelling[:80]}") from None


def _changed_ontology(call: Call, spelling: str) -> Ontology:
    found = _ontology(call, spelling)
    if not call.user.is_admin:
        raise AccessError("this takes an administrator", hint="ask an administrator")
    return found


FIELDS: Fields = {
    "Query.rootSchemaNode": get_node,
    "Query.rootSchemaNodes": list_nodes,
    "Mutation.upsertRootSchemaNode": create_node,
}

PATHS: Paths = {
    "GET /feature-schemas/unused": list_unused_features,
    "PUT /feature-schemas/{feature}": put_feature,
    "DELETE /feature-schemas/{feature}": delete_feature,
    "PATCH /feature-schemas/{feature}/definition": rename_feature,
    "GET /ontologies/unused": list_unused_ontologies,
    "GET /ontologies/{ontology}": get_ontology_nodes,
    "DELETE /ontologies/{ontology}": delete_ontology,
    "POST /ontologies/{ontology}/feature-schemas/{feature}": insert_feature,
    "DELETE /ontologies/{ontology}/feature-schemas/{feature}": remove_feature,
    "PATCH /ontologies/{ontology}/feature-schemas/{feature}/unarchive": restore_feature,
}
