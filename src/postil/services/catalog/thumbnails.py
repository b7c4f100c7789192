"""Thumbnails: small pictures of data rows that are images; made once, then kept like fetched content."""

import threading

from postil.errors import NotFoundError
from postil.model.data_row import Asset
from postil.ports.catalog import CatalogRow
from postil.ports.content_cache import Cached, ContentCache, Write
from postil.ports.thumbnailer import Thumbnailer
from postil.services.catalog.contents import Content, Contents

SIDES = (64, 128, 256, 512, 1024)
AT_ONCE = 2
"""Images decoded at the same time: each may take a quarter of a gigabyte."""


class Thumbnails:
    """Makes thumbnails and keeps them.

    Args:
        contents: Opens the images.
        cache: Where thumbnails are kept; may be that of the contents.
        thumbnailer: Decodes.
    """

    def __init__(self, contents: Contents, cache: ContentCache, thumbnailer: Thumbnailer) -> None:
        self._contents, self._cache, self._thumbnailer = contents, cache, thumbnailer
        self._decoding = threading.Semaphore(AT_ONCE)

    def open_kept(self, row: CatalogRow, side: int) -> Content | None:
        """Open a thumbnail that was made before, None when it was not.

        Raises:
            NotFoundError: The row has no image.
        """
        asset = self.image(row)
        kept = self._cache.open(_key(asset, side))
        return None if kept is None else _content(kept)

    def open(self, row: CatalogRow, side: int) -> Content:
        """Open a thumbnail of at most `side` pixels in width and height; raises as `Contents.open` too."""
        asset = self.image(row)
        return _content(self._cache.fill(_key(asset, side), lambda write: self._make(asset, side, write)))

    def forget(self, row: CatalogRow) -> None:
        """Make thumbnails of what lies elsewhere again."""
        for asset in row.assets:
            for side in SIDES if asset.url is not None else ():
                self._cache.forget(_key(asset, side))

    def _make(self, asset: Asset, side: int, write: Write) -> None:
        content = self._contents.open(asset)
        with content.source, self._decoding:
            write(self._thumbnailer.thumbnail(content.source, side).content)

    def image(self, row: CatalogRow) -> Asset:
        """Return what a thumbnail of a data row shows.

        Raises:
            NotFoundError: The row has no image.
        """
        found = next((asset for asset in row.assets if asset.media_type == "image"), None)
        if found is None:
            raise NotFoundError(
                f"a data row of type {row.media_type} has no thumbnail", hint="draw an icon for its type"
            )
        return found


def _key(asset: Asset, side: int) -> str:
    return f"thumbnail {side} {asset.sha256 or asset.url or ''}"


def _content(kept: Cached) -> Content:
    head = kept.source.read(4)
    mime = "image/webp" if head == b"RIFF" else "image/jpeg"
    return Content(kept.source, kept.size, kept.tag, mime, "image")
