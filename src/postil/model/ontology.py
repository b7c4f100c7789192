"""The tree of features people may use. It is the single source; every foreign form is a view of it."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from postil.model.identity import spell_id

FeatureKind = Literal[
    # tools
    "box",
    "polygon",
    "polyline",
    "path",
    "point",
    "ellipse",
    "mask",
    "text_entity",
    "time_range",
    "series_range",
    "message_choice",
    "region",
    # relationships
    "relationship",
    # classifications
    "radio",
    "checklist",
    "text",
    "number",
    "rating",
    "datetime",
    "taxonomy",
    "ranking",
    "pairwise",
    "prompt",
    # leaves
    "option",
    "label",
]

TOOL_KINDS = frozenset(
    {
        "box",
        "polygon",
        "polyline",
        "path",
        "point",
        "ellipse",
        "mask",
        "text_entity",
        "time_range",
        "series_range",
        "message_choice",
        "region",
    }
)
CLASSIFICATION_KINDS = frozenset(
    {
        "radio",
        "checklist",
        "text",
        "number",
        "rating",
        "datetime",
        "taxonomy",
        "ranking",
        "pairwise",
        "prompt",
    }
)


class Feature(msgspec.Struct, omit_defaults=True):
    """One node: a tool, a classification, an option, a label or a relationship.

    `name` is what an annotation must match, `title` what people read. `children` are nested
    classifications of a tool or option, the options of a classification, or the labels of a tool.
    A tool of kind `region` draws any shape (a Label Studio `Labels` control). `scope` `index` means the
    answer may differ per frame, message or millisecond. `constraints` of a relationship are the allowed
    `(source, target)` feature names; empty allows all. `id` and `uid` are ours and stable for ever.
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
    id: int | None = None
    uid: str | None = None
    alias: str | None = None
    ext: dict[str, Any] = {}

    def walk(self) -> Iterator["Feature"]:
        """Yield this feature and everything below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


class Ontology(msgspec.Struct, omit_defaults=True):
    """A named feature tree for one media type. `version` counts its edits; jobs pin one."""

    name: str
    features: list[Feature]
    media_type: str = "image"
    version: int = 1
    id: int | None = None
    uid: str | None = None
    ext: dict[str, Any] = {}

    def walk(self) -> Iterator[Feature]:
        """Yield every feature of the tree, parents first."""
        for feature in self.features:
            yield from feature.walk()


class FeatureIndex:
    """Look-ups over one ontology version, built once per import.

    `tools`, `classifications` and `relationships` map the name of a top-level feature to it; `by_schema`
    maps both spellings of our id and any foreign id (`alias`) of every feature. Children are looked up with
    `child`.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.tools: dict[str, Feature] = {}
        self.classifications: dict[str, Feature] = {}
        self.relationships: dict[str, Feature] = {}
        self.by_schema: dict[str, Feature] = {}
        self._children: dict[int, dict[str, Feature]] = {}
        for feature in ontology.features:
            self._room(feature)[feature.name] = feature
        for feature in ontology.walk():
            self._children[id(feature)] = {child.name: child for child in feature.children}
            if feature.uid:
                self.by_schema[feature.uid] = feature
                self.by_schema[spell_id(feature.uid)] = feature
            if feature.alias:
                self.by_schema[feature.alias] = feature

    def _room(self, feature: Feature) -> dict[str, Feature]:
        if feature.kind == "relationship":
            return self.relationships
        return self.tools if feature.kind in TOOL_KINDS else self.classifications

    def child(self, parent: Feature, name: str) -> Feature | None:
        """Return the direct child of that name, or None."""
        return self._children[id(parent)].get(name)

    def names(self) -> list[str]:
        """Return every top-level name in the order of the ontology, for suggestions."""
        return [feature.name for feature in self.ontology.features]
