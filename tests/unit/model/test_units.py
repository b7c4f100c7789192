"""Units convert through the displayed size; expected values by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import UsageError
from postil.model.geometry import Box, CenterBox, CornerBox
from postil.model.units import box_edges_px, from_px, scale, to_px

SIZE = (600, 400)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("px", (50.0, 25.0)), ("percent", (300.0, 100.0)), ("fraction", (30_000.0, 10_000.0))],
)
def test_a_position_converts_through_width_and_height(unit: str, expected: tuple[float, float]) -> None:
    assert to_px(50, 25, unit, SIZE) == expected


@pytest.mark.parametrize("unit", ["pt", "lnglat", "ms"])
def test_a_unit_without_pixels_is_refused(unit: str) -> None:
    with pytest.raises(UsageError, match=unit):
        scale(unit, SIZE)


def test_percent_without_a_size_is_refused_with_how_to_fix_it() -> None:
    with pytest.raises(UsageError, match="probe the asset"):
        to_px(1, 1, "percent", None)


def test_pixels_need_no_size_and_keep_their_spelling() -> None:
    assert to_px(3, 4, "px", None) == (3, 4)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.sampled_from(["px", "percent", "fraction"]))
def test_converting_there_and_back_moves_by_at_most_one_rounding(x: float, y: float, unit: str) -> None:
    back = from_px(*to_px(x, y, unit, SIZE), unit, SIZE)
    assert back == pytest.approx((x, y), rel=1e-15, abs=1e-300)


@pytest.mark.parametrize(
    "box",
    [
        Box(10, 20, 30, 40),
        CornerBox(10, 20, 40, 60),
        CenterBox(25, 40, 30, 40),
        Box(10 / 6, 5, 5, 10, unit="percent"),
        Box(40, 60, -30, -40),
    ],
)
def test_every_form_and_unit_of_a_box_has_the_same_edges(box: Box | CornerBox | CenterBox) -> None:
    assert box_edges_px(box, SIZE) == pytest.approx((10, 20, 40, 60))
