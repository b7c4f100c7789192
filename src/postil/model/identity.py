"""Ids and keys: one number with several spellings.

Public ids are UUIDv7 (RFC 9562). Labelbox clients demand ids of exactly 25 characters, so every public id
has a second spelling: `c` and 24 base-36 digits of the same 122 free bits. The two are bijective and keep
the order of creation.
"""

import hashlib
import os
import re
import time
from functools import cache
from uuid import UUID

_HEX32 = re.compile(r"[0-9a-f]{32}")
_PLAIN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_FIXED = (0x7 << 76) | (0b10 << 62)
_plain_match = _PLAIN.fullmatch


def canonical_uuid(spelling: str) -> str | None:
    """Return the lower-case dashed spelling of a uuid, or None when the text is not one.

    Accepts the five spellings Labelbox documents: lower or upper case, braces, 32 digits without dashes,
    and dashes after any group of four digits.
    """
    if _plain_match(spelling):
        return spelling
    text = spelling.strip().lower()
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1]
    elif text.startswith("{") or text.endswith("}"):
        return None
    digits = text.replace("-", "")
    if not _HEX32.fullmatch(digits) or any(len(part) % 4 or not part for part in text.split("-")):
        return None
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def new_uid() -> str:
    """Make a UUIDv7 for now: 48 bits of milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10), "big")
    high, low = (noise >> 62) & 0xFFF, noise & ((1 << 62) - 1)
    return str(UUID(int=(milliseconds << 80) | (high << 64) | low | _FIXED))


def spell_id(uid: str) -> str:
    """Spell a public UUIDv7 as the 25 characters Labelbox clients accept."""
    number = int(uid.replace("-", ""), 16)
    free = ((number >> 80) << 74) | (((number >> 64) & 0xFFF) << 62) | (number & ((1 << 62) - 1))
    return "c" + _spell_24(free)


def hashed_id(text: str) -> str:
    """Spell the hash of a text as 25 characters: an id of what has no number of its own."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=15).digest()
    return "c" + _spell_24(int.from_bytes(digest, "big"))


@cache
def _triples() -> list[str]:
    """Return all numbers of three digits; made by whoever spells the first id."""
    return [one + two + three for one in _DIGITS for two in _DIGITS for three in _DIGITS]


def _spell_24(number: int) -> str:
    """Spell a number in 24 digits of base 36.

    Three digits at a time, of halves that fit a machine word: exports spell an id for every annotation.
    """
    spelled, step = _triples(), 36**3
    high, low = divmod(number, 36**12)
    high, fourth = divmod(high, step)
    high, third = divmod(high, step)
    first, second = divmod(high, step)
    low, eighth = divmod(low, step)
    low, seventh = divmod(low, step)
    fifth, sixth = divmod(low, step)
    return (
        spelled[first]
        + spelled[second]
        + spelled[third]
        + spelled[fourth]
        + spelled[fifth]
        + spelled[sixth]
        + spelled[seventh]
        + spelled[eighth]
    )


def read_id(spelling: str) -> str | None:
    """Return the UUIDv7 behind a 25-character id we issued, or None for any other text.

    A foreign id of the same shape yields a uuid nobody has; look foreign ids up among the aliases first.
    """
    if len(spelling) != 25 or spelling[0] != "c":
        return None
    free = 0
    for character in spelling[1:]:
        digit = _DIGITS.find(character)
        if digit < 0:
            return None
        free = free * 36 + digit
    if free >> 122:
        return None
    high, middle, low = free >> 74, (free >> 62) & 0xFFF, free & ((1 << 62) - 1)
    return str(UUID(int=(high << 80) | (middle << 64) | low | _FIXED))


def content_key(content: bytes, ordinal: int) -> str:
    """Derive the key of a row that came without one: its content, and which copy of it this is.

    The n-th identical copy in a job gets ordinal n, so importing the same file again meets the same keys,
    and two equal boxes stay two.
    """
    digest = hashlib.blake2b(content, digest_size=15).hexdigest()
    return f"~{digest}" if ordinal == 0 else f"~{digest}.{ordinal}"
