"""Masks through time: one row holds composites by frame and many instances by colour.

Each instance becomes an annotation of its own, a track of masks; `group` names the row they came from.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from postil.formats.labelbox.masks import Color, read_color
from postil.formats.labelbox.reading import Reading, quoted
from postil.formats.labelbox.spelling import Spelling
from postil.formats.labelbox.wire import MaskFrame, MaskInstance, MaskVideo
from postil.model.annotation import Annotation
from postil.model.geometry import Mask, MaskSource
from postil.model.track import Keyframe, Track, TrackSegment


class _Frame(msgspec.Struct):
    index: int
    sha256: str | None
    url: str | None


def read_masks(video: MaskVideo, key: str, group: str, reading: Reading) -> list[Annotation]:
    """Return one annotation per instance; its key is the row's key and the instance's colour."""
    frames = [_frame(row, f"/masks/frames/{at}", reading) for at, row in enumerate(video.frames)]
    if not video.frames:
        hint = "list every frame with index and instanceURI or imBytes"
        reading.report("VID003", "masks have no frame", hint, "/masks/frames")
    if not video.instances:
        hint = "list every instance with colorRGB and name"
        reading.report("VID008", "masks have no instance", hint, "/masks/instances")
    found = []
    colors: set[str] = set()
    for at, row in enumerate(video.instances):
        color = _color(row, f"/masks/instances/{at}", reading)
        suffix = "{:02x}{:02x}{:02x}".format(*color or (0, 0, 0))
        suffix += f".{at}" if suffix in colors else ""
        colors.add(suffix)
        annotation = Annotation(
            f"{key}:{suffix}" if key else "",
            row.name,
            geometry=_track(frames, color),
            group=group,
            schema_id=row.schemaId,
        )
        found.append(annotation)
    return found


def _frame(row: MaskFrame, pointer: str, reading: Reading) -> _Frame:
    if (row.instanceURI is None) == (row.imBytes is None):
        what = "has no mask" if row.imBytes is None else "has both instanceURI and imBytes"
        hint = "give exactly one of instanceURI and imBytes"
        reading.report("VID006", f"mask frame {row.index} {what}", hint, pointer)
        return _Frame(row.index, None, None)
    if row.instanceURI is not None:
        if "://" not in row.instanceURI:
            message = f"instanceURI is {quoted(row.instanceURI)}, must be a URL"
            here = f"{pointer}/instanceURI"
            reading.report("VID007", message, "give a URL with its scheme", here, got=row.instanceURI)
        return _Frame(row.index, None, row.instanceURI)
    return _Frame(row.index, reading.inline_content(row.imBytes or "", f"{pointer}/imBytes"), None)


def _color(row: MaskInstance, pointer: str, reading: Reading) -> Color | None:
    if row.name is None and row.schemaId is None:
        hint = "give the name of the feature the colour stands for"
        reading.report("VID008", "mask instance has no name", hint, pointer)
    if row.colorRGB is None:
        hint = "give [red, green, blue] of the instance in the composites"
        reading.report("MSK007", "mask instance has no colorRGB", hint, f"{pointer}/colorRGB")
    return read_color(row.colorRGB, f"{pointer}/colorRGB", reading)


def _track(frames: Sequence[_Frame], color: Color | None) -> Track:
    return Track(
        [
            TrackSegment(
                [
                    Keyframe(
                        frame.index, Mask(source=MaskSource("composite_png", frame.sha256, frame.url, color))
                    )
                    for frame in frames
                ]
            )
        ]
    )


def is_mask_track(annotation: Annotation) -> bool:
    """Say whether an annotation is an instance of a mask row: a track of masks."""
    track = annotation.geometry
    return isinstance(track, Track) and any(
        isinstance(keyframe.shape, Mask) for segment in track.segments for keyframe in segment.keyframes
    )


def spell_masks(instances: Sequence[Annotation], spelling: Spelling) -> dict[str, Any] | None:
    """Return the value of a row's `masks` for the instances of one group.

    None when a mask was edited, so that no composite of the source shows it any more.
    """
    frames: dict[int, dict[str, Any]] = {}
    named = []
    for annotation in instances:
        color = None
        for source, frame in _sources(annotation):
            if source is None or (source.url is None and source.sha256 is None):
                return None
            if source.url is not None:
                frames.setdefault(frame, {"index": frame, "instanceURI": source.url})
            elif frame not in frames:
                frames[frame] = {"index": frame, "imBytes": spelling.content_text(source.sha256 or "")}
            color = source.color
        named.append(_spell_instance(annotation, color))
    return {"frames": list(frames.values()), "instances": named}


def _sources(annotation: Annotation) -> list[tuple[MaskSource | None, int]]:
    track = annotation.geometry
    if not isinstance(track, Track):
        return []
    keyframes = [keyframe for segment in track.segments for keyframe in segment.keyframes]
    return [
        (keyframe.shape.source if isinstance(keyframe.shape, Mask) else None, keyframe.frame)
        for keyframe in keyframes
    ]


def _spell_instance(annotation: Annotation, color: Color | None) -> dict[str, Any]:
    spelled: dict[str, Any] = {}
    if color is not None:
        spelled["colorRGB"] = list(color)
    if annotation.feature is not None:
        spelled["name"] = annotation.feature
    if annotation.schema_id is not None:
        spelled["schemaId"] = annotation.schema_id
    return spelled
