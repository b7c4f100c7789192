"""Digests: what can be told of a document without reading it.

A digest begins with a hash of the keys in their order: where two are equal, so are the keys. After it come
marks, eight bytes each: the end of every key, and where every annotation begins. Documents without a common
mark share no key and no equal annotation; those with one may, and have to be read. Marks are left out where
an annotation has no left edge: such a document has to be read in any case.
"""

from array import array
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import msgspec
import numpy as np

HEAD = 16
"""Bytes of the hash."""

_MARK = 8
_SINGLE = HEAD + 2 * _MARK
"""Bytes of the digest of one annotation."""

_spell = msgspec.json.Encoder().encode


def left_edges(elements: Sequence[Any]) -> list[float] | None:
    """Return the left edges of annotations, in their order; None when one has none."""
    try:
        return [element.geometry.left for element in elements]
    except AttributeError:
        return None


def digest_of(keys: Sequence[str], lefts: Sequence[float] | None) -> bytes:
    """Return the digest of annotations with these keys and left edges."""
    return digest_spelled(_spell(keys), _marks(keys, lefts))


def digest_spelled(keys: bytes, marks: bytes) -> bytes:
    """Return the digest of annotations whose keys are these, as a JSON array without blanks."""
    return sha256(keys).digest()[:HEAD] + marks


def _marks(keys: Sequence[str], lefts: Sequence[float] | None) -> bytes:
    if lefts is None:
        return b""
    if 0 in lefts:
        # Nought has two spellings.
        lefts = [left or 0.0 for left in lefts]
    try:
        edges = array("d", lefts).tobytes()
    except OverflowError:
        return b""
    return _ends(keys) + edges


def _ends(keys: Sequence[str]) -> bytes:
    ends = "".join([key[-_MARK:] for key in keys])
    if len(ends) == _MARK * len(keys) and ends.isascii():
        return ends.encode()
    return b"".join(key.encode()[-_MARK:].rjust(_MARK, b"\0") for key in keys)


def meeting(firsts: Sequence[bytes], seconds: Sequence[bytes]) -> list[int]:
    """Return the places, ascending, at which two documents of equal place may meet; see `may_meet`.

    A few annotations for data rows that hold many are the rule: of single ones all are compared at once.
    """
    if not all(len(first) == _SINGLE for first in firsts) or not all(len(one) > HEAD for one in seconds):
        pairs = enumerate(zip(firsts, seconds, strict=True))
        return [place for place, (first, second) in pairs if may_meet(first, second)]
    own = np.frombuffer(b"".join([first[HEAD:] for first in firsts]), np.int64).reshape(-1, 2)
    others = np.frombuffer(b"".join([second[HEAD:] for second in seconds]), np.int64)
    place_of = np.repeat(np.arange(len(seconds)), [(len(second) - HEAD) // _MARK for second in seconds])
    met = (others == own[place_of, 0]) | (others == own[place_of, 1])
    return sorted(set(place_of[met].tolist()))


def may_meet(first: bytes, second: bytes) -> bool:
    """Tell whether two documents may share a key or an equal annotation, by their digests."""
    if len(first) <= HEAD or len(second) <= HEAD:
        return True
    if len(first) == _SINGLE:
        # One annotation. A mark found across two others only costs a reading.
        return first[HEAD : HEAD + _MARK] in second or first[HEAD + _MARK :] in second
    return not set(array("q", first[HEAD:])).isdisjoint(array("q", second[HEAD:]))
