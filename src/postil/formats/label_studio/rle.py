"""Masks as the bytes of a brush: runs of equal bytes over a row-major RGBA raster.

Bits come most significant first. A header of 53 bits (32: number of raster bytes; 5: bits per value, less 1;
four times 4: bits of a run's length, less 1), then runs: a bit that says whether the value repeats, 2 bits
that choose how many bits the length has, the length less one, the value. The tail is padded to a byte, by a
whole byte where nothing is missing: the editor's own library and the Python converter agree on this.
"""

import numpy as np

from postil.masks import RunMask

_LENGTH_BITS = (3, 4, 8, 16)
_LONGEST = 1 << 16
_CHANNELS = 4
_OPAQUE = 255
_FLUSH_BITS = 1 << 14


def encode_brush(mask: RunMask) -> bytes:
    """Spell a mask with 255 in all four channels of every pixel set and 0 elsewhere."""
    size = mask.height * mask.width
    borders = np.concatenate((mask.row_toggles, [size])).astype(np.int64)
    lengths = np.diff(borders, prepend=0) * _CHANNELS
    bits = _Bits()
    bits.add(lengths.sum().item(), 32)
    bits.add(8 - 1, 5)
    for width in _LENGTH_BITS:
        bits.add(width - 1, 4)
    for index, length in enumerate(lengths.tolist()):
        _add_run(bits, length, _OPAQUE if index % 2 else 0)
    return bits.finish()


def _add_run(bits: "_Bits", length: int, value: int) -> None:
    while length > 0:
        piece = min(length, _LONGEST)
        length -= piece
        if piece == 1:
            # A single value is spelled as a literal: no repeat, the shortest length.
            bits.add(value, 1 + 2 + _LENGTH_BITS[0] + 8)
            continue
        choice = next(index for index, width in enumerate(_LENGTH_BITS) if piece <= 1 << width)
        width = _LENGTH_BITS[choice]
        head = (4 + choice) << width | (piece - 1)
        bits.add(head << 8 | value, 1 + 2 + width + 8)


class _Bits:
    """Bytes in the making, filled bit by bit."""

    def __init__(self) -> None:
        self._done = bytearray()
        self._value = 0
        self._count = 0

    def add(self, value: int, width: int) -> None:
        """Append the lowest `width` bits of a value."""
        self._value = self._value << width | value
        self._count += width
        if self._count > _FLUSH_BITS:
            self._flush()

    def _flush(self) -> None:
        whole, rest = divmod(self._count, 8)
        self._done += (self._value >> rest).to_bytes(whole, "big")
        self._value &= (1 << rest) - 1
        self._count = rest

    def finish(self) -> bytes:
        """Pad with one to eight zero bits and return the bytes."""
        self.add(0, 8 - self._count % 8)
        self._flush()
        return bytes(self._done)
