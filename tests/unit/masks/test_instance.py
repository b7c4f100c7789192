import base64

import numpy as np
import pytest
from hypothesis import given

from postil.errors import UsageError
from postil.masks import single
from tests.unit.masks.png_file import GREY, GREY_ALPHA, PALETTE, RGBA, png_file
from tests.unit.masks.rasters import rasters

# The "png" of a mask row as the official package writes it: mode L, values 0 and 1.
OFFICIAL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAAAAACIbxGfAAAAGUlEQVR4nGNgYGBgYGBgZGBgZGD4z8SADAAPUAEEYi6WLgAAAABJRU5E"
    "rkJggg=="
)


def test_the_png_of_the_official_package_is_read():
    mask = single(OFFICIAL)
    assert (mask.width, mask.height) == (6, 4)
    assert 0 < mask.area < 24


@given(rasters)
def test_a_grey_png_with_values_0_and_1_gives_its_ones(raster):
    assert np.array_equal(single(png_file(raster.astype(np.uint8), 8, GREY)).to_raster(), raster)


@given(rasters)
def test_a_one_bit_png_gives_its_white_pixels(raster):
    assert np.array_equal(single(png_file(raster.astype(np.uint8), 1, GREY)).to_raster(), raster)


def test_any_colour_that_is_not_black_belongs_to_the_mask():
    pixels = np.array([[[0, 0, 0], [0, 0, 1], [9, 0, 0]]], np.uint8)
    assert single(png_file(pixels)).to_raster().tolist() == [[False, True, True]]


def test_sixteen_bit_grey_counts_its_low_byte():
    assert single(png_file(np.array([[0, 1, 256]], np.uint16), 16, GREY)).area == 2


def test_a_palette_png_counts_colours_and_not_indexes():
    content = png_file(np.array([[0, 1, 2]], np.uint8), 8, PALETTE, palette=[(9, 9, 9), (0, 0, 0), (0, 0, 1)])
    assert single(content).to_raster().tolist() == [[True, False, True]]


def test_alpha_is_ignored_when_the_colours_differ():
    pixels = np.array([[[0, 0, 0, 255], [255, 255, 255, 0]]], np.uint8)
    assert single(png_file(pixels, 8, RGBA)).to_raster().tolist() == [[False, True]]


@pytest.mark.parametrize("grey", [0, 255])
def test_alpha_is_the_mask_when_all_colours_are_equal_and_it_varies(grey):
    pixels = np.array([[[grey, 0], [grey, 1], [grey, 255]]], np.uint8)
    assert single(png_file(pixels, 8, GREY_ALPHA)).to_raster().tolist() == [[False, True, True]]


@pytest.mark.parametrize(("grey", "area"), [(0, 0), (255, 2)])
def test_colour_decides_when_neither_colour_nor_alpha_varies(grey, area):
    pixels = np.full((1, 2, 2), (grey, 128), np.uint8)
    assert single(png_file(pixels, 8, GREY_ALPHA)).area == area


def test_what_is_no_png_is_refused():
    with pytest.raises(UsageError) as caught:
        single(b"nothing")
    assert caught.value.code == "MSK002"
