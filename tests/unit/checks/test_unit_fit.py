"""Files as detectors and people make them, right and wrong, and what the finding says about each."""

import random

import pytest

from postil.checks.unit_fit import LEAST_BOXES, UnitFit
from postil.model.geometry import Box, Point, Polygon

FULL_HD = (1920, 1080)


def sound_boxes(size, count, seed, *, is_whole=False):
    """Boxes of all sizes, wherever they fit, as in photographs."""
    draw = random.Random(seed)
    for _ in range(count):
        width = min(draw.lognormvariate(0, 0.8) * size[0] / 12 + 2, size[0] * 0.9)
        height = min(draw.lognormvariate(0, 0.8) * size[1] / 12 + 2, size[1] * 0.9)
        left, top = draw.uniform(0, size[0] - width), draw.uniform(0, size[1] - height)
        numbers = (left, top, width, height)
        yield tuple(max(1, int(number)) for number in numbers) if is_whole else numbers


def counted(boxes, size=FULL_HD):
    fit = UnitFit()
    for box in boxes:
        fit.add(Box(*box), size)
    return fit


def verdict(boxes, size=FULL_HD, unit="px"):
    fit = UnitFit()
    for box in boxes:
        left, top, width, height = box
        fit.add(Box(left, top, width, height, unit=unit), size)
    issue = fit.finding()
    assert issue is None or issue.code == "GEO005"
    return None if issue is None else issue.expected


def as_fraction(boxes, size):
    return [(x / size[0], y / size[1], w / size[0], h / size[1]) for x, y, w, h in boxes]


def as_percent(boxes, size):
    return [tuple(100 * number for number in box) for box in as_fraction(boxes, size)]


def as_corners(boxes):
    return [(x, y, x + w, y + h) for x, y, w, h in boxes]


def as_centers(boxes):
    return [(x + w / 2, y + h / 2, w, h) for x, y, w, h in boxes]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("count", [LEAST_BOXES, 50, 500])
@pytest.mark.parametrize("size", [FULL_HD, (4000, 3000), (640, 480), (224, 224), (100, 80), (32, 32)])
@pytest.mark.parametrize("is_whole", [False, True])
def test_a_file_that_is_right_is_left_alone(size, count, seed, is_whole):
    assert verdict(sound_boxes(size, count, seed, is_whole=is_whole), size) is None


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("count", [LEAST_BOXES, 200])
@pytest.mark.parametrize("size", [FULL_HD, (640, 480), (100, 80)])
def test_fractions_are_recognised_on_images_of_any_size(size, count, seed):
    assert verdict(as_fraction(sound_boxes(size, count, seed), size), size) == "fraction"


@pytest.mark.parametrize("seed", range(10))
def test_fractions_in_other_forms_are_recognised_too(seed):
    boxes = as_fraction(sound_boxes(FULL_HD, 100, seed), FULL_HD)
    assert verdict(as_corners(boxes)) == verdict(as_centers(boxes)) == "fraction"


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("size", [FULL_HD, (640, 480), (224, 224)])
def test_percent_is_recognised_on_images_that_are_much_larger(size, seed):
    assert verdict(as_percent(sound_boxes(size, 200, seed), size), size) == "percent"


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("size", [(100, 80), (119, 119), (64, 64)])
def test_on_small_images_percent_looks_like_pixels_and_is_left_alone(size, seed):
    assert verdict(as_percent(sound_boxes(size, 200, seed), size), size) in (None, "xyxy", "cxcywh")
    assert verdict(sound_boxes(size, 200, seed), size) is None


@pytest.mark.parametrize("seed", range(10))
def test_small_things_in_one_corner_of_large_images_are_left_alone(seed):
    draw = random.Random(seed)
    boxes = [
        (draw.uniform(0, 60), draw.uniform(0, 40), draw.uniform(3, 15), draw.uniform(3, 15))
        for _ in range(300)
    ]
    assert verdict(boxes, (4000, 3000)) is None


