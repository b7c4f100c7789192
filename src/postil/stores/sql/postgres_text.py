"""Text on PostgreSQL, which stores every character but NUL: that one is spelled in another way there.

Files hold NUL characters, if only by mistake, and their rows must be reported like any others. So every text
that goes in has NUL replaced by two characters, and every text that comes out gets it back. Texts without the
characters 0 and 26 stay as they are; two texts never become the same one.
"""

from typing import Any

import psycopg
from psycopg.types.string import StrBinaryDumper, StrDumper, TextBinaryLoader, TextLoader

_MARK = "\x1a"
_NUL, _SPELLED_NUL, _SPELLED_MARK = "\x00", "\x1a0", "\x1a1"


def spelled(text: str) -> str:
    """Return a text as PostgreSQL holds it."""
    if _NUL in text or _MARK in text:
        return text.replace(_MARK, _SPELLED_MARK).replace(_NUL, _SPELLED_NUL)
    return text


def meant(text: str) -> str:
    """Return the text that `spelled` was given."""
    if _MARK in text:
        return text.replace(_SPELLED_NUL, _NUL).replace(_SPELLED_MARK, _MARK)
    return text


class _Dumper(StrDumper):
    def dump(self, obj: str) -> Any:
        return super().dump(spelled(obj))


class _BinaryDumper(StrBinaryDumper):
    def dump(self, obj: str) -> Any:
        return super().dump(spelled(obj))


class _Loader(TextLoader):
    def load(self, data: Any) -> str:
        # Not through the driver's own: this runs for every text of every row.
        found = str(data, "utf-8")
        return meant(found) if _MARK in found else found


class _BinaryLoader(TextBinaryLoader):
    def load(self, data: Any) -> str:
        found = str(data, "utf-8")
        return meant(found) if _MARK in found else found


def adapt(connection: psycopg.Connection[Any]) -> None:
    """Let a connection spell every text, also inside arrays and bulk writes."""
    for dumper in (_BinaryDumper, _Dumper):
        connection.adapters.register_dumper(str, dumper)
    for kind in ("text", "varchar"):
        connection.adapters.register_loader(kind, _Loader)
        connection.adapters.register_loader(kind, _BinaryLoader)
