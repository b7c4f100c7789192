"""The spool in a local folder: files being received end in `.part`, complete ones have the bare name."""

import contextlib
import hashlib
import re
from collections.abc import Set as AbstractSet
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from postil.blobs.disk import create_file, make_folder, publish, storing, sync_folder
from postil.errors import ConflictError, UsageError

_NAME = re.compile(r"[0-9a-z-]{1,64}")


class FolderSpoolWriter:
    """One file being received; made by `FolderSpool.writer`."""

    def __init__(self, file: BinaryIO, part: Path, final: Path) -> None:
        self._file = file
        self._part = part
        self._final = final
        self._digest = hashlib.sha256()
        self._size = 0
        self._is_over = False

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._size

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes written so far."""
        return self._digest.hexdigest()

    def write(self, chunk: bytes) -> int:
        """Append a chunk and return its length.

        Raises:
            StoreError: The disk failed or is full; abort the file.
            UsageError: The file was committed or aborted.
        """
        self._demand_open()
        with storing("receiving a file"):
            self._file.write(chunk)
        self._digest.update(chunk)
        self._size += len(chunk)
        return len(chunk)

    def commit(self) -> Path:
        """Make the file durable and visible under its name; raises as `write` does."""
        self._demand_open()
        with storing("receiving a file"):
            publish(self._file, self._part, self._final)
        self._is_over = True
        return self._final

    def abort(self) -> None:
        """Drop what was written; after a commit, or a second time, this does nothing."""
        if self._is_over:
            return  # the name may belong to another writer by now
        self._is_over = True
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._part.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.abort()

    def _demand_open(self) -> None:
        if self._file.closed:
            raise UsageError(f"spool file {self._final.name!r} was committed or aborted already")


class FolderSpool:
    """`Spool` under one folder.

    Args:
        root: The folder; made when it is first written to.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def writer(self, name: str) -> FolderSpoolWriter:
        """Start receiving a file; see `Spool.writer`."""
        final = spool_file(self._root, name)
        part = final.with_name(f"{name}.part")
        with storing("receiving a file"):
            make_folder(self._root)
            try:
                file = create_file(part)
            except FileExistsError:
                raise _taken(name, "being received") from None
        # Only the holder of the part can make the complete file, so this look cannot be overtaken.
        if final.exists():
            file.close()
            part.unlink(missing_ok=True)
            raise _taken(name, "complete")
        return FolderSpoolWriter(file, part, final)

    def path(self, name: str) -> Path | None:
        """Return the path of a complete file; None when there is none of this name."""
        path = spool_file(self._root, name)
        return path if path.is_file() else None

    def remove(self, name: str) -> None:
        """Remove a complete file; see `Spool.remove`."""
        path = spool_file(self._root, name)
        with storing("removing a spool file"):
            if path.exists():
                path.unlink(missing_ok=True)
                sync_folder(self._root)

    def names(self, prefix: str) -> list[str]:
        """List the names of complete files that begin so, sorted."""
        with storing("listing the spool"):
            if not self._root.is_dir():
                return []
            names = (path.name for path in self._root.iterdir())
            return sorted(name for name in names if name.startswith(prefix) and _NAME.fullmatch(name))

    def sweep(self, keep: AbstractSet[str]) -> list[str]:
        """Remove half-received files; see `Spool.sweep`."""
        removed = []
        with storing("sweeping the spool"):
            for part in self._root.glob("*.part"):
                if part.stem not in keep:
                    part.unlink(missing_ok=True)
                    removed.append(part.stem)
        return sorted(removed)


def spool_file(root: Path, name: str) -> Path:
    """Return where the complete file of that name is.

    Raises:
        UsageError: It is no name of a spool file.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name[:80]!r} is not a spool name", hint="use 1 to 64 characters of 0-9, a-z and -"
        )
    return root / name


def _taken(name: str, state: str) -> ConflictError:
    return ConflictError(f"spool file {name!r} is {state} already", hint="receive it under another name")
