"""Lines and masks in the planes of a DICOM series."""

from enum import Enum
from typing import Any

from postil.types.line import Line
from postil.types.refusal import refuse, refuse_type
from postil.types.video import VideoObjectAnnotation
from postil.types.video_mask import VideoMaskAnnotation


class GroupKey(Enum):
    """The plane a frame is counted in."""

    AXIAL = "axial"
    SAGITTAL = "sagittal"
    CORONAL = "coronal"


class DICOMObjectAnnotation(VideoObjectAnnotation, kw_only=True, gc=False):
    """A line at one frame of a plane.

    Raises:
        AnnotationError: The shape is no line (VID005); the plane is none of the three (ROW010).
    """

    group_key: GroupKey

    def __post_init__(self) -> None:
        """Check plane and shape too."""
        VideoObjectAnnotation.__post_init__(self)
        self.group_key = _group_key(self.group_key)
        if not isinstance(self.value, Line):
            box = {"top": 0, "left": 0, "height": 1, "width": 1}
            row: dict[str, Any] = {"name": "-", "segments": [{"keyframes": [{"frame": 1, "bbox": box}]}]}
            refuse(row, "dicom", what="a DICOM keyframe holds a line", hint="give a Line")


class DICOMMaskAnnotation(VideoMaskAnnotation, kw_only=True, gc=False):
    """Masks through the frames of a plane."""

    group_key: GroupKey

    def __post_init__(self) -> None:
        """Check the plane too."""
        VideoMaskAnnotation.__post_init__(self)
        self.group_key = _group_key(self.group_key)


def _group_key(given: Any) -> GroupKey:
    try:
        return GroupKey(given)
    except ValueError:
        names = ", ".join(key.name for key in GroupKey)
        what = f"group_key is {given!r}, must be one of {names}"
        refuse_type(what, "use GroupKey", "/groupKey", given)
