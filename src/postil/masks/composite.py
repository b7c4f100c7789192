"""Composite masks: one PNG whose colours each stand for an instance, decoded once for all of them."""

import hashlib
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from PIL import Image

from postil.errors import UsageError
from postil.masks import png, scan
from postil.masks.color import Color, color_error, from_key, to_key
from postil.masks.memo import Memo
from postil.masks.run_mask import RunMask
from postil.masks.toggles import Toggles, complement, from_runs

_LISTED = 20


class Composite:
    """The runs of every colour of an image, from one pass; a colour's mask is built when picked.

    Colours are `(red, green, blue)`, 0…255. Grey counts as three equal channels, 16-bit channels keep their
    high byte, alpha is dropped. No raster is kept.
    """

    def __init__(self, runs: scan.Runs) -> None:
        self.height = runs.height
        self.width = runs.width
        keys = scan.color_keys(runs)
        # Two palette entries, or two opacities, may share a colour: neighbours then are one run.
        is_first = np.concatenate(([True], keys[1:] != keys[:-1]))
        starts, keys = runs.starts[is_first], keys[is_first]
        ends = np.append(starts[1:], np.int32(self.height * self.width))
        # Colour in the high half and place in the low half: one sort groups by colour and keeps the order.
        order = np.sort(keys.astype(np.uint64) << np.uint64(32) | np.arange(keys.size, dtype=np.uint64))
        places = (order & np.uint64(0xFFFFFFFF)).astype(np.int64)
        self._starts, self._ends = starts[places], ends[places]
        self._keys, self._bounds = np.unique(order >> np.uint64(32), return_index=True)
        self._bounds = np.append(self._bounds, keys.size)

    @classmethod
    def read(cls, content: bytes) -> "Composite":
        """Decode PNG bytes without the memo; `composite` names the errors."""
        return cls.of_image(png.decode(content))

    @classmethod
    def of_image(cls, image: Image.Image) -> "Composite":
        """Scan a decoded image.

        Raises:
            LimitError: Too large, or too many runs (MSK001).
            UnsupportedError: A colour space without an RGB reading (MSK003).
        """
        return cls(scan.scan(image))

    @property
    def run_count(self) -> int:
        """Number of runs kept, the measure of this object's memory (8 bytes each)."""
        return int(self._starts.size)

    @cached_property
    def colors(self) -> tuple[Color, ...]:
        """The colours present, black included, ascending."""
        return tuple(from_key(key) for key in self._keys.tolist())

    @cached_property
    def areas(self) -> tuple[int, ...]:
        """Number of pixels of each colour, in the order of `colors`."""
        lengths = (self._ends - self._starts).astype(np.int64)
        return tuple(np.add.reduceat(lengths, self._bounds[:-1]).tolist())

    def pick(self, color: Sequence[int] | int | None) -> RunMask:
        """The pixels of one colour; None means every pixel that is not black, a number its shade of grey.

        Raises:
            UsageError: The colour is malformed or absent; the message lists those present, nearest first
                (MSK004).
            LimitError: The mask would have more than `MAX_TOGGLES` flips (MSK001).
        """
        if color is None:
            return self.foreground()
        key = to_key(color)
        index = int(np.searchsorted(self._keys, key))
        if index == self._keys.size or int(self._keys[index]) != key:
            raise self._absent(key)
        chosen = slice(self._bounds[index], self._bounds[index + 1])
        return self._mask(from_runs(self._starts[chosen], self._ends[chosen]))

    def foreground(self) -> RunMask:
        """Every pixel that is not black."""
        black = self._bounds[1] if self._keys[0] == 0 else 0
        outside = from_runs(self._starts[:black], self._ends[:black])
        return self._mask(complement(outside, self.height * self.width))

    def _mask(self, row_toggles: Toggles) -> RunMask:
        return RunMask.from_row_toggles(row_toggles, self.height, self.width)

    def _absent(self, key: int) -> UsageError:
        others = self._keys[self._keys != 0].astype(np.int64)
        if not others.size:
            return color_error(f"color {list(from_key(key))} is not in the mask, which is black everywhere")
        channels = np.stack((others >> 16, others >> 8 & 255, others & 255))
        wanted = np.array(from_key(key)).reshape(3, 1)
        nearest = others[np.argsort(((channels - wanted) ** 2).sum(axis=0), kind="stable")]
        listed = ", ".join(str(list(from_key(other))) for other in nearest[:_LISTED].tolist())
        more = f" and {nearest.size - _LISTED:,} more" if nearest.size > _LISTED else ""
        return color_error(
            f"color {list(from_key(key))} is not in the mask; present, nearest first: {listed}{more}"
        )


_memo: Memo[Composite] = Memo(max_entries=64, max_weight=2**22)


def composite(content: bytes) -> Composite:
    """Decode a composite PNG, once per distinct content while it stays in a small memo shared by all threads.

    Raises:
        UsageError: No PNG, cut off or damaged (MSK002).
        UnsupportedError: Another image kind (MSK003).
        LimitError: A side is over 9,000 pixels, or too many runs (MSK001).
    """
    key = hashlib.sha256(content).digest()
    return _memo.get(key, lambda: Composite.read(content), lambda made: made.run_count)
