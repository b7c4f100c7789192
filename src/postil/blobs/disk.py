"""What makes a file on disk durable, private and whole; shared by the blob folder and the spool."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from postil.errors import StoreError


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, readable by the owner only, and survive a power cut.

    Folders that exist keep their permissions.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)


def create_file(path: Path) -> BinaryIO:
    """Create a file nobody else has, readable by the owner only.

    Raises:
        FileExistsError: It is there already.
    """
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "w+b")


def publish(file: BinaryIO, part: Path, final: Path) -> None:
    """Make a written file durable, then give it its name in one step, then make the name durable."""
    file.flush()
    os.fsync(file.fileno())
    file.close()
    part.replace(final)
    sync_folder(final.parent)


def sync_folder(folder: Path) -> None:
    """Make the names inside a folder durable, where the system lets folders be synced."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What a disk, a quota or a limit says when nothing more fits."""


@contextlib.contextmanager
def storing(what: str) -> Iterator[None]:
    """Turn a failure of the disk into a StoreError that says what was being done; `STO001`: it is full."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise StoreError(
                f"{what} failed: the disk is full",
                code="STO001",
                hint="free some space in the data directory and try again; what was kept before is there",
            ) from error
        raise StoreError(
            f"{what} failed: {error.strerror or error}",
            hint="check free space and permissions of the data directory",
        ) from error
