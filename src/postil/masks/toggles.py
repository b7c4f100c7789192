"""Toggles: a mask as the sorted positions where its flattened pixels flip.

The working form of every mask. The state before the first pixel is "outside", each position flips it, and a
mask that is set up to its last pixel ends with the position `height * width`. So the array has even length,
`toggles[0::2]` are the starts of runs and `toggles[1::2]` their ends (exclusive). Positions count row by row
(row-major) or column by column (column-major, the order of COCO counts); runs may wrap into the next line.
"""

import numpy as np
import numpy.typing as npt

from postil.masks.limits import check_toggles

Toggles = npt.NDArray[np.int32]
Raster = npt.NDArray[np.bool_]

EMPTY: Toggles = np.empty(0, np.int32)


def from_flat(pixels: npt.NDArray[np.generic]) -> Toggles:
    """Toggles of a one-dimensional array; every value but zero counts as set."""
    inside = np.asarray(pixels != 0, np.bool_)
    if not inside.size:
        return EMPTY
    flips = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    head = np.zeros(int(inside[0]), np.int32)
    tail = np.full(int(inside[-1]), inside.size, np.int32)
    return np.concatenate((head, flips.astype(np.int32), tail))


def to_flat(toggles: Toggles, size: int) -> Raster:
    """The one-dimensional boolean array of `size` pixels that `toggles` describe."""
    lengths = np.diff(toggles, prepend=0, append=size)
    return np.repeat(np.arange(lengths.size) % 2 == 1, lengths)


def from_runs(starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]) -> Toggles:
    """Interleave starts and ends (exclusive) of sorted runs that do not touch."""
    toggles = np.empty(2 * starts.size, np.int32)
    toggles[0::2] = starts
    toggles[1::2] = ends
    return toggles


def complement(toggles: Toggles, size: int) -> Toggles:
    """Toggles of the pixels not set, out of `size`."""
    return cancel_pairs(np.concatenate(([0], toggles, [size])).astype(np.int32))


def cancel_pairs(ordered: Toggles) -> Toggles:
    """Keep one of each position that occurs an odd number of times: two flips at one place are none."""
    same = ordered[1:] == ordered[:-1]
    if not same.any():
        return ordered
    firsts = np.flatnonzero(np.concatenate(([True], ~same)))
    times = np.diff(firsts, append=ordered.size)
    kept: Toggles = ordered[firsts[times % 2 == 1]]
    return kept


def expand_runs(starts: Toggles, lengths: Toggles) -> Toggles:
    """Every position of every run, in the order of the runs."""
    before = np.cumsum(lengths, dtype=np.int32) - lengths
    total = int(lengths.sum(dtype=np.int64))
    positions = np.arange(total, dtype=np.int32)
    positions += np.repeat(starts - before, lengths)
    return positions


def transpose(toggles: Toggles, rows: int, columns: int) -> Toggles:
    """Turn row-major toggles of a `rows` x `columns` mask into column-major ones, without a raster.

    Called with `columns, rows` it turns column-major toggles back into row-major ones.

    Raises:
        LimitError: The result would have more than `MAX_TOGGLES` flips (MSK001).
    """
    # A row differs from the row above exactly where the mask differs from itself moved down by one row,
    # and each such pixel is a flip on the way down its column. Rows outside the mask count as unset.
    moved = toggles + np.int32(columns)
    flips = cancel_pairs(np.sort(np.concatenate((toggles, moved)), kind="stable"))
    lengths = flips[1::2] - flips[0::2]
    check_toggles(int(lengths.sum(dtype=np.int64)))
    row, column = np.divmod(expand_runs(flips[0::2], lengths), np.int32(columns))
    # A column that ends set closes where the next begins: such flips meet at one position and cancel.
    return cancel_pairs(np.sort(column * np.int32(rows) + row))


def area(toggles: Toggles) -> int:
    """Number of pixels set."""
    return int(toggles[1::2].sum(dtype=np.int64) - toggles[0::2].sum(dtype=np.int64))


def tight_box(toggles: Toggles, height: int) -> tuple[int, int, int, int] | None:
    """Smallest box `(x, y, width, height)` around column-major toggles; None when no pixel is set."""
    if not toggles.size:
        return None
    first_column, top = np.divmod(toggles[0::2], np.int32(height))
    last_column, bottom = np.divmod(toggles[1::2] - np.int32(1), np.int32(height))
    left, right = int(first_column[0]), int(last_column[-1])
    if (first_column != last_column).any():
        return left, 0, right - left + 1, height
    return left, int(top.min()), right - left + 1, int(bottom.max() - top.min()) + 1
