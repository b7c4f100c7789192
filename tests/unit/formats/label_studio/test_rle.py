import numpy as np
import pytest
from hypothesis import given

from postil.formats.label_studio.rle import encode_brush
from postil.masks import RunMask
from postil.testing.strategies.masks import run_masks


def decode(content):
    """The bytes behind run lengths, bit by bit as the layout is described."""
    bits = "".join(f"{byte:08b}" for byte in content)
    place = 0

    def take(width):
        nonlocal place
        place += width
        return int(bits[place - width : place], 2)

    size, word = take(32), take(5) + 1
    widths = [take(4) + 1 for _ in range(4)]
    assert (word, widths) == (8, [3, 4, 8, 16])
    found: list[int] = []
    while len(found) < size:
        is_run, width = take(1), widths[take(2)]
        length = take(width) + 1
        found += [take(word)] * length if is_run else [take(word) for _ in range(length)]
    assert len(found) == size
    assert 1 <= len(bits) - place <= 8
    assert set(bits[place:]) == {"0"}
    return found


def raster_of(content, height, width):
    channels = np.array(decode(content)).reshape(height, width, 4)
    assert (channels == channels[:, :, :1]).all()
    assert set(np.unique(channels)) <= {0, 255}
    return channels[:, :, 0] == 255


@given(run_masks())
def test_the_pixels_come_back_by_the_documented_layout(mask):
    assert (raster_of(encode_brush(mask), mask.height, mask.width) == mask.to_raster()).all()


@pytest.mark.parametrize("sides", [(1, 1), (16, 1), (128, 128), (200, 300)])
def test_full_and_empty_masks_of_every_run_length(sides):
    for value in (0, 1):
        raster = np.full(sides, value, np.uint8)
        mask = RunMask.from_raster(raster)
        assert (raster_of(encode_brush(mask), *sides) == raster).all()


def test_one_set_pixel_by_hand():
    # 4 raster bytes of 255. Header 53 bits: 4 in 32, 7 in 5, then 2, 3, 7, 15 in 4 each; a run (1) of the
    # shortest length class (00), length 4 less one (011), value 255; then zeros up to a byte: 67 bits + 5.
    bits = f"{4:032b}" + "00111" + "0010" + "0011" + "0111" + "1111" + "1" + "00" + "011" + "11111111"
    bits += "0" * (8 - len(bits) % 8)
    expected = int(bits, 2).to_bytes(len(bits) // 8, "big")
    assert encode_brush(RunMask.from_raster(np.ones((1, 1), np.uint8))) == expected
