"""Addresses: the URLs under which exported rows refer to what this server keeps."""

from postil.errors import UnsupportedError
from postil.facades.native.route import API
from postil.masks import Color, RunMask, write_png
from postil.model.annotation import Annotation
from postil.model.geometry import Mask
from postil.ports.blobs import Blobs
from postil.services.exports.sources import Sources

WHITE: Color = (255, 255, 255)


class Addresses:
    """Makes URLs of kept content.

    Args:
        blobs: Where masks that came without a PNG get one.
        url: How clients reach the server, without a slash at the end.
    """

    def __init__(self, blobs: Blobs, url: str) -> None:
        self._blobs, self._url = blobs, url

    def at(self, url: str) -> "Addresses":
        """Return the same content for whoever reaches the server at another address; empty is none."""
        return Addresses(self._blobs, url or self._url)

    def sources(self, url: str) -> Sources:
        """Return what an export needs, for whoever reads it."""
        there = self.at(url)
        return Sources(self._blobs, there.mask, there.content)

    def content(self, sha256: str) -> str:
        """Return the URL of kept bytes."""
        return f"{self._url}{API}/blobs/{sha256}"

    def mask(self, _: str, annotation: Annotation) -> tuple[str, Color]:
        """Return the URL of a PNG and the colour in it that is the annotation's mask.

        The composite the mask came in where there is one, else a PNG of its own, white on black, made once.

        Raises:
            UnsupportedError: The annotation has no mask that was ever decoded.
        """
        mask = annotation.geometry
        if not isinstance(mask, Mask) or mask.counts is None:
            raise UnsupportedError(f"annotation {annotation.key!r} has no mask to show")
        source = mask.source
        if source is not None and source.sha256 is not None and source.color is not None:
            return self.content(source.sha256), source.color
        png = write_png(RunMask.from_counts(mask.counts, mask.height, mask.width))
        return self.content(self._blobs.put(png).sha256), WHITE
