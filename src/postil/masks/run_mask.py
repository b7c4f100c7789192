"""A binary mask as a value: its size and its runs, everything else derived on demand."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from postil.errors import UsageError
from postil.masks import counts as coco
from postil.masks import overlap, toggles
from postil.masks.limits import check_sides, check_size
from postil.masks.toggles import Raster, Toggles


@dataclass(frozen=True, eq=False)
class RunMask:
    """A mask of `height` x `width` pixels, described by column-major toggles (see `postil.masks.toggles`).

    Two masks are equal when size and pixels are. The toggles are made read-only.

    Raises:
        UsageError: The toggles are not ascending positions in pairs inside the mask (MSK005).
        LimitError: The size is beyond what this package works with (MSK001).
    """

    height: int
    width: int
    toggles: Toggles

    def __post_init__(self) -> None:
        """Check the toggles and freeze them."""
        check_size(self.height, self.width)
        flips = np.array(self.toggles, np.int32)
        if not _are_pairs_within(flips, self.height * self.width):
            raise UsageError(
                f"toggles of a {self.height} x {self.width} mask are not ascending pairs of positions in it",
                code="MSK005",
                hint="build the mask from counts, a raster, a PNG or a polygon instead",
            )
        flips.flags.writeable = False
        object.__setattr__(self, "toggles", flips)

    @classmethod
    def from_raster(cls, raster: npt.NDArray[Any]) -> "RunMask":
        """The mask of a height x width array; every value but zero counts as set."""
        if raster.ndim != 2:
            raise UsageError(
                f"mask array has {raster.ndim} dimensions, must have 2",
                code="MSK003",
                hint="give one height x width array per mask, or use masks.pick for a colour image",
            )
        check_size(*raster.shape)
        return cls.from_row_toggles(toggles.from_flat(raster.reshape(-1)), *raster.shape)

    @classmethod
    def from_row_toggles(cls, row_toggles: Toggles, height: int, width: int) -> "RunMask":
        """The mask of row-major toggles.

        Raises:
            LimitError: Its columns would need more than `MAX_TOGGLES` flips (MSK001).
        """
        return cls(height, width, toggles.transpose(row_toggles, height, width))

    @classmethod
    def from_counts(
        cls, counts: str | bytes | Sequence[int] | npt.NDArray[Any], height: int, width: int
    ) -> "RunMask":
        """The mask of COCO counts, compressed text or plain list.

        Raises:
            UsageError: The counts are malformed or do not fill height x width (MSK005).
            LimitError: A side is over 9,000 pixels, or there are too many counts (MSK001).
        """
        check_sides(height, width)
        lengths = coco.expand(counts) if isinstance(counts, str | bytes) else counts
        return cls(height, width, coco.to_toggles(lengths, height * width))

    def to_raster(self) -> Raster:
        """A height x width boolean array; for display and tests, no import or export needs it."""
        flat = toggles.to_flat(self.toggles, self.height * self.width)
        return flat.reshape(self.width, self.height).T

    @property
    def row_toggles(self) -> Toggles:
        """The same mask as row-major toggles."""
        return toggles.transpose(self.toggles, self.width, self.height)

    @cached_property
    def area(self) -> int:
        """Number of pixels set."""
        return toggles.area(self.toggles)

    @cached_property
    def bbox(self) -> tuple[int, int, int, int] | None:
        """Smallest box `(x, y, width, height)` around the mask in pixels; None when no pixel is set."""
        return toggles.tight_box(self.toggles, self.height)

    @cached_property
    def counts(self) -> str:
        """Compressed COCO counts, the same text the COCO API writes for this mask."""
        return coco.compress(coco.from_toggles(self.toggles, self.height * self.width))

    @property
    def count_list(self) -> list[int]:
        """Plain COCO counts: column-major run lengths, the unset run first."""
        counts: list[int] = coco.from_toggles(self.toggles, self.height * self.width).tolist()
        return counts

    @cached_property
    def content(self) -> str:
        """SHA-256, in hex, of the ASCII text `height,width,counts`: equal masks have equal hashes."""
        return hashlib.sha256(f"{self.height},{self.width},{self.counts}".encode("ascii")).hexdigest()

    def intersection_area(self, other: "RunMask") -> int:
        """Number of pixels in both masks; other sizes raise UsageError (MSK006)."""
        self._check_same_size(other)
        if self.bbox is None or other.bbox is None or not overlap.boxes_meet(self.bbox, other.bbox):
            return 0
        return overlap.intersection_area(self.toggles, other.toggles)

    def union_area(self, other: "RunMask") -> int:
        """Number of pixels in either mask; other sizes raise UsageError (MSK006)."""
        return self.area + other.area - self.intersection_area(other)

    def iou(self, other: "RunMask") -> float | None:
        """Intersection over union, 0…1; None when both masks are empty. Other sizes raise MSK006."""
        shared = self.intersection_area(other)
        total = self.area + other.area - shared
        return shared / total if total else None

    def __eq__(self, other: object) -> bool:
        """Equal size and equal pixels."""
        if not isinstance(other, RunMask):
            return NotImplemented
        same_size = (self.height, self.width) == (other.height, other.width)
        return same_size and np.array_equal(self.toggles, other.toggles)

    def __hash__(self) -> int:
        """Hash of size and pixels."""
        return hash((self.height, self.width, self.toggles.tobytes()))

    def _check_same_size(self, other: "RunMask") -> None:
        if (self.height, self.width) != (other.height, other.width):
            raise UsageError(
                f"masks of {self.width} x {self.height} and {other.width} x {other.height} pixels "
                "cannot be compared",
                code="MSK006",
                hint="compare masks of the same image at the same scale",
            )


def _are_pairs_within(flips: Toggles, size: int) -> bool:
    if flips.ndim != 1 or flips.size % 2:
        return False
    if not flips.size:
        return True
    return bool(flips[0] >= 0 and flips[-1] <= size and (flips[1:] > flips[:-1]).all())
