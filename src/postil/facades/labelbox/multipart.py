"""Multipart: the parts of a form, streamed into files of the data folder as they arrive."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self, cast

from postil.errors import LimitError, UsageError

MOST_PARTS = 64
MOST_HEAD = 16 * 1024
MOST_IN_MEMORY = 256 * 1024
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,200})"|([^;\s"]{1,200}))', re.IGNORECASE)
_NAME = re.compile(r'(?<!file)\bname="([^"]*)"', re.IGNORECASE)
_FILENAME = re.compile(r'\bfilename="([^"]*)"', re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """One part of a form; `file` stands at its start."""

    name: str
    filename: str
    media_type: str
    file: BinaryIO
    size: int


def boundary_of(content_type: str) -> bytes:
    """Return what stands between the parts.

    Raises:
        UsageError: The header does not say.
    """
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise UsageError("multipart/form-data without a boundary", hint="name it in Content-Type")
    return (found[1] or found[2]).encode("latin-1", "replace")


class Form:
    """Reads a form; its files are gone when the context ends.

    Args:
        folder: Where parts lie that are not small; made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._files = folder, ExitStack()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of all files."""
        self._files.close()

    def read(self, pieces: Iterable[bytes], boundary: bytes) -> list[Part]:
        """Return all parts of a body.

        Raises:
            UsageError: The body is no form, or ends early.
            LimitError: It has more than 64 parts, or a head over 16 KiB.
        """
        stream = _Stream(pieces)
        limit = b"--" + boundary
        if stream.through(limit, MOST_HEAD):
            raise UsageError("the form does not begin with its boundary")
        parts: list[Part] = []
        while not self._is_last(stream):
            if len(parts) == MOST_PARTS:
                raise LimitError(f"the form has more than {MOST_PARTS} parts")
            parts.append(self._part(stream, b"\r\n" + limit))
        return parts

    def _is_last(self, stream: "_Stream") -> bool:
        mark = stream.take(2)
        if mark not in (b"--", b"\r\n"):
            raise UsageError("the form is broken behind a boundary")
        return mark == b"--"

    def _part(self, stream: "_Stream", end: bytes) -> Part:
        # A part without any header begins with the empty line itself.
        head = b"" if stream.starts(b"\r\n") else stream.through(b"\r\n\r\n", MOST_HEAD)
        fields = _fields(head)
        disposition = fields.get("content-disposition", "")
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = tempfile.SpooledTemporaryFile(MOST_IN_MEMORY, dir=str(self._folder))  # noqa: SIM115 - see __exit__
        self._files.callback(file.close)
        size = 0
        for piece in stream.until(end):
            size += file.write(piece)
        file.seek(0)
        return Part(
            _first(_NAME, disposition),
            _first(_FILENAME, disposition),
            fields.get("content-type", ""),
            cast(BinaryIO, file),
            size,
        )


def _fields(head: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


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
                yield bytes(self._held[:safe])
                del self._held[:safe]
            self._more()
        if at:
            yield bytes(self._held[:at])
        del self._held[: at + len(mark)]

    def _more(self) -> None:
        piece = next(self._pieces, b"")
        if not piece:
            raise UsageError("the form ends before its last boundary", hint="send it again")
        self._held += piece
