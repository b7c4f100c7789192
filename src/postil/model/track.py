"""Objects that move: segments of visibility with keyframes."""

from typing import Literal

import msgspec

from postil.model.answer import Classification
from postil.model.geometry import Shape
from postil.model.number import Number


class Keyframe(msgspec.Struct, omit_defaults=True):
    """The shape at one frame; `frame` counts from 1."""

    frame: int
    shape: Shape
    classifications: list[Classification] = []
    time_s: Number | None = None
    is_enabled: bool = True


class TrackSegment(msgspec.Struct, omit_defaults=True):
    """One stretch of visibility: linear between keyframes, from the first to the last or to the end."""

    keyframes: list[Keyframe]
    until: Literal["last_keyframe", "end"] = "last_keyframe"


class Track(msgspec.Struct, tag_field="type", tag="track", omit_defaults=True):
    """One object through time. Between segments it is not visible."""

    segments: list[TrackSegment]
