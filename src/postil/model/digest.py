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

HEAD = 16
"""Bytes of the hash."""

_MARK = 8
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


def may_meet(first: bytes, second: bytes) -> bool:
    """Tell whether two documents may share a key or an equal annotation, by their digests."""
    if len(first) <= HEAD or len(second) <= HEAD:
        return True
    if len(first) == HEAD + 2 * _MARK:
        # One annotation. A mark found across two others only costs a reading.
        return first[HEAD : HEAD + _MARK] in second or first[HEAD + _MARK :] in second
    return not set(array("q", first[HEAD:])).isdisjoint(array("q", second[HEAD:]))
