import base64
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from postil.errors import UsageError
from postil.masks import Composite, composite
from tests.unit.masks.png_file import GREY, GREY_ALPHA, PALETTE, RGB, RGBA, png_file

RED, GREEN, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 0)
# The "imBytes" of Labelbox's documented row for composite masks, as its own package writes it.
DOCUMENTED = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAIAAAAiZtkUAAAAF0lEQVR4nGNgwACMEOo/Ep8Jm6r/6EIAQ8oCBOM1fEIAAAAASUVO"
    "RK5CYII="
)

few_colors = st.sampled_from([BLACK, RED, GREEN, (1, 2, 3), (3, 2, 1), (255, 255, 255)])


def painted(rows):
    return np.array(rows, np.uint8)


@given(
    arrays.arrays(object, st.tuples(st.integers(1, 7), st.integers(1, 7)), elements=few_colors).map(
        lambda cells: np.array(cells.tolist(), np.uint8).reshape(*cells.shape, 3)
    )
)
def test_every_colour_is_picked_exactly(pixels):
    found = Composite.read(png_file(pixels))
    present = {tuple(pixel) for pixel in pixels.reshape(-1, 3).tolist()}
    assert found.colors == tuple(sorted(present))
    assert (found.height, found.width) == pixels.shape[:2]
    for color, area in zip(found.colors, found.areas, strict=True):
        expected = (pixels == color).all(axis=-1)
        assert np.array_equal(found.pick(color).to_raster(), expected)
        assert area == expected.sum()


def test_the_documented_composite_row_is_read_like_pillow_reads_it():
    with Image.open(io.BytesIO(DOCUMENTED)) as image:
        pixels = np.asarray(image)
    found = composite(DOCUMENTED)
    assert set(found.colors) == {tuple(pixel) for pixel in pixels.reshape(-1, 3).tolist()}
    assert np.array_equal(found.pick(RED).to_raster(), (pixels == RED).all(axis=-1))


def test_no_colour_means_every_pixel_that_is_not_black():
    pixels = painted([[RED, BLACK, GREEN], [BLACK, (0, 0, 1), BLACK]])
    expected = [[True, False, True], [False, True, False]]
    assert Composite.read(png_file(pixels)).pick(None).to_raster().tolist() == expected


@pytest.mark.parametrize(("color", "area"), [(BLACK, 0), (RED, 4)])
def test_the_foreground_of_one_colour_is_all_or_nothing(color, area):
    pixels = np.full((2, 2, 3), color, np.uint8)
    assert Composite.read(png_file(pixels)).foreground().area == area


def test_black_is_picked_only_when_named():
    pixels = painted([[RED, BLACK, BLACK]])
    assert Composite.read(png_file(pixels)).pick(BLACK).area == 2


def test_an_absent_colour_is_reported_with_those_present_nearest_first():
    pixels = painted([[RED, GREEN, (250, 5, 0), BLACK]])
    with pytest.raises(UsageError) as caught:
        Composite.read(png_file(pixels)).pick((254, 0, 0))
    assert caught.value.code == "MSK004"
    assert "color [254, 0, 0] is not in the mask" in caught.value.message
    assert caught.value.message.endswith("[255, 0, 0], [250, 5, 0], [0, 255, 0]")


def test_an_absent_colour_lists_twenty_of_many_and_says_how_many_more():
    pixels = painted([[(0, 0, blue) for blue in range(1, 51)]])
    with pytest.raises(UsageError) as caught:
        Composite.read(png_file(pixels)).pick((1, 0, 50))
    assert caught.value.message.endswith("[0, 0, 31] and 30 more")
    assert caught.value.message.count("[") == 21


def test_a_colour_sought_in_a_black_mask_is_reported_as_such():
    with pytest.raises(UsageError, match="black everywhere") as caught:
        Composite.read(png_file(np.zeros((2, 2, 3), np.uint8))).pick(RED)
    assert caught.value.code == "MSK004"


@pytest.mark.parametrize("color", [[255, 0, 0], (255, 0, 0), np.array(RED)])
def test_a_colour_may_be_any_sequence(color):
    assert Composite.read(png_file(painted([[RED, BLACK]]))).pick(color).area == 1


def test_alpha_is_dropped_so_that_a_colour_is_one_instance_at_any_opacity():
    pixels = painted([[(255, 0, 0, 0), (255, 0, 0, 128), (0, 255, 0, 255)]])
    found = Composite.read(png_file(pixels, 8, RGBA))
    assert (found.colors, found.areas) == ((GREEN, RED), (1, 2))


def test_palette_entries_of_equal_colour_are_one_instance():
    pixels = painted([[0, 1, 2, 1]])
    found = Composite.read(png_file(pixels, 8, PALETTE, palette=[BLACK, RED, RED]))
    assert (found.colors, found.areas) == ((BLACK, RED), (1, 3))
    assert found.pick(RED).toggles.tolist() == [1, 4]


@pytest.mark.parametrize(
    ("samples", "bit_depth", "color_type", "expected"),
    [
        ([[0, 1]], 1, GREY, [BLACK, (255, 255, 255)]),
        ([[0, 7]], 8, GREY, [BLACK, (7, 7, 7)]),
        ([[[0, 9], [7, 0]]], 8, GREY_ALPHA, [BLACK, (7, 7, 7)]),
        ([[0x00FF, 0x0700]], 16, GREY, [BLACK, (7, 7, 7)]),
        ([[[0x00FF, 0, 0], [0x0101, 0x02FF, 0x0300]]], 16, RGB, [BLACK, (1, 2, 3)]),
    ],
)
def test_other_forms_read_as_three_channels_of_eight_bits(samples, bit_depth, color_type, expected):
    content = png_file(np.array(samples, np.uint16), bit_depth, color_type)
    assert list(Composite.read(content).colors) == expected


def test_interlaced_pixels_are_picked_in_their_places():
    pixels = np.random.default_rng(1).choice([0, 255], (17, 19, 3)).astype(np.uint8)
    expected = (pixels == RED).all(axis=-1)
    found = Composite.read(png_file(pixels, interlaced=True)).pick(RED)
    assert np.array_equal(found.to_raster(), expected)


def test_equal_bytes_are_decoded_once():
    content = png_file(painted([[RED, GREEN]]))
    assert composite(content) is composite(bytes(bytearray(content)))


def test_different_bytes_are_decoded_apart():
    assert composite(png_file(painted([[RED]]))).colors == (RED,)
    assert composite(png_file(painted([[GREEN]]))).colors == (GREEN,)


def test_the_run_count_is_the_number_of_runs_in_reading_order():
    assert Composite.read(png_file(painted([[RED, RED], [RED, GREEN]]))).run_count == 2
