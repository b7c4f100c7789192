"""Patience: a request over its sender's quota waits where there will soon be room for it.

The package gives up at the first refusal, in the middle of ten thousand files it sends from twenty threads.
"""

from collections import Counter
from collections.abc import Awaitable, Callable

import anyio
from starlette.responses import Response

from postil.errors import TooManyError
from postil.facades.labelbox.refusal import refusal

MOST_S = 20.0
"""Seconds a request waits altogether; the package itself waits 60 for an answer."""

MOST_WAITING = 64
"""Requests of one sender that wait at the same time; they hold no thread."""

MOST_OF_ALL = 512
"""Requests that wait at the same time, whoever sent them."""


class Patience:
    """Lets requests wait; belongs to one event loop."""

    def __init__(self) -> None:
        self._waiting: Counter[str] = Counter()

    async def answer(self, work: Callable[[], Awaitable[Response]], who: str) -> Response:
        """Return what `work` answers, asked again for as long as TooManyError promises room soon.

        `who` tells senders apart: what one of them sends leaves the others their places to wait in.
        """
        ends_at = anyio.current_time() + MOST_S
        while True:
            try:
                return await work()
            except TooManyError as error:
                is_hopeless = anyio.current_time() + error.retry_after_s > ends_at
                is_full = self._waiting[who] >= MOST_WAITING or self._waiting.total() >= MOST_OF_ALL
                if is_hopeless or is_full:
                    return refusal(error)
                pause_s = error.retry_after_s
            self._waiting[who] += 1
            try:
                await anyio.sleep(pause_s)
            finally:
                self._waiting[who] -= 1
                self._waiting += Counter()  # forgets who waits no more
