"""Image and video shapes of a result's `value`, and back. Positions are percent of the displayed size."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from postil.formats.format import ContentOf
from postil.formats.label_studio.reading import Fields
from postil.formats.label_studio.rle import encode_brush
from postil.masks import RunMask
from postil.model.annotation import Geometry
from postil.model.geometry import Bitmap, Box, Ellipse, Mask, MaskSource, Path, Point, Polygon, Shape, Vertex
from postil.model.number import Number, Pair
from postil.model.track import Keyframe, Track, TrackSegment

PNG_PREFIX = "data:image/png;base64,"
BITMASK = "png_data_url"


def read_rectangle(fields: Fields, item: Fields) -> Box:
    """`x`, `y`, `width`, `height`; `rotation` turns about the left-top corner."""
    number = fields.number
    return Box(
        number("x"), number("y"), number("width"), number("height"),
        fields.number_or_none("rotation"), "percent",
    )  # fmt: skip


def read_polygon(fields: Fields, item: Fields) -> Polygon:
    """`points`; a first point repeated at the end is dropped (`write_shape` is told by the mark `ring`)."""
    points = fields.pairs("points")
    return Polygon(points[:-1] if is_ring(points) else points, unit="percent")


def is_ring(points: list[Pair]) -> bool:
    """Say whether the last point repeats the first."""
    return len(points) > 3 and points[0] == points[-1]


def read_ellipse(fields: Fields, item: Fields) -> Ellipse:
    """`x`, `y` are the centre."""
    number = fields.number
    return Ellipse(
        number("x"), number("y"), number("radiusX"), number("radiusY"),
        fields.number_or_none("rotation"), "percent",
    )  # fmt: skip


def read_keypoint(fields: Fields, item: Fields) -> Point:
    """`width` is the drawn size, percent of the image's width."""
    return Point(fields.number("x"), fields.number("y"), fields.number_or_none("width"), "percent")


def read_vector(fields: Fields, item: Fields) -> Path:
    """`vertices` with ids; each names the vertex it is joined to."""
    return Path([_vertex(vertex) for vertex in fields.objects("vertices")], fields.flag("closed"), "percent")


def _vertex(fields: Fields) -> Vertex:
    return Vertex(
        fields.number("x"), fields.number("y"), fields.text_or_none("id"), fields.text_or_none("prevPointId"),
        fields.flag("isBezier"), _control(fields, "controlPoint1"), _control(fields, "controlPoint2"),
    )  # fmt: skip


def _control(fields: Fields, key: str) -> Pair | None:
    if fields.value.get(key) is None:
        return None
    point = fields.object(key)
    return (point.number("x"), point.number("y"))


def read_brush(fields: Fields, item: Fields) -> Mask:
    """The bytes of `rle` are kept as they are, by hash; sizes come from the envelope."""
    numbers = fields.items("rle")
    try:
        content = bytes(numbers)
    except (TypeError, ValueError):
        fields.reading.report(
            "MSK005", "rle holds something that is no byte", "give integers from 0 to 255",
            f"{fields.pointer}/rle", got=numbers[:8],
        )  # fmt: skip
        content = b""
    height, width = _size(item)
    return Mask(height, width, source=MaskSource("brush_rle", fields.reading.keep(content)))


def read_bitmask(fields: Fields, item: Fields) -> Bitmap:
    """The PNG of `imageDataURL` is kept by hash."""
    url = fields.text("imageDataURL")
    content = png_of(url)
    if content is None:
        fields.reading.report(
            "MSK010", "imageDataURL holds no base64 PNG",
            f"begin it with {PNG_PREFIX!r}, then standard base64",
            f"{fields.pointer}/imageDataURL", got=url[:60],
        )  # fmt: skip
    height, width = _size(item)
    return Bitmap(height, width, fields.reading.keep(content or b""), BITMASK)


def png_of(url: str) -> bytes | None:
    """Return the bytes behind a data URL, or None for any spelling that we would not write."""
    try:
        content = binascii.a2b_base64(url.removeprefix(PNG_PREFIX), strict_mode=True)
    except ValueError:
        return None
    return content if png_url(content) == url else None


def png_url(content: bytes) -> str:
    """Spell a PNG as a data URL."""
    return PNG_PREFIX + base64.b64encode(content).decode("ascii")


def _size(item: Fields) -> tuple[int, int]:
    height, width = item.value.get("original_height"), item.value.get("original_width")
    return (height if type(height) is int else 0, width if type(width) is int else 0)


