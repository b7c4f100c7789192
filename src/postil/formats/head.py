"""The head of a source: how its first row begins, however much blank stands before it."""

from typing import BinaryIO

from postil.formats.blocks import BOM

HEAD_BYTES = 64 * 1024
"""How much of a source is looked at to tell its format."""

_BLANKS = b" \t\r\n"


def grow(head: bytes, piece: bytes) -> bytes:
    """Return the head of a source that comes in pieces; it stays empty as long as all of them are blank."""
    if not head:
        return piece.lstrip(BOM + _BLANKS)[:HEAD_BYTES]
    return head + piece[: HEAD_BYTES - len(head)]


def find_head(source: BinaryIO) -> tuple[int, bytes]:
    """Return where the first row of a file begins, in bytes, and its head.

    The source must stand at its beginning. A file with nothing but blanks has its end and an empty head.
    """
    piece = source.read(HEAD_BYTES)
    at = len(BOM) if piece.startswith(BOM) else 0
    piece = piece[at:]
    while piece:
        row = piece.lstrip(_BLANKS)
        if row:
            at += len(piece) - len(row)
            return at, row + source.read(HEAD_BYTES - len(row))
        at += len(piece)
        piece = source.read(HEAD_BYTES)
    return at, b""
