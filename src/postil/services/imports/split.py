"""Split: open the kept input at the job's cursor and cut it into blocks of whole rows."""

from collections.abc import Iterator
from pathlib import Path

from postil.errors import ImportRejected
from postil.formats.blocks import BLOCK_BYTES
from postil.formats.format import Block, Format
from postil.ports.jobs import Job
from postil.services.imports.buckets import read_buckets
from postil.services.imports.source import Source


def blocks(
    job: Job, source: Source, fmt: Format, *, block_bytes: int = BLOCK_BYTES, partition: Path | None = None
) -> Iterator[Block]:
    """Yield the blocks the job has not written yet, of the source or of its sorted copy.

    Raises:
        ImportRejected: The input is not the one the job began with, or its sorted copy is gone.
    """
    verify(job, source)
    if partition is not None:
        if not partition.exists():
            raise ImportRejected(
                f"the sorted copy of the input of import {job.name!r} is gone", hint="import the file again"
            )
        yield from read_buckets(partition, job.offset, job.line)
        return
    with source.open() as stream:
        stream.seek(job.offset)
        yield from fmt.split(stream, start=job.offset, first_line=job.line, block_bytes=block_bytes)


def verify(job: Job, source: Source) -> None:
    """Refuse a resumed input that changed since the job began; a fresh one was hashed while it came in."""
    is_resumed = job.chunk > 0 or job.fence > 1
    if source.size != job.input_size or (is_resumed and source.sha256() != job.input_sha256):
        raise ImportRejected(
            f"the input of import {job.name!r} changed since it began",
            code="SRC013",
            hint="import the file again, under the same name if you like",
        )
