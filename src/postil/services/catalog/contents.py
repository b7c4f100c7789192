"""Contents: the bytes of assets, wherever they are: given inline, uploaded, or behind a URL.

What lies elsewhere is fetched once and kept for a while, so that looking at a part of it asks nobody again.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

import msgspec

from postil.errors import NotFoundError, PostilError
from postil.model.data_row import Asset, MediaType
from postil.ports.blobs import Blobs
from postil.ports.catalog import CatalogRow
from postil.ports.content_cache import ContentCache, Write
from postil.ports.prober import Prober
from postil.services.catalog.media import refuse_text
from postil.services.catalog.media_failures import MediaFailures
from postil.services.catalog.refused_media import explained
from postil.services.catalog.texts import TEXT_SHA256


@dataclass(frozen=True)
class Content:
    """The bytes of an asset, open for reading; whoever got them closes `source`.

    `size` is in bytes; `tag` is another one when the bytes are others. `mime` is what the bytes begin like,
    None when nothing known does; `media_type` is what the data row calls the asset.
    """

    source: BinaryIO
    size: int
    tag: str
    mime: str | None
    media_type: MediaType


class Contents:
    """Opens the content of assets.

    Args:
        blobs: Where uploads are kept.
        cache: Where fetched content is kept for a while.
        outside: The one way out, which remembers what could not be fetched.
        prober: Says what content is.
        own_sha256: Says what a link of ours opens, None for the URLs of others.
        max_bytes: Largest content fetched, inclusive.
        total_s: Seconds a fetch may take in all.
    """

    def __init__(
        self,
        blobs: Blobs,
        cache: ContentCache,
        outside: MediaFailures,
        prober: Prober,
        own_sha256: Callable[[str], str | None],
        *,
        max_bytes: int,
        total_s: float,
    ) -> None:
        self._blobs, self._cache, self._outside, self._prober = blobs, cache, outside, prober
        self._own_sha256, self._max_bytes, self._total_s = own_sha256, max_bytes, total_s

    def asset(self, row: CatalogRow, no: int) -> Asset:
        """Return one asset of a row, the first is 0.

        Raises:
            NotFoundError: The row has no such asset.
        """
        if not 0 <= no < len(row.assets):
            raise NotFoundError(
                f"the data row has {len(row.assets)} assets, and none of number {no}",
                hint="count its assets from 0",
            )
        return row.assets[no]

    def open_kept(self, asset: Asset) -> Content | None:
        """Open content without asking anybody outside; None when it lies elsewhere and is not kept.

        Raises:
            NotFoundError: MED003, the asset has no content, or what was uploaded is gone.
            UnsupportedError: MED002, the content of an image is none.
            LimitError: MED001, its header declares more pixels than are shown.
        """
        if asset.inline is not None:
            text = asset.inline if isinstance(asset.inline, str) else None
            return self._inline(asset, text)
        sha256 = self._sha256(asset)
        if sha256 is not None:
            return self._content(asset, self._blobs.open(sha256), sha256)
        if asset.url is None:
            raise NotFoundError("the asset has no content yet", code="MED003", hint="give it a URL or a file")
        kept = self._cache.open(asset.url)
        return None if kept is None else self._content(asset, kept.source, kept.tag)

    def open(self, asset: Asset) -> Content:
        """Open content, and fetch it when it is not kept; raises as `open_kept` and `Downloader.download` do.

        The hints of what is raised name the setting of the server that stood in the way. What failed is told
        again for a minute without asking.
        """
        kept = self.open_kept(asset)
        if kept is not None:
            return kept
        url = asset.url or ""
        try:
            fetched = self._cache.fill(url, lambda write: self._fetch(url, write))
        except PostilError as error:
            raise explained(error, self._max_bytes, self._total_s) from None
        try:
            return self._content(asset, fetched.source, fetched.tag)
        except PostilError:
            # A page that asks to sign in is not to stand for the image until it falls out of the cache.
            self._cache.forget(url)
            raise

    def forget(self, row: CatalogRow) -> None:
        """Fetch what lies elsewhere again when it is next asked for."""
        for asset in row.assets:
            if asset.url is not None:
                self._cache.forget(asset.url)
                self._outside.forget(asset.url)

    def sweep(self) -> None:
        """Remove what killed processes left half fetched."""
        self._cache.sweep()

    def _fetch(self, url: str, write: Write) -> None:
        self._outside.download(url, write, max_bytes=self._max_bytes, total_s=self._total_s)

    def _sha256(self, asset: Asset) -> str | None:
        # Positions in a text count in what was fetched when the row was made, and in nothing newer.
        found = asset.sha256 or asset.facts.get(TEXT_SHA256)
        if found is None and asset.url is not None:
            found = self._own_sha256(asset.url)
        return found

    def _inline(self, asset: Asset, text: str | None) -> Content:
        content = msgspec.json.encode(asset.inline) if text is None else text.encode("utf-8", "replace")
        mime = "application/json" if text is None else self._prober.probe(content).media_type
        return Content(
            BytesIO(content), len(content), hashlib.sha256(content).hexdigest(), mime, asset.media_type
        )

    def _content(self, asset: Asset, source: BinaryIO, tag: str) -> Content:
        try:
            facts = self._prober.probe(source)
            refuse_text(asset, facts)
        except BaseException:
            source.close()
            raise
        return Content(source, facts.size_bytes, tag, facts.media_type, asset.media_type)
