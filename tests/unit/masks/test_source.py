import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from postil import masks
from postil.errors import LimitError, NotFoundError, UnsupportedError, UsageError
from postil.masks.source import read_source
from tests.unit.masks.png_file import png_file

RED, GREEN, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 0)
PIXELS = np.array([[RED, GREEN, BLACK], [RED, BLACK, BLACK]], np.uint8)
CONTENT = png_file(PIXELS)
URL = "https://example.test/composite.png?signature=secret"


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "composite.png"
    place.write_bytes(CONTENT)
    return place


@pytest.mark.parametrize(
    "convert",
    [
        pytest.param(lambda path: path, id="path"),
        pytest.param(str, id="text"),
        pytest.param(Path.read_bytes, id="bytes"),
        pytest.param(lambda path: bytearray(path.read_bytes()), id="bytearray"),
        pytest.param(lambda path: memoryview(path.read_bytes()), id="memoryview"),
        pytest.param(lambda path: PIXELS, id="array"),
        pytest.param(lambda path: PIXELS.astype(np.int64), id="wide array"),
        pytest.param(lambda path: np.asfortranarray(PIXELS)[:, :, :], id="array by columns"),
        pytest.param(lambda path: np.dstack((PIXELS, PIXELS[:, :, :1])), id="array with alpha"),
        pytest.param(lambda path: Image.open(io.BytesIO(path.read_bytes())), id="image"),
        pytest.param(lambda path: Image.fromarray(PIXELS).convert("P"), id="palette image"),
    ],
)
def test_every_kind_of_source_gives_the_same_colours_and_masks(convert, path):
    source = convert(path)
    assert masks.colors(source) == [GREEN, RED]
    assert masks.pick(source, RED).to_raster().tolist() == [[True, False, False], [True, False, False]]


def test_black_is_listed_only_on_request():
    assert masks.colors(CONTENT, include_black=True) == [BLACK, GREEN, RED]


def test_a_url_is_read_through_the_function_given():
    asked = []

    def fetch(url):
        asked.append(url)
        return CONTENT

    assert masks.colors(URL, fetch=fetch) == [GREEN, RED]
    assert masks.pick(URL, GREEN, fetch=fetch).area == 1
    assert asked == [URL, URL]


def test_a_url_without_such_a_function_is_refused_without_repeating_its_signature():
    with pytest.raises(UsageError, match=r"https://example\.test/composite\.png cannot") as caught:
        masks.colors(URL)
    assert "fetch=" in caught.value.hint
    assert "secret" not in str(caught.value)


def test_no_colour_means_every_pixel_that_is_not_black():
    assert masks.pick(PIXELS, None).area == 3


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (np.array([[0, 7]], np.uint8), [(7, 7, 7)]),
        (np.array([[False, True]]), [(255, 255, 255)]),
    ],
)
def test_a_flat_array_is_grey(array, expected):
    assert masks.colors(array) == expected
    assert masks.pick(array, expected[0][0]).area == 1


@pytest.mark.parametrize(
    ("array", "complaint"),
    [
        (np.zeros((2, 2, 2), np.uint8), r"shape \(2, 2, 2\)"),
        (np.zeros(4, np.uint8), r"shape \(4,\)"),
        (np.full((2, 2), 256), "whole numbers 0 to 255"),
        (np.full((2, 2), -1), "whole numbers 0 to 255"),
        (np.zeros((2, 2)), "float64"),
    ],
)
def test_an_array_that_is_no_image_is_refused(array, complaint):
    with pytest.raises(UnsupportedError, match=complaint) as caught:
        masks.colors(array)
    assert caught.value.code == "MSK003"


@pytest.mark.parametrize("source", [np.zeros((9001, 1), np.uint8), Image.new("L", (1, 9001))])
def test_a_source_with_a_side_over_9000_pixels_is_refused(source):
    with pytest.raises(LimitError) as caught:
        masks.colors(source)
    assert caught.value.code == "MSK001"


def test_an_array_without_pixels_is_refused():
    with pytest.raises(UsageError) as caught:
        masks.colors(np.zeros((0, 5), np.uint8))
    assert caught.value.code == "MSK005"


def test_a_missing_file_is_reported_with_its_path(tmp_path):
    with pytest.raises(NotFoundError, match=r"gone\.png"):
        masks.colors(tmp_path / "gone.png")


def test_an_image_that_turns_out_cut_off_is_refused():
    noise = np.random.default_rng(0).integers(0, 255, (50, 50, 3), np.uint8)
    content = png_file(noise)
    with pytest.raises(UsageError) as caught:
        masks.colors(Image.open(io.BytesIO(content[: len(content) // 2])))
    assert caught.value.code == "MSK002"


def test_another_kind_of_object_is_refused_by_name():
    with pytest.raises(UnsupportedError, match="source is list") as caught:
        read_source([1, 2])  # type: ignore[arg-type]
    assert caught.value.code == "MSK003"
