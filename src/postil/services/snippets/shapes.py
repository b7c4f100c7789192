"""Shapes of tools: what each kind draws on each medium, as fields of a row and as a value in Python."""

import base64
import struct
import zlib
from collections.abc import Callable
from typing import Any

import msgspec

from postil.masks.png import chunk
from postil.services.snippets.expression import Call, Expression, Name
from postil.services.snippets.sample import Frame


class Shape(msgspec.Struct, kw_only=True):
    """Fields of a Labelbox row, the value in Python, and statements it needs before it."""

    fields: dict[str, Any]
    value: Expression
    before: list[str] = []


def shape_of(kind: str, frame: Frame) -> Shape | None:
    """Draw a shape of a kind of tool; None where Labelbox rows have none of it on this medium."""
    draw = _DRAWN.get(kind)
    on = _MEDIA.get(kind, frozenset())
    return draw(frame) if draw is not None and frame.media_type in on else None


def _point(x: float, y: float) -> tuple[dict[str, Any], Expression]:
    return {"x": x, "y": y}, Call("lb_types.Point", {"x": x, "y": y})


def _box(frame: Frame) -> Shape:
    left, top, width, height = _place(frame)
    bbox = {"left": left, "top": top, "width": width, "height": height}
    corners: dict[str, Expression | None] = {
        "start": _point(left, top)[1],
        "end": _point(left + width, top + height)[1],
    }
    if frame.media_type != "document":
        return Shape(fields={"bbox": bbox}, value=Call("lb_types.Rectangle", corners))
    paged = {**corners, "page": 1, "unit": Name("lb_types.RectangleUnit.POINTS")}
    return Shape(
        fields={"bbox": bbox, "page": 1, "unit": "POINTS"}, value=Call("lb_types.DocumentRectangle", paged)
    )


def _polygon(frame: Frame) -> Shape:
    left, top, width, height = _place(frame)
    corners = [_point(left, top), _point(left + width, top), _point(left + width / 2, top + height)]
    points: list[Expression] = [given for _, given in corners]
    return Shape(
        fields={"polygon": [row for row, _ in corners]}, value=Call("lb_types.Polygon", {"points": points})
    )


def _line(frame: Frame) -> Shape:
    left, top, width, height = _place(frame)
    ends = [_point(left, top), _point(left + width, top + height)]
    points: list[Expression] = [given for _, given in ends]
    return Shape(fields={"line": [row for row, _ in ends]}, value=Call("lb_types.Line", {"points": points}))


def _spot(frame: Frame) -> Shape:
    left, top, _, _ = _place(frame)
    row, given = _point(left, top)
    return Shape(fields={"point": row}, value=given)


def _mask(frame: Frame) -> Shape:
    left, top, width, height = frame.box()
    png = base64.b64encode(_white(frame, left, top, width, height)).decode()
    before = [
        "import numpy as np",
        "",
        f"pixels = np.zeros(({frame.height}, {frame.width}), bool)",
        f"pixels[{top}:{top + height}, {left}:{left + width}] = True",
    ]
    data = Call("lb_types.MaskData.from_2D_arr", {"arr": Name("pixels")})
    return Shape(
        fields={"mask": {"png": png}}, value=Call("lb_types.Mask", {"mask": data, "color": 1}), before=before
    )


def _entity(frame: Frame) -> Shape:
    last = max(min(frame.text_length, 5) - 1, 0)
    stretch: dict[str, Expression | None] = {"start": 0, "end": last}
    location = {"location": {"start": 0, "end": last}}
    if frame.media_type == "conversation":
        given = {**stretch, "message_id": frame.message_id}
        return Shape(
            fields={**location, "messageId": frame.message_id},
            value=Call("lb_types.ConversationEntity", given),
        )
    return Shape(fields=location, value=Call("lb_types.TextEntity", stretch))


def _place(frame: Frame) -> tuple[float, float, float, float]:
    """Return left, top, width and height in the unit of the medium: degrees on a map, points on a page."""
    if frame.media_type == "geospatial":
        return 13.37, 52.51, 0.01, 0.01
    if frame.media_type == "document":
        return 72, 72, 144, 36
    return frame.box()


def _white(frame: Frame, left: int, top: int, width: int, height: int) -> bytes:
    """Write a PNG of one bit per pixel, white in a box: a few hundred bytes, however large it is."""
    length = (frame.width + 7) // 8
    bits = ((1 << width) - 1) << (length * 8 - left - width)
    row, blank = b"\0" + bits.to_bytes(length, "big"), bytes(length + 1)
    pixels = blank * top + row * height + blank * (frame.height - top - height)
    header = struct.pack(">IIBBBBB", frame.width, frame.height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


_DRAWN: dict[str, Callable[[Frame], Shape]] = {
    "box": _box,
    "polygon": _polygon,
    "polyline": _line,
    "point": _spot,
    "mask": _mask,
    "text_entity": _entity,
}
_MEDIA: dict[str, frozenset[str]] = {
    "box": frozenset({"image", "video", "document", "geospatial"}),
    "polygon": frozenset({"image", "geospatial"}),
    "polyline": frozenset({"image", "video", "geospatial"}),
    "point": frozenset({"image", "video", "geospatial"}),
    "mask": frozenset({"image"}),
    "text_entity": frozenset({"text", "conversation"}),
}
