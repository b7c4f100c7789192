"""Single positions."""

import msgspec

from postil.model.number import Number


class Point(msgspec.Struct, tag_field="type", tag="point", omit_defaults=True, gc=False):
    """A position; `width` is the drawn size some formats carry, in the same unit."""

    x: Number
    y: Number
    width: Number | None = None
    unit: str = "px"
