"""One node of a Labelbox ontology as a feature, and back: tools, classifications and options.

A node is compared with what the writer would make of it; keys it has more, less or otherwise are kept in
`ext`, so that a normalized ontology comes out as it went in while `ext` of ordinary nodes stays empty.
"""

from typing import Any

from postil.formats.labelbox.reading import EXT
from postil.model.identity import spell_id
from postil.model.ontology import Feature, FeatureKind

TOOLS: dict[str, FeatureKind] = {
    "rectangle": "box",
    "polygon": "polygon",
    "line": "polyline",
    "point": "point",
    "raster-segmentation": "mask",
    "superpixel": "mask",
    "named-entity": "text_entity",
    "edge": "relationship",
    "message-single-selection": "message_choice",
    "message-multi-selection": "message_choice",
    "message-ranking": "message_choice",
    "marker": "message_choice",
    "step-reasoning": "message_choice",
    "fact-checking": "message_choice",
    "prompt-issue": "message_choice",
}
"""Tool of a normalized ontology -> kind of feature. The first of each kind is the one written by default."""

TYPES: dict[str, FeatureKind] = {
    "radio": "radio",
    "checklist": "checklist",
    "text": "text",
    "prompt": "prompt",
    "response-radio": "radio",
    "response-checklist": "checklist",
    "response-text": "text",
}
"""Type of a classification -> kind of feature."""

CHILDREN = ("classifications", "options")
_NEAREST_TOOL: dict[FeatureKind, str] = {"ellipse": "polygon", "path": "line"}
_NEAREST_TYPE: dict[FeatureKind, str] = {"number": "text", "rating": "text", "datetime": "text"}


def default_spelling(kind: FeatureKind, names: dict[str, FeatureKind]) -> str | None:
    """Return the tool or type a kind is written as, or None when Labelbox has none for it."""
    found = next((name for name, own in names.items() if own == kind), None)
    return found or (_NEAREST_TOOL if names is TOOLS else _NEAREST_TYPE).get(kind)


def schema_id(feature: Feature) -> str | None:
    """Return the 25-character id of a feature: the foreign one, or ours."""
    if feature.alias is not None:
        return feature.alias
    if feature.uid is None or len(feature.uid) == 25:
        return feature.uid
    return spell_id(feature.uid)


def remember(feature: Feature, node: dict[str, Any], spelled: dict[str, Any]) -> None:
    """Keep in `ext` how a node differs from its standard spelling, children aside."""
    keys = [key for key in node if key not in CHILDREN]
    other = {key: node[key] for key in keys if key not in spelled or spelled[key] != node[key]}
    absent = [key for key in spelled if key not in node]
    if other or absent:
        feature.ext = {EXT: ({"set": other} if other else {}) | ({"absent": absent} if absent else {})}


def recall(feature: Feature, spelled: dict[str, Any]) -> dict[str, Any]:
    """Give a node the spelling it came with."""
    quirks = feature.ext.get(EXT, {})
    for key in quirks.get("absent", ()):
        spelled.pop(key, None)
    spelled.update(quirks.get("set", {}))
    return spelled


def forget(feature: Feature, key: str, value: Any) -> None:
    """Drop a key from what `remember` kept when the writer makes the same of it after all."""
    quirks = feature.ext.get(EXT, {})
    if quirks.get("set", {}).get(key) != value:
        return
    del quirks["set"][key]
    if not quirks["set"]:
        del quirks["set"]
    if not quirks:
        feature.ext = {}


def spell_tool(feature: Feature, tool: str) -> dict[str, Any]:
    """Write a tool without its classifications."""
    return {
        "tool": tool,
        "name": feature.name,
        "required": feature.is_required,
        "color": feature.color,
        "classifications": [],
        "schemaNodeId": None,
        "featureSchemaId": schema_id(feature),
        "attributes": None,
    }


def spell_classification(feature: Feature, type_: str, *, is_top: bool) -> dict[str, Any]:
    """Write a classification without its options."""
    spelled: dict[str, Any] = {
        "type": type_,
        "instructions": feature.name if feature.title is None else feature.title,
        "name": feature.name,
        "required": feature.is_required,
        "options": [],
        "schemaNodeId": None,
        "featureSchemaId": schema_id(feature),
        "attributes": None,
    }
    if is_top:
        spelled["scope"] = feature.scope
    if feature.min_characters is not None:
        spelled["minCharacters"] = feature.min_characters
    if feature.max_characters is not None:
        spelled["maxCharacters"] = feature.max_characters
    return spelled


def spell_option(feature: Feature) -> dict[str, Any]:
    """Write an option without its nested classifications."""
    return {
        "schemaNodeId": None,
        "featureSchemaId": schema_id(feature),
        "label": feature.name if feature.title is None else feature.title,
        "value": feature.name,
        "options": [],
    }
