"""Closed rings."""

import msgspec

from postil.model.number import Pair


class Polygon(msgspec.Struct, tag_field="type", tag="polygon", omit_defaults=True, gc=False):
    """A ring of at least three corners, stored open: the first point is not repeated at the end.

    `holes` are further open rings inside; `parts` are further outer rings of the same object (formats
    that allow several). Inside is decided by the even-odd rule.
    """

    points: list[Pair]
    holes: list[list[Pair]] = []
    parts: list[list[Pair]] = []
    unit: str = "px"
