"""Ellipses."""

import msgspec

from postil.model.number import Number


class Ellipse(msgspec.Struct, tag_field="type", tag="ellipse", omit_defaults=True, gc=False):
    """An ellipse about its centre, turned clockwise by `rotation` degrees in pixel space.

    In percent, `radius_x` is of the width and `radius_y` of the height, so a circle in percent is an
    ellipse in pixels unless the asset is square.
    """

    center_x: Number
    center_y: Number
    radius_x: Number
    radius_y: Number
    rotation: Number | None = None
    unit: str = "px"
