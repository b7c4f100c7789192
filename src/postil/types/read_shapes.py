"""Shapes and entities of rows as types."""

from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from math import inf, nextafter
from typing import Any

from postil.types.entity import ConversationEntity, DocumentEntity, DocumentTextSelection, TextEntity
from postil.types.line import Line
from postil.types.mask import Mask
from postil.types.mask_data import MaskData
from postil.types.object_annotation import Shape
from postil.types.point import Point
from postil.types.polygon import Polygon
from postil.types.rectangle import DocumentRectangle, Rectangle, RectangleUnit

Tree = Mapping[str, Any]

_NEIGHBOURS = 4


def read_shape(row: Tree, key: str) -> Shape:
    """Return the shape under a key of a row, or of a keyframe."""
    return _READERS[key](row)


def _read_box(row: Tree) -> Rectangle:
    box = row["bbox"]
    x, y = box["left"], box["top"]
    corners: dict[str, Any] = {
        "start": Point(x, y),
        "end": Point(_end(x, box["width"]), _end(y, box["height"])),
    }
    if row.get("page") is None and row.get("unit") is None:
        return Rectangle(**corners)
    unit = row.get("unit", RectangleUnit.PIXELS)
    return DocumentRectangle(**corners, page=row.get("page", 1), unit=unit)


def _end(start: float, extent: float) -> float:
    """Return the far edge, such that the extent is found again where the numbers allow it."""
    end = start + extent
    if end - start == extent or isinstance(end, int):
        return end
    up = down = end
    for _ in range(_NEIGHBOURS):
        up, down = nextafter(up, inf), nextafter(down, -inf)
        if up - start == extent:
            return up
        if down - start == extent:
            return down
    return end


def _points(rows: Sequence[Tree]) -> list[Point]:
    return [Point(row["x"], row["y"]) for row in rows]


def _read_polygon(row: Tree) -> Polygon:
    """Return a ring without its closing point."""
    ring = _points(row["polygon"])
    return Polygon(points=ring[:-1] if len(ring) > 3 and ring[0] == ring[-1] else ring)


def _read_mask(row: Tree) -> Mask:
    forms = row["mask"]
    color = forms.get("colorRGB")
    if "instanceURI" in forms:
        data = MaskData(url=forms["instanceURI"])
    elif "counts" in forms:
        data = MaskData(counts=forms["counts"], size=tuple(forms["size"]))
    else:
        text = forms["png"] if "png" in forms else forms["imBytes"]
        data = MaskData(im_bytes=b64decode(text, validate=True))
    return Mask(mask=data, color=color)


def _read_location(row: Tree) -> TextEntity:
    location = row["location"]
    given = {"start": location["start"], "end": location["end"], "token": location.get("token")}
    message = row.get("messageId")
    return TextEntity(**given) if message is None else ConversationEntity(**given, message_id=message)


def _read_selections(row: Tree) -> DocumentEntity:
    return DocumentEntity(
        text_selections=[
            DocumentTextSelection(token_ids=one["tokenIds"], group_id=one["groupId"], page=one["page"])
            for one in row["textSelections"]
        ]
    )


_READERS: dict[str, Callable[[Tree], Shape]] = {
    "bbox": _read_box,
    "polygon": _read_polygon,
    "line": lambda row: Line(points=_points(row["line"])),
    "point": lambda row: Point(row["point"]["x"], row["point"]["y"]),
    "mask": _read_mask,
    "location": _read_location,
    "textSelections": _read_selections,
}

SHAPE_KEYS: Sequence[str] = tuple(_READERS)
