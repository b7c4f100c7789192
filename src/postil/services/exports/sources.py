"""Sources: where an export finds what is no part of the database, and the addresses it gives out."""

from collections.abc import Callable

import msgspec

from postil.errors import NotFoundError
from postil.formats.labelbox.label_export import MaskUrl
from postil.model.data_row import Asset
from postil.model.number import Size
from postil.ports.blobs import Blobs


class Sources:
    """Kept bytes, and URLs of them.

    Args:
        blobs: Kept bytes by hash.
        mask_url: The address of a mask and its colour there.
        content_url: The address of kept bytes.
    """

    def __init__(self, blobs: Blobs, mask_url: MaskUrl, content_url: Callable[[str], str]) -> None:
        self.blobs, self.mask_url, self.content_url = blobs, mask_url, content_url

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
        """Return the text of an asset, None where it is none or only others have it."""
        if asset is None or asset.media_type != "text":
            return None
        if asset.sha256 is None:
            return asset.inline if isinstance(asset.inline, str) else None
        try:
            return self.blobs.read(asset.sha256).decode(errors="replace")
        except NotFoundError:
            return None


def size_of(asset: Asset | None) -> Size | None:
    """Return the displayed size of an asset, None when it is unknown."""
    if asset is None or asset.width is None or asset.height is None:
        return None
    return (asset.width, asset.height)
