"""Locks of the operating system: gone with the process that held them, however it ended."""

import fcntl
import os
from pathlib import Path


class FolderLock:
    """A lock on a file of a folder; the file stays, because deleting one in use would let two in."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / name
        self._file: int | None = None

    def acquire(self) -> bool:
        """Take the lock; False when another process, or another object of this one, has it."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Let go; releasing twice is releasing once."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
