"""GEO007 and GEO008: what a row claims about its image, compared with the image."""

from postil.checks.report import figure
from postil.model.issue import Issue, Where
from postil.model.number import Number, Size


def check_declared_size(declared: Size, probed: Size, pointer: str = "/original_width") -> Issue | None:
    """Warn when a row declares another size than its image has; percent are of the probed one."""
    if declared == probed:
        return None
    return Issue(
        "GEO007",
        f"declared size is {declared[0]} x {declared[1]}, but the image is {probed[0]} x {probed[1]}",
        "check that the row and the image belong together; percent are taken of the image's own size",
        "warning", list(declared), list(probed), Where(pointer=pointer),
    )  # fmt: skip


def check_image_rotation(degrees: Number | None, pointer: str = "/image_rotation") -> Issue | None:
    """Warn that a rotation of the whole image was kept and not applied."""
    if not degrees:
        return None
    return Issue(
        "GEO008", f"image_rotation is {figure(degrees)}; it is kept and shown, but not applied",
        "turn the image file itself; metrics refuse turned images",
        "warning", degrees, 0, Where(pointer=pointer),
    )  # fmt: skip
