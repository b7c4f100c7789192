"""PNG bytes out, written from runs: one bit per pixel for a mask, a palette for a composite."""

import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from postil.errors import UsageError
from postil.masks.color import BLACK, Color, from_key, to_key
from postil.masks.limits import check_sides
from postil.masks.overlap import difference, union
from postil.masks.png import SIGNATURE, chunk
from postil.masks.run_mask import RunMask
from postil.masks.toggles import EMPTY, Toggles

_GREY, _RGB, _PALETTE = 0, 2, 3
_COMPRESSION = 6


def write_png(mask: RunMask) -> bytes:
    """A 1-bit greyscale PNG, white where the mask is set.

    Raises:
        LimitError: A side is over 9,000 pixels (MSK001), which no reader of ours would take back.
    """
    check_sides(mask.height, mask.width)
    lines = _packed_lines(mask.row_toggles, mask.height, mask.width)
    return _file(mask.height, mask.width, 1, _GREY, lines)


def write_composite(masks: Iterable[tuple[RunMask, Color]]) -> bytes:
    """A composite PNG on black: palette form for up to 255 colours, RGB beyond.

    Where masks overlap the later one is seen. Masks may share a colour.

    Raises:
        UsageError: No mask at all, a malformed colour, or a mask drawn in black, the background (MSK004);
            masks of different sizes (MSK006).
        LimitError: A side is over 9,000 pixels (MSK001).
    """
    layers = [(mask, from_key(to_key(color))) for mask, color in masks]
    height, width = _common_size(layers)
    colors = sorted({color for _, color in layers})
    visible = _visible_layers(layers)
    if len(colors) <= 255:
        indexes = {color: index for index, color in enumerate(colors, start=1)}
        pixels = _painted(((runs, indexes[color]) for runs, color in visible), height * width, np.uint8)
        palette = np.array([BLACK, *colors], np.uint8).tobytes()
        return _file(height, width, 8, _PALETTE, _lines(pixels.reshape(height, width)), palette)
    pixels = _painted(((runs, to_key(color)) for runs, color in visible), height * width, np.uint32)
    channels = pixels.astype(">u4").view(np.uint8).reshape(height, width, 4)[:, :, 1:]
    return _file(height, width, 8, _RGB, _lines(channels.reshape(height, width * 3)))


def _common_size(layers: Sequence[tuple[RunMask, Color]]) -> tuple[int, int]:
    sizes = {(mask.height, mask.width) for mask, _ in layers}
    if not sizes or BLACK in {color for _, color in layers}:
        raise UsageError(
            "a composite needs at least one mask, and none drawn in black, which is its background",
            code="MSK004",
            hint="give every mask a color other than [0, 0, 0]",
        )
    if len(sizes) > 1:
        listed = ", ".join(f"{width} x {height}" for height, width in sorted(sizes))
        raise UsageError(
            f"masks of different sizes cannot share a composite: {listed}",
            code="MSK006",
            hint="write one composite per image size",
        )
    height, width = sizes.pop()
    check_sides(height, width)
    return height, width


def _visible_layers(layers: Sequence[tuple[RunMask, Color]]) -> list[tuple[Toggles, Color]]:
    """Row-major runs of what later masks leave uncovered."""
    drawn = [(mask.row_toggles, color) for mask, color in layers]
    if _are_disjoint([runs for runs, _ in drawn]):
        return drawn
    visible, covered = [], EMPTY
    for runs, color in reversed(drawn):
        visible.append((difference(runs, covered), color))
        covered = union(runs, covered)
    return visible


def _are_disjoint(layers: Sequence[Toggles]) -> bool:
    merged = np.concatenate(layers)
    order = np.argsort(merged[0::2], kind="stable")
    return bool((merged[0::2][order][1:] >= merged[1::2][order][:-1]).all())


def _painted(
    layers: Iterable[tuple[Toggles, int]], size: int, dtype: type[np.unsignedinteger[Any]]
) -> npt.NDArray[np.unsignedinteger[Any]]:
    """Pixel values of runs that do not overlap, zero elsewhere."""
    steps = np.zeros(size + 1, dtype)
    for runs, value in layers:
        # Unsigned sums wrap around, so a run's end takes back exactly what its start has added.
        steps[runs[0::2]] += dtype(value)
        steps[runs[1::2]] -= dtype(value)
    np.add.accumulate(steps, out=steps)
    return steps[:size]


def _lines(pixels: npt.NDArray[np.unsignedinteger[Any]]) -> npt.NDArray[np.uint8]:
    """Scanlines with filter byte 0, "none", which compresses runs best."""
    return np.pad(pixels.astype(np.uint8, copy=False), ((0, 0), (1, 0)))


def _packed_lines(runs: Toggles, height: int, width: int) -> npt.NDArray[np.uint8]:
    """Scanlines of one bit per pixel, highest bit first, built from row-major runs."""
    stride = 1 + (width + 7) // 8
    row, column = np.divmod(runs.astype(np.int64), width)
    places = row * stride * 8 + 8 + column
    places = places[: np.searchsorted(places, height * stride * 8)]
    lines = np.zeros(height * stride, np.uint8)
    if places.size:
        firsts = np.flatnonzero(np.diff(places >> 3, prepend=-1))
        bits = (128 >> (places & 7)).astype(np.uint8)
        lines[places[firsts] >> 3] = np.bitwise_or.reduceat(bits, firsts)
    # Each bit becomes the parity of all flips so far: inside a byte by doubling shifts, then across bytes.
    for shift in (1, 2, 4):
        lines ^= lines >> shift
    carried = np.bitwise_xor.accumulate(lines & 1)
    lines[1:] ^= carried[:-1] * np.uint8(255)
    table = lines.reshape(height, stride)
    table[:, 0] = 0
    return table


def _file(
    height: int,
    width: int,
    bit_depth: int,
    color_type: int,
    lines: npt.NDArray[np.uint8],
    palette: bytes = b"",
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, bit_depth, color_type, 0, 0, 0)
    parts = [SIGNATURE, chunk(b"IHDR", header)]
    if palette:
        parts.append(chunk(b"PLTE", palette))
    parts.append(chunk(b"IDAT", zlib.compress(lines.tobytes(), _COMPRESSION)))
    parts.append(chunk(b"IEND", b""))
    return b"".join(parts)
