"""Content: what an item gives a data row to show, with files this server keeps found by their hash."""

from collections.abc import Callable

import msgspec

from postil.formats.labelbox.row_items import RowItem
from postil.model.data_row import Asset, MediaType
from postil.ports.blobs import Blobs
from postil.ports.catalog import MediaState

Own = Callable[[str], str | None]
"""Returns the SHA-256 of the file that a URL of this server opens, None for any other URL."""

_HEAD = 512


def content_of(item: RowItem, asset: Asset, known: MediaType | None, own: Own, blobs: Blobs) -> Asset:
    """Return the asset of a data row of the type `known`, None for one that is new.

    A file of ours is named by its hash: it is not fetched over the network, and stays when the address of
    the server changes.
    """
    sha256 = None if asset.url is None else own(asset.url)
    media_type = asset.media_type
    if item.is_guessed:
        media_type = known or (media_type if sha256 is None else _looked_at(blobs, sha256))
    if sha256 is not None:
        return msgspec.structs.replace(asset, url=None, sha256=sha256, media_type=media_type)
    return msgspec.structs.replace(asset, media_type=media_type)


def state_of(asset: Asset) -> MediaState:
    """Return the state of content nobody has looked at: nothing has to be found out about what is inline."""
    return "pending" if asset.inline is None else "ready"


def _looked_at(blobs: Blobs, sha256: str) -> MediaType:
    """Guess the type of a file whose name is not known from how it begins."""
    with blobs.open(sha256) as source:
        head = source.read(_HEAD)
    if head.startswith(b"%PDF"):
        return "document"
    try:
        # The last character may be cut off.
        head[: _HEAD - 4].decode()
    except UnicodeDecodeError:
        return "image"
    return "image" if b"\0" in head or not head else "text"
