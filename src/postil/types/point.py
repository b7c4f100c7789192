"""Points, which every other shape is made of."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import msgspec

from postil.types.given import listed
from postil.types.number import PLAIN, are_numbers, plain
from postil.types.refusal import refuse, refuse_type


class Geometry(msgspec.Struct, gc=False):
    """What all drawn shapes have in common."""


class Point(Geometry, gc=False, omit_defaults=True):
    """A position in pixels of the image, or in longitude (x) and latitude (y) on a map.

    Whole numbers stay whole. Numbers of numpy become Python's own.

    Raises:
        AnnotationError: A coordinate is not finite (SRC006) or no number (ROW010).
    """

    x: float
    y: float
    extra: dict[str, Any] | None = None

    def __post_init__(self) -> None:
        """Look at the numbers; only odd ones cost more than that."""
        x, y = self.x, self.y
        try:
            if type(x) in PLAIN and type(y) in PLAIN and isfinite(x + y):
                return
        except OverflowError:
            pass
        x, y = self.x, self.y = plain(x), plain(y)
        if not are_numbers((x, y)):
            what = f"point is ({x!r}, {y!r}), must be two finite numbers"
            refuse({"name": "-", "point": {"x": x, "y": y}}, what=what, hint="give x and y as numbers")


def point(given: Any) -> Point:
    """Return a point given as such, as a mapping with x and y, or as a pair.

    Raises:
        AnnotationError: It is nothing of these (ROW010).
    """
    if isinstance(given, Point):
        return given
    if isinstance(given, Mapping):
        return Point(**given)
    try:
        x, y = given
    except (TypeError, ValueError):
        what = f"point is {given!r:.80}, must be a Point"
        refuse_type(what, "give Point(x=…, y=…)")
    return Point(x, y)


def points(given: Any) -> list[Point]:
    """Return points given as any sequence, an array of two columns included, as a list of their own."""
    if isinstance(given, list) and {Point}.issuperset(map(type, given)):
        return list(given)
    return [point(one) for one in listed(given.tolist() if hasattr(given, "tolist") else given, object)]


def are_bare(found: list[Point]) -> bool:
    """Say whether JSON made of the points themselves says the same as that of their rows."""
    return not [1 for one in found if type(one) is not Point or one.extra is not None]


def spell_points(found: list[Point]) -> list[dict[str, Any]]:
    """Return the form of points in a row."""
    return [{"x": one.x, "y": one.y} for one in found]
