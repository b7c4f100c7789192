"""VID: frames, keyframes and stretches of time."""

from typing import Any

from postil.checks.catalogue.entry import Example, IssueCode, given, rows

_BBOX = {"top": 10, "left": 20, "height": 30, "width": 40}
_RED = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAIAAADwyuo0AAAAEUlEQVR42mP4z8AARFCAzAEAQ9YD/W5vMg8AAAAASUVORK5CYII="


def _track(*frames: int) -> Example:
    return _keyframes(*[{"frame": frame, "bbox": _BBOX} for frame in frames])


def _keyframes(*keyframes: dict[str, Any]) -> Example:
    return rows({"name": "car", "segments": [{"keyframes": list(keyframes)}]}, on="clip.mp4")


def _masks(frame: dict[str, Any], instance: dict[str, Any]) -> Example:
    return rows({"masks": {"frames": [frame], "instances": [instance]}}, on="clip.mp4")


def _weather(start: float, end: float) -> Example:
    answer = {"name": "sunny", "frames": [{"start": start, "end": end}]}
    return rows({"name": "weather", "answer": answer}, on="clip.mp4")


_PAINT = {"name": "paint", "colorRGB": [255, 0, 0]}
_GOOD = _track(13, 19)

CODES = (
    IssueCode(
        code="VID001", title="A frame is negative",
        checks="That frames are not below 0. They count from 1; 0 is accepted from old files.",
        why="There is no such frame.",
        fix="Count frames from 1.",
        failing=_track(-1, 19), passing=_GOOD,
    ),
    IssueCode(
        code="VID002", title="A frame has two keyframes",
        checks="That no segment has two keyframes at one frame.",
        why="The object would be in two places at once. The official client writes this when several "
            "objects of one class share a label.",
        fix="Write one row per object.",
        failing=_track(13, 13), passing=_GOOD,
    ),
    IssueCode(
        code="VID003", title="There is no keyframe",
        checks="That a track has segments, and a segment keyframes.",
        why="An object that is never anywhere cannot be shown.",
        fix="Give at least one keyframe.",
        failing=_keyframes(), passing=_GOOD,
    ),
    IssueCode(
        code="VID004", title="Segments are out of order",
        checks="That segments ascend, and that `segment_index`, where a program gives it, is given for "
               "every frame and ascends.",
        why="A later segment that begins earlier belongs to another object.",
        fix="Number segments in order of frames, or leave the number out everywhere.",
        failing=given("segment_index", [0, 0, None, 1]), passing=given("segment_index", [0, 0, 1, 1]),
    ),
    IssueCode(
        code="VID005", title="The shape is not possible in a keyframe",
        checks="That keyframes hold boxes, points, lines or masks.",
        why="Nobody has defined what lies between two keyframes of a polygon.",
        fix="Use a box or a line; give masks in `masks`.",
        failing=_keyframes({"frame": 13, "polygon": [{"x": 1, "y": 1}, {"x": 9, "y": 1}, {"x": 5, "y": 9}]}),
        passing=_GOOD,
    ),
    IssueCode(
        code="VID006", title="A mask frame has no mask",
        checks="That every frame of a mask row has exactly one of instanceURI and imBytes.",
        why="The frame would be empty for every instance.",
        fix="Give the PNG by URL or as bytes, or leave the frame out.",
        failing=_masks({"index": 1}, _PAINT), passing=_GOOD,
    ),
    IssueCode(
        code="VID007", title="instanceURI is not a URL",
        checks="That the address of a mask frame is a URL.",
        why="A path of your disk cannot be read by a server.",
        fix="Give a URL with its scheme, or the bytes.",
        failing=_masks({"index": 1, "instanceURI": "masks/1.png"}, _PAINT), passing=_GOOD,
    ),
    IssueCode(
        code="VID008", title="A mask instance has no name",
        checks="That every colour of a mask row stands for a feature.",
        why="A colour alone says nothing.",
        fix="Give `name` and `colorRGB` of every instance.",
        failing=_masks({"index": 1, "imBytes": _RED}, {"colorRGB": [255, 0, 0]}), passing=_GOOD,
    ),
    IssueCode(
        code="VID009", title="A stretch of time ends before it starts",
        checks="That a stretch of frames, milliseconds or seconds begins before it ends; both ends count in.",
        why="It holds at no time.",
        fix="Exchange start and end.",
        failing=_weather(15, 9), passing=_weather(9, 15),
    ),
    IssueCode(
        code="VID010", title="A time is not a whole number",
        checks="That frames and milliseconds are whole numbers.",
        why="Seconds written where milliseconds are meant are off by a thousand, and rounding would hide it.",
        fix="Give whole frames or milliseconds.",
        failing=_weather(1.5, 2), passing=_weather(1, 2),
    ),
)  # fmt: skip
