"""Axis-parallel and rotated boxes, in the three forms people write them.

The form is never converted on the way in: percent to pixels and back changes values (house §4.3).
`postil.model.units` is the only converter. Edges are inclusive of the asset's border; negative
coordinates are legal and reported by the checks.
"""

import msgspec

from postil.model.number import Number


class Box(msgspec.Struct, tag_field="type", tag="box", omit_defaults=True, gc=False):
    """A box by its left-top corner and size (form `xywh`).

    `rotation` turns it clockwise, in degrees, about the left-top corner, in pixel space; absent means
    the source said nothing, which is drawn like 0.
    """

    left: Number
    top: Number
    width: Number
    height: Number
    rotation: Number | None = None
    unit: str = "px"


class CornerBox(msgspec.Struct, tag_field="type", tag="box_xyxy", omit_defaults=True, gc=False):
    """A box by two opposite corners (form `xyxy`); `right` and `bottom` are edges, not pixel indices."""

    left: Number
    top: Number
    right: Number
    bottom: Number
    unit: str = "px"


class CenterBox(msgspec.Struct, tag_field="type", tag="box_cxcywh", omit_defaults=True, gc=False):
    """A box by its centre and size (form `cxcywh`)."""

    center_x: Number
    center_y: Number
    width: Number
    height: Number
    unit: str = "px"
