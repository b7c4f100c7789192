"""Multipart: the parts of a form, one after the other as they arrive; none is ever whole in memory."""

import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Self, cast

from postil.errors import LimitError, PostilError, UsageError

MOST_PARTS = 64
MOST_HEAD = 16 * 1024
MOST_IN_MEMORY = 256 * 1024
MOST_DRAINED = 32 * 1024 * 1024
PIECE_BYTES = 256 * 1024
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,200})"|([^;\s"]{1,200}))', re.IGNORECASE)
_NAME = re.compile(r'(?<!file)\bname="([^"]*)"', re.IGNORECASE)
_FILENAME = re.compile(r'\bfilename="([^"]*)"', re.IGNORECASE)


def boundary_of(content_type: str) -> bytes:
    """Return what stands between the parts.

    Raises:
        UsageError: The header does not say.
    """
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise UsageError("multipart/form-data without a boundary", hint="name it in Content-Type")
    return (found[1] or found[2]).encode("latin-1", "replace")


@dataclass(frozen=True)
class Part:
    """One part of a form. `file` can be read once, and only until the next part is asked for."""

    name: str
    filename: str
    media_type: str
    file: BinaryIO


class Form:
    """Reads a form; files it has kept are gone when the context ends.

    Args:
        pieces: The body as it arrives.
        boundary: What stands between the parts.
        folder: Where kept parts lie that are not small; made when it is needed.
    """

    def __init__(self, pieces: Iterable[bytes], boundary: bytes, folder: Path) -> None:
        self._stream, self._limit = _Stream(pieces), b"--" + boundary
        self._folder, self._files = folder, ExitStack()
        self._part: _PartFile | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of all files."""
        self._files.close()

    def parts(self) -> Iterator[Part]:
        """Yield the parts in their order; what was not read of one is passed over.

        Raises:
            UsageError: The body is no form, or ends early.
            LimitError: It has more than 64 parts, or a head over 16 KiB.
        """
        if self._stream.through(self._limit, MOST_HEAD):
            raise UsageError("the form does not begin with its boundary")
        for _ in range(MOST_PARTS + 1):
            if self._is_over():
                return
            part = self._next()
            yield part
            while part.file.read(PIECE_BYTES):
                pass
        raise LimitError(f"the form has more than {MOST_PARTS} parts")

    def kept(self, file: BinaryIO) -> BinaryIO:
        """Return a copy of a part that can be read when others have been."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy = tempfile.SpooledTemporaryFile(MOST_IN_MEMORY, dir=str(self._folder))  # noqa: SIM115 - see __exit__
        self._files.callback(copy.close)
        while piece := file.read(PIECE_BYTES):
            copy.write(piece)
        copy.seek(0)
        return cast(BinaryIO, copy)

    def drain(self) -> None:
        """Read what nobody wanted of the part at hand, up to 32 MiB: a client that sends hears no answer."""
        left = MOST_DRAINED
        with suppress(PostilError):  # who has left hears none anyway
            while self._part is not None and left > 0 and (piece := self._part.read(PIECE_BYTES)):
                left -= len(piece)

    def _is_over(self) -> bool:
        mark = self._stream.take(2)
        if mark not in (b"--", b"\r\n"):
            raise UsageError("the form is broken behind a boundary")
        return mark == b"--"

    def _next(self) -> Part:
        # A part without any header begins with the empty line itself.
        head = b"" if self._stream.starts(b"\r\n") else self._stream.through(b"\r\n\r\n", MOST_HEAD)
        fields = _fields(head)
        disposition = fields.get("content-disposition", "")
        self._part = _PartFile(self._stream.until(b"\r\n" + self._limit))
        name, filename = _first(_NAME, disposition), _first(_FILENAME, disposition)
        return Part(name, filename, fields.get("content-type", ""), cast(BinaryIO, self._part))


def _fields(head: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


class _PartFile(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces, self._rest = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._rest or next(self._pieces, b"")
        length = min(len(buffer), len(piece))
        buffer[:length], self._rest = piece[:length], piece[length:]
        return length


class _Stream:
    """Pieces as one stream that is searched for marks; holds a piece and a mark's length, never more."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._held = iter(pieces), bytearray()

    def take(self, length: int) -> bytes:
        """Take so many bytes."""
        while len(self._held) < length:
            self._more()
        found = bytes(self._held[:length])
        del self._held[:length]
        return found

    def starts(self, mark: bytes) -> bool:
        """Take a mark if it comes next."""
        while len(self._held) < len(mark):
            self._more()
        is_next = self._held.startswith(mark)
        if is_next:
            del self._held[: len(mark)]
        return is_next

    def through(self, mark: bytes, most: int) -> bytes:
        """Take everything up to a mark, and the mark; return what stood before it."""
        while (at := self._held.find(mark)) < 0:
            if len(self._held) > most:
                raise LimitError("a head of the form is too long")
            self._more()
        found = bytes(self._held[:at])
        del self._held[: at + len(mark)]
        return found

    def until(self, mark: bytes) -> Iterator[bytes]:
        """Yield everything up to a mark as it arrives, and take the mark."""
        while (at := self._held.find(mark)) < 0:
            safe = len(self._held) - len(mark) + 1
            if safe > 0:
                found = bytes(self._held[:safe])
                del self._held[:safe]
                yield found
            self._more()
        found = bytes(self._held[:at])
        del self._held[: at + len(mark)]
        if found:
            yield found

    def _more(self) -> None:
        piece = next(self._pieces, b"")
        if not piece:
            raise UsageError("the form ends before its last boundary", hint="send it again")
        self._held += piece
