"""The importer: takes a job from wherever it stands to its end, in this or any other process."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import msgspec

from postil.checks.annotation import Checker
from postil.checks.unit_fit import UnitFit
from postil.errors import ImportRejected, PostilError, StoreError
from postil.formats.entry import Entry, Run
from postil.formats.format import Block, Format
from postil.formats.registry import get_format
from postil.model.issue import Issue
from postil.model.ontology import FeatureIndex
from postil.ports.blobs import Blobs, Spool
from postil.ports.clock import Clock
from postil.ports.fetcher import Fetcher
from postil.ports.jobs import Job
from postil.ports.store import Session, Store
from postil.services.imports.check import BlockCheck, Judged
from postil.services.imports.contents import Contents
from postil.services.imports.duplicates import note_copies
from postil.services.imports.effects import follow_on
from postil.services.imports.ending import end
from postil.services.imports.extension import index_of, recipe_of
from postil.services.imports.foresight import Foresight
from postil.services.imports.held import Held, held
from postil.services.imports.layer import Element
from postil.services.imports.lease import LEASE_MICROSECONDS
from postil.services.imports.mapping import Mapping
from postil.services.imports.metric_rows import note_unchanged
from postil.services.imports.outcome import Values
from postil.services.imports.partition import PLAIN, Cutting, Partition, forget
from postil.services.imports.presence import survey
from postil.services.imports.publish import publish, reject, sweep
from postil.services.imports.read import stretches
from postil.services.imports.refusal import refusal
from postil.services.imports.rejoining import Rejoining
from postil.services.imports.resolve import Findings, bring_rows, resolve
from postil.services.imports.settle import known_to, settle
from postil.services.imports.source import source_of
from postil.services.imports.split import blocks
from postil.services.imports.stage import stage
from postil.services.imports.suggestions import Suggestions
from postil.services.imports.tally import Tally
from postil.services.imports.texts import RowTexts
from postil.services.imports.write import forget_ahead, write
from postil.services.instant import instant

THREAD: Callable[[], Any] = partial(ThreadPoolExecutor, 1, "write")
"""Blocks are written in a thread beside the one that judges them."""


class Workshop(msgspec.Struct, frozen=True):
    """What an importer works with."""

    store: Store
    blobs: Blobs
    spool: Spool
    fetcher: Fetcher
    clock: Clock


class Importer:
    """Runs one job at a time."""

    def __init__(
        self,
        workshop: Workshop,
        owner: str,
        cutting: Cutting = PLAIN,
        writer: Callable[[], Any] = THREAD,
    ) -> None:
        self._shop, self._owner, self._cutting, self._writer = workshop, owner, cutting, writer
        # What is on the data rows of a job of one block, which has looked at all of them.
        self._held: Held | None = None

    def run(self, job_uid: str, *, is_alone: bool = False) -> Job | None:
        """Lease the job, bring it to its end and return it; None when another process holds it.

        Args:
            job_uid: The job.
            is_alone: The caller knows that no other process can be working on the job (it holds the
                operating system's lock), so a lease that has not run out yet is taken over.

        Raises:
            StoreError: The database or disk failed. The job keeps its cursor and can be resumed.
        """
        self._held = None
        job = self._lease(job_uid, is_alone=is_alone)
        if job is None or job.state != "running":
            return self._tidied(job) if job is not None else None
        return self.run_leased(job)

    def run_leased(self, job: Job) -> Job:
        """Bring a job that was leased just now to its end; raises as `run` does."""
        try:
            return self._tidied(self._stages(job))
        except StoreError:
            self._let_go(job)
            raise
        except PostilError as error:
            return self._tidied(self._reject(job, _issue(error)))
        except Exception:
            self._let_go(job)
            raise

    def _let_go(self, job: Job) -> None:
        """Give the lease back, so that whoever resumes the job need not wait for it to run out."""
        # What stopped the job may well stop this too; then the lease runs out by itself.
        with suppress(StoreError), self._shop.store.write() as session:
            session.jobs.release(job.id, job.fence)

    def _tidied(self, job: Job) -> Job:
        """Do what is left to do for a job that has ended."""
        if job.state in ("failed", "cancelled"):
            sweep(self._shop.store, job)
        if job.follow_after is not None:
            follow_on(self._shop.store, job.id, instant(self._shop.clock))
        if job.state in ("finished", "staged", "failed", "cancelled"):
            forget(self._shop.store, self._shop.spool, job)
        return job

    def _lease(self, job_uid: str, *, is_alone: bool) -> Job | None:
        now = instant(self._shop.clock)
        with self._shop.store.write() as session:
            job = session.jobs.get(job_uid)
            if job is None or job.state not in ("queued", "running"):
                return job
            asked = max(now, job.lease_until + 1) if is_alone else now
            return session.jobs.lease(job.id, self._owner, asked, now + LEASE_MICROSECONDS)

    def _stages(self, job: Job) -> Job:
        if job.is_cancelled:
            return self._stopped(job)
        index = index_of(self._shop.store, job)
        if job.stage in ("partition", "write") and not self._write(job, index):
            return self._stopped(job)
        if job.stage != "publish":
            if not settle(self._shop.store, job, index) or not survey(self._shop.store, job, self._held):
                return self._stopped(job)
            if job.settings.is_dry_run:
                # Somebody who has looked at it commits it; then it comes back here in the stage `publish`.
                has_ended = stage(self._shop.store, job, index, instant(self._shop.clock))
                return self._ended(job, has_ended=has_ended)
        is_published = publish(self._shop.store, job, index, lambda: instant(self._shop.clock))
        if is_published is None:
            return self._reject(job, refusal(job.counts))
        return self._ended(job, has_ended=is_published)

    def _reject(self, job: Job, error: Issue) -> Job:
        has_ended = reject(self._shop.store, job, error, instant(self._shop.clock))
        return self._ended(job, has_ended=has_ended)

    def _write(self, job: Job, index: FeatureIndex) -> bool:
        """Write every block that is left; False when the job was cancelled or taken over.

        A block is judged while the one before it is written: the driver waits for the disk without holding
        the interpreter. Never more than one block is on its way, so the cursor stays in order.
        """
        fmt = get_format(job.format)
        source = source_of(self._shop.store, self._shop.spool, job)
        stage = self._stage(job, index, fmt)
        partition = Partition(self._shop.store, self._shop.spool, self._shop.clock, job, fmt, self._cutting)
        if not partition.prepare(source, stage.look):
            return False
        if job.fence > 1:
            forget_ahead(self._shop.store, job)
        is_fresh = job.chunk == 0 and partition.name is None
        cut = blocks(job, source, fmt, block_bytes=self._cutting.block_bytes, partition=partition.path())
        with self._writer() as writer:
            written: Future[bool] | None = None
            for number, block in enumerate(cut):
                verdict = stage.judge(block, is_first=is_fresh and number == 0)
                if written is not None and not written.result():
                    return False
                written = writer.submit(write, self._shop.store, job, block, *verdict)
            if written is not None and not written.result():
                return False
        self._held = stage.held if is_fresh and job.chunk == 1 else None
        return partition.close()

    def _stage(self, job: Job, index: FeatureIndex, fmt: Format) -> "BlockStage":
        checker = Checker(index, purpose=job.purpose, is_strict=job.settings.is_strict, format_name=fmt.name)
        suggestions = Suggestions(self._shop.store, job.project_id or 0)
        check = BlockCheck(checker, job, suggestions.near)
        contents = Contents(self._shop.blobs, self._shop.fetcher)
        with self._shop.store.read() as session:
            mapping = Mapping(recipe_of(session, job), purpose=job.purpose, format_name=fmt.name)
        rejoining = Rejoining(job, fmt, self._shop.blobs.read)
        texts = RowTexts(self._shop.blobs, fmt.name)
        return BlockStage(
            self._shop, job, fmt, mapping, check, contents, texts, suggestions, rejoining, Foresight(job)
        )

    def _ended(self, job: Job, *, has_ended: bool) -> Job:
        """Return the job as it stands; one that was not ended because somebody cancelled it is now."""
        if not has_ended:
            return self._stopped(job)
        with self._shop.store.read() as session:
            return session.jobs.by_id(job.id) or job

    def _stopped(self, job: Job) -> Job:
        """End a cancelled job, unless another process holds it now: then that one will."""
        with self._shop.store.write() as session:
            now = session.jobs.by_id(job.id) or job
            is_mine = now.is_cancelled and now.fence == job.fence and now.state == "running"
            if is_mine:
                end(session, job, "cancelled", None, instant(self._shop.clock))
        if is_mine:
            sweep(self._shop.store, job)
        with self._shop.store.read() as session:
            return session.jobs.by_id(job.id) or now


class BlockStage(msgspec.Struct):
    """Everything between a block of bytes and the transaction that writes it."""

    shop: Workshop
    job: Job
    fmt: Format
    mapping: Mapping
    check: BlockCheck
    contents: Contents
    texts: RowTexts
    suggestions: Suggestions
    rejoining: Rejoining
    foresight: Foresight
    held: Held | None = None
    latest: set[int] = set()
    """Data rows of the block before, which may not be written yet."""
    was_blank: bool | None = None
    """Whether nobody saw anything in the set when the job began; None until it is asked, once for a job."""

    def judge(self, block: Block, *, is_first: bool) -> tuple[Judged, Values, int]:
        """Return what the block comes to, what readers saw there when the job began, and the time."""
        now = instant(self.shop.clock)
        judged = Judged({}, {}, Tally())
        self.suggestions.forget()
        fit = UnitFit() if is_first and not self.job.settings.trust_units else None
        self.foresight.begin()
        with self.shop.store.read() as session:
            for rows in self.mapping.over(stretches(block, self.fmt)):
                self.contents.settle(rows)
                found = resolve(session, self.job, rows, self.foresight)
                bring_rows(self.shop.store, self.job, rows, found, now)
                self.texts.settle(session, rows, found)
                if fit is not None:
                    _measure(fit, rows, found)
                self.check.judge(self.rejoining.apply(session, rows, found), found, judged)
            # What was seen after a change of the past does not depend on when it is asked.
            self.held = held(session, self.job, judged.layers, was_blank=self._was_blank(session))
            values = self.held.values
            note_unchanged(session, self.job, judged)
        _refuse_other_unit(fit)
        judged.uses = self.mapping.take()
        self.check.finish(judged, known_to(self.job, values))
        if block.lines is not None:
            # One data row named in two ways: only settling can put its rows into the order of their lines.
            for layer in judged.layers.values():
                layer.needs_settle = layer.needs_settle or layer.lines != sorted(layer.lines)
        with self.shop.store.read() as session:
            note_copies(session, self.job, judged, values, self._begun(session, block))
        self.latest = {row_id for row_id, _ in judged.layers}
        self.held.may_be_silent = not all(layer.lines for layer in judged.layers.values())
        return judged, values, now

    def _was_blank(self, session: Session) -> bool:
        if self.was_blank is None:
            self.was_blank = session.bundles.is_blank(self.job.set_id, as_of=self.job.seen_no)
        return self.was_blank

    def _begun(self, session: Session, block: Block) -> Callable[[int], bool]:
        """Return what tells whether lines of a data row before those of the block lie in others."""

        def is_begun(row_id: int) -> bool:
            # A sorted copy may have lines of one data row in two places, if it has two names.
            is_near = block.lines is not None or row_id in self.latest
            bundles = session.bundles
            return is_near or bool(bundles.layered(self.job.id, [row_id], below_chunk=self.job.chunk + 1))

        return is_begun

    def look(self, block: Block) -> None:
        """Judge the unit on a first block that is not written as such: its source is sorted before."""
        if self.job.settings.trust_units:
            return
        fit = UnitFit()
        with self.shop.store.read() as session:
            for rows in stretches(block, self.fmt):
                if fit.is_over:
                    # After a few boxes of a sound file; every row of one in no order is a run of its own.
                    break
                _measure(fit, rows, resolve(session, self.job, rows))
        _refuse_other_unit(fit)


def _measure(fit: UnitFit, rows: list[Entry | Run], found: Findings) -> None:
    """Judge the unit on the first block: rows of one file were written by one program."""
    for row in rows:
        if fit.is_over:
            return
        finding = found.get(row.reference) if row.reference is not None else None
        size = finding.size if finding else None
        for annotation in _annotations(row):
            if annotation.geometry is not None:
                fit.add(annotation.geometry, size)


def _refuse_other_unit(fit: UnitFit | None) -> None:
    other = fit.finding() if fit is not None else None
    if other is not None:
        raise ImportRejected(other.message, code=other.code, hint=other.hint)


def _annotations(row: Entry | Run) -> Iterator[Element]:
    yield from row.annotations
    if isinstance(row, Entry):
        for bundle in row.bundles:
            yield from bundle.annotations


def _issue(error: PostilError) -> Issue:
    return Issue(error.code, error.message, error.hint)
