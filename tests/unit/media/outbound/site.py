"""A small HTTP server on a loopback address, whose pages are plain functions."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path

import pytest

from postil.errors import PostilError

Page = Callable[["Visit"], None]
TLS = Path(__file__).parents[3] / "fixtures" / "tls"
SECRET = b"password of the intranet"
LOOPBACK = (ip_network("127.0.0.1/32"),)


@dataclass
class Site:
    """A running server; `visits` holds the headers of every request, `names` the TLS names asked for."""

    address: str
    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    visits: list[dict[str, str]] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"http://{host or self.address}:{self.port}{path}"


class Visit(BaseHTTPRequestHandler):
    """One request."""

    site: Site

    def do_GET(self) -> None:
        self.site.visits.append(dict(self.headers) | {"path": self.path})
        self.site.pages[self.path](self)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.site.visits.append(dict(self.headers) | {"path": self.path, "body": body})
        self.site.pages[self.path](self)

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.begin(status, **{"Content-Length": str(len(content))} | headers)
        self.wfile.write(content)

    def begin(self, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are what many tests are about."""


@contextmanager
def serving(address: str = "127.0.0.1", port: int = 0, *, is_tls: bool = False) -> Iterator[Site]:
    visit = type("SiteVisit", (Visit,), {})
    with _Server((address, port), visit) as server:
        site = Site(address, server.server_address[1])
        visit.site = site  # type: ignore[attr-defined]
        if is_tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(TLS / "certificate.pem", TLS / "key.pem")
            context.sni_callback = lambda _socket, name, _context: site.names.append(name)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.closing.set()
            server.shutdown()
            thread.join()


def trusting() -> ssl.SSLContext:
    """Return a context that trusts the test certificate only."""
    return ssl.create_default_context(cafile=str(TLS / "certificate.pem"))


def fixed(*addresses):
    """Resolve every host to these addresses."""
    return lambda _host, _port: list(addresses)


def refused(client, url, max_bytes=1_000, kind=PostilError):
    with pytest.raises(kind) as caught:
        client.fetch(url, max_bytes=max_bytes)
    assert caught.value.hint
    assert SECRET.decode() not in str(caught.value)
    return caught.value


def redirect(location, status=302):
    return lambda visit: visit.answer(SECRET, status, Location=location)
