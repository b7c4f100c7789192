"""Prober: what the bytes of an asset say about themselves.

Codes: MED001 declared size over the limit, MED002 header unreadable.
"""

from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec


class MediaFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Facts read from bytes, never from a name or a header of the transport.

    `media_type` is a MIME type; None when nothing known begins like this. `width` and `height` are pixels
    as displayed, so `orientation` (EXIF, 1 to 8, 1 when unsaid) has already been applied; None for anything
    but an image. `frames` counts the pictures of an image file; None when the bytes at hand end before
    that is known, and for anything but an image. `size_bytes` is the length of the source as given.
    """

    media_type: str | None = None
    width: int | None = None
    height: int | None = None
    orientation: int = 1
    frames: int | None = None
    size_bytes: int = 0


class Prober(Protocol):
    """Reads headers only; never decodes a pixel."""

    def probe(self, source: bytes | Path | BinaryIO) -> MediaFacts:
        """Probe whole content or its beginning.

        Args:
            source: The bytes, a local file, or a seekable stream (read from its start, left open).

        Raises:
            LimitError: MED001, an image header declares more pixels than accepted.
            UnsupportedError: MED002, the bytes begin like an image but its header cannot be read. A longer
                piece may be readable when `source` was only the beginning.
        """
        ...
