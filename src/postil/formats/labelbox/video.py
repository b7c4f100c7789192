"""Objects through time: segments of keyframes, and back."""

from collections.abc import Callable
from typing import Any

from postil.formats.labelbox.answers import read_classifications, spell_classification
from postil.formats.labelbox.objects import box_of, pairs, spell_object
from postil.formats.labelbox.reading import Reading
from postil.formats.labelbox.wire import KeyframeRow, SegmentRow
from postil.model.annotation import Geometry
from postil.model.geometry import Box, Point, Polyline, Shape
from postil.model.track import Keyframe, Track, TrackSegment

_SHAPES = ("bbox", "point", "line")


def read_segments(rows: list[SegmentRow], reading: Reading) -> Track:
    """Return the track; frames and their order are for the checks to judge.

    The official client writes `classifications` on every keyframe, documents do not: where it is absent
    is noted as `[segment, keyframe]`, or as "absent" when no keyframe has it.
    """
    bare: list[list[int]] = []
    segments = []
    for number, segment in enumerate(rows):
        keyframes = []
        for index, row in enumerate(segment.keyframes):
            found = _keyframe(row, f"/segments/{number}/keyframes/{index}", reading)
            if found is not None:
                keyframes.append(found)
            if row.classifications is None:
                bare.append([number, index])
        segments.append(TrackSegment(keyframes))
    if bare:
        is_everywhere = len(bare) == sum(len(segment.keyframes) for segment in rows)
        reading.quirks["keyframes"] = "absent" if is_everywhere else bare
    return Track(segments)


def _keyframe(row: KeyframeRow, pointer: str, reading: Reading) -> Keyframe | None:
    for name in ("polygon", "mask"):
        if getattr(row, name) is not None:
            reading.report(
                "VID005", f"a keyframe cannot hold a {name}", "give bbox, point or line; masks go in `masks`",
                f"{pointer}/{name}",
            )  # fmt: skip
            return None
    shapes = [name for name in _SHAPES if getattr(row, name) is not None]
    if len(shapes) != 1:
        code = "ROW008" if shapes else "ROW007"
        what = f"several shapes ({', '.join(shapes)})" if shapes else "no shape"
        reading.report(code, f"keyframe has {what}", "give exactly one of bbox, point and line", pointer)
        return None
    nested = read_classifications(row.classifications, f"{pointer}/classifications", reading)
    return Keyframe(row.frame, _shape(row), nested)


def _shape(row: KeyframeRow) -> Box | Point | Polyline:
    if row.bbox is not None:
        return box_of(row.bbox)
    if row.point is not None:
        return Point(row.point.x, row.point.y)
    return Polyline(pairs(row.line or []))


def spell_segments(
    track: Track, quirks: dict[str, Any], drawn: Callable[[Shape], Geometry | None]
) -> list[dict[str, Any]] | None:
    """Return the value of a row's `segments`, or None when a keyframe's shape has no place there.

    `drawn` turns a shape into a form Labelbox has, in pixels.
    """
    bare = quirks.get("keyframes", [])
    segments = []
    for number, segment in enumerate(track.segments):
        keyframes = []
        for index, keyframe in enumerate(segment.keyframes):
            shape = drawn(keyframe.shape)
            if not isinstance(shape, Box | Point | Polyline):
                return None
            spelled = {"frame": keyframe.frame} | spell_object(shape, {})
            if keyframe.classifications or not (bare == "absent" or [number, index] in bare):
                spelled["classifications"] = [spell_classification(it) for it in keyframe.classifications]
            keyframes.append(spelled)
        segments.append({"keyframes": keyframes})
    return segments
