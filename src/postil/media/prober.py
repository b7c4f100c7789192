"""Probing: media type by signature, and size, orientation and frames from image headers.

The headers are read here and not by an imaging library: opening a file with one reads more than the
header (whole WebP files, unpacked text chunks), speaks through process-wide warnings, and refuses at a
process-wide size limit below ours.
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from postil.errors import LimitError, NotFoundError, UnsupportedError
from postil.media.headers import bmp, gif, jpeg, png, tiff, webp
from postil.media.headers.header import BrokenHeader, ImageHeader, Window
from postil.media.sniff import HEAD_LENGTH, sniff
from postil.ports.prober import MediaFacts

MAX_SIDE = 30_000
MAX_PIXELS = 400_000_000
_READERS: dict[str, Callable[[Window], ImageHeader]] = {
    "image/bmp": bmp.read,
    "image/gif": gif.read,
    "image/jpeg": jpeg.read,
    "image/png": png.read,
    "image/tiff": tiff.read,
    "image/webp": webp.read,
}


class HeaderProber:
    """A `Prober` that reads nothing but headers, whatever the size of the source.

    Args:
        max_side: Largest width or height accepted, in pixels, inclusive.
        max_pixels: Largest area accepted, in pixels, inclusive.
    """

    def __init__(self, *, max_side: int = MAX_SIDE, max_pixels: int = MAX_PIXELS) -> None:
        self._max_side = max_side
        self._max_pixels = max_pixels

    def probe(self, source: bytes | Path | BinaryIO) -> MediaFacts:
        """Probe whole content or its beginning; raises as `Prober.probe` says.

        Raises:
            NotFoundError: MED002, `source` is a path that is not a readable file.
        """
        if isinstance(source, Path):
            try:
                with source.open("rb") as stream:
                    return self._probe(stream)
            except OSError as error:
                raise NotFoundError(
                    f"file {source.name!r} cannot be read: {error.strerror}",
                    code="MED002",
                    hint="check that the file exists and may be read",
                ) from None
        return self._probe(BytesIO(source) if isinstance(source, bytes) else source)

    def _probe(self, stream: BinaryIO) -> MediaFacts:
        size_bytes = stream.seek(0, 2)
        window = Window(stream)
        head = window.up_to(0, HEAD_LENGTH)
        media_type = sniff(head, is_all=size_bytes <= len(head))
        reader = _READERS.get(media_type or "")
        if reader is None:
            return MediaFacts(media_type=media_type, size_bytes=size_bytes)
        try:
            header = reader(window)
        except BrokenHeader as error:
            raise _unreadable(str(media_type), str(error)) from None
        self._check(header, str(media_type))
        return _facts(header, str(media_type), size_bytes)

    def _check(self, header: ImageHeader, media_type: str) -> None:
        width, height = header.width, header.height
        if width < 1 or height < 1:
            raise _unreadable(media_type, f"the size is {width} x {height}")
        if max(width, height) > self._max_side or width * height > self._max_pixels:
            raise LimitError(
                f"the header of this {media_type} declares {width:,} x {height:,} pixels, more than "
                f"{self._max_side:,} on a side or {self._max_pixels / 1e6:g} million in all",
                code="MED001",
                hint="scale the image down, or cut it into tiles",
            )


def _facts(header: ImageHeader, media_type: str, size_bytes: int) -> MediaFacts:
    # Orientations 5 to 8 turn the picture by a quarter, so its sides change places.
    is_turned = header.orientation >= 5
    return MediaFacts(
        media_type=media_type,
        width=header.height if is_turned else header.width,
        height=header.width if is_turned else header.height,
        orientation=header.orientation,
        frames=header.frames,
        size_bytes=size_bytes,
    )


def _unreadable(media_type: str, why: str) -> UnsupportedError:
    return UnsupportedError(
        f"the bytes begin like {media_type}, but the header cannot be read: {why}",
        code="MED002",
        hint="open the image in a viewer and save it again, or send the whole file if it was cut",
    )