def test_whole_numbers_up_to_100_are_pixels():
    boxes = [(number, number, 100 - number, 100 - number) for number in range(1, 60)]
    assert verdict(boxes, (4000, 3000)) is None


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("size", [FULL_HD, (640, 480), (100, 80)])
@pytest.mark.parametrize("is_whole", [False, True])
def test_corners_read_as_sizes_are_recognised(size, seed, is_whole):
    assert verdict(as_corners(sound_boxes(size, 200, seed, is_whole=is_whole)), size) == "xyxy"


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("size", [FULL_HD, (640, 480)])
def test_centers_read_as_corners_are_recognised(size, seed):
    assert verdict(as_centers(sound_boxes(size, 500, seed)), size) == "cxcywh"


@pytest.mark.parametrize("seed", range(20))
def test_boxes_cut_off_by_the_border_are_left_alone(seed):
    # A detector that predicts whole objects: one in ten sticks out a little.
    boxes = list(sound_boxes(FULL_HD, 300, seed))
    cut = [(FULL_HD[0] - w * 0.8, y, w, h) if number % 10 == 0 else (x, y, w, h)
           for number, (x, y, w, h) in enumerate(boxes)]  # fmt: skip
    assert verdict(cut) is None


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("factor", [2, 4])
def test_boxes_made_for_a_larger_version_of_the_image_fit_no_other_form(seed, factor):
    boxes = [tuple(factor * number for number in box) for box in sound_boxes(FULL_HD, 300, seed)]
    assert verdict(boxes) is None


@pytest.mark.parametrize("seed", range(5))
def test_below_eight_boxes_nothing_is_said(seed):
    assert verdict(as_fraction(sound_boxes(FULL_HD, LEAST_BOXES - 1, seed), FULL_HD)) is None


def test_boxes_that_say_their_unit_are_believed():
    assert verdict(as_percent(sound_boxes(FULL_HD, 100, 1), FULL_HD), unit="percent") is None


def test_images_of_unknown_size_say_nothing():
    fit = UnitFit()
    for box in as_fraction(sound_boxes(FULL_HD, 100, 1), FULL_HD):
        fit.add(Box(*box), None)
    assert fit.finding() is None


def test_polygons_and_points_in_fractions_are_recognised():
    fit = UnitFit()
    for number in range(1, 9):
        fit.add(Polygon([(0.1 * number, 0.2), (0.9, 0.25), (0.5, 0.75)]), FULL_HD)
        fit.add(Point(0.1 * number, 0.35), FULL_HD)
    issue = fit.finding()
    assert issue is not None
    assert issue.expected == "fraction"


def test_one_box_in_pixels_speaks_for_pixels():
    boxes = [*as_fraction(sound_boxes(FULL_HD, 100, 1), FULL_HD), (500.5, 300.5, 20.5, 20.5)]
    assert verdict(boxes) is None


def test_the_finding_says_what_was_seen_and_what_to_do():
    fit = UnitFit()
    for box in as_corners(sound_boxes(FULL_HD, 100, 1)):
        fit.add(Box(*box), FULL_HD)
    issue = fit.finding()
    assert issue is not None
    assert "of 100 boxes leave their image" in issue.message
    assert issue.hint.startswith("give left, top, width and height")


@pytest.mark.parametrize("seed", range(10))
def test_sound_boxes_need_not_be_counted_to_the_end(seed):
    assert counted(sound_boxes(FULL_HD, 500, seed)).is_over


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("size", [FULL_HD, (640, 480), (100, 80)])
def test_boxes_that_fit_another_unit_or_form_are_counted_to_the_end(size, seed):
    boxes = list(sound_boxes(size, 200, seed))
    for other in (as_fraction(boxes, size), as_percent(boxes, size), as_corners(boxes), as_centers(boxes)):
        assert not counted(other, size).is_over


@pytest.mark.parametrize("seed", range(200))
def test_what_comes_after_the_count_is_over_leads_to_no_finding(seed):
    draw = random.Random(seed)
    makers = (list, lambda boxes: as_fraction(boxes, FULL_HD), as_corners, as_centers)
    boxes = [
        box
        for _ in range(5)
        for box in draw.choice(makers)(list(sound_boxes(FULL_HD, draw.choice((1, 40)), draw.random())))
    ]
    fit = UnitFit()
    was_over = False
    for box in boxes:
        fit.add(Box(*box), FULL_HD)
        was_over = was_over or fit.is_over
        assert not (was_over and fit.finding())
