"""Connection: HTTP to one server, with what went wrong as our exceptions."""

import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from postil.errors import PostilError, ServerError
from postil.sdk.call_keys import HEADER, next_key
from postil.sdk.location import START_HINT, Location
from postil.sdk.problem import problem_error
from postil.sdk.repetition import Repetition
from postil.sdk.steady_file import PIECE_BYTES, SteadyFile

T = TypeVar("T")
Query = Mapping[str, Any]
Told = Callable[[int], None]

API = "/api/v1"
PAUSES_S = (0.1, 0.4, 1.6)
SLICE_BYTES = 1 << 17
_KEYED = frozenset({"POST", "DELETE"})
REPEATABLE = frozenset({"GET", "HEAD", "PUT", "DELETE", "POST"})
"""Methods that may be sent again when it is not known whether the first one arrived: POST by its key."""

CONNECT_S = 5.0
_TIMEOUT = httpx.Timeout(60.0, connect=CONNECT_S)


class Connection:
    """Requests to one server. Use it as a context manager, or close it.

    Every method raises what the server's answer stands for (`postil.sdk.problem`), and ServerError when the
    server cannot be reached. What failed on its way is sent again a few times, and when the server says
    when, then: every POST has an idempotency key, by which the server knows that it was done already.

    Args:
        location: Where the server is, and the key.
        transport: Replaces the network, for an application in the same process.
        again: Says where the server is by now, for one that may come back elsewhere.
        sleep: Waits for so many seconds; `time.sleep` when absent.
    """

    def __init__(
        self,
        location: Location,
        transport: httpx.BaseTransport | None = None,
        again: Callable[[], Location] | None = None,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self._sleep = sleep
        self._location, self._again = location, again
        self._http = httpx.Client(
            base_url=location.url,
            headers=_headers(location),
            timeout=_TIMEOUT,
            transport=transport,
            # A proxy of the environment cannot reach this machine's own loopback address.
            trust_env=not is_loopback(location.url),
        )
        # A script that just ends, or lets go of everything, has not to close anything.
        weakref.finalize(self, self._http.close)

    @property
    def url(self) -> str:
        """Return where the server is."""
        return self._location.url

    def pause(self, seconds: float) -> None:
        """Wait."""
        (self._sleep or time.sleep)(seconds)

    def look_again(self) -> bool:
        """Find out where the server is by now, and tell whether that is elsewhere or with another key."""
        location = self._location
        if self._again is not None:
            with suppress(PostilError):
                location = self._again()
        is_moved = location != self._location
        if is_moved:
            self._location = location
            self._http.base_url = httpx.URL(location.url)
            self._http.headers = httpx.Headers(_headers(location))
        return is_moved

    def __enter__(self) -> Self:
        """Return the connection."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Give the sockets back."""
        self._http.close()

    def get(self, path: str, kind: type[T], query: Query | None = None) -> T:
        """Ask for a resource."""
        return self.send("GET", path, kind, query=query)

    def send(
        self,
        method: str,
        path: str,
        kind: type[T],
        body: Any = None,
        *,
        query: Query | None = None,
        timeout_s: float | None = None,
        once: bool = False,
    ) -> T:
        """Send a JSON body, or none, and read the JSON answer as `kind`; an empty one reads as null.

        An answer that takes longer than usual is waited for `timeout_s` seconds. With `once`, what may have
        arrived is not sent again.
        """
        timeout = httpx.Timeout(timeout_s, connect=CONNECT_S) if timeout_s else _TIMEOUT
        content = None if body is None else msgspec.json.encode(body)
        headers = _keyed(method, {} if content is None else {"content-type": "application/json"})

        def attempt() -> httpx.Response:
            return self._http.request(
                method, path, params=_parameters(query), content=content, headers=headers, timeout=timeout
            )

        return self._read(self._persist(attempt, may_repeat=method in REPEATABLE and not once), kind)

    def revise(self, method: str, path: str, kind: type[T], body: Any, version: int) -> T:
        """Send a change that was made from this version of a thing, and read the answer as `kind`.

        Raises:
            ChangedError: It has another version by now.
        """
        content = msgspec.json.encode(body)
        headers = _keyed(method, {"content-type": "application/json", "if-match": f'"{version}"'})

        def attempt() -> httpx.Response:
            return self._http.request(method, path, content=content, headers=headers)

        return self._read(self._persist(attempt, may_repeat=method in REPEATABLE), kind)

    def put(self, path: str, content: bytes, headers: Mapping[str, str]) -> None:
        """Send bytes to be kept as they are."""
        given = {
            "content-type": "application/octet-stream",
            "content-length": str(len(content)),
            **headers,
        }

        def attempt() -> httpx.Response:
            return self._http.put(path, content=_slices(content), headers=given)

        self._read(self._persist(attempt, may_repeat=True), type(None))

    def pages(
        self, path: str, kind: type[T], query: Query | None = None, *, cursor: str = "after"
    ) -> Iterator[T]:
        """Yield the items of a list, asking for its pages as they are needed."""
        asked = dict(query or {})
        while True:
            found = self.get(path, Page[kind], asked)  # type: ignore[valid-type]
            yield from found.items
            if found.next is None:
                return
            asked[cursor] = found.next

    def upload(
        self,
        path: str,
        file: Path,
        kind: type[T],
        query: Query | None = None,
        told: Told | None = None,
        *,
        once: bool = False,
    ) -> T:
        """Send a file as it is, a piece at a time.

        Args:
            path: Where to.
            file: What to send.
            kind: What the answer is read as.
            query: Parameters of the query; None values are left out.
            told: Called with the number of bytes of every piece that went out.
            once: Send nothing again that may have arrived; else what arrives twice must do no harm.

        Raises:
            ImportRejected: SRC013, the file changed while it was sent; nothing of it is kept.
        """
        with SteadyFile(file) as source:
            length = str(source.size)
            headers = {"content-type": "application/octet-stream", "content-length": length}

            def attempt() -> httpx.Response:
                pieces = _told(source, told)
                return self._http.request(
                    "POST", path, params=_parameters(query), content=pieces, headers=headers
                )

            return self._read(self._persist(attempt, may_repeat=not once), kind)

    @contextmanager
    def download(self, path: str, query: Query | None = None) -> Iterator[Iterator[bytes]]:
        """Open an answer that is sent while it is made, as an iterator over its pieces."""
        try:
            with self._http.stream("GET", path, params=_parameters(query)) as response:
                if response.status_code >= 400:
                    raise problem_error(response.status_code, response.read())
                yield response.iter_bytes(PIECE_BYTES)
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error

    def _persist(self, attempt: Callable[[], httpx.Response], *, may_repeat: bool) -> httpx.Response:
        repetition = Repetition(PAUSES_S, may_repeat=may_repeat)
        while True:
            try:
                response = attempt()
                pause = repetition.after_answer(response.status_code, response.headers)
                if pause is None:
                    return response
            except httpx.HTTPError as error:
                # A server that is just starting gets the time to.
                was_sent = not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
                pause = repetition.after_loss(was_sent=was_sent)
                if pause is None:
                    raise self._unreachable(error) from error
            self.pause(pause)

    def _read(self, response: httpx.Response, kind: type[T]) -> T:
        if response.status_code >= 400:
            raise problem_error(response.status_code, response.content)
        if kind is type(None):
            return None
        try:
            return msgspec.json.decode(response.content or b"null", type=kind)
        except msgspec.DecodeError as error:
            raise ServerError(
                f"the answer of {self.url} cannot be read: {error}",
                hint="check that the address is that of a Postil server of this version",
            ) from error

    def _unreachable(self, error: Exception) -> PostilError:
        reason = str(error) or type(error).__name__
        return ServerError(f"the server at {self.url} cannot be reached: {reason}", hint=START_HINT)


class Page(msgspec.Struct, Generic[T]):
    """A part of a list; `next` is where the following part begins."""

    items: list[T]
    next: int | str | None = None


def _parameters(query: Query | None) -> dict[str, Any]:
    """Leave out what is not given; spell truth values as JSON does."""
    given = {name: value for name, value in (query or {}).items() if value is not None}
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}


def _slices(content: bytes) -> Iterator[bytes]:
    # Below, what a socket did not take at once is copied for every further try.
    for start in range(0, len(content), SLICE_BYTES):
        yield content[start : start + SLICE_BYTES]


def _told(source: SteadyFile, told: Told | None) -> Iterator[bytes]:
    for piece in source.pieces():
        yield piece
        if told is not None:
            told(len(piece))


def _keyed(method: str, headers: dict[str, str]) -> dict[str, str]:
    return headers | {HEADER: next_key()} if method in _KEYED else headers


def _headers(location: Location) -> dict[str, str]:
    headers = {"accept": "application/json", "user-agent": "postil"}
    if location.key:
        headers["authorization"] = f"Bearer {location.key}"
    return headers


def is_loopback(url: str) -> bool:
    """Tell whether an address is one of this machine's own."""
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")
