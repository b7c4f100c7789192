"""Boxes of images, maps, videos and documents."""

from enum import Enum
from typing import Any

import msgspec

from postil.types.number import plain_whole
from postil.types.point import Geometry, Point, point
from postil.types.refusal import Row, judge, refuse


class RectangleUnit(Enum):
    """Unit of a box on a page of a document."""

    INCHES = "INCHES"
    PIXELS = "PIXELS"
    POINTS = "POINTS"
    PERCENT = "PERCENT"


class Rectangle(Geometry, kw_only=True, gc=False):
    """A box between two opposite corners, given in any order.

    Raises:
        AnnotationError: It has no width or no height (GEO002).
    """

    start: Point
    end: Point
    extra: dict[str, Any] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check that there is an area between the corners."""
        start, end = self.start, self.end
        if type(start) is not Point or type(end) is not Point:
            start, end = self.start, self.end = point(start), point(end)
        if start.x == end.x or start.y == end.y:
            judge({"name": "-", "bbox": spell_box(self)})

    @classmethod
    def from_xyhw(cls, x: float, y: float, h: float, w: float) -> "Rectangle":
        """Return the box with this left-top corner, height and width."""
        return Rectangle(start=Point(x, y), end=Point(x + w, y + h))


class DocumentRectangle(Rectangle, kw_only=True, gc=False):
    """A box on a page; pages count from 1, and 0 is read as 1.

    Raises:
        AnnotationError: The page is negative (TXT004), or the unit is none (ROW010).
    """

    page: int
    unit: RectangleUnit

    def __post_init__(self) -> None:
        """Check page and unit too."""
        super().__post_init__()
        self.page = page = plain_whole(self.page)
        if not isinstance(self.unit, RectangleUnit):
            self.unit = _unit(self.unit)
        if type(page) is not int or page < 0:
            row = spell_document_box(self) | {"name": "-"}
            refuse(row, "document", what=f"page is {page!r}", hint="give the number of the page, from 1")


def _unit(given: Any) -> RectangleUnit:
    try:
        return RectangleUnit(given)
    except ValueError:
        box = {"top": 0, "left": 0, "height": 1, "width": 1}
        row = {"name": "-", "page": 1, "unit": given, "bbox": box}
        names = ", ".join(unit.name for unit in RectangleUnit)
        refuse(row, "document", what=f"unit is {given!r}, must be one of {names}", hint="use RectangleUnit")


def spell_box(box: Rectangle) -> Row:
    """Return the value of a row's `bbox`: the corner nearest to the origin, and the size."""
    start, end = box.start, box.end
    x, y, right, bottom = start.x, start.y, end.x, end.y
    if right < x:
        x, right = right, x
    if bottom < y:
        y, bottom = bottom, y
    return {"top": y, "left": x, "height": bottom - y, "width": right - x}


def spell_document_box(box: DocumentRectangle) -> Row:
    """Return the keys of a row for a box on a page."""
    return {"page": box.page, "unit": box.unit.value, "bbox": spell_box(box)}
