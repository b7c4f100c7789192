"""What a header reader returns, and the window it reads through."""

from dataclasses import dataclass
from typing import BinaryIO

_BLOCK = 65_536


class BrokenHeader(ValueError):
    """The bytes begin like this file type, but its header makes no sense."""


class CutShort(BrokenHeader):
    """The bytes end before the header does."""


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """Size in pixels as stored (orientation not applied), EXIF orientation 1 to 8, number of pictures.

    `frames` is None when the bytes end, or our patience does, before the last picture is reached.
    """

    width: int
    height: int
    orientation: int = 1
    frames: int | None = 1


class Window:
    """Random access to a stream, a block at a time, so that a walk over small parts costs few reads.

    Args:
        stream: A seekable binary stream; its position is changed.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._start = 0
        self._block = b""

    def at(self, offset: int, length: int) -> bytes:
        """Return exactly `length` bytes from `offset`.

        Raises:
            CutShort: There are fewer.
        """
        found = self.up_to(offset, length)
        if len(found) < length:
            raise CutShort(f"the bytes end before offset {offset + length}")
        return found

    def up_to(self, offset: int, length: int) -> bytes:
        """Return at most `length` bytes from `offset`: fewer at the end of the stream."""
        begin = offset - self._start
        if begin < 0 or begin + length > len(self._block):
            self._stream.seek(min(offset, 2**62))
            self._start = offset
            self._block = self._stream.read(max(length, _BLOCK))
            begin = 0
        return self._block[begin : begin + length]

    def number(self, offset: int, length: int, *, is_big: bool) -> int:
        """Return the unsigned integer of `length` bytes at `offset`, big- or little-endian.

        Raises:
            CutShort: There are fewer bytes.
        """
        return whole(self.at(offset, length), is_big=is_big)


def whole(raw: bytes, *, is_big: bool) -> int:
    """Return the unsigned integer these bytes spell, big- or little-endian."""
    return int.from_bytes(raw, "big" if is_big else "little")
