"""Own files: a link of this server that somebody names as a source is read from where it is kept."""

from collections.abc import Callable
from pathlib import Path

from postil.errors import LimitError
from postil.ports.blobs import Blobs
from postil.ports.clock import Clock
from postil.ports.fetcher import Downloader, Fetched, Fetcher
from postil.server.link_secret import link_secret
from postil.services.people.links import UPLOADS, Links

PIECE_BYTES = 1 << 20


class OwnFiles:
    """A `Fetcher` that asks the network only for what is not here; works offline for what is.

    Args:
        links: Knows which URLs are ours.
        blobs: Where uploads are kept.
        outside: Fetches everything else.
    """

    def __init__(self, links: Links, blobs: Blobs, outside: Fetcher) -> None:
        self._links, self._blobs, self._outside = links, blobs, outside

    def fetch(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        """See `Fetcher.fetch`."""
        found = self._start(url, max_bytes)
        if found is None:
            return self._outside.fetch(url, max_bytes=max_bytes, accept=accept)
        if not found.is_complete:
            raise _too_large(max_bytes)
        return found

    def fetch_start(self, url: str, *, max_bytes: int, accept: str | None = None) -> Fetched:
        """See `Fetcher.fetch_start`."""
        found = self._start(url, max_bytes)
        return found or self._outside.fetch_start(url, max_bytes=max_bytes, accept=accept)

    def _start(self, url: str, max_bytes: int) -> Fetched | None:
        sha256 = self._links.own(url, UPLOADS)
        if sha256 is None:
            return None
        with self._blobs.open(sha256) as source:
            content = source.read(max_bytes)
            return Fetched(url=url, content=content, is_complete=not source.read(1))


class OwnDownloads:
    """A `Downloader` that asks the network only for what is not here."""

    def __init__(self, links: Links, blobs: Blobs, outside: Downloader) -> None:
        self._links, self._blobs, self._outside = links, blobs, outside

    def download(self, url: str, write: Callable[[bytes], object], *, max_bytes: int, total_s: float) -> None:
        """See `Downloader.download`."""
        sha256 = self._links.own(url, UPLOADS)
        if sha256 is None:
            self._outside.download(url, write, max_bytes=max_bytes, total_s=total_s)
            return
        left = max_bytes
        with self._blobs.open(sha256) as source:
            while piece := source.read(PIECE_BYTES):
                left -= len(piece)
                if left < 0:
                    raise _too_large(max_bytes)
                write(piece)


def links_of(folder: Path, clock: Clock) -> Links:
    """Return what signs and reads the links of a data folder."""
    return Links(link_secret(folder), clock)


def _too_large(max_bytes: int) -> LimitError:
    return LimitError(f"the file is larger than {max_bytes:,} bytes", code="SRC023", hint="split it")
