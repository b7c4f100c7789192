"""The thing a task's results lie on: its name, its size, its text; and geometry in percent of it."""

from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any

import msgspec

from postil.errors import UsageError
from postil.formats.format import Written
from postil.formats.label_studio.shapes import BITMASK, is_brush
from postil.model.annotation import Geometry
from postil.model.geometry import (
    Bitmap,
    Box,
    CenterBox,
    CornerBox,
    Ellipse,
    Mask,
    Path,
    Point,
    Polygon,
    Polyline,
    Vertex,
)
from postil.model.number import Pair, Size
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange
from postil.model.text import in_utf16, quotation
from postil.model.track import Keyframe, Track, TrackSegment
from postil.model.units import box_edges_px, from_px, to_px

KEYPOINT_WIDTH = 0.5
"""The drawn width of points that came without one: the editor does not show a point that has none."""

_FACTORS = {"fraction": 100.0, "percent": 1.0}


class Surface:
    """What is known about the asset the results of one task lie on."""

    def __init__(self, written: Written) -> None:
        assets = written.data_row.assets
        first = assets[0] if assets else None
        self.asset = (first.name or first.media_type) if first is not None else "image"
        inline = first.inline if first is not None and isinstance(first.inline, str) else None
        self.text = written.text if written.text is not None else inline
        self.size: Size | None = written.size
        if self.size is None and first is not None and first.width and first.height:
            self.size = (first.width, first.height)

        self._converters: dict[type, Callable[[Any], Geometry | None]] = {
            Box: self._box,
            CornerBox: self._box,
            CenterBox: self._box,
            Polygon: self._polygon,
            Polyline: self._polyline,
            Path: self._path,
            Point: self._point,
            Ellipse: self._ellipse,
            Mask: self._mask,
            Bitmap: self._bitmap,
            Track: self._track,
            TextSpan: self._text,
            TimeRange: self._time,
            MarkupSpan: self._same,
            ParagraphSpan: self._same,
            SeriesRange: self._same,
        }

    def needs_size(self, geometry: Geometry) -> bool:
        """Say whether a geometry is in pixels of an asset whose size is unknown."""
        if self.size is not None:
            return False
        if isinstance(geometry, Track):
            frames = [frame.shape for segment in geometry.segments for frame in segment.keyframes]
            return any(getattr(shape, "unit", "") == "px" for shape in frames)
        return getattr(geometry, "unit", "") == "px"

    def convert(self, geometry: Geometry) -> Geometry | None:
        """Return a geometry this format knows, in its units; None when there is none.

        Raises:
            UsageError: The unit has no percent, or a number is too large for it.
        """
        converter = self._converters.get(type(geometry))
        return None if converter is None else converter(geometry)

    def _pair(self, x: float, y: float, unit: str) -> Pair:
        factor = _FACTORS.get(unit)
        if factor is not None:
            return (x, y) if unit == "percent" else (x * factor, y * factor)
        found = from_px(*to_px(x, y, unit, self.size), "percent", self.size)
        if not (isfinite(found[0]) and isfinite(found[1])):
            raise UsageError("a number too large for percent")
        return found

    def _points(self, points: Iterable[Pair], unit: str) -> list[Pair]:
        return [self._pair(x, y, unit) for x, y in points]

    def _box(self, box: Box | CornerBox | CenterBox) -> Box:
        if isinstance(box, Box):
            if box.unit == "percent":
                return box
            left, top = self._pair(box.left, box.top, box.unit)
            extent = self._pair(box.width, box.height, box.unit)
            return Box(left, top, *extent, box.rotation or 0, "percent")
        if box.unit in _FACTORS:
            # The edges of a relative box need no size: the unit square stands for the image.
            scale = 1 if box.unit == "fraction" else 100
            left, top, right, bottom = (edge * 100 / scale for edge in box_edges_px(_as_px(box), None))
        else:
            left, top, right, bottom = box_edges_px(box, self.size)
            (left, top), (right, bottom) = self._points([(left, top), (right, bottom)], "px")
        return Box(left, top, right - left, bottom - top, 0, "percent")

    def _polygon(self, polygon: Polygon) -> Polygon:
        if polygon.unit == "percent" and not polygon.holes and not polygon.parts:
            return polygon
        return Polygon(self._points(polygon.points, polygon.unit), unit="percent")

    def _polyline(self, line: Polyline) -> Path:
        return Path(list(_chain(self._points(line.points, line.unit))), unit="percent")

    def _mask(self, mask: Mask) -> Mask | None:
        return mask if is_brush(mask) or mask.counts is not None else None

    def _bitmap(self, bitmap: Bitmap) -> Bitmap | None:
        return bitmap if bitmap.encoding == BITMASK else None

    def _time(self, span: TimeRange) -> TimeRange:
        return span if span.unit == "s" else TimeRange(span.start / 1000, span.end / 1000, "s", span.channel)

    def _same(self, geometry: Geometry) -> Geometry:
        return geometry

    def _path(self, path: Path) -> Path:
        if path.unit == "percent":
            return path
        return Path([self._vertex(vertex, path.unit) for vertex in path.vertices], path.closed, "percent")

    def _vertex(self, vertex: Vertex, unit: str) -> Vertex:
        x, y = self._pair(vertex.x, vertex.y, unit)
        first, second = (
            None if point is None else self._pair(*point, unit)
            for point in (vertex.control_in, vertex.control_out)
        )
        return msgspec.structs.replace(vertex, x=x, y=y, control_in=first, control_out=second)

    def _point(self, point: Point) -> Point:
        if point.unit == "percent":
            return point
        x, y = self._pair(point.x, point.y, point.unit)
        width = KEYPOINT_WIDTH if point.width is None else self._pair(point.width, 0, point.unit)[0]
        return Point(x, y, width, "percent")

    def _ellipse(self, ellipse: Ellipse) -> Ellipse:
        if ellipse.unit == "percent":
            return ellipse
        centre = self._pair(ellipse.center_x, ellipse.center_y, ellipse.unit)
        radii = self._pair(ellipse.radius_x, ellipse.radius_y, ellipse.unit)
        return Ellipse(*centre, *radii, ellipse.rotation or 0, "percent")

    def _track(self, track: Track) -> Track | None:
        segments = []
        for segment in track.segments:
            frames = []
            for frame in segment.keyframes:
                shape = self.convert(frame.shape)
                if not isinstance(shape, Box | Path) or frame.classifications:
                    return None
                frames.append(Keyframe(frame.frame, shape, [], frame.time_s, frame.is_enabled))
            segments.append(TrackSegment(frames, segment.until))
        return Track(segments)

    def _text(self, span: TextSpan) -> TextSpan | None:
        if span.unit == "utf16":
            return span
        if self.text is None:
            return None
        counted = in_utf16(span, self.text)
        return TextSpan(counted.start, counted.end, "utf16", span.text or quotation(span, self.text))


def _as_px(box: CornerBox | CenterBox) -> CornerBox | CenterBox:
    return msgspec.structs.replace(box, unit="px")


def _chain(points: Iterable[Pair]) -> Iterable[Vertex]:
    """Join points to a line; the ids are their places, because vertices need names."""
    previous = None
    for place, (x, y) in enumerate(points):
        yield Vertex(x, y, f"v{place}", previous)
        previous = f"v{place}"
