"""From an annotation to its results: what the model says, then the corrections noted in `ext`."""

from copy import deepcopy
from typing import Any

from postil.formats.format import ContentOf
from postil.formats.label_studio import patches
from postil.formats.label_studio.answers import write_answers
from postil.formats.label_studio.layout import Part, label_key, parts_of
from postil.formats.label_studio.reading import EXT
from postil.formats.label_studio.shapes import write_shape
from postil.formats.label_studio.spans import write_span
from postil.model.annotation import Annotation, Relation
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange, TokenSpan

RELATION = "relation"
"""The type of relations, which name no control."""

DIRECTIONS = {"right": "unidirectional", "left": "reverse", "bi": "bidirectional"}
_SPELLED_DIRECTIONS = {direction: spelled for spelled, direction in DIRECTIONS.items()}
_SIZES = ("original_width", "original_height", "image_rotation")

Item = dict[str, Any]


def spell_key(key: str) -> str:
    """Return the id of a region: the key, without the mark of keys that were derived from content."""
    return key.removeprefix("~")


def mark_of(annotation: Annotation) -> dict[str, Any]:
    """Return what an annotation's `ext` says about its spelling in this format."""
    found = annotation.ext.get(EXT)
    return found if isinstance(found, dict) else {}


def write_items(annotation: Annotation, content_of: ContentOf) -> list[Item]:
    """Return the results an annotation is spelled as.

    The annotation must be in this format's terms (see `postil.formats.label_studio.adoption`).
    """
    mark = mark_of(annotation)
    if "raw" in mark:
        return list(mark["raw"])
    items = derive(annotation, mark, content_of)
    if "patches" in mark:
        # Results of one region share the lists of its geometry; a patch is for one of them.
        items = {slot: deepcopy(item) for slot, item in items.items()}
        patches.apply(mark["patches"], items)
    return [items[slot] for slot in sorted(items, key=int)]


def derive(annotation: Annotation, mark: dict[str, Any], content_of: ContentOf) -> dict[str, Item]:
    """Return the results by their place in the layout, as the model alone would spell them."""
    named: Item = {} if mark.get("no_id") or not annotation.key else {"id": spell_key(annotation.key)}
    if annotation.relation is not None:
        return {"0": {**named, **_relation(annotation.relation)}}
    envelope = named | _envelope(annotation, mark)
    drawn = _geometry(annotation, mark, content_of)
    in_value = mark.get("score_in") == "value"
    if annotation.confidence is not None:
        (drawn if in_value else envelope)["score"] = annotation.confidence
    parts = parts_of(annotation, mark.get("layout"))
    return {str(part.slot): _item(part, envelope, drawn) for part in parts}


def _item(part: Part, envelope: Item, drawn: Item) -> Item:
    value = dict(drawn)
    key = label_key(part.type)
    if key is not None and part.labels:
        value[key] = part.labels
    if part.answers is not None:
        value |= write_answers(part.answers, part.type)
    return {**envelope, "from_name": part.control, "type": part.type, "value": value}


def _envelope(annotation: Annotation, mark: dict[str, Any]) -> Item:
    target = annotation.target
    item: Item = {"to_name": target.asset if target is not None else ""}
    if target is not None and target.item is not None:
        item["item_index"] = target.item
    sizes = zip(_SIZES, mark.get("size", ()), strict=False)
    item |= {key: value for key, value in sizes if value is not None}
    if annotation.readonly:
        item["readonly"] = True
    if annotation.hidden:
        item["hidden"] = True
    if "origin" in mark:
        item["origin"] = mark["origin"]
    return item


def _geometry(annotation: Annotation, mark: dict[str, Any], content_of: ContentOf) -> Item:
    geometry = annotation.geometry
    match geometry:
        case None | TokenSpan():
            return {}
        case TextSpan() | MarkupSpan() | ParagraphSpan() | TimeRange() | SeriesRange():
            return write_span(geometry)
        case _:
            drawn = write_shape(geometry, mark, content_of)
    target = annotation.target
    if target is not None and target.page is not None:
        drawn["pageIndex"] = target.page - 1
    return drawn


def _relation(relation: Relation) -> Item:
    item: Item = {
        "type": RELATION,
        "from_id": spell_key(relation.source or ""),
        "to_id": spell_key(relation.target),
        "direction": _SPELLED_DIRECTIONS[relation.direction],
    }
    return {**item, "labels": relation.labels} if relation.labels else item
