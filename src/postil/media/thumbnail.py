"""Thumbnails by Pillow, for images whose header says that they may be decoded."""

from io import BytesIO
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageOps

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

_SHRINKABLE = {"L", "RGB", "RGBA", "CMYK", "YCbCr"}
"""Modes that are made smaller as they are."""

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
        if opened.mode in _NUMBERS:
            image = _levelled(ImageOps.exif_transpose(opened))
            image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
            return image
        # Made small first and turned then: each step at full size takes as much memory as the picture again.
        image = (
            opened if opened.mode in _SHRINKABLE and "transparency" not in opened.info else _colored(opened)
        )
        image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return _colored(ImageOps.exif_transpose(image) if kind != "GIF" else image)


def _colored(image: Image.Image) -> Image.Image:
    is_transparent = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    return image.convert("RGBA" if is_transparent else "RGB")


def _levelled(image: Image.Image) -> Image.Image:
    values = np.asarray(image, dtype=np.float32)
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    scaled = (np.nan_to_num(values, nan=low) - low) * (255.0 / ((high - low) or 1.0))
    return Image.fromarray(scaled.clip(0, 255).astype(np.uint8))


def _encoded(image: Image.Image) -> Thumbnail:
    into = BytesIO()
    if image.mode == "RGBA":
        image.save(into, "WEBP", quality=80, method=2)
        return Thumbnail(into.getvalue(), "image/webp")
    image.save(into, "JPEG", quality=82)
    return Thumbnail(into.getvalue(), "image/jpeg")
