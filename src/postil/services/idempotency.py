"""Idempotency: a request that is sent again under its key is done once.

The first transaction of a request takes its key along: either both are there or neither, whenever the server
dies. So a key that nothing is known of has changed nothing and may be tried again, and one that was begun and
never answered has changed something, although nobody knows how far it came.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from threading import Lock

from postil.errors import ConflictError, PostilError, UsageError
from postil.ports.clock import Clock
from postil.ports.idempotency import KeptAnswer, KeyedRequest
from postil.ports.store import Session, Store
from postil.services.instant import MICROSECONDS, instant

KEPT_S = 24 * 3600
"""Seconds an answer is kept; after that the key is as good as new."""

MOST_BYTES = 1 << 20
"""Largest answer that is kept."""

_PART = 200
log = logging.getLogger("postil.idempotency")


class KeyReusedError(UsageError):
    """The key belongs to another request."""

    status = 422


class StillRunningError(ConflictError):
    """The request with this key is being worked on."""


class OutcomeUnknownError(ConflictError):
    """The request was begun, and the server stopped or failed before it was answered."""


class AnswerNotKeptError(ConflictError):
    """The request was done, and its answer was not kept."""


class Claim:
    """One request that has its key for itself while it runs.

    `kept` is the answer it got before; without one, the work is to be done, and `keep` told its answer.
    """

    def __init__(self, request: KeyedRequest, kept: KeptAnswer | None, at: int) -> None:
        self.request, self.kept, self.at = request, kept, at
        self.is_begun = False


_CLAIM: ContextVar[Claim | None] = ContextVar("claim", default=None)


class KeyedStore:
    """A store whose first transaction within a claim takes the key along; otherwise the store it wraps."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner
        self.layers_at_once = inner.layers_at_once

    def read(self) -> AbstractContextManager[Session]:
        """Open a consistent view."""
        return self._inner.read()

    def write(self) -> AbstractContextManager[Session]:
        """Open a write transaction."""
        claim = _CLAIM.get()
        return self._inner.write() if claim is None or claim.is_begun else self._begin(claim)

    @contextmanager
    def _begin(self, claim: Claim) -> Iterator[Session]:
        with self._inner.write() as session:
            session.idempotency.begin(claim.request, claim.at)
            yield session
        claim.is_begun = True

    def is_awaited(self) -> bool:
        """Tell whether somebody waits for the turn to write."""
        return self._inner.is_awaited()

    def close(self) -> None:
        """Release every connection."""
        self._inner.close()


class Idempotency:
    """Answers by user and key. Only one server works on a database, so what runs is known in memory."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._running: set[tuple[int, str]] = set()
        self._lock = Lock()

    @contextmanager
    def claim(self, request: KeyedRequest) -> Iterator[Claim]:
        """Have the key of a request for oneself; what the block writes first takes the key along.

        Raises:
            KeyReusedError: The key belongs to another request.
            StillRunningError: The request is being worked on.
            OutcomeUnknownError: It was begun and never answered.
            AnswerNotKeptError: It was done, and the answer was not kept.
        """
        place = (request.user_id, request.key)
        with self._lock:
            is_free = place not in self._running
            self._running.add(place)
        if not is_free:
            raise _still_running(request.key)
        try:
            claim = self._found(request)
            token = _CLAIM.set(claim)
            try:
                yield claim
            finally:
                _CLAIM.reset(token)
        finally:
            with self._lock:
                self._running.discard(place)

    def parting(self, user_id: int, key: str, digest: Callable[[], str]) -> KeptAnswer | None:
        """Return what a user was answered, if it was this very request that ended their access.

        `digest` is asked only when there is an answer that it could be of.

        Raises:
            StillRunningError: The request is being worked on.
            OutcomeUnknownError: It was begun and never answered.
            AnswerNotKeptError: It was done, and the answer was not kept.
        """
        with self._lock:
            is_running = (user_id, key) in self._running
        if is_running:
            raise _still_running(key)
        kept = self._recent(user_id, key, instant(self._clock))
        if kept is None or not (kept.is_parting or kept.status is None) or kept.digest != digest():
            return None
        _demand_answer(KeyedRequest(user_id=user_id, key=key, digest=kept.digest), kept)
        return kept

    def _found(self, request: KeyedRequest) -> Claim:
        now = instant(self._clock)
        kept = self._recent(request.user_id, request.key, now)
        if kept is not None:
            _demand_answer(request, kept)
        return Claim(request, kept, now)

    def _recent(self, user_id: int, key: str, now: int) -> KeptAnswer | None:
        with self._store.read() as session:
            kept = session.idempotency.get(user_id, key)
        return None if kept is None or kept.begun_at < now - KEPT_S * MICROSECONDS else kept

    def keep(
        self,
        claim: Claim,
        status: int,
        headers: dict[str, str],
        content: bytes | None,
        *,
        is_parting: bool = False,
    ) -> None:
        """Keep an answer for 24 hours, without its content when that is None or larger than 1 MiB.

        `is_parting` says that the request ended its sender's access to what it was about.

        When it cannot be kept, the key says afterwards that the outcome is unknown, or is as good as new if
        nothing was changed.
        """
        is_kept = content is not None and len(content) <= MOST_BYTES
        answer = KeptAnswer(
            digest=claim.request.digest,
            begun_at=claim.at,
            status=status,
            headers=headers,
            content=content if is_kept else None,
            is_parting=is_parting,
        )
        try:
            with self._store.write() as session:
                session.idempotency.keep(claim.request, answer)
        except PostilError:
            log.exception("an answer could not be kept; its key will not be answered again")
        claim.is_begun = True

    def purge(self) -> None:
        """Forget what is older than 24 hours, in short transactions."""
        before = instant(self._clock) - KEPT_S * MICROSECONDS
        count = _PART
        while count == _PART:
            with self._store.write() as session:
                count = session.idempotency.purge(before, limit=_PART)


def _still_running(key: str) -> StillRunningError:
    return StillRunningError(
        f"the request with the Idempotency-Key {key[:80]!r} is still being worked on",
        hint="wait as long as Retry-After says, and send it again",
    )


def _demand_answer(request: KeyedRequest, kept: KeptAnswer) -> None:
    key = repr(request.key[:80])
    if kept.digest != request.digest:
        raise KeyReusedError(
            f"the Idempotency-Key {key} came with another request before",
            hint="take a new key for every request, and the same only to send the very same one again",
        )
    if kept.status is None:
        raise OutcomeUnknownError(
            f"the request with the Idempotency-Key {key} was begun and broke off before it was answered",
            hint="look at what is there before you repeat it, with a new key",
        )
    if kept.content is None:
        raise AnswerNotKeptError(
            f"the request with the Idempotency-Key {key} was done with status {kept.status}; its answer was "
            "not kept, because it is large or holds a secret",
            hint="look at what is there; a secret that was lost is made anew",
        )
