"""Shapes to draw from: every kind, in every unit."""

from hypothesis import strategies as st

from postil.model.geometry import (
    Box,
    CenterBox,
    CornerBox,
    Ellipse,
    Path,
    Point,
    Polygon,
    Polyline,
    Shape,
    Vertex,
)
from postil.testing.strategies.masks import bitmaps, masks
from postil.testing.strategies.values import extents, names, numbers, pairs


def _units() -> st.SearchStrategy[str]:
    return st.sampled_from(["px", "percent", "fraction", "pt", "inch", "lnglat"])


def boxes(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Box]:
    """Boxes by corner and size, some of them turned."""
    return st.builds(
        Box, numbers(), numbers(), extents(), extents(), st.none() | numbers(-360, 360), unit or _units()
    )


def polygons(
    unit: st.SearchStrategy[str] | None = None, *, is_plain: bool = False
) -> st.SearchStrategy[Polygon]:
    """Rings, stored open: the last point is not the first."""
    ring = st.lists(pairs(), min_size=3, max_size=6).filter(lambda points: points[0] != points[-1])
    more = st.just([]) if is_plain else st.lists(ring, max_size=1)
    return st.builds(Polygon, ring, more, more, unit or _units())


def polylines(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Polyline]:
    """Open lines."""
    return st.builds(Polyline, st.lists(pairs(), min_size=2, max_size=6), unit or _units())


def points(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Point]:
    """Positions without a drawn size."""
    return st.builds(Point, numbers(), numbers(), st.none(), unit or _units())


def ellipses(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Ellipse]:
    """Ellipses about their centre."""
    turn = st.none() | numbers(-360, 360)
    return st.builds(Ellipse, numbers(), numbers(), extents(), extents(), turn, unit or _units())


def paths(unit: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Path]:
    """Lines through vertices, some of them curved."""
    control = st.none() | pairs()
    vertices = st.builds(
        Vertex,
        numbers(),
        numbers(),
        st.none() | names(),
        st.none() | names(),
        st.booleans(),
        control,
        control,
    )
    return st.builds(Path, st.lists(vertices, min_size=1, max_size=4), st.booleans(), unit or _units())


def shapes() -> st.SearchStrategy[Shape]:
    """Every static shape."""
    corners = st.builds(CornerBox, numbers(), numbers(), numbers(), numbers(), _units())
    centers = st.builds(CenterBox, numbers(), numbers(), extents(), extents(), _units())
    lines = polylines() | paths() | points()
    return boxes() | corners | centers | polygons() | lines | ellipses() | masks() | bitmaps()
