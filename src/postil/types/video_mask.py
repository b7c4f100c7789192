"""Masks of videos: a picture per frame, and what its colours stand for."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

import msgspec

from postil.types.feature import Extra, check_uuid, spell_feature
from postil.types.given import listed
from postil.types.number import plain_whole
from postil.types.refusal import Row, refuse

_FRAME: Row = {"index": 1, "instanceURI": "https://example.test/1.png"}
_INSTANCE: Row = {"name": "-", "colorRGB": [255, 255, 255]}


class MaskFrame(msgspec.Struct, kw_only=True, gc=False):
    """The picture of one frame: a PNG by URL or as bytes. Frames count from 1.

    Raises:
        AnnotationError: No picture (VID006); a URL that is none (VID007); a negative frame (VID001).
    """

    index: int
    instance_uri: str | None = None
    im_bytes: bytes | None = None

    def __post_init__(self) -> None:
        """Check frame and picture."""
        self.index = index = plain_whole(self.index)
        is_sound = (
            type(index) is int and index >= 0 and (self.instance_uri is None) != (self.im_bytes is None)
        )
        if not is_sound or (self.instance_uri is not None and not _is_url(self.instance_uri)):
            row: Row = {"masks": {"frames": [spell_frame(self)], "instances": [_INSTANCE]}}
            what = f"frame {index!r} has no picture, or several"
            refuse(row, "video", what=what, hint="give instance_uri or im_bytes")


class MaskInstance(msgspec.Struct, kw_only=True, gc=False):
    """What one colour stands for in every frame.

    Raises:
        AnnotationError: The colour is none (MSK007), or names no feature (VID008).
    """

    color_rgb: tuple[int, int, int]
    name: str | None = None
    feature_schema_id: str | None = None

    def __post_init__(self) -> None:
        """Check name and colour."""
        channels = [plain_whole(one) for one in listed(self.color_rgb, object, "/masks/instances/0/colorRGB")]
        self.color_rgb = tuple(channels)
        is_color = len(channels) == 3 and all(type(one) is int and 0 <= one <= 255 for one in channels)
        if not is_color or (self.name is None and self.feature_schema_id is None):
            row: Row = {"masks": {"frames": [_FRAME], "instances": [spell_instance(self)]}}
            what = f"color_rgb is {self.color_rgb!r}, must be three whole numbers from 0 to 255"
            refuse(row, "video", what=what, hint="give (red, green, blue) and a name")


class VideoMaskAnnotation(msgspec.Struct, kw_only=True, gc=False):
    """Masks through a video: an object is one colour in all frames.

    `extra["uuid"]` is the key under which importing it again replaces it.
    """

    frames: list[MaskFrame]
    instances: list[MaskInstance]
    extra: Extra = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take frames and instances over."""
        self.frames = listed(self.frames, MaskFrame, "/masks/frames")
        self.instances = listed(self.instances, MaskInstance, "/masks/instances")
        if self.extra:
            check_uuid(self.extra)


def spell_masks(frames: Sequence[MaskFrame], instances: Sequence[MaskInstance]) -> Row:
    """Return the value of a row's `masks`."""
    return {
        "frames": [spell_frame(frame) for frame in frames],
        "instances": [spell_instance(instance) for instance in instances],
    }


def spell_frame(frame: MaskFrame) -> Row:
    """Return one item of `masks.frames`."""
    row: dict[str, Any] = {"index": frame.index}
    if frame.instance_uri is not None:
        row["instanceURI"] = frame.instance_uri
    if frame.im_bytes is not None:
        row["imBytes"] = b64encode(frame.im_bytes).decode("ascii")
    return row


def spell_instance(instance: MaskInstance) -> Row:
    """Return one item of `masks.instances`."""
    named = spell_feature(instance.name, instance.feature_schema_id)
    if named.get("name", "") is None:
        named = {}
    return named | {"colorRGB": list(instance.color_rgb)}


def _is_url(text: str) -> bool:
    return "://" in text
