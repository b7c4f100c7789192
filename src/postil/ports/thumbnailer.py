"""Thumbnailer: small pictures of images.

Codes: MED001 more pixels than are decoded, MED002 not decodable.
"""

from dataclasses import dataclass
from typing import BinaryIO, Protocol


@dataclass(frozen=True)
class Thumbnail:
    """A picture as a file, and its MIME type."""

    content: bytes
    media_type: str


class Thumbnailer(Protocol):
    """Decodes images, within bounds."""

    def thumbnail(self, source: BinaryIO, side: int) -> Thumbnail:
        """Make a picture of at most `side` pixels in width and height, as displayed (EXIF applied).

        An image that is smaller keeps its size.

        Raises:
            LimitError: MED001, its header declares more pixels than are decoded.
            UnsupportedError: MED002, it cannot be decoded, or is of a kind that is not.
        """
        ...
