"""Blobs and spool: where bytes are kept that no database should hold.

A blob is named by its content and never changes. A spool file is named by whoever receives it and is
complete or absent, never half there.
"""

from collections.abc import Set as AbstractSet
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

import msgspec


class Blob(msgspec.Struct, frozen=True):
    """Kept content: SHA-256 as 64 lower-case hex digits, and size in bytes."""

    sha256: str
    size: int


class Blobs(Protocol):
    """Content-addressed bytes; safe to use from several threads and processes.

    Every method that takes a digest raises UsageError when it is not 64 lower-case hex digits, and
    StoreError when the storage fails.
    """

    def put(self, content: bytes | BinaryIO) -> Blob:
        """Keep content, durably before returning; the same content again changes nothing.

        A stream is read from where it stands to its end, in constant memory.
        """
        ...

    def open(self, sha256: str) -> BinaryIO:
        """Open kept content for reading; the caller closes it.

        Raises:
            NotFoundError: Nothing is kept under this digest.
        """
        ...

    def read(self, sha256: str) -> bytes:
        """Return kept content whole.

        Raises:
            NotFoundError: Nothing is kept under this digest.
        """
        ...

    def has(self, sha256: str) -> bool:
        """Tell whether content is kept under this digest."""
        ...

    def delete(self, sha256: str) -> None:
        """Forget content; forgetting what is not there is no error. Open streams stay readable."""
        ...

    def path(self, sha256: str) -> Path | None:
        """Return a local file holding the content; None when it is absent or not in a local file."""
        ...


class SpoolWriter(Protocol):
    """One file being received. Leaving the `with` block without a commit aborts."""

    @property
    def size(self) -> int:
        """Bytes written so far."""
        ...

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes written so far, as 64 lower-case hex digits."""
        ...

    def write(self, chunk: bytes) -> int:
        """Append a chunk and return its length."""
        ...

    def commit(self) -> Path:
        """Make the file durable and visible under its name, and return its path."""
        ...

    def abort(self) -> None:
        """Drop what was written; after a commit this does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Spool(Protocol):
    """Received files, by name: 1 to 64 of `0-9`, `a-z` and `-`; any other name raises UsageError."""

    def writer(self, name: str) -> SpoolWriter:
        """Start receiving a file.

        Raises:
            ConflictError: The name is taken, by a complete file or by one being received.
        """
        ...

    def path(self, name: str) -> Path | None:
        """Return the path of a complete file; None when there is none of this name."""
        ...

    def remove(self, name: str) -> None:
        """Remove a complete file; removing what is not there is no error."""
        ...

    def names(self, prefix: str) -> list[str]:
        """List the names of complete files that begin so, sorted."""
        ...

    def sweep(self, keep: AbstractSet[str]) -> list[str]:
        """Remove half-received files except those named in `keep`; return the names removed, sorted.

        For the start of a server, when nobody is writing: a writer that is still alive loses its file.
        """
        ...
