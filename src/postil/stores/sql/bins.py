"""Sixteen counts in a few bytes: which are not zero, and those that are more than one."""

from collections.abc import Sequence
from itertools import repeat

MORE = 0x80
"""The bit of a byte that says another one follows."""

Packed = tuple[int, int, bytes | None]
"""`(n, mask, bins)` as the columns of `occurrence` hold them."""


def pack(bins: Sequence[int]) -> Packed:
    """Pack counts. Where every count is 0 or 1, as on most data rows, the mask says it all."""
    mask = 0
    counts = []
    for bit, count in enumerate(bins):
        if count:
            mask |= 1 << bit
            counts.append(count)
    n = sum(counts)
    if n == len(counts):
        return n, mask, None
    # Nearly every count fits one byte, and is spelled as that byte.
    return n, mask, bytes(counts) if max(counts) < MORE else b"".join(map(_varint, counts))


def unpack(mask: int, bins: bytes | None) -> list[int]:
    """Return the sixteen counts."""
    counts = [0] * 16
    values = iter(_varints(bins)) if bins is not None else repeat(1)
    while mask:
        lowest = mask & -mask
        counts[lowest.bit_length() - 1] = next(values)
        mask ^= lowest
    return counts


def _varint(value: int) -> bytes:
    """Spell a number in groups of seven bits, the lowest first, all but the last with their top bit set."""
    groups = bytearray()
    while value >= MORE:
        groups.append(value & (MORE - 1) | MORE)
        value >>= 7
    groups.append(value)
    return bytes(groups)


def _varints(spelled: bytes) -> Sequence[int]:
    if spelled.isascii():
        return spelled
    values = []
    value = shift = 0
    for byte in spelled:
        value |= (byte & (MORE - 1)) << shift
        shift += 7
        if byte < MORE:
            values.append(value)
            value = shift = 0
    return values
