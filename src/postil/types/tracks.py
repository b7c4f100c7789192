"""Objects of a video put together from their frames: which frames are one object, and its segments.

Frames of one name are one object, until a frame occurs twice. Then the order decides: where frames go back,
the next object begins. Where they never go back, all objects were listed frame by frame, and each shape goes
on with the object that was nearest. An object's own `extra["uuid"]`, or any value in `extra["track"]`, says
it without guessing; the latter goes into no file.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import le, lt
from typing import Any

from postil.errors import AnnotationError
from postil.types.feature import uuid_of
from postil.types.line import Line
from postil.types.point import Point
from postil.types.rectangle import Rectangle
from postil.types.refusal import Row
from postil.types.spelled_answers import spell_questions
from postil.types.spelled_shapes import speller_of
from postil.types.spelled_stretches import segments_of
from postil.types.video import VideoObjectAnnotation

TRACK = "track"
"""The key of `extra` that tells objects of one name apart."""

Track = list[VideoObjectAnnotation]
Box = tuple[float, float, float, float]


def split_tracks(given: Sequence[VideoObjectAnnotation]) -> list[Track]:
    """Return the objects among the frames of one name, each in the order its frames were listed."""
    if not any(one.extra for one in given):
        return _split(given)
    named, rest = _named(given)
    return [*named, *_split(rest)] if rest else named


def _named(given: Iterable[VideoObjectAnnotation]) -> tuple[list[Track], Track]:
    """Return the objects with a mark of their own, and the frames that belong to none of them.

    It is enough to mark the first frame: later frames that follow it in the list go along.
    """
    tracks: dict[object, Track] = {}
    rest: Track = []
    last: Track | None = None
    for one in given:
        mark = uuid_of(one.extra) or (one.extra or {}).get(TRACK)
        if mark is not None:
            last = tracks.setdefault(mark, [])
            last.append(one)
        elif last and one.frame > last[-1].frame:
            last.append(one)
        else:
            rest.append(one)
    return list(tracks.values()), rest


def _split(given: Sequence[VideoObjectAnnotation]) -> list[Track]:
    frames = [one.frame for one in given]
    if all(map(lt, frames, frames[1:])) or len(set(frames)) == len(frames):
        return [list(given)]
    if all(map(le, frames, frames[1:])):
        return _followed(given)
    tracks: list[Track] = []
    for one in given:
        if tracks and one.frame > tracks[-1][-1].frame:
            tracks[-1].append(one)
        else:
            tracks.append([one])
    return tracks


def _followed(given: Iterable[VideoObjectAnnotation]) -> list[Track]:
    tracks: list[Track] = []
    boxes: list[Box] = []
    for one in given:
        box = _box(one)
        open_ = [number for number, track in enumerate(tracks) if track[-1].frame < one.frame]
        if open_:
            _, nearest = min((_distance(boxes[number], box), number) for number in open_)
            tracks[nearest].append(one)
            boxes[nearest] = box
        else:
            tracks.append([one])
            boxes.append(box)
    return tracks


def _box(one: VideoObjectAnnotation) -> Box:
    value = one.value
    points: list[Point] = []
    if isinstance(value, Rectangle):
        points = [value.start, value.end]
    elif isinstance(value, Line):
        points = value.points
    elif isinstance(value, Point):
        points = [value]
    xs, ys = [point.x for point in points], [point.y for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _distance(one: Box, other: Box) -> float:
    """Sum of the distances of the four edges: 0 for equal boxes, growing with place and size."""
    left, top, right, bottom = other
    return abs(one[0] - left) + abs(one[1] - top) + abs(one[2] - right) + abs(one[3] - bottom)


def spell_segments(track: Track, pack: Callable[[Iterable[Row]], Any]) -> list[Row]:
    """Return the value of a row's `segments`: the keyframes of a track; other frames are left out.

    Args:
        track: The frames of one object.
        pack: Returns what is kept of the spelled keyframes of a segment.

    Raises:
        AnnotationError: No keyframe (VID003); segments out of order (VID004).
    """
    keyframes = [[one for one in segment if one.keyframe] for segment in segments_of(track)]
    if not any(keyframes):
        raise AnnotationError(
            "segments have no keyframe",
            code="VID003", hint="set keyframe=True where the shape is given", path="/segments", got=0,
        )  # fmt: skip
    return [{"keyframes": pack(map(_spell_keyframe, segment))} for segment in keyframes if segment]


def _spell_keyframe(one: VideoObjectAnnotation) -> Row:
    value = one.value
    row: Row = {"frame": one.frame} | speller_of(type(value))(value)
    questions = one.classifications
    row["classifications"] = spell_questions(questions) if questions else []
    return row
