"""Ranges: which data rows go to which bucket, so that buckets are about equal and neighbours stay together.

Data rows with names near each other were mostly made one after the other, and lie near each other in every
index: a block about neighbours reads and writes few pages, one about random data rows a page for each.
"""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

_KEY = 8
_HALF = np.uint64(32)

Longs = npt.NDArray[np.uint64]


def _shared(first: bytes, last: bytes) -> int:
    """Return how many bytes two names begin with alike."""
    differ = (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return next(differ, min(len(first), len(last)))


class Ranges:
    """Borders between buckets, taken from a sample of names.

    A name counts by eight bytes behind what all names of the sample begin with. Where more names than go
    into one bucket have these bytes in common, their hash decides.

    Args:
        names: Names spelled as bytes, as evenly spread over the source as they can be had.
        count: How many buckets there are to be.
    """

    def __init__(self, names: Sequence[bytes], count: int) -> None:
        given = [name for name in names if name]
        self._skip = _shared(min(given), max(given)) if given else 0
        self._known = np.unique(self._keys(given))
        self.count = count if given else 1
        codes = np.sort(self._codes(given, hashes_of(given)))
        self._borders = codes[np.arange(1, self.count) * len(given) // self.count]

    def _keys(self, names: Sequence[bytes]) -> Longs:
        start, end = self._skip, self._skip + _KEY
        return np.array([name[start:end] for name in names], f"S{_KEY}").view(">u8").astype(np.uint64)

    def _codes(self, names: Sequence[bytes], hashes: Longs) -> Longs:
        """Return a number per name that rises with its bytes, and among equals with its hash."""
        ranks = np.searchsorted(self._known, self._keys(names), "right").astype(np.uint64)
        return (ranks << _HALF) | hashes

    def place(self, names: Sequence[bytes], hashes: Longs) -> Longs:
        """Return the bucket of every name, given the hashes of the names."""
        codes = self._codes(names, hashes)
        return np.searchsorted(self._borders, codes, "right").astype(np.uint64)


def hashes_of(names: Sequence[bytes]) -> Longs:
    """Return 32-bit hashes, the same in every process."""
    return np.fromiter(map(crc32, names), np.uint64, len(names))
