"""Texts: what the assets of data rows say, given inline, uploaded, or fetched from their URL before."""

from collections.abc import Sequence

from postil.errors import NotFoundError
from postil.model.data_row import Asset
from postil.model.target import Target
from postil.ports.blobs import Blobs

MAX_TEXT_BYTES = 16 * 1024 * 1024
"""Longer texts are kept like any content, but nobody counts their characters."""

TEXT_SHA256 = "text_sha256"
"""The fact of an asset whose text lies elsewhere that says what was fetched."""

_KEPT = 8


class Texts:
    """Reads texts; those asked for last are remembered, because rows about one text stand together.

    Without blobs only texts given inline are at hand.
    """

    def __init__(self, blobs: Blobs | None) -> None:
        self._blobs = blobs
        self._known: dict[str, str | None] = {}

    def of(self, assets: Sequence[Asset], target: Target | None = None) -> str | None:
        """Return the text of the asset a target names, or of the only one; None where it is not at hand."""
        asset = asset_of(assets, target)
        if asset is None or asset.media_type != "text":
            return None
        if isinstance(asset.inline, str):
            return asset.inline
        sha256 = asset.sha256 or asset.facts.get(TEXT_SHA256)
        if not isinstance(sha256, str) or self._blobs is None:
            return None
        if sha256 in self._known:
            return self._known.get(sha256)
        text = _read(self._blobs, sha256)
        if len(self._known) >= _KEPT:
            self._known = {}
        self._known[sha256] = text
        return text


def _read(blobs: Blobs, sha256: str) -> str | None:
    try:
        with blobs.open(sha256) as stream:
            content = stream.read(MAX_TEXT_BYTES + 1)
    except NotFoundError:
        return None
    return None if len(content) > MAX_TEXT_BYTES else decoded_text(content)


def asset_of(assets: Sequence[Asset], target: Target | None) -> Asset | None:
    """Return the asset a target names; that of a data row with one asset has any name."""
    if len(assets) == 1:
        return assets[0]
    name = target.asset if target is not None else ""
    return next((asset for asset in assets if asset.name == name), None)


def decoded_text(content: bytes) -> str | None:
    """Return UTF-8 as text, without a byte order mark, as browsers show it; None when it is no UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
