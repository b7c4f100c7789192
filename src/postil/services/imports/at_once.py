"""At once: a small import from its job to its publication in one transaction, instead of one per stage.

Every stage does what it always does, on one session that is committed at the end: an import of a few rows
waits for the disk once. Only sources that are kept in the database are done so: judging larger ones takes
longer than others should wait for their turn. What cannot be done so is done stage by stage, because nothing
may be fetched from elsewhere meanwhile.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from types import TracebackType
from typing import Any, NoReturn, Self

import msgspec

from postil.errors import PostilError, RetryableStoreError, StoreError
from postil.ports.jobs import Job
from postil.ports.store import Session
from postil.services.imports.importer import Importer, Workshop
from postil.services.imports.lease import LEASE_MICROSECONDS
from postil.services.imports.receive import Receiver
from postil.services.imports.source import MOST_BYTES
from postil.services.instant import instant


class Retreat(Exception):
    """The import cannot be done at once; nothing of the attempt is kept."""


class OneSession:
    """A store whose transactions are all the same one; its owner commits it or rolls it back.

    A part of it that failed cannot be taken back by itself, so then nothing of it may be kept.
    """

    layers_at_once = 1 << 30

    def __init__(self, session: Session) -> None:
        self._session, self.is_spoilt = session, False

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give the session."""
        yield self._session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give the session."""
        try:
            yield self._session
        except BaseException:
            self.is_spoilt = True
            raise

    def is_awaited(self) -> bool:
        """Say no: there is only one transaction."""
        return False

    def close(self) -> None:
        """Do nothing: the session is its owner's."""


class Nowhere:
    """A fetcher that calls the attempt off."""

    def fetch(self, *_: object, **__: object) -> NoReturn:
        """Call it off."""
        raise Retreat

    fetch_start = fetch


class Inline:
    """Runs what it is given on the spot; a stand-in for a pool of threads."""

    def __enter__(self) -> Self:
        """Do nothing."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Do nothing."""

    def submit(self, call: Any, *args: Any) -> "Future[Any]":
        """Run a call; what it raises is raised here."""
        done: Future[Any] = Future()
        done.set_result(call(*args))
        return done


def receive_at_once(shop: Workshop, receiver: Receiver) -> Job | None:
    """Make a small source an import and bring that to its end; None when it has to be done step by step.

    Then nothing of the attempt is kept, and `Receiver.finish` can go on. A source received before is no
    business of this: its import may be under way.

    Raises:
        PostilError: See `Receiver.keep` and `Receiver.admit`; nothing remains.
    """
    if not receiver.is_inline:
        return None
    try:
        receiver.keep()
        return _attempt(shop, f"here-{receiver.uid}", receiver.admit, receiver.uid)
    except RetryableStoreError:
        receiver.forget()
        raise
    except StoreError:
        # Perhaps only a larger transaction found no room; if not, the next attempt says what is wrong.
        return None
    except PostilError:
        receiver.forget()
        raise


def run_at_once(shop: Workshop, owner: str, job: Job) -> Job | None:
    """Bring a small import to its end; None when it has to be done stage by stage.

    Raises:
        StoreError: The database or disk failed; the job is as it was.
    """
    if job.input_size > MOST_BYTES or job.chunk:
        return None
    return _attempt(shop, owner, lambda _: job, job.uid)


def _attempt(shop: Workshop, owner: str, admit: Callable[[Session], Job], uid: str) -> Job | None:
    now = instant(shop.clock)
    try:
        with shop.store.write() as session:
            job = admit(session)
            # Nobody else can be working on it: it is new, or this server holds it.
            since = max(now, job.lease_until + 1)
            leased = session.jobs.lease(job.id, owner, since, now + LEASE_MICROSECONDS)
            if leased is None or leased.uid != uid or leased.chunk or leased.is_cancelled:
                raise Retreat
            store = OneSession(session)
            alone = msgspec.structs.replace(shop, store=store, fetcher=Nowhere())
            done = Importer(alone, owner, writer=Inline).run_leased(leased)
            if store.is_spoilt:
                raise Retreat
    except Retreat:
        return None
    return done
