"""Open and curved lines."""

import msgspec

from postil.model.number import Number, Pair


class Polyline(msgspec.Struct, tag_field="type", tag="polyline", omit_defaults=True, gc=False):
    """An open line of at least two points."""

    points: list[Pair]
    unit: str = "px"


class Vertex(msgspec.Struct, omit_defaults=True, gc=False):
    """One vertex of a path; the control points exist only on Bezier vertices."""

    x: Number
    y: Number
    id: str | None = None
    previous: str | None = None
    is_bezier: bool = False
    control_in: Pair | None = None
    control_out: Pair | None = None


class Path(msgspec.Struct, tag_field="type", tag="path", omit_defaults=True, gc=False):
    """A line through vertices that may be curved, branched (`previous`) or closed."""

    vertices: list[Vertex]
    closed: bool = False
    unit: str = "px"
