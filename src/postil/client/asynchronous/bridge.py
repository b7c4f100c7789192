"""Bridge: runs what the resources do in worker threads, and all their waiting in the event loop.

What a resource does is written once, as plain code. A worker thread runs it; whenever it waits - for the
network, for a pause - the event loop does the waiting, so that cancelling a task ends its request at once.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextvars import ContextVar
from functools import partial
from itertools import islice
from typing import Any, ParamSpec, TypeVar

import anyio
from anyio import from_thread, to_thread

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE = 20
"""Calls of one client that run at the same time; further ones wait their turn."""

MOST_AHEAD = 256
"""Items of a stream that are read together, at most: going to a thread for each would cost more than it."""


class Abandoned(BaseException):
    """Unwinds a worker thread whose task was cancelled; no handler of errors takes it for one."""


class _Call:
    """One call of a task, in its thread; touched by the event loop only."""

    def __init__(self) -> None:
        self._is_over = False
        self._waiting: anyio.CancelScope | None = None

    def abandon(self) -> None:
        """End what it waits for, and everything it will wait for."""
        self._is_over = True
        if self._waiting is not None:
            self._waiting.cancel()

    async def wait(self, what: Callable[[], Awaitable[T]]) -> T:
        """Wait for something as long as the task wants it."""
        with anyio.CancelScope() as scope:
            self._waiting = scope
            try:
                if not self._is_over:
                    return await what()
            finally:
                self._waiting = None
        raise Abandoned


_running: ContextVar[_Call] = ContextVar("postil_call")


class Bridge:
    """Between tasks of one event loop and the threads that work for them."""

    def __init__(self) -> None:
        self._limiter: anyio.CapacityLimiter | None = None

    async def call(self, work: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """Run a function in a thread; cancelling ends it where it waits next, and does not wait for it."""
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(AT_ONCE)
        call = _Call()

        def run() -> T:
            _running.set(call)
            return work(*args, **options)

        try:
            return await to_thread.run_sync(run, abandon_on_cancel=True, limiter=self._limiter)
        except anyio.get_cancelled_exc_class():
            call.abandon()
            raise

    async def iterate(self, make: Callable[[], Iterator[T]]) -> AsyncIterator[T]:
        """Yield the items of an iterator that waits, few of them ahead."""
        items = await self.call(make)
        size, is_ours = 1, True
        try:
            while True:
                is_ours = False
                part, error = await self.call(_take, items, size)
                is_ours = True
                for one in part:
                    yield one
                if error is not None:
                    raise error
                if len(part) < size:
                    return
                size = min(size * 2, MOST_AHEAD)
        finally:
            # One that was abandoned unwinds in its own thread.
            close = getattr(items, "close", None)
            if is_ours and close is not None:
                with anyio.CancelScope(shield=True):
                    await self.call(close)

    @staticmethod
    def wait(what: Callable[..., Awaitable[T]], *args: object) -> T:
        """Have the event loop wait for something; called in a thread of `call`."""
        return from_thread.run(_running.get().wait, partial(what, *args))

    @staticmethod
    def end(what: Callable[[], Awaitable[None]]) -> None:
        """Have the event loop give something back, also for a task that was cancelled."""
        from_thread.run(_shielded, what)

    def sleep(self, seconds: float) -> None:
        """Wait, in a thread of `call`."""
        self.wait(anyio.sleep, seconds)


async def _shielded(what: Callable[[], Awaitable[None]]) -> None:
    with anyio.CancelScope(shield=True):
        await what()


def _take(items: Iterator[T], size: int) -> tuple[list[T], Exception | None]:
    part: list[T] = []
    try:
        part.extend(islice(items, size))
    except Exception as error:  # noqa: BLE001 - raised again after what came before it
        return part, error
    return part, None


def unwrapped(value: Any) -> Any:
    """Return the plain object behind one of the asynchronous ones; anything else as it is."""
    return getattr(value, "plain", value)
