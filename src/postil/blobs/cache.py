"""The content cache in a local folder: one file per key, in folders by its hash.

When a file was last used is its access time, which is set here and left to no mount option; when it was made
is its modification time.
"""

import contextlib
import hashlib
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from postil.blobs.disk import create_file, make_folder, storing
from postil.ports.content_cache import Cached, Write

_DAY_S = 86_400.0
_DOING = "keeping fetched media"
_KEEP = 0.9
"""Part of the budget that is used after old files went, so that the next one does not look again."""


class FolderCache:
    """`ContentCache` under one folder of one process.

    Args:
        root: The folder; made when it is first written to.
        max_bytes: Budget for all files together. One that is larger alone is kept until another comes.
    """

    def __init__(self, root: Path, max_bytes: int) -> None:
        self._root, self._max_bytes = root, max_bytes
        self._lock = threading.Lock()
        self._turns: dict[Path, tuple[threading.Lock, int]] = {}
        self._size: int | None = None

    def open(self, key: str) -> Cached | None:
        """Open what is kept under a key; see `ContentCache.open`."""
        return _opened(self._file(key))

    def fill(self, key: str, make: Callable[[Write], object]) -> Cached:
        """Open what is kept under a key, or make it; see `ContentCache.fill`."""
        path = self._file(key)
        with self._turn(path):
            kept = _opened(path)
            if kept is not None:
                return kept
            size = self._write(path, make)
            made = _opened(path)
        self._count(size, path)
        # Only another process can have removed it in between; then it is made again.
        return made or self.fill(key, make)

    def forget(self, key: str) -> None:
        """Keep nothing under a key any more; see `ContentCache.forget`."""
        path = self._file(key)
        with storing("forgetting fetched media"), contextlib.suppress(FileNotFoundError):
            size = path.stat().st_size
            path.unlink()
            self._count(-size)

    def sweep(self) -> None:
        """Remove what a killed process left half written a day ago; see `ContentCache.sweep`."""
        oldest = time.time() - _DAY_S
        for part in (self._root / "parts").glob("*.part"):
            with storing("sweeping fetched media"), contextlib.suppress(FileNotFoundError):
                if part.stat().st_mtime < oldest:
                    part.unlink()

    def _file(self, key: str) -> Path:
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self._root / name[:2] / name

    def _write(self, path: Path, make: Callable[[Write], object]) -> int:
        part = self._root / "parts" / f"{uuid.uuid4().hex}.part"
        with storing(_DOING):
            make_folder(part.parent)
            make_folder(path.parent)
            file = create_file(part)

        def write(piece: bytes) -> None:
            with storing(_DOING):
                file.write(piece)

        try:
            with file:
                make(write)
                size = file.tell()
            with storing(_DOING):
                part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return size

    @contextlib.contextmanager
    def _turn(self, path: Path) -> Iterator[None]:
        """Let one caller after the other work on a file."""
        with self._lock:
            turn, waiting = self._turns.get(path, (threading.Lock(), 0))
            self._turns[path] = turn, waiting + 1
        try:
            with turn:
                yield
        finally:
            with self._lock:
                turn, waiting = self._turns.pop(path)
                if waiting > 1:
                    self._turns[path] = turn, waiting - 1

    def _count(self, size: int, newest: Path | None = None) -> None:
        with self._lock:
            # Counted from the disk the first time; what was just written is there already.
            self._size = (
                sum(size for _, size, _ in self._files()) if self._size is None else self._size + size
            )
            if self._size > self._max_bytes:
                self._size = self._shrink(newest)

    def _shrink(self, newest: Path | None) -> int:
        left = 0
        for _, size, path in sorted(self._files(), reverse=True):
            if path == newest or left + size <= self._max_bytes * _KEEP:
                left += size
                continue
            with storing(_DOING):
                path.unlink(missing_ok=True)
        return left

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        """Yield when each file was last used, its size and where it is."""
        for path in self._root.glob("[0-9a-f][0-9a-f]/*"):
            with contextlib.suppress(FileNotFoundError):
                about = path.stat()
                yield about.st_atime_ns, about.st_size, path


def _opened(path: Path) -> Cached | None:
    with storing("reading fetched media"):
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return None
        about = os.fstat(source.fileno())
        with contextlib.suppress(FileNotFoundError):
            os.utime(path, ns=(time.time_ns(), about.st_mtime_ns))
    return Cached(source, about.st_size, f"{path.name[:16]}-{about.st_mtime_ns:x}")
