"""Objects and answers of videos, frame by frame."""

from typing import Any

from postil.types.classification import ClassificationAnnotation
from postil.types.line import Line
from postil.types.number import plain_whole
from postil.types.object_annotation import ObjectAnnotation
from postil.types.point import Point
from postil.types.rectangle import Rectangle
from postil.types.refusal import Row, refuse

_KEYFRAME_SHAPES = (Rectangle, Point, Line)
_BOX: Row = {"top": 0, "left": 0, "height": 1, "width": 1}


class VideoObjectAnnotation(ObjectAnnotation, kw_only=True, gc=False):
    """An object at one frame; those of one name become one track, or several where frames repeat.

    Args:
        frame: The frame, counted from 1.
        keyframe: Whether the shape is given here; between keyframes it moves in a straight line.
        segment_index: The stretch of visibility the frame is part of. Without it, frames that follow each
            other are one stretch.

    Raises:
        AnnotationError: A negative frame (VID001); a shape keyframes cannot hold (VID005).
    """

    frame: int
    keyframe: bool
    segment_index: int | None = None

    def __post_init__(self) -> None:
        """Check frame and shape too."""
        ObjectAnnotation.__post_init__(self)
        frame = self.frame
        if type(frame) is not int:
            self.frame = frame = plain_whole(frame)
        if self.segment_index is not None:
            self.segment_index = plain_whole(self.segment_index)
        if type(frame) is not int or frame < 0:
            _refuse_keyframe({"frame": frame, "bbox": _BOX}, f"frame is {frame!r}")
        if not isinstance(self.value, _KEYFRAME_SHAPES):
            kind = type(self.value).__name__.lower()
            _refuse_keyframe({"frame": frame, kind: []}, f"a keyframe cannot hold a {kind}")


class VideoClassificationAnnotation(ClassificationAnnotation, kw_only=True, gc=False):
    """An answer at one frame of a video; it holds for a whole segment, until another one is given.

    Raises:
        AnnotationError: A negative frame (VID001).
    """

    frame: int
    segment_index: int | None = None

    def __post_init__(self) -> None:
        """Check the frame too."""
        ClassificationAnnotation.__post_init__(self)
        self.frame = frame = plain_whole(self.frame)
        if self.segment_index is not None:
            self.segment_index = plain_whole(self.segment_index)
        if type(frame) is not int or frame < 0:
            answer = [{"value": "-", "frames": [{"start": frame, "end": frame}]}]
            row: Row = {"name": "-", "answer": answer}
            refuse(row, "video", what=f"frame is {frame!r}", hint="count frames from 1")


def _refuse_keyframe(keyframe: dict[str, Any], what: str) -> None:
    row: Row = {"name": "-", "segments": [{"keyframes": [keyframe]}]}
    refuse(row, "video", what=what, hint="give a frame from 1, and a Rectangle, Point or Line")
