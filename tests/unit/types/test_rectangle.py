import pytest

from postil.errors import AnnotationError
from postil.types import Point, Rectangle, RectangleUnit
from tests.unit.types.make import box, loose, rectangle, rows

BBOX = {"top": 2, "left": 1, "height": 4, "width": 3}


@pytest.mark.parametrize("corners", [(1, 2, 4, 6), (4, 6, 1, 2), (4, 2, 1, 6), (1, 6, 4, 2)])
def test_corners_may_come_in_any_order(corners):
    (row,) = rows(box(rectangle(*corners)))
    assert row["bbox"] == BBOX


def test_a_box_by_corner_and_size_takes_the_height_first():
    assert Rectangle.from_xyhw(1, 2, 4, 3) == rectangle(1, 2, 4, 6)


def test_a_box_without_height_is_refused():
    with pytest.raises(AnnotationError, match="bbox height is 0") as caught:
        rectangle(1, 2, 4, 2)
    assert (caught.value.code, caught.value.path) == ("GEO002", "/bbox/height")


def test_a_unit_may_be_given_by_its_name():
    found = loose.DocumentRectangle(start=Point(1, 2), end=Point(4, 6), page=1, unit="POINTS")
    assert found.unit is RectangleUnit.POINTS


def test_an_unknown_unit_is_refused_with_the_known_ones():
    with pytest.raises(AnnotationError, match="PIXELS, PERCENT, POINTS, INCHES") as caught:
        loose.DocumentRectangle(start=Point(1, 2), end=Point(4, 6), page=1, unit="MILES")
    assert caught.value.path == "/unit"


def test_a_program_may_derive_a_box_of_its_own():
    class Square(Rectangle, kw_only=True):
        pass

    (row,) = rows(box(Square(start=Point(1, 2), end=Point(4, 6))))
    assert row["bbox"] == BBOX
