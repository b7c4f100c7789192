"""Patience: a request over its sender's quota waits where there will soon be room for it.

The package gives up at the first refusal, in the middle of ten thousand files it sends from twenty threads.
"""

from collections.abc import Awaitable, Callable

import anyio
from starlette.responses import Response

from postil.errors import TooManyError
from postil.facades.labelbox.refusal import refusal

MOST_S = 20.0
"""Seconds a request waits altogether; the package itself waits 60 for an answer."""

MOST_WAITING = 64
"""Requests that wait at the same time, whoever sent them; they hold no thread."""


class Patience:
    """Lets requests wait; belongs to one event loop."""

    def __init__(self) -> None:
        self._waiting = 0

    async def answer(self, work: Callable[[], Awaitable[Response]]) -> Response:
        """Return what `work` answers, asked again for as long as TooManyError promises room soon."""
        ends_at = anyio.current_time() + MOST_S
        while True:
            try:
                return await work()
            except TooManyError as error:
                is_hopeless = anyio.current_time() + error.retry_after_s > ends_at
                if is_hopeless or self._waiting >= MOST_WAITING:
                    return refusal(error)
                pause_s = error.retry_after_s
            self._waiting += 1
            try:
                await anyio.sleep(pause_s)
            finally:
                self._waiting -= 1
