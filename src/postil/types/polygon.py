"""Closed rings."""

from typing import Any

import msgspec

from postil.types.point import Geometry, Point, points, spell_points
from postil.types.refusal import Row, judge


class Polygon(Geometry, kw_only=True, gc=False):
    """A ring of at least three corners; repeating the first one at the end is optional.

    Raises:
        AnnotationError: It has fewer corners (GEO001).
    """

    points: list[Point]
    extra: dict[str, Any] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take the corners over, and count them."""
        self.points = found = points(self.points)
        if len(found) < 4 and (len(found) < 3 or found[0] == found[-1]):
            judge({"name": "-", "polygon": spell_ring(self)})


def spell_ring(polygon: Polygon) -> list[Row]:
    """Return the value of a row's `polygon`, which is closed."""
    ring = spell_points(polygon.points)
    if ring and ring[0] != ring[-1]:
        ring.append(ring[0])
    return ring
