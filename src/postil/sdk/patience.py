"""Patience: what failed because the server was away is tried again until it is back, within limits."""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from postil.errors import (
    AuthenticationError,
    PostilError,
    RetryableStoreError,
    ServerError,
    StoreError,
    TooManyError,
)
from postil.sdk.call_keys import one_call
from postil.sdk.connection import Connection

T = TypeVar("T")

PATIENCE_S = 120.0
"""Seconds to wait for a server that cannot be reached."""

FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 10.0
TRIES = 3
"""Attempts at what the server answered with a failure of its own, or with a checksum that differs."""


def patiently(connection: Connection, call: Callable[[], T]) -> T:
    """Return what the call returns, trying again after what may pass.

    The call must be safe to repeat. Its requests have the same idempotency keys every time, as long as they
    are the same in the same order.

    A server of this machine that was restarted is looked for again: it may have another port and key.

    Raises:
        PostilError: The call's, once there is no use or no patience left.
    """
    began, failures = time.monotonic(), 0
    with one_call() as keys:
        for pause in _pauses():
            keys.begin_again()
            try:
                return call()
            except PostilError as error:
                failures += 1
                is_moved = connection.look_again()
                waited = time.monotonic() - began
                if not _may_pass(error, failures, waited + pause, is_moved=is_moved):
                    raise
            connection.pause(pause)
    raise AssertionError("there is always another pause")


def _may_pass(error: PostilError, failures: int, waited: float, *, is_moved: bool) -> bool:
    if isinstance(error, ServerError | RetryableStoreError | TooManyError):
        return waited <= PATIENCE_S
    if isinstance(error, AuthenticationError):
        return is_moved
    return failures < TRIES and (isinstance(error, StoreError) or error.code == "SRC011")


def _pauses() -> Iterator[float]:
    pause = FIRST_PAUSE_S
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE_S)
