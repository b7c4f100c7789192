"""Partition: a scattered source is sorted by data row before it is read, so that layers are few and large.

The sorted copy lies in the spool under a name with the fence of who made it: a process that lost its lease
cannot disturb it. Once it is whole the job names it and reads it from then on, with the same cursor; killed
before, the job sorts once more. What is decided by line is not touched: every row keeps the line it had.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from postil.errors import StoreError
from postil.formats.blocks import BLOCK_BYTES
from postil.formats.format import Block, Format
from postil.ports.blobs import Spool
from postil.ports.clock import Clock
from postil.ports.jobs import Advance, Counts, Job
from postil.ports.store import Store
from postil.services.imports.buckets import BucketWriter
from postil.services.imports.lease import LEASE_MICROSECONDS
from postil.services.imports.ranges import Ranges
from postil.services.imports.scatter import measure, sample
from postil.services.imports.source import Source
from postil.services.imports.split import verify
from postil.services.instant import instant

RENEW_MICROSECONDS = 2_000_000
SPARE_BYTES = 64 * 1024 * 1024
MOST_BUCKETS = 2048
SAMPLES_PER_BUCKET = 8


class Cutting(msgspec.Struct, frozen=True):
    """How a source is cut: bytes per block, and whether it is sorted first."""

    block_bytes: int = BLOCK_BYTES
    sort: Literal["when_scattered", "always", "never"] = "when_scattered"


PLAIN = Cutting()


class Partition(msgspec.Struct):
    """The stage, for one job."""

    store: Store
    spool: Spool
    clock: Clock
    job: Job
    fmt: Format
    cutting: Cutting
    name: str | None = None

    def prepare(self, source: Source, look: Callable[[Block], None]) -> bool:
        """Sort the source if that is worth it; False when the job was cancelled or taken over.

        Args:
            source: The source.
            look: Judges what is judged on the first block of a source: a sorted one has another.

        Raises:
            StoreError: There is no room for the copy (STO001), or the disk failed.
        """
        job = self.job
        if job.input_size <= self.cutting.block_bytes and self.cutting.sort != "always":
            return True
        with self.store.read() as session:
            self.name = session.jobs.partition(job.id)
        if job.chunk or self.name is not None or not self._is_wanted(source):
            return True
        verify(job, source)
        self._demand_room(source)
        if not self._set_stage("partition"):
            return False
        with source.open() as stream:
            first = next(self.fmt.split(stream, block_bytes=self.cutting.block_bytes), None)
        if first is not None:
            look(first)
        return self._sort(source)

    def path(self) -> Path | None:
        """Return the sorted copy the job reads, if it has one."""
        # A copy that is gone is opened all the same: that says so.
        return None if self.name is None else self.spool.path(self.name) or Path(self.name)

    def close(self) -> bool:
        """Once every block is written, give the room of the copy back; False as `prepare`."""
        if self.name is None:
            return True
        if not self._set_stage("settle"):
            return False
        forget(self.store, self.spool, self.job)
        return True

    def _is_wanted(self, source: Source) -> bool:
        if self.cutting.sort == "never" or self.fmt.name_rows(b"{}") is None:
            return False
        if self.cutting.sort == "always" or self.job.stage == "partition":
            return True
        scatter = measure(source, self.fmt, self.cutting.block_bytes)
        return scatter is not None and scatter.is_worth_sorting

    def _demand_room(self, source: Source) -> None:
        if source.path is None:
            return
        needed, free = self.job.input_size + SPARE_BYTES, shutil.disk_usage(source.path.parent).free
        if free < needed:
            raise StoreError(
                f"the rows of import {self.job.name!r} are in no order, and there is no room to sort them: "
                f"{needed >> 20:,} MiB are needed, {free >> 20:,} MiB are free",
                code="STO001",
                hint="free some space in the data directory and resume, or group the file by data row",
            )

    def _set_stage(self, stage: Literal["partition", "settle"]) -> bool:
        with self.store.write() as session:
            if not session.jobs.set_stage(self.job.id, self.job.fence, stage, 0):
                return False
        self.job.stage = stage
        return True

    def _sort(self, source: Source) -> bool:
        _remove_copies(self.spool, self.job)
        name = _name(self.job, self.job.fence)
        renewed = instant(self.clock)
        with self.spool.writer(name) as target, source.open() as stream:
            block_bytes = self.cutting.block_bytes
            buckets = BucketWriter(target.write, self.fmt.name_rows, self._ranges(stream), block_bytes)
            for block in self.fmt.split(stream, block_bytes=block_bytes):
                buckets.add(block)
                now = instant(self.clock)
                if now - renewed > RENEW_MICROSECONDS:
                    renewed = now
                    if not self._renew(block.next_offset, now):
                        return False
            buckets.finish()
            target.commit()
        with self.store.write() as session:
            if not session.jobs.set_partition(self.job.id, self.job.fence, name):
                return False
        self.job.stage, self.name = "write", name
        return True

    def _ranges(self, stream: BinaryIO) -> Ranges:
        size = self.job.input_size
        # Buckets differ in size; the largest should not be much above a block.
        count = min(MOST_BUCKETS, -(-8 * size // (5 * self.cutting.block_bytes)))
        names = sample(stream, self.fmt, 0, size, SAMPLES_PER_BUCKET * count)
        return Ranges([name.encode() for name in names], count)

    def _renew(self, offset: int, now: int) -> bool:
        """Keep the lease while no block is written, and say how far the copy is."""
        step = Advance(
            job_id=self.job.id,
            fence=self.job.fence,
            expected_offset=0,
            offset=0,
            line=1,
            chunk=0,
            counts=Counts(),
            progress={"bytes": 0, "of_bytes": self.job.input_size, "sorted_bytes": offset},
            lease_until=now + LEASE_MICROSECONDS,
        )
        with self.store.write() as session:
            return session.jobs.advance(step)


def forget(store: Store, spool: Spool, job: Job) -> None:
    """Remove every sorted copy of a job that reads none any more."""
    if job.fence == 1 and spool.path(_name(job, 1)) is None:
        return
    _remove_copies(spool, job)
    with store.read() as session:
        is_named = session.jobs.partition(job.id) is not None
    if is_named:
        with store.write() as session:
            session.jobs.forget_partition(job.id)


def _remove_copies(spool: Spool, job: Job) -> None:
    for fence in range(1, job.fence + 1):
        spool.remove(_name(job, fence))


def _name(job: Job, fence: int) -> str:
    return f"{job.uid}-{fence}"
