"""Media failures: what could not be fetched a moment ago is not asked for again at once.

A page of thumbnails asks for two hundred URLs, and comes again when somebody scrolls: each would wait for a
server that is gone until its time is up.
"""

import copy
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar
from urllib.parse import urlsplit

from postil.errors import LimitError, PostilError
from postil.ports.clock import Clock
from postil.ports.fetcher import Downloader, FetchError

REMEMBERED_S = 60.0
"""Seconds a failure is told again without asking."""

HOST_FAILURES = 3
"""URLs of one host that could not be reached, after which the host is taken for gone."""

MOST = 2_000
"""URLs, and hosts, remembered at the same time; the oldest are forgotten first."""

_UNREACHABLE = "SRC021"
T = TypeVar("T")


class MediaFailures:
    """Downloads, and remembers failures by URL and by host; safe to use from several threads.

    Args:
        outside: The one way out.
        clock: Tells how long a failure is ago.
    """

    def __init__(self, outside: Downloader, clock: Clock) -> None:
        self._outside, self._clock, self._lock = outside, clock, Lock()
        self._urls = OrderedDict[str, tuple[PostilError, float]]()
        self._hosts = OrderedDict[str, tuple[int, float]]()

    def download(self, url: str, write: Callable[[bytes], object], *, max_bytes: int, total_s: float) -> None:
        """Do as `Downloader.download`, unless that failed a moment ago: then raise the same again."""
        self._demand_none(url)
        try:
            self._outside.download(url, write, max_bytes=max_bytes, total_s=total_s)
        except (FetchError, LimitError) as error:
            # What we refuse ourselves is refused at once, every time.
            self._note(url, error)
            raise
        self.forget(url)

    def _demand_none(self, url: str) -> None:
        now, host = self._clock.monotonic(), _host(url)
        with self._lock:
            error, until = self._urls.get(url, (None, 0.0))
            if error is not None and until > now:
                # Whoever raises it adds to it.
                raise copy.copy(error)
            count, until = self._hosts.get(host, (0, 0.0))
            if count >= HOST_FAILURES and until > now:
                raise FetchError(
                    f"{host} could not be reached a moment ago",
                    code=_UNREACHABLE,
                    hint="check the host, the port and the network, then try again",
                    is_retryable=True,
                )

    def _note(self, url: str, error: PostilError) -> None:
        until, host = self._clock.monotonic() + REMEMBERED_S, _host(url)
        with self._lock:
            _keep(self._urls, url, (copy.copy(error), until))
            if error.code == _UNREACHABLE:
                count, ended = self._hosts.get(host, (0, 0.0))
                count = count if ended > until - REMEMBERED_S else 0
                _keep(self._hosts, host, (count + 1, until))

    def forget(self, url: str) -> None:
        """Remember nothing of a URL and its host: it was fetched, or somebody wants to know it anew."""
        with self._lock:
            self._urls.pop(url, None)
            self._hosts.pop(_host(url), None)


def _keep(into: OrderedDict[str, T], key: str, value: T) -> None:
    into[key] = value
    into.move_to_end(key)
    if len(into) > MOST:
        into.popitem(last=False)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
