import numpy as np
import pytest
from PIL import Image

from postil.errors import LimitError, UnsupportedError
from postil.masks import scan


def test_runs_wrap_over_rows_and_end_where_the_value_changes():
    pixels = np.array([[5, 5, 7], [7, 7, 5]], np.uint8)
    runs = scan.scan(Image.fromarray(pixels))
    assert (runs.starts.tolist(), runs.values.tolist()) == ([0, 2, 5], [5, 7, 5])


def test_runs_go_on_from_one_band_of_rows_to_the_next():
    pixels = np.zeros((9000, 100), np.uint8)
    pixels[5000:, 50:] = 9
    runs = scan.scan(Image.fromarray(pixels[:5001]))
    assert (runs.starts.tolist(), runs.values.tolist()) == ([0, 500050], [0, 9])


@pytest.mark.parametrize(
    ("mode", "pixel", "key"),
    [
        ("1", 1, 0xFFFFFF),
        ("L", 3, 0x030303),
        ("LA", (3, 200), 0x030303),
        ("RGB", (1, 2, 3), 0x010203),
        ("RGBA", (1, 2, 3, 4), 0x010203),
        ("RGBX", (1, 2, 3, 4), 0x010203),
        ("I;16", 0x0CFF, 0x0C0C0C),
    ],
)
def test_the_colour_of_a_run_has_three_channels_whatever_the_mode(mode, pixel, key):
    image = Image.new(mode, (2, 1), pixel)
    assert scan.color_keys(scan.scan(image)).tolist() == [key]


@pytest.mark.parametrize("mode", ["P", "PA"])
def test_the_colour_of_a_palette_run_is_looked_up(mode):
    image = Image.new("P", (3, 1))
    image.putpalette([0, 0, 0, 10, 20, 30])
    for x, index in enumerate((1, 0, 9)):
        image.putpixel((x, 0), index)
    runs = scan.scan(image if mode == "P" else image.convert("PA"))
    assert scan.color_keys(runs).tolist() == [0x0A141E, 0, 0]


@pytest.mark.parametrize(("mode", "pixel"), [("LA", (3, 200)), ("RGBA", (1, 2, 3, 200))])
def test_alpha_is_read_where_there_is_any(mode, pixel):
    opacity = scan.alpha(scan.scan(Image.new(mode, (2, 1), pixel)))
    assert opacity is not None
    assert opacity.tolist() == [200]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_an_image_without_alpha_has_none(mode):
    assert scan.alpha(scan.scan(Image.new(mode, (2, 1)))) is None


@pytest.mark.parametrize("mode", ["CMYK", "HSV", "F", "I", "YCbCr"])
def test_a_colour_space_without_an_rgb_reading_is_refused(mode):
    with pytest.raises(UnsupportedError, match=mode) as caught:
        scan.scan(Image.new(mode, (2, 1)))
    assert caught.value.code == "MSK003"


def test_an_image_with_a_side_over_9000_pixels_is_refused():
    with pytest.raises(LimitError) as caught:
        scan.scan(Image.new("L", (9001, 1)))
    assert caught.value.code == "MSK001"


def test_a_dither_pattern_with_too_many_runs_is_refused():
    pixels = np.zeros((4500, 4500), np.uint8)
    pixels[:, ::2] = 1
    with pytest.raises(LimitError, match="photo or a dither") as caught:
        scan.scan(Image.fromarray(pixels))
    assert caught.value.code == "MSK001"
