import json
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from postil.errors import AnnotationError
from postil.types import Line, Point
from tests.unit.types.make import box, loose, rows


@pytest.mark.parametrize("kind", [np.int8, np.uint16, np.int64, np.float32, np.float64])
def test_numbers_of_numpy_become_pythons_own(kind):
    found = Point(kind(3), kind(4))
    assert (found.x, found.y, type(found.x).__module__) == (3, 4, "builtins")


def test_whole_numbers_stay_whole():
    (row,) = rows(box(Point(x=1690, y=977)))
    assert json.dumps(row["point"]) == '{"x": 1690, "y": 977}'


@pytest.mark.parametrize("value", [Fraction(1, 2), Decimal("0.5"), np.array(0.5), np.float16(0.5)])
def test_numbers_of_other_libraries_are_numbers(value):
    assert (Point(value, 1).x, type(Point(value, 1).x)) == (0.5, float)


@pytest.mark.parametrize("value", ["1", None, True, [1]])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(AnnotationError) as caught:
        Point(value, 1)
    assert (caught.value.code, caught.value.path) == ("ROW010", "/point/x")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_are_not_finite_are_refused(value):
    with pytest.raises(AnnotationError) as caught:
        Point(1, value)
    assert (caught.value.code, caught.value.path) == ("SRC006", "/point/y")


def test_two_large_finite_numbers_are_fine():
    assert Point(1e308, 1e308).x == 1e308


def test_points_may_be_pairs_or_mappings_or_an_array():
    expected = [Point(1, 2), Point(3, 4)]
    assert loose.Line(points=[(1, 2), {"x": 3, "y": 4}]).points == expected
    assert loose.Line(points=np.array([[1, 2], [3, 4]])).points == expected


def test_the_list_of_points_is_not_shared():
    given = [Point(1, 2), Point(3, 4)]
    Line(points=given).points.append(Point(5, 6))
    assert len(given) == 2
