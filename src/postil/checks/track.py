"""VID001 to VID005 and VID009: objects and answers through time."""

from collections.abc import Sequence
from itertools import pairwise

from postil.checks.facts import RowFacts
from postil.checks.media import KEYFRAME_SHAPES
from postil.checks.place import Places
from postil.checks.report import Report
from postil.checks.shape import check_shape
from postil.model.answer import Range
from postil.model.issue import Issue, Where
from postil.model.track import Keyframe, Track, TrackSegment


def check_track(track: Track, facts: RowFacts, places: Places, report: Report, *, is_strict: bool) -> None:
    """Check frames, their order, and the shape of every keyframe."""
    if not track.segments:
        _report_empty("track", places.shape(track), report)
    last = None
    for number, segment in enumerate(track.segments):
        pointer = places.keyframe(number, 0)
        if not segment.keyframes:
            _report_empty(f"segment {number + 1} of the track", pointer, report)
            continue
        first = min(keyframe.frame for keyframe in segment.keyframes)
        if last is not None and first < last:
            report.add(
                "VID004",
                f"segment {number + 1} begins at frame {first}, before frame {last} of the one before it",
                "give segments in ascending order; objects seen at the same time are rows of their own",
                pointer, got=first, expected=f">= {last}",
            )  # fmt: skip
        last = max(keyframe.frame for keyframe in segment.keyframes)
        _check_frames(segment, number, facts, places, report)
        for index, keyframe in enumerate(segment.keyframes):
            _check_keyframe(
                keyframe, places.keyframe(number, index), facts, places, report, is_strict=is_strict
            )


def _report_empty(what: str, pointer: str, report: Report) -> None:
    report.add("VID003", f"{what} has no keyframe", "give at least one keyframe", pointer, got=0)


def _check_frames(
    segment: TrackSegment, number: int, facts: RowFacts, places: Places, report: Report
) -> None:
    seen: set[int] = set()
    for index, keyframe in enumerate(segment.keyframes):
        frame, pointer = keyframe.frame, f"{places.keyframe(number, index)}/frame"
        check_frame(frame, pointer, report)
        if frame in seen:
            report.add(
                "VID002", f"frame {frame} has two keyframes in one segment",
                "keep one of them; two objects of one class are rows of their own",
                pointer, got=frame,
            )  # fmt: skip
        elif facts.frame_count is not None and frame > facts.frame_count:
            report.add(
                "GEO004", f"keyframe is at frame {frame}, but the video has {facts.frame_count}",
                "correct the frame; frames count from 1", pointer,
                got=frame, expected=f"<= {facts.frame_count}", severity="warning",
            )  # fmt: skip
        seen.add(frame)


def check_frame(frame: int, pointer: str, report: Report) -> None:
    """Frames count from 1; 0, which old files hold, is accepted."""
    if frame < 0:
        report.add(
            "VID001", f"frame is {frame}, must not be negative", "count frames from 1", pointer,
            got=frame, expected=">= 0",
        )  # fmt: skip


def _check_keyframe(
    keyframe: Keyframe, pointer: str, facts: RowFacts, places: Places, report: Report, *, is_strict: bool
) -> None:
    shape = keyframe.shape
    place = places.keyframe_shape(pointer, shape)
    allowed = KEYFRAME_SHAPES.get(facts.media_type)
    if allowed is not None and type(shape) not in allowed:
        names = sorted({places.nouns[kind] for kind in allowed})
        report.add(
            "VID005", f"a keyframe of a {facts.media_type} cannot hold a {places.noun(shape)}",
            f"give one of {', '.join(names)}", place, got=places.noun(shape), expected=names,
        )  # fmt: skip
        return
    check_shape(shape, facts, place, places, report, is_strict=is_strict)


def check_ranges(ranges: Sequence[Range], answer: str, places: Places, report: Report) -> None:
    """Check the stretches of time an answer holds for; both ends are inclusive."""
    for index, stretch in enumerate(ranges):
        pointer = places.range(answer, index, "start")
        if stretch.start < 0:
            report.add(
                "VID001", f"range starts at {stretch.start}, must not be negative",
                "count frames from 1 and milliseconds from 0", pointer, got=stretch.start, expected=">= 0",
            )  # fmt: skip
        elif stretch.start > stretch.end:
            report.add(
                "VID009", f"range starts at {stretch.start}, after its end {stretch.end}",
                "exchange start and end", pointer,
                got=[stretch.start, stretch.end], expected="start <= end",
            )  # fmt: skip


def are_apart(ranges: Sequence[Range]) -> bool:
    """Say whether no two stretches share a frame; both ends are inclusive."""
    ordered = sorted(ranges, key=lambda stretch: stretch.start)
    return all(before.end < after.start for before, after in pairwise(ordered))


def check_segment_indexes(indexes: Sequence[int | None]) -> Issue | None:
    """Check the `segment_index` of the frames of one object, in order of frames, as Labelbox types give it.

    Either every frame has one or none, and they ascend (VID004).
    """
    given = [index for index in indexes if index is not None]
    where = Where(pointer="/segment_index")
    if given and len(given) != len(indexes):
        message = f"segment_index is given for {len(given)} of {len(indexes)} frames"
        hint = "give it for every frame, or for none"
        return Issue("VID004", message, hint, got=list(indexes), where=where)
    for before, after in pairwise(given):
        if after < before:
            message = f"segment_index is {after} after {before}, must ascend"
            return Issue(
                "VID004", message, "number segments in order of frames", got=after,
                expected=f">= {before}", where=where,
            )  # fmt: skip
    return None
