"""Annotation keys as Labelbox spells them: uuids."""

from uuid import UUID, uuid5

from postil.model.identity import canonical_uuid

_NAMESPACE = UUID("5b3c1f0a-6d0e-5c1b-9d57-1f5b8a3c7e42")

_BETWEEN = '","'
WIDTH, END = 39, slice(28, 36)
"""How many bytes a joined uuid and what follows it take, and where in them its last eight are."""

_LETTERS = bytes(
    ord("h") if chr(code) in "0123456789abcdef" else code if chr(code) in '-",' else ord("x")
    for code in range(256)
)
_PLAIN = b'hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh","'


def are_plain(uuids: list[str]) -> bool:
    """Say whether every text is a uuid in canonical spelling; ten times faster for many than one by one."""
    return joined(uuids) is not None


def joined(uuids: list[str]) -> bytes | None:
    """Return uuids with `","` between two; None when one is not in canonical spelling.

    None of them can hold what stands between two: then there would be too many quotes.
    """
    text = _BETWEEN.join(uuids)
    if not text.isascii():
        return None
    spelled = text.encode()
    return spelled if spelled.translate(_LETTERS) == (_PLAIN * len(uuids))[: -len(_BETWEEN)] else None


def spell_key(key: str) -> str:
    """Return the key itself when it is a uuid in canonical spelling, else a uuid derived from it for ever."""
    return key if canonical_uuid(key) == key else str(uuid5(_NAMESPACE, key))


def is_derived(key: str) -> bool:
    """Say whether a key stands for a row that came without one (see `postil.model.identity.content_key`)."""
    return not key or key[0] == "~"
