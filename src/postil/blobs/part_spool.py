"""The spool's files that are written out of order: reserved as `NAME.part`, complete under the bare name."""

import os
from pathlib import Path
from typing import BinaryIO, Self

from postil.blobs.disk import create_file, make_folder, storing, sync_folder
from postil.blobs.spool import spool_file
from postil.errors import NotFoundError

_DOING = "receiving a file"


class FolderPartFile:
    """One reserved file, open for writing; made by `FolderPartSpool.open`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, offset: int, content: bytes) -> None:
        """Write bytes at a place.

        Raises:
            StoreError: The disk failed or is full (`STO001`).
        """
        rest = memoryview(content)
        with storing(_DOING):
            while rest:
                written = os.pwrite(self._descriptor, rest, offset)
                offset, rest = offset + written, rest[written:]

    def sync(self) -> None:
        """Make what was written durable; raises as `write` does."""
        with storing(_DOING):
            os.fsync(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)


class FolderPartSpool:
    """`PartSpool` under the folder of a `FolderSpool`, which sweeps what is reserved and not kept.

    Args:
        root: The folder; made when it is first written to.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def reserve(self, name: str, size: int) -> bool:
        """Make a file with its place on the disk; see `PartSpool.reserve`."""
        part, final = self._places(name)
        if part.exists() or final.exists():
            return False
        with storing(_DOING):
            make_folder(self._root)
            try:
                file = create_file(part)
            except FileExistsError:
                return False
            try:
                with file:
                    _allocate(file, size)
                    os.fsync(file.fileno())
            except BaseException:
                part.unlink(missing_ok=True)
                raise
            sync_folder(self._root)
        return True

    def open(self, name: str) -> FolderPartFile:
        """Open a reserved file for writing; see `PartSpool.open`."""
        part, _ = self._places(name)
        with storing(_DOING):
            try:
                return FolderPartFile(os.open(part, os.O_WRONLY | os.O_CLOEXEC))
            except FileNotFoundError:
                raise _missing(name) from None

    def read(self, name: str) -> BinaryIO:
        """Open a file for reading; see `PartSpool.read`."""
        with storing("reading a received file"):
            for place in self._places(name):
                try:
                    return place.open("rb")
                except FileNotFoundError:
                    continue
        raise _missing(name)

    def complete(self, name: str) -> Path:
        """Give a file its final name; see `PartSpool.complete`."""
        part, final = self._places(name)
        with storing(_DOING):
            if part.exists():
                part.replace(final)
                sync_folder(self._root)
        if not final.is_file():
            raise _missing(name)
        return final

    def remove(self, name: str) -> None:
        """Remove a file; see `PartSpool.remove`."""
        with storing("removing a received file"):
            for place in self._places(name):
                place.unlink(missing_ok=True)

    def _places(self, name: str) -> tuple[Path, Path]:
        final = spool_file(self._root, name)
        return final.with_name(f"{name}.part"), final


def _allocate(file: BinaryIO, size: int) -> None:
    """Give a file its size, and its place at once where the system can: better full now than half way."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file.fileno(), 0, size)
    else:
        file.truncate(size)


def _missing(name: str) -> NotFoundError:
    return NotFoundError(f"nothing is being received as {name!r}", hint="send the file again")
