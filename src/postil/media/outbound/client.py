"""The one outbound client: the only code that connects to an address someone else has named.

It never reads proxies, netrc files or certificates from the environment, keeps no cookies, sends no
credentials, and repeats nothing of an answer's body in a message.
"""

import contextlib
import re
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import httpcore
import httpx

from postil.errors import AccessError
from postil.media.outbound.address import Network
from postil.media.outbound.body import pieces_of, read_body, too_large
from postil.media.outbound.connection import GuardedBackend, Resolver, resolve, time_cap
from postil.media.outbound.url import read_location, read_url, shown
from postil.ports.fetcher import Fetched, FetchError

MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_RETRYABLE = frozenset({408, 425, 429, 500, 502, 503, 504})
Headers = list[tuple[bytes | str, bytes | str]]
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")


@dataclass(frozen=True, slots=True)
class _Ask:
    max_bytes: int
    accept: str
    is_whole: bool
    write: Callable[[bytes], object] | None = None


class OutboundClient:
    """A `Fetcher`, `Downloader` and `Sender` over HTTP that reaches public and configured addresses alone.

    Args:
        allowed_networks: Networks that may be reached although they are private, loopback or otherwise
            not public; none unless configured.
        offline: Refuse every fetch.
        total_s: Seconds one fetch may take in all, redirects and name look-ups included.
        connect_s: Seconds one attempt to connect may take.
        resolver: Looks up `(host, port)` and returns addresses.
        ssl_context: Trust other than the certificate authorities shipped with the client.
    """

    def __init__(
        self,
        *,
        allowed_networks: Sequence[Network] = (),
        offline: bool = False,
        total_s: float = 60.0,
        connect_s: float = 10.0,
        resolver: Resolver = resolve,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._backend = GuardedBackend(allowed_networks, resolver)
        self._offline = offline
        self._total_s = total_s
        self._connect_s = connect_s
        self._ssl_context = ssl_context
        self._pool: httpcore.ConnectionPool | None = None
        self._lock = threading.Lock()

    def fetch(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        """Get all of `url`, at most `max_bytes`; raises as `Fetcher.fetch` says."""
        return self._fetch(url, _Ask(max_bytes, accept or "*/*", is_whole=True))

    def fetch_start(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        """Get the first `max_bytes` bytes of `url`; raises as `Fetcher.fetch_start` says."""
        return self._fetch(url, _Ask(max_bytes, accept or "*/*", is_whole=False))

    def send(self, url: str, content: bytes, headers: Mapping[str, str]) -> int:
        """Post a message and return the status of the answer; raises as `Sender.send` says."""
        self._demand_online(url)
        # Nothing is kept open: a connection that has died meanwhile would lose a message.
        given: Headers = [
            ("Content-Length", str(len(content))),
            ("Connection", "close"),
            ("User-Agent", "postil"),
            *headers.items(),
        ]
        with (
            time_cap(self._total_s),
            _translated(url, self._total_s),
            self._ask("POST", read_url(url), given, content) as answer,
        ):
            return answer.status

    def demand_url(self, url: str) -> None:
        """Return when messages may be sent to a URL; raises as `Sender.demand_url` says."""
        read_url(url)

    def download(self, url: str, write: Callable[[bytes], object], *, max_bytes: int, total_s: float) -> None:
        """Hand all of `url` to `write`, piece by piece; raises as `Downloader.download` says."""
        self._fetch(url, _Ask(max_bytes, "*/*", is_whole=True, write=write), total_s)

    def close(self) -> None:
        """Close idle connections; a later fetch opens new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _fetch(self, url: str, ask: _Ask, total_s: float | None = None) -> Fetched:
        total_s = total_s or self._total_s
        self._demand_online(url)
        with time_cap(total_s), _translated(url, total_s):
            return self._follow(read_url(url), ask)

    def _demand_online(self, url: str) -> None:
        if self._offline:
            raise AccessError(
                f"{shown(url)} was not fetched: the server is offline by configuration",
                code="SRC025",
                hint="start the server without --offline, or upload the file",
            )

    def _follow(self, url: httpx.URL, ask: _Ask) -> Fetched:
        asked = url
        for _ in range(MAX_REDIRECTS + 1):
            with self._answer(url, ask) as answer:
                if answer.status not in _REDIRECTS:
                    return _fetched(url, answer, ask)
                location = _header(answer, b"location")
            url = read_location(url, location)
        raise AccessError(
            f"{shown(str(asked))} redirects more than {MAX_REDIRECTS} times",
            code="SRC026",
            hint="use the final URL of the source",
        )

    def _answer(self, url: httpx.URL, ask: _Ask) -> contextlib.AbstractContextManager[httpcore.Response]:
        headers: Headers = [("Accept", ask.accept), ("Accept-Encoding", "gzip"), ("User-Agent", "postil")]
        return self._ask("GET", url, headers)

    def _ask(
        self, method: str, url: httpx.URL, headers: Headers, content: bytes | None = None
    ) -> contextlib.AbstractContextManager[httpcore.Response]:
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        return self._open_pool().stream(
            method,
            target,
            headers=[("Host", url.netloc), *headers],
            content=content,
            extensions={"timeout": {"connect": self._connect_s, "pool": self._total_s}},
        )

    def _open_pool(self) -> httpcore.ConnectionPool:
        with self._lock:
            if self._pool is None:
                self._pool = httpcore.ConnectionPool(
                    ssl_context=self._ssl_context or httpx.create_ssl_context(trust_env=False),
                    max_connections=32,
                    max_keepalive_connections=8,
                    keepalive_expiry=10.0,
                    network_backend=self._backend,
                )
            return self._pool


def _fetched(url: httpx.URL, answer: httpcore.Response, ask: _Ask) -> Fetched:
    if answer.status not in {200, 203}:
        raise FetchError(
            f"{shown(str(url))} answered with HTTP status {answer.status}",
            code="SRC022",
            hint="check that the URL can be opened without a login",
            is_retryable=answer.status in _RETRYABLE,
            http_status=answer.status,
        )
    declared = _header(answer, b"content-length")
    if ask.is_whole and declared.isdigit() and int(declared) > ask.max_bytes:
        raise too_large(ask.max_bytes)
    encoding = _header(answer, b"content-encoding")
    content, is_complete = b"", True
    if ask.write is None:
        content, is_complete = read_body(answer.iter_stream(), encoding, ask.max_bytes, is_whole=ask.is_whole)
    else:
        for piece in pieces_of(answer.iter_stream(), encoding, ask.max_bytes):
            ask.write(piece)
    claimed = _header(answer, b"content-type").partition(";")[0].strip().lower()
    media_type = claimed if _MEDIA_TYPE.fullmatch(claimed) else None
    return Fetched(url=str(url), content=content, media_type=media_type, is_complete=is_complete)


def _header(answer: httpcore.Response, name: bytes) -> str:
    for key, value in answer.headers:
        if key.lower() == name:
            return value.decode("utf-8", "replace")
    return ""


@contextlib.contextmanager
def _translated(url: str, total_s: float) -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException:
        raise _unreachable(url, f"did not answer fully within {total_s:g} s") from None
    except httpcore.ConnectError as error:
        # The pool re-raises without a cause, but the context stays.
        if isinstance(error.__context__, ssl.SSLCertVerificationError):
            raise _unreachable(url, "has no valid certificate", is_retryable=False) from None
        raise _unreachable(url, "cannot be reached") from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise _unreachable(url, "broke off or did not speak HTTP") from None


def _unreachable(url: str, what: str, *, is_retryable: bool = True) -> FetchError:
    return FetchError(
        f"{shown(url)} {what}",
        code="SRC021",
        hint="check the host, the port and the network, then try again",
        is_retryable=is_retryable,
    )
