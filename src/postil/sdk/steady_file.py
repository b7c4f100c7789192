"""Steady file: a file that must stay the same from the first byte that is read to the last."""

import hashlib
from collections.abc import Iterator
from os import stat_result
from pathlib import Path
from typing import Self

from postil.errors import ImportRejected

PIECE_BYTES = 1 << 20


class SteadyFile:
    """A file open for reading. Use it as a context manager.

    Every way of reading raises ImportRejected (SRC013) once the file is another than the one that was opened:
    of another size, written to later, or replaced.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("rb")
        self._looks = _looks(path.stat())

    @property
    def size(self) -> int:
        """Return its bytes."""
        return self._looks[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, offset: int, size: int) -> bytes:
        """Return `size` bytes from a place."""
        self._file.seek(offset)
        content = self._file.read(size)
        self._demand_same(is_whole=len(content) == size)
        return content

    def pieces(self) -> Iterator[bytes]:
        """Yield all of it, from its start."""
        offset = 0
        while offset < self.size:
            piece = self.read(offset, min(PIECE_BYTES, self.size - offset))
            yield piece
            offset += len(piece)

    def sha256(self) -> str:
        """Return the digest of all of it, as 64 lower-case hex digits."""
        digest = hashlib.sha256()
        for piece in self.pieces():
            digest.update(piece)
        return digest.hexdigest()

    def _demand_same(self, *, is_whole: bool) -> None:
        try:
            looks = _looks(self.path.stat())
        except FileNotFoundError:
            looks = None
        if looks != self._looks or not is_whole:
            raise ImportRejected(
                f"{self.path.name} changed while it was being read",
                code="SRC013",
                hint="wait until whatever writes it has finished, then import it again",
            )


def _looks(stat: stat_result) -> tuple[int, int, int, int]:
    return stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_dev
