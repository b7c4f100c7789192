"""Fetcher: the one way out of the house, for sources named by a URL.

Codes: SRC020 address not allowed, SRC021 unreachable or too slow, SRC022 refused by the other side,
SRC023 larger than allowed, SRC024 not a URL we fetch, SRC025 offline, SRC026 redirect refused.
"""

from collections.abc import Callable
from typing import Protocol

import msgspec

from postil.errors import ServerError


class FetchError(ServerError):
    """The other side could not be reached in time (SRC021) or would not give the source (SRC022).

    Args:
        message: What is wrong with which URL; holds nothing of the answer's body.
        code: `SRC021` or `SRC022`.
        hint: How to fix it.
        is_retryable: The same call may succeed later.
        http_status: The status the other side answered with, when it did.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        hint: str = "",
        is_retryable: bool = False,
        http_status: int | None = None,
    ) -> None:
        super().__init__(message, code=code, hint=hint)
        self.is_retryable = is_retryable
        self.http_status = http_status

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the trip from a spawned process with every field intact."""
        return (_rebuild, (self.message, self.code, self.hint, self.is_retryable, self.http_status))


def _rebuild(
    message: str,
    code: str,
    hint: str,
    is_retryable: bool,
    http_status: int | None,
) -> FetchError:
    return FetchError(message, code=code, hint=hint, is_retryable=is_retryable, http_status=http_status)


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What a URL held.

    `url` is the address after redirects. `media_type` is what the other side claimed, lower case and
    without parameters: a hint, never a fact (a `Prober` looks at the bytes). `is_complete` is False when
    `content` is only the beginning.
    """

    url: str
    content: bytes
    media_type: str | None = None
    is_complete: bool = True


class Fetcher(Protocol):
    """Gets bytes from outside, or refuses; safe to call from several threads."""

    def fetch(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        """Get all of `url`, at most `max_bytes` after decompression.

        Args:
            url: http or https, without a user name or password.
            max_bytes: Largest size accepted, inclusive.
            accept: Value of the `Accept` header; anything when absent.

        Raises:
            AccessError: SRC020, SRC025 or SRC026.
            FetchError: SRC021 or SRC022.
            LimitError: SRC023.
            UsageError: SRC024.
        """
        ...

    def fetch_start(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        """Get the first `max_bytes` bytes of `url`, or all of it when it is smaller.

        Enough to probe most images without moving them whole. Raises as `fetch`, SRC023 excepted.
        """
        ...


class Downloader(Protocol):
    """Gets files of any size from outside, a piece at a time; safe to call from several threads."""

    def download(self, url: str, write: Callable[[bytes], object], *, max_bytes: int, total_s: float) -> None:
        """Hand all of `url` to `write`, piece by piece.

        Args:
            url: http or https, without a user name or password.
            write: Called with every piece, in order; what it raises ends the download and is passed on.
            max_bytes: Largest size accepted, inclusive, after decompression.
            total_s: Seconds it may take in all.

        Raises:
            PostilError: As `Fetcher.fetch`. What was written before is incomplete then.
        """
        ...
