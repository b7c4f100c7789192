import pytest

from postil.errors import AnnotationError
from tests.unit.types.make import box, loose, rows

RING = [(0, 0), (4, 0), (4, 3)]
CLOSED = [{"x": 0, "y": 0}, {"x": 4, "y": 0}, {"x": 4, "y": 3}, {"x": 0, "y": 0}]


@pytest.mark.parametrize("ring", [RING, [*RING, RING[0]]])
def test_a_ring_is_written_closed_whether_it_came_so_or_not(ring):
    (row,) = rows(box(loose.Polygon(points=ring)))
    assert row["polygon"] == CLOSED


def test_the_closing_point_is_no_corner():
    with pytest.raises(AnnotationError, match="2 points") as caught:
        loose.Polygon(points=[(0, 0), (4, 0), (0, 0)])
    assert (caught.value.code, caught.value.got) == ("GEO001", 2)
