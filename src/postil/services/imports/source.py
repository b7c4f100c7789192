"""Source: the bytes of an import as they were received, wherever they are kept.

Few bytes lie in the database beside their job, so that they are durable by the same transaction; more lie in
a file of the spool.
"""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec

from postil.errors import ImportRejected
from postil.ports.blobs import Spool
from postil.ports.jobs import Job
from postil.ports.store import Store

MOST_BYTES = 64 * 1024
"""Larger sources are files."""


class Source(msgspec.Struct, frozen=True):
    """What can be opened again and again. `path` is None for a source in the database."""

    name: str
    path: Path | None
    content: bytes = b""

    def open(self) -> BinaryIO:
        """Open it for reading from its beginning; the caller closes it."""
        return BytesIO(self.content) if self.path is None else self.path.open("rb")

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content) if self.path is None else self.path.stat().st_size

    def sha256(self) -> str:
        """Return the SHA-256 of all of it as lower-case hex digits."""
        if self.path is None:
            return hashlib.sha256(self.content).hexdigest()
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def find_source(store: Store, spool: Spool, job: Job) -> Source | None:
    """Return the source of a job; None when it is gone."""
    if job.input_path:
        path = spool.path(job.input_path)
        return None if path is None else Source(job.source_name, path)
    with store.read() as session:
        content = session.jobs.input(job.id)
    return None if content is None else Source(job.source_name, None, content)


def source_of(store: Store, spool: Spool, job: Job) -> Source:
    """Return the source of a job.

    Raises:
        ImportRejected: It is gone (SRC013).
    """
    found = find_source(store, spool, job)
    if found is None:
        raise ImportRejected(
            f"the input of import {job.name!r} is gone", code="SRC013", hint="import the file again"
        )
    return found
