"""Thumbnails by Pillow, for images whose header says that they may be decoded."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

import numpy as np
from PIL import ExifTags, Image

from postil.errors import UnsupportedError
from postil.media.prober import HeaderProber
from postil.ports.thumbnailer import Thumbnail

MAX_PIXELS = 64_000_000
"""Decoded, these take a quarter of a gigabyte; Pillow's own process-wide limit lies above."""

_FORMATS = {
    "image/bmp": "BMP",
    "image/gif": "GIF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/tiff": "TIFF",
    "image/webp": "WEBP",
}
_NUMBERS = {"I", "F", "I;16", "I;16B", "I;16L", "I;16N"}
"""Modes whose values are measurements: what is darkest and lightest in them, they alone say."""

_STRIP_PIXELS = 2_000_000
"""Pixels that are worked on at a time, in up to 16 bytes each."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is shown by the orientation that its header says."""

_HINT = "open the image in a viewer and save it again as PNG or JPEG"


class PillowThumbnailer:
    """A `Thumbnailer` that decodes at most `max_pixels`, and only what our own header reader understands."""

    def __init__(self, *, max_pixels: int = MAX_PIXELS) -> None:
        self._prober = HeaderProber(max_pixels=max_pixels)

    def thumbnail(self, source: BinaryIO, side: int) -> Thumbnail:
        """Make a small picture; see `Thumbnailer.thumbnail`."""
        media_type = self._prober.probe(source).media_type
        kind = _FORMATS.get(media_type or "")
        if kind is None:
            raise UnsupportedError(
                f"no thumbnail can be made of {media_type or 'content of an unknown kind'}",
                code="MED002",
                hint=_HINT,
            )
        source.seek(0)
        try:
            return _encoded(_decoded(source, kind, side))
        except Exception as error:  # noqa: BLE001 - a decoder fed with what somebody sent may raise anything
            raise UnsupportedError(
                f"the bytes begin like {media_type}, but cannot be decoded ({type(error).__name__})",
                code="MED002",
                hint=_HINT,
            ) from None


def _decoded(source: BinaryIO, kind: str, side: int) -> Image.Image:
    with Image.open(source, formats=[kind]) as opened:
        # A JPEG is decoded at an eighth of its size for a fraction of the time.
        opened.draft(None, (side * 2, side * 2))
        opened.load()
        # What a TIFF says of its orientation is done when it is loaded, and not said any more.
        orientation = opened.getexif().get(ExifTags.Base.Orientation) if kind != "GIF" else None
        image = _reduced(opened, side, _levelling(opened) if opened.mode in _NUMBERS else _colored)
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    turn = _TURNS.get(orientation or 1)
    return image.transpose(turn) if turn is not None else image


def _reduced(image: Image.Image, side: int, colored: Callable[[Image.Image], Image.Image]) -> Image.Image:
    """Return the image in colours, by whole factors at most about twice as large as is asked for.

    A strip at a time: each step at full size would take as much memory as the decoded picture again.
    """
    factor = max(1, max(image.size) // (side * 2))
    width, height = (-(-length // factor) for length in image.size)
    into: Image.Image | None = None
    for top, strip in _strips(image, factor):
        part = colored(strip).reduce(factor)
        into = into or Image.new(part.mode, (width, height))
        into.paste(part, (0, top // factor))
    return into or colored(image)


def _strips(image: Image.Image, factor: int = 1) -> Iterator[tuple[int, Image.Image]]:
    """Yield where each strip begins, and the strip; all but the last are of a multiple of `factor` rows."""
    width, height = image.size
    rows = factor * max(1, _STRIP_PIXELS // (width * factor))
    for top in range(0, height, rows):
        yield top, image.crop((0, top, width, min(top + rows, height)))


def _colored(image: Image.Image) -> Image.Image:
    is_transparent = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    return image.convert("RGBA" if is_transparent else "RGB")


def _levelling(image: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """Return what shows parts of an image from the darkest to the lightest value of the whole."""
    low, high = np.inf, -np.inf
    for _, strip in _strips(image):
        values = np.asarray(strip, dtype=np.float32)
        finite = np.isfinite(values)
        low = float(values.min(where=finite, initial=low))
        high = float(values.max(where=finite, initial=high))
    if low > high:
        low, high = 0.0, 1.0

    def levelled(part: Image.Image) -> Image.Image:
        values = np.nan_to_num(np.asarray(part, dtype=np.float32), nan=low) - np.float32(low)
        values *= 255.0 / ((high - low) or 1.0)
        return Image.fromarray(values.clip(0, 255).astype(np.uint8))

    return levelled


def _encoded(image: Image.Image) -> Thumbnail:
    into = BytesIO()
    if image.mode == "RGBA":
        image.save(into, "WEBP", quality=80, method=2)
        return Thumbnail(into.getvalue(), "image/webp")
    image.save(into, "JPEG", quality=82)
    return Thumbnail(into.getvalue(), "image/jpeg")
