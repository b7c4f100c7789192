"""Call keys: idempotency keys that stay the same when a call is made again from its beginning."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID, uuid4, uuid5

HEADER = "idempotency-key"


class CallKeys:
    """The keys of one logical call, which may be several requests: the n-th has the n-th key."""

    def __init__(self, seed: UUID) -> None:
        self._seed, self._no = seed, 0

    def begin_again(self) -> None:
        """Hand out the same keys once more, for another attempt at the same requests."""
        self._no = 0

    def next(self) -> str:
        """Return the key of the next request."""
        self._no += 1
        return str(uuid5(self._seed, str(self._no)))


_current: ContextVar[CallKeys | None] = ContextVar("postil_call_keys", default=None)


@contextmanager
def one_call() -> Iterator[CallKeys]:
    """Make the block one logical call; within another one it is part of that."""
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    keys = CallKeys(uuid4())
    token = _current.set(keys)
    try:
        yield keys
    finally:
        _current.reset(token)


def next_key() -> str:
    """Return the key of a request: of the logical call it is part of, or one of its own."""
    keys = _current.get()
    return str(uuid4()) if keys is None else keys.next()
