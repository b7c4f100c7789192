"""Upserts: files of items become data rows, a block per transaction, and what became of each item is kept."""

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from postil.errors import LimitError, NotFoundError, PostilError, StoreError, UsageError
from postil.formats.labelbox.row_items import RowItem, read_items, split_items
from postil.ports.access import User
from postil.ports.blobs import Blobs
from postil.ports.clock import Clock
from postil.ports.executor import Executor
from postil.ports.operations import Operation
from postil.ports.store import Activity, Session, Store
from postil.services.catalog.media import Media
from postil.services.instant import instant
from postil.services.operations import new_operation, set_operation
from postil.services.upserts.block import BlockWriter
from postil.services.upserts.content import Own
from postil.services.upserts.outcome import Block, Outcome, OutcomePage, keep, read_page
from postil.services.upserts.turns import Turns

KIND = "upsert_data_rows"
AT_ONCE_ITEMS = 5_000
"""Up to so many items are done before the answer; more by the executor."""

AT_ONCE_BYTES = 16 << 20
BLOCK = 1_000
MOST_CHUNK_BYTES = 256 << 20
"""A file of items is read whole; the official package makes them of 10 MB."""


class Progress(msgspec.Struct, kw_only=True):
    """How far an upsert is: the file and the item in it that come next, and the blocks that are done."""

    chunk: int = 0
    item: int = 0
    blocks: list[Block] = []

    @property
    def done(self) -> int:
        """Return how many items are done."""
        return sum(block.accepted + block.rejected for block in self.blocks)