def read_track(fields: Fields, item: Fields) -> Track:
    """Key frames count from 1; a disabled one ends a stretch of visibility."""
    segments: list[TrackSegment] = []
    frames: list[Keyframe] = []
    for moment in fields.objects("sequence"):
        is_enabled = "enabled" not in moment.value or moment.flag("enabled")
        shape = read_vector(moment, item) if "vertices" in moment.value else read_rectangle(moment, item)
        frames.append(Keyframe(moment.whole("frame"), shape, [], moment.number_or_none("time"), is_enabled))
        if not is_enabled:
            segments.append(TrackSegment(frames))
            frames = []
    return Track([*segments, TrackSegment(frames, "end")] if frames else segments)


IMAGE_READERS: dict[str, Callable[[Fields, Fields], Geometry]] = {
    "rectangle": read_rectangle,
    "polygon": read_polygon,
    "ellipse": read_ellipse,
    "keypoint": read_keypoint,
    "brush": read_brush,
    "bitmask": read_bitmask,
    "vector": read_vector,
    "ocr": read_rectangle,
    "videorectangle": read_track,
    "videovector": read_track,
}
"""By family: the result's type without a `labels` at its end."""


def write_shape(shape: Shape | Track, mark: dict[str, Any], content_of: ContentOf) -> dict[str, Any]:
    """Return the value fields of a shape; `mark` is what `ext` says about its spelling."""
    value: dict[str, Any]
    match shape:
        case Box():
            value = {"x": shape.left, "y": shape.top, "width": shape.width, "height": shape.height}
            value |= _turned(shape.rotation)
        case Ellipse():
            value = {"x": shape.center_x, "y": shape.center_y}
            value |= {"radiusX": shape.radius_x, "radiusY": shape.radius_y, **_turned(shape.rotation)}
        case Point():
            value = {"x": shape.x, "y": shape.y}
            value |= {} if shape.width is None else {"width": shape.width}
        case Polygon():
            value = _write_polygon(shape, mark)
        case Mask():
            value = {"format": "rle", "rle": list(_brush(shape, content_of))}
        case Bitmap():
            value = {"imageDataURL": png_url(content_of(shape.sha256))}
        case _:
            value = _write_line(shape)
    return value


def is_brush(mask: Mask) -> bool:
    """Say whether the bytes of a mask are those of a brush already."""
    return mask.source is not None and mask.source.encoding == "brush_rle" and bool(mask.source.sha256)


def _brush(mask: Mask, content_of: ContentOf) -> bytes:
    if is_brush(mask) and mask.source is not None:
        return content_of(mask.source.sha256 or "")
    return encode_brush(RunMask.from_counts(mask.counts or "", mask.height, mask.width))


def _write_line(shape: Shape | Track) -> dict[str, Any]:
    if isinstance(shape, Path):
        return {"closed": shape.closed, "vertices": [_write_vertex(vertex) for vertex in shape.vertices]}
    if isinstance(shape, Track):
        frames = [frame for segment in shape.segments for frame in segment.keyframes]
        return {"sequence": [_write_frame(frame) for frame in frames]}
    raise TypeError(f"{type(shape).__name__} must be converted before it is written")


def _turned(rotation: Number | None) -> dict[str, Number]:
    return {} if rotation is None else {"rotation": rotation}


def _write_polygon(shape: Polygon, mark: dict[str, Any]) -> dict[str, Any]:
    points = [list(point) for point in shape.points]
    if mark.get("ring") and points:
        points.append(list(points[0]))
    closed = {"closed": mark["closed"]} if "closed" in mark else {}
    return {"points": points, **closed}


def _write_vertex(vertex: Vertex) -> dict[str, Any]:
    value: dict[str, Any] = {"x": vertex.x, "y": vertex.y}
    value |= {"prevPointId": vertex.previous, "isBezier": vertex.is_bezier}
    if vertex.id is not None:
        value["id"] = vertex.id
    for key, point in (("controlPoint1", vertex.control_in), ("controlPoint2", vertex.control_out)):
        if point is not None:
            value[key] = {"x": point[0], "y": point[1]}
    return value


def _write_frame(frame: Keyframe) -> dict[str, Any]:
    value: dict[str, Any] = {"frame": frame.frame, "enabled": frame.is_enabled}
    if frame.time_s is not None:
        value["time"] = frame.time_s
    return value | (write_shape(frame.shape, {}, _no_content))


def _no_content(sha256: str) -> bytes:
    raise TypeError(f"a key frame holds no bytes, yet names {sha256}")
