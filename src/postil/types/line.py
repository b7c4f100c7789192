"""Open lines."""

from typing import Any

import msgspec

from postil.types.point import Geometry, Point, points, spell_points
from postil.types.refusal import judge


class Line(Geometry, kw_only=True, gc=False):
    """A line through at least two points.

    Raises:
        AnnotationError: It has fewer (GEO003).
    """

    points: list[Point]
    extra: dict[str, Any] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take the points over, and count them."""
        self.points = points(self.points)
        if len(self.points) < 2:
            judge({"name": "-", "line": spell_points(self.points)})
