"""COCO counts: column-major run lengths, as a list or as the COCO API's compressed text.

The first count is the length of the leading unset run (0 when the first pixel is set), then set and unset
runs alternate. The text spells each count in groups of five bits, lowest first, as characters from '0' (48):
bit 32 says that another group follows, bit 16 of the last group is the sign. From the fourth count on the
number spelled is the difference to the count two places earlier.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from postil.errors import UsageError
from postil.masks.limits import check_toggles
from postil.masks.toggles import Toggles, cancel_pairs

Counts = npt.NDArray[np.int64]

_MAX_DELTA = 2**32
_MAX_GROUPS = 12


def from_toggles(toggles: Toggles, size: int) -> Counts:
    """Run lengths of column-major toggles over `size` pixels, spelled the way the COCO API does."""
    flips = toggles.astype(np.int64)
    if not flips.size or flips[-1] != size:
        return np.diff(flips, prepend=0, append=size)
    return np.diff(flips, prepend=0)


def to_toggles(counts: Sequence[int] | npt.NDArray[Any], size: int) -> Toggles:
    """Column-major toggles of run lengths; empty runs are legal anywhere.

    Raises:
        UsageError: Counts are not whole numbers of at least 0 that add up to `size` (MSK005).
        LimitError: More than `MAX_TOGGLES` counts (MSK001).
    """
    checked = _whole_numbers(counts)
    wrong = np.flatnonzero((checked < 0) | (checked > size))
    if wrong.size:
        index = int(wrong[0])
        raise _invalid(f"count {counts[index]} at index {index} is not between 0 and {size:,}")
    ends = np.cumsum(checked)
    total = int(ends[-1]) if ends.size else 0
    if total != size:
        raise _invalid(f"counts add up to {total:,} pixels, height x width is {size:,}")
    closed = ends[: ends.size - ends.size % 2]
    return cancel_pairs(closed.astype(np.int32))


def compress(counts: Counts) -> str:
    """The COCO API's text for run lengths."""
    deltas = counts.copy()
    deltas[3:] -= counts[1:-2]
    magnitudes = np.where(deltas < 0, ~deltas, deltas)
    groups = np.ones(deltas.size, np.int64)
    while (longer := magnitudes >> (5 * groups - 1) > 0).any():
        groups += longer
    ends = np.cumsum(groups)
    text = np.empty(int(ends[-1]) if ends.size else 0, np.uint8)
    for group in range(int(groups.max(initial=0))):
        chosen = groups > group
        more = (groups[chosen] > group + 1) * 32
        text[(ends - groups)[chosen] + group] = (deltas[chosen] >> 5 * group & 31) + more + 48
    return text.tobytes().decode("ascii")


def expand(text: str | bytes) -> Counts:
    """Run lengths spelled by the COCO API's text; their signs and sum are not checked here.

    Raises:
        UsageError: A character outside '0'…'o', an unfinished number, or one beyond 32 bits (MSK005).
        LimitError: More than `MAX_TOGGLES` counts (MSK001).
    """
    symbols = _symbols(text)
    lasts = np.flatnonzero(symbols < 32)
    check_toggles(lasts.size, "counts text")
    if symbols.size and (not lasts.size or lasts[-1] != symbols.size - 1):
        raise _invalid("counts text ends in the middle of a number")
    firsts = np.concatenate(([0], lasts[:-1] + 1))[: lasts.size]
    lengths = lasts - firsts + 1
    if lengths.max(initial=0) > _MAX_GROUPS:
        raise _invalid("counts text spells a number beyond 32 bits")
    deltas = _numbers(symbols, firsts, lengths)
    if (np.abs(deltas) > _MAX_DELTA).any():
        raise _invalid("counts text spells a number beyond 32 bits")
    for chain in (deltas[1::2], deltas[2::2]):
        np.cumsum(chain, out=chain)
    return deltas


def _symbols(text: str | bytes) -> npt.NDArray[np.uint8]:
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
    # Characters below '0' wrap around to large values, so one comparison finds both kinds.
    symbols = np.frombuffer(raw, np.uint8) - np.uint8(48)
    wrong = np.flatnonzero(symbols > 63)
    if wrong.size:
        index = int(wrong[0])
        raise _invalid(f"byte {raw[index]} at offset {index} of the counts text is not one of '0'…'o'")
    return symbols


def _numbers(symbols: npt.NDArray[np.uint8], firsts: Counts, lengths: Counts) -> Counts:
    numbers = np.zeros(firsts.size, np.int64)
    for group in range(int(lengths.max(initial=0))):
        chosen = lengths > group
        numbers[chosen] |= (symbols[firsts[chosen] + group].astype(np.int64) & 31) << 5 * group
    negative = symbols[firsts + lengths - 1] & 16 > 0
    numbers[negative] -= np.int64(1) << 5 * lengths[negative]
    return numbers


def _whole_numbers(counts: Sequence[int] | npt.NDArray[Any]) -> Counts:
    check_toggles(len(counts), "counts list")
    try:
        numbers = np.asarray(counts)
    except ValueError:
        raise _invalid("counts are nested unevenly, a flat list of whole numbers is needed") from None
    if numbers.size == 0:
        return np.zeros(0, np.int64)
    is_whole = numbers.dtype.kind in "iu" or (
        numbers.dtype.kind == "f" and bool((np.isfinite(numbers) & (np.trunc(numbers) == numbers)).all())
    )
    if numbers.ndim != 1 or not is_whole:
        raise _invalid("counts hold something other than whole numbers in a flat list")
    if numbers.dtype.kind == "f":
        # A float past the int64 range has no defined cast; any bound beyond the largest mask keeps it wrong.
        numbers = np.clip(numbers, -_MAX_DELTA, _MAX_DELTA)
    return numbers.astype(np.int64)


def _invalid(message: str) -> UsageError:
    return UsageError(
        f"mask {message}",
        code="MSK005",
        hint="give COCO counts (column by column, the unset run first) and size as [height, width]",
    )
