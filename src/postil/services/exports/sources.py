"""Sources: where an export finds what is no part of the database, and the addresses it gives out."""

from collections.abc import Callable

import msgspec

from postil.formats.labelbox.label_export import MaskUrl
from postil.model.data_row import Asset
from postil.model.number import Size
from postil.ports.blobs import Blobs
from postil.services.catalog.texts import Texts


class Sources:
    """Kept bytes, and URLs of them.

    Args:
        blobs: Kept bytes by hash, among them texts.
        mask_url: The address of a mask and its colour there.
        content_url: The address of kept bytes.
    """

    def __init__(self, blobs: Blobs, mask_url: MaskUrl, content_url: Callable[[str], str]) -> None:
        self.mask_url, self.content_url, self._texts = mask_url, content_url, Texts(blobs)

    def row_data(self, asset: Asset | None) -> str:
        """Return where an asset can be had; of one that was given as text, the text."""
        if asset is None:
            return ""
        if asset.url is not None:
            return asset.url
        if asset.sha256 is not None:
            return self.content_url(asset.sha256)
        if asset.inline is None or isinstance(asset.inline, str):
            return asset.inline or ""
        return msgspec.json.encode(asset.inline).decode()

    def text(self, asset: Asset | None) -> str | None:
        """Return the text of an asset, None where it is none or not at hand."""
        return None if asset is None else self._texts.of([asset])


SourcesAt = Callable[[str], Sources]
"""Sources for whoever reaches this server at an address; empty stands for where it listens."""


def size_of(asset: Asset | None) -> Size | None:
    """Return the displayed size of an asset, None when it is unknown."""
    if asset is None or asset.width is None or asset.height is None:
        return None
    return (asset.width, asset.height)