class Upserts:
    """Begin and resume upserts, and tell their outcomes.

    Args:
        store: Where data rows are.
        blobs: Where files of items and outcomes are.
        media: Looks at content.
        clock: Tells the time.
        executor: Does what takes longer.
        own: Finds files of ours by their URL.
    """

    def __init__(
        self, store: Store, blobs: Blobs, media: Media, clock: Clock, executor: Executor, own: Own
    ) -> None:
        self._store, self._blobs, self._media = store, blobs, media
        self._clock, self._own, self._turns = clock, own, Turns(executor, self._turn)
        self._lock, self._active = threading.Lock(), set[str]()

    def begin(self, chunks: Sequence[str], item_count: int, user: User) -> Operation:
        """Make and change the data rows of some files of items, by their hashes.

        Few items are done when this returns; many are done later. The same files again, while they are being
        done, are the same operation.

        Raises:
            NotFoundError: A file is not kept here.
            LimitError: Too many upserts wait.
        """
        sizes = [self._size(chunk) for chunk in chunks]
        parameters = {"chunks": list(chunks), "item_count": item_count}
        with self._store.write() as session:
            running = session.operations.list_operations(user.id, kind=KIND, state="running", limit=100)
            same = [one for one in running if one.parameters == parameters]
            described = new_operation(KIND, "", user, parameters, instant(self._clock))
            made = same[0] if same else session.operations.create(described)
        if item_count <= AT_ONCE_ITEMS and sum(sizes) <= AT_ONCE_BYTES:
            self.run(made.uid)
        else:
            self._submit(made, is_known=bool(same))
        return self._reload(made.uid)

    def _submit(self, made: Operation, *, is_known: bool) -> None:
        try:
            self._turns.submit(made.uid)
        except LimitError as error:
            if is_known:
                return  # it waits already
            self._fail(made, error)  # nobody would do it, and whoever waits for it would wait for ever
            raise

    def apply(self, items: Sequence[RowItem], user: User) -> list[Outcome]:
        """Make and change a few data rows, in one transaction and without an operation."""
        at = instant(self._clock)
        with self._store.write() as session:
            writer = BlockWriter(session, user, self._own, self._blobs, at)
            outcomes = writer.write(items)
            for one in outcomes:
                if one.uid is not None:
                    session.record(
                        Activity(
                            at=at,
                            user_id=user.id,
                            action="update",
                            object_kind="data_row",
                            object_uid=one.uid,
                        )
                    )
        self._media.probe_rows(writer.touched)
        self._media.probe_soon()
        return outcomes

    def is_running(self, user: User) -> bool:
        """Tell whether data rows a user has sent are still being made."""
        with self._store.read() as session:
            return bool(session.operations.list_operations(user.id, kind=KIND, state="running", limit=1))

    def resume_unfinished(self) -> None:
        """Go on with what an earlier process has left."""
        self._turns.submit_all(self._unfinished)

    def _unfinished(self) -> Iterator[str]:
        after = 0
        while True:
            with self._store.read() as session:
                found = session.operations.unfinished(after_id=after, limit=100)
            yield from (operation.uid for operation in found if operation.kind == KIND)
            if len(found) < 100:
                return
            after = found[-1].id

    def close(self) -> None:
        """Stop between two blocks; what is left is done after the next start."""
        self._turns.close()

    def run(self, uid: str) -> None:
        """Do what is left of an operation, unless it is being done; one that cannot go on fails.

        Raises:
            StoreError: The storage failed; the operation stays where it stands, and is taken up when it is
                asked for again or at the next start.
        """
        self._turn(uid, None)

    def _turn(self, uid: str, most: int | None) -> bool:
        """Do so many blocks of an operation, all with None; return False when there are more."""
        with self._lock:
            if uid in self._active:
                return True
            self._active.add(uid)
        try:
            is_over = self._run(self._reload(uid), most)
        finally:
            with self._lock:
                self._active.discard(uid)
        self._media.probe_soon()
        return is_over

    def _run(self, operation: Operation, most: int | None) -> bool:
        progress = progress_of(operation)
        if operation.state != "running":
            return True
        begun = len(progress.blocks)
        try:
            for items in self._blocks(operation.parameters["chunks"], progress):
                if self._turns.is_closing:
                    return True
                self._write(operation, progress, items)
                if len(progress.blocks) - begun == most:
                    return False
            with self._store.write() as session:
                self._set(session, operation.uid, "finished", progress)
        except StoreError:
            raise
        except Exception as error:
            self._fail(operation, error)
            if not isinstance(error, PostilError):
                raise
        return True

    def _fail(self, operation: Operation, error: Exception) -> None:
        done = progress_of(self._reload(operation.uid))
        reason = error.message if isinstance(error, PostilError) else "an error nobody expected"
        with self._store.write() as session:
            result = {"reason": reason, **_plain(done)}
            set_operation(session, operation.uid, "failed", result, instant(self._clock))

    def outcomes(
        self, operation: Operation, *, is_accepted: bool, after: str | None = None, limit: int = 5_000
    ) -> OutcomePage:
        """Tell what became of items, those that went well or those that went badly.

        Raises:
            UsageError: `after` is no place of such a list, or the operation is none of these.
        """
        if operation.kind != KIND:
            raise UsageError("this task makes no data rows", hint="ask about one that does")
        blocks = progress_of(operation).blocks
        return read_page(self._blobs, blocks, is_accepted=is_accepted, after=after, limit=limit)

    def _blocks(self, chunks: Sequence[str], progress: Progress) -> Iterator[list[RowItem]]:
        """Yield the items that are not done; `progress` stands behind those it yields."""
        while progress.chunk < len(chunks):
            items = split_items(self._blobs.read(chunks[progress.chunk]))
            while progress.item < len(items):
                block = read_items(items[progress.item : progress.item + BLOCK])
                progress.item += len(block)
                yield block
            progress.chunk, progress.item = progress.chunk + 1, 0

    def _write(self, operation: Operation, progress: Progress, items: list[RowItem]) -> None:
        at = instant(self._clock)
        with self._store.write() as session:
            user = _still(session, operation)
            writer = BlockWriter(session, user, self._own, self._blobs, at)
            block = keep(self._blobs, writer.write(items))
            progress.blocks.append(block)
            self._set(session, operation.uid, "running", progress)
            session.record(_activity(operation, block, at))
        self._media.probe_rows(writer.touched)

    def _set(self, session: Session, uid: str, state: Any, progress: Progress) -> None:
        set_operation(session, uid, state, _plain(progress), instant(self._clock))

    def _reload(self, uid: str) -> Operation:
        with self._store.read() as session:
            found = session.operations.get(uid)
        if found is None:
            raise NotFoundError(f"no operation {uid!r}", hint="list your operations")
        return found

    def _size(self, chunk: str) -> int:
        with self._blobs.open(chunk) as source:
            size = source.seek(0, 2)
        if size > MOST_CHUNK_BYTES:
            raise UsageError(
                f"a file of data rows has {size} bytes, may have {MOST_CHUNK_BYTES}", hint="send smaller ones"
            )
        return size


def progress_of(operation: Operation) -> Progress:
    """Return how far an upsert is."""
    return msgspec.convert(operation.result, Progress)


def _plain(progress: Progress) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(progress)
    return plain


def _still(session: Session, operation: Operation) -> User:
    user = session.access.user(operation.user_id)
    if user is None or user.disabled_at is not None:
        raise UsageError("whoever asked for this is disabled", hint="ask an administrator")
    return user


def _activity(operation: Operation, block: Block, at: int) -> Activity:
    return Activity(
        at=at,
        user_id=operation.user_id,
        action="upsert_rows",
        object_kind="operation",
        object_uid=operation.uid,
        detail={"rows": block.accepted},
    )
