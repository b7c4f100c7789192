"""Ontologies: feature trees. Every change makes a version; ids of features stay."""

from typing import Any, Literal

import msgspec

from postil.facades.native.call import Call, Tagged
from postil.facades.native.datasets import Name
from postil.facades.native.page import Number, Page, PageQuery, next_after
from postil.facades.native.precondition import expected
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN, admin_of, seen
from postil.facades.native.scope import ontology_in_path
from postil.model.ontology import Feature as ModelFeature
from postil.model.ontology import FeatureKind
from postil.model.ontology import Ontology as ModelOntology


class Feature(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One node: a tool, a classification, an option, a label or a relationship.

    `id` is given by the server; send it back when changing an ontology, so that a renamed feature stays the
    same one. `constraints` of a relationship are the allowed pairs of source and target; none allows all.
    """

    name: str
    kind: FeatureKind
    children: list["Feature"] = []
    title: str | None = None
    is_required: bool = False
    scope: Literal["global", "index"] = "global"
    color: str | None = None
    constraints: list[tuple[str, str]] = []
    min_characters: int | None = None
    max_characters: int | None = None
    id: str | None = None
    alias: str | None = None
    ext: dict[str, Any] = {}


class Ontology(msgspec.Struct, kw_only=True):
    """A feature tree at one version."""

    id: str
    name: str
    media_type: str
    version: int
    features: list[Feature]
    ext: dict[str, Any] = {}


class NewOntology(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A feature tree to be stored, as a new ontology or as the next version of one."""

    name: Name
    features: list[Feature]
    media_type: str = "image"
    ext: dict[str, Any] = {}


class VersionQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which version; the newest when absent."""

    version: Number | None = None


def create_ontology(call: Call[NewOntology, None]) -> Ontology:
    """Store a tree."""
    return shown_ontology(call.services.ontologies.create(_model(call.body), call.user))


def list_ontologies(call: Call[None, PageQuery]) -> Page[Ontology]:
    """List ontologies."""
    part = call.query
    found = call.services.visibility.ontologies(call.user, after_id=part.after, limit=part.limit)
    return Page(items=[shown_ontology(one) for one in found], next=next_after(found, part.limit))


def get_ontology(call: Call[None, VersionQuery]) -> Tagged:
    """Return a tree."""
    return _tagged(call.services.visibility.ontology(call.uid, call.user, call.query.version))


def update_ontology(call: Call[NewOntology, None]) -> Tagged:
    """Store the next version."""
    tree = _model(call.body)
    return _tagged(call.services.ontologies.update(call.uid, tree, call.user, expected=expected(call)))


def _tagged(stored: ModelOntology) -> Tagged:
    return Tagged(shown_ontology(stored), stored.version)


def shown_ontology(stored: ModelOntology) -> Ontology:
    """Show a tree."""
    return Ontology(
        id=stored.uid or "",
        name=stored.name,
        media_type=stored.media_type,
        version=stored.version,
        features=[_feature(feature) for feature in stored.features],
        ext=stored.ext,
    )


def shown_features(stored: list[ModelFeature]) -> list[Feature]:
    """Spell features with all that is below them."""
    return [_feature(feature) for feature in stored]


def _feature(stored: ModelFeature) -> Feature:
    fields = msgspec.structs.asdict(stored)
    fields["children"] = [_feature(child) for child in stored.children]
    fields["id"] = fields.pop("uid")
    return Feature(**fields)


def _model(new: NewOntology) -> ModelOntology:
    features = [model_feature(feature) for feature in new.features]
    return ModelOntology(name=new.name, features=features, media_type=new.media_type, ext=new.ext)


def model_feature(feature: Feature) -> ModelFeature:
    """Return a feature as the model has it."""
    fields = msgspec.structs.asdict(feature)
    fields["children"] = [model_feature(child) for child in feature.children]
    fields["uid"] = fields.pop("id")
    return ModelFeature(**fields)


EXAMPLE_NEW = {
    "name": "traffic",
    "features": [
        {
            "name": "car",
            "kind": "box",
            "children": [
                {
                    "name": "color",
                    "kind": "radio",
                    "children": [{"name": "red", "kind": "option"}, {"name": "blue", "kind": "option"}],
                }
            ],
        }
    ],
}
_ONTOLOGY = {
    "id": "0190a000-0000-7000-8000-000000000020",
    "name": "traffic",
    "media_type": "image",
    "version": 1,
    "features": [{"id": "0190a000-0000-7000-8000-000000000021", "name": "car", "kind": "box"}],
    "ext": {},
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/ontologies",
        name="list_ontologies",
        summary="List the ontologies you may know of at their newest version, oldest first",
        access=SIGNED_IN,
        handler=list_ontologies,
        query=PageQuery,
        response=Page[Ontology],
        description="Those you made, and those your projects use.",
        example=Example(response={"items": [_ONTOLOGY], "next": None}),
    ),
    Route(
        method="POST",
        path=f"{API}/ontologies",
        name="create_ontology",
        summary="Create an ontology",
        access=SIGNED_IN,
        handler=create_ontology,
        request=NewOntology,
        response=Ontology,
        status=201,
        errors={409: "An ontology of this name exists."},
        example=Example(EXAMPLE_NEW, _ONTOLOGY),
    ),
    Route(
        method="GET",
        path=f"{API}/ontologies/{{uid}}",
        name="get_ontology",
        summary="Get an ontology",
        access=seen(ontology_in_path),
        handler=get_ontology,
        etag=True,
        query=VersionQuery,
        response=Ontology,
        example=Example(response=_ONTOLOGY),
    ),
    Route(
        method="PUT",
        path=f"{API}/ontologies/{{uid}}",
        name="update_ontology",
        summary="Store the next version of an ontology",
        access=admin_of(ontology_in_path),
        handler=update_ontology,
        etag=True,
        request=NewOntology,
        response=Ontology,
        description=(
            "Imports that run keep the version they began with. An ontology may serve projects of several "
            "people, so this takes an administrator."
        ),
        example=Example(EXAMPLE_NEW, {**_ONTOLOGY, "version": 2}),
    ),
]
