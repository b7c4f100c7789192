"""Set algebra on two toggle arrays of the same order and size."""

from collections.abc import Callable

import numpy as np

from postil.masks.toggles import Raster, Toggles

Box = tuple[int, int, int, int]


def combine(one: Toggles, other: Toggles, rule: Callable[[Raster, Raster], Raster]) -> Toggles:
    """Toggles of the mask that is set where `rule(in_one, in_other)` holds; both unset must give unset."""
    merged = np.concatenate((one, other))
    order = np.argsort(merged, kind="stable")
    from_one = order < one.size
    in_one = np.cumsum(from_one) % 2 == 1
    in_other = np.cumsum(~from_one) % 2 == 1
    merged = merged[order]
    settled = np.diff(merged, append=-1) != 0
    inside = rule(in_one, in_other)[settled]
    flips = inside != np.concatenate(([False], inside[:-1]))
    toggles: Toggles = merged[settled][flips]
    return toggles


def union(one: Toggles, other: Toggles) -> Toggles:
    """Pixels in either mask."""
    return combine(one, other, np.logical_or)


def intersection(one: Toggles, other: Toggles) -> Toggles:
    """Pixels in both masks."""
    return combine(one, other, np.logical_and)


def difference(one: Toggles, other: Toggles) -> Toggles:
    """Pixels in `one` and not in `other`."""
    return combine(one, other, np.greater)


def intersection_area(one: Toggles, other: Toggles) -> int:
    """Number of pixels in both masks, without building their intersection."""
    if one.size > other.size:
        one, other = other, one
    if not one.size:
        return 0
    lengths = np.diff(other)
    lengths[1::2] = 0
    covered = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    # The pixels set before a position grow linearly inside runs and stand still between them; whole
    # numbers of this size are exact in floating point.
    before = np.interp(one, other, covered)
    return int(before[1::2].sum() - before[0::2].sum())


def boxes_meet(one: Box, other: Box) -> bool:
    """Whether two boxes `(x, y, width, height)` share a pixel."""
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )
