"""From the results of a prediction or annotation to canonical annotations.

Results that share an id are one annotation: its geometry, its labels, the answers about it. After an
annotation is built, the results that it would be written as are compared with those that came; what differs
is noted (see `postil.formats.label_studio.patches`), so that nothing is lost and nothing usual is repeated.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from postil.formats.label_studio.answers import ANSWER_READERS
from postil.formats.label_studio.groups import Group, Piece, read_groups, shape_of
from postil.formats.label_studio.items import DIRECTIONS, RELATION, derive
from postil.formats.label_studio.layout import READERS, label_key, usual_layout
from postil.formats.label_studio.patches import diff
from postil.formats.label_studio.reading import EXT, Fields, Reading
from postil.formats.label_studio.shapes import is_ring
from postil.model.annotation import Annotation, Relation
from postil.model.number import Number
from postil.model.target import Target

_canonical = msgspec.json.Encoder(order="deterministic").encode

SIZES = ("original_width", "original_height", "image_rotation")


class Read(NamedTuple):
    """Annotations, and which of them each result belongs to when results of several are interleaved."""

    annotations: list[Annotation]
    order: list[int] | None


def read_results(results: list[Any], pointer: str, reading: Reading) -> Read:
    """Read one `result` list; problems are reported at pointers below `pointer`."""
    split = read_groups(results, pointer, reading)
    turns: dict[str, int] = {}
    annotations = [_annotation(group, turns, reading) for group in split]
    return Read(annotations, _order(split))


def _order(groups: Sequence[Group]) -> list[int] | None:
    owners = sorted((piece.place, index) for index, group in enumerate(groups) for piece in group)
    order = [index for _, index in owners]
    return None if order == sorted(order) else order


def _annotation(group: Group, turns: dict[str, int], reading: Reading) -> Annotation:
    first = group[0]
    spelled = first.item.get("id")
    key = spelled if isinstance(spelled, str) else ""
    mark: dict[str, Any] = {} if key else {"no_id": True}
    if key:
        turn = turns[key] = turns.get(key, 0) + 1
        key = key if turn == 1 else f"{key}#{turn}"
    if first.kind == RELATION:
        found = _relation(first.fields, key)
    elif first.kind in ANSWER_READERS and len(group) == 1:
        found = Annotation(key, first.control, kind="classification")
        _answer(found, first)
    else:
        shape = shape_of(group)
        if shape is None:
            return _unknown(first, key)
        found = _object(group, shape, key, mark)
    _common(found, first, mark)
    if not reading.has_errors:
        _note(found, group, mark, reading)
    found.ext = {EXT: mark}
    return found


def _unknown(piece: Piece, key: str) -> Annotation:
    fields = piece.fields
    fields.reading.report(
        "ROW009", f"results of type {piece.kind!r} are not known; this one is kept as it came",
        "nothing needs to be done to keep it", f"{fields.pointer}/type", got=piece.kind, severity="warning",
    )  # fmt: skip
    return Annotation(key, piece.control, target=_target(piece), ext={EXT: {"raw": [piece.item]}})


def _relation(fields: Fields, key: str) -> Annotation:
    spelled = fields.text("direction") if "direction" in fields.value else "right"
    direction = DIRECTIONS.get(spelled)
    if direction is None:
        fields.reading.report(
            "REL003", f"direction is {spelled!r}, must be one of {', '.join(DIRECTIONS)}",
            "say right, left or bi", f"{fields.pointer}/direction", got=spelled, expected=list(DIRECTIONS),
        )  # fmt: skip
    labels = fields.texts("labels") if fields.value.get("labels") is not None else []
    relation = Relation(fields.text("to_id"), fields.text("from_id"), labels=labels)
    if direction in ("reverse", "bidirectional"):
        relation.direction = direction  # type: ignore[assignment]
    return Annotation(key, kind="relationship", relation=relation)


def _object(group: Group, shape: Piece, key: str, mark: dict[str, Any]) -> Annotation:
    found = Annotation(key, shape.control)
    value = shape.fields.object("value")
    found.geometry = READERS[shape.family or ""](value, shape.fields)
    if shape.family == "polygon":
        if isinstance(value.value.get("closed"), bool):
            mark["closed"] = value.value["closed"]
        points = value.value.get("points")
        if isinstance(points, list) and is_ring(points):
            mark["ring"] = True
    layout: list[list[Any]] = []
    for piece in group:
        layout.append([piece.kind, piece.control])
        if piece.kind in ANSWER_READERS:
            _answer(found, piece)
            continue
        label = label_key(piece.kind)
        labels = piece.fields.object("value").texts(label) if label is not None else []
        if label is not None:
            layout[-1].append(len(labels))
        found.labels = found.labels + labels
    if sum(len(entry) > 2 for entry in layout) < 2:
        layout = [entry[:2] for entry in layout]
    if layout != usual_layout(found):
        mark["layout"] = layout
    return found


def _answer(found: Annotation, piece: Piece) -> None:
    value = piece.fields.object("value")
    found.classifications = [*found.classifications, ANSWER_READERS[piece.kind](value, piece.control)]


def _common(found: Annotation, piece: Piece, mark: dict[str, Any]) -> None:
    fields = piece.fields
    size = [fields.number_or_none(key) for key in SIZES]
    if any(part is not None for part in size):
        mark["size"] = size
    if size[2]:
        _report_turned(fields, size[2])
    if isinstance(fields.value.get("origin"), str):
        mark["origin"] = fields.value["origin"]
    found.target = _target(piece)
    found.readonly, found.hidden = fields.flag("readonly"), fields.flag("hidden")
    found.confidence = fields.number_or_none("score")
    value = fields.value.get("value")
    if found.confidence is None and isinstance(value, dict) and value.get("score") is not None:
        found.confidence = fields.object("value").number("score")
        mark["score_in"] = "value"


def _report_turned(fields: Fields, degrees: Number) -> None:
    """Say once per task that positions on a turned view are kept as they are."""
    if not any(issue.code == "GEO008" for issue in fields.reading.issues):
        fields.reading.report(
            "GEO008", f"image_rotation is {degrees}; it is kept and written back, but not applied",
            "turn the image file itself", f"{fields.pointer}/image_rotation", got=degrees, expected=0,
            severity="warning",
        )  # fmt: skip


def _target(piece: Piece) -> Target | None:
    fields = piece.fields
    if piece.kind == RELATION:
        return None
    asset = fields.value.get("to_name")
    item = None if fields.value.get("item_index") is None else fields.whole("item_index")
    value = fields.value.get("value")
    page = value.get("pageIndex") if isinstance(value, dict) else None
    return Target(asset if isinstance(asset, str) else "", item, page + 1 if type(page) is int else None)


def _note(found: Annotation, group: Group, mark: dict[str, Any], reading: Reading) -> None:
    """Keep what the source said beyond what the annotation will be written as."""
    derived = derive(found, mark, reading.contents.__getitem__)
    came = {str(slot): piece.item for slot, piece in enumerate(group)}
    # Equal spellings are the rule, and found equal much faster than by looking for differences.
    if _canonical(derived) != _canonical(came) and (patches := diff(derived, came)):
        mark["patches"] = patches
