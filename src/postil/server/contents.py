"""Contents: what opens the content of data rows, put together as the settings say."""

from postil.blobs.cache import FolderCache
from postil.media.prober import HeaderProber
from postil.media.thumbnail import PillowThumbnailer
from postil.ports.blobs import Blobs
from postil.ports.clock import SystemClock
from postil.ports.fetcher import Downloader
from postil.server.settings import Settings
from postil.services.catalog.contents import Contents
from postil.services.catalog.media_failures import MediaFailures
from postil.services.catalog.thumbnails import Thumbnails
from postil.services.people.links import UPLOADS, Links


def contents_of(
    settings: Settings, blobs: Blobs, links: Links, outside: Downloader
) -> tuple[Contents, Thumbnails]:
    """Return what opens contents and what makes thumbnails of them; both keep what they made in one place."""
    cache = FolderCache(settings.data_folder / "media", settings.media_cache_bytes)
    contents = Contents(
        blobs,
        cache,
        MediaFailures(outside, SystemClock()),
        HeaderProber(),
        lambda url: links.own(url, UPLOADS),
        max_bytes=settings.max_media_bytes,
        total_s=settings.media_fetch_s,
    )
    return contents, Thumbnails(contents, cache, PillowThumbnailer())
