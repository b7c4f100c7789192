"""Pictures made with Pillow, and the header our readers see in their bytes."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import skimage.data
from PIL import Image

from postil.media.headers.header import ImageHeader, Window

SKIMAGE = Path(skimage.data.__file__).parent


def saved(kind: str, size: tuple[int, int] = (5, 3), mode: str = "RGB", **options: Any) -> bytes:
    """Save an empty picture with Pillow."""
    stream = BytesIO()
    Image.new(mode, size).save(stream, kind, **options)
    return stream.getvalue()


def animated(kind: str, count: int, size: tuple[int, int] = (7, 4), **options: Any) -> bytes:
    """Save several pictures, all different, in one file with Pillow."""
    frames = [Image.new("RGB", size, (20 * number, 255 - 20 * number, 7)) for number in range(count)]
    stream = BytesIO()
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:], **options)
    return stream.getvalue()


def turned(value: int) -> Image.Exif:
    """Make EXIF that states an orientation."""
    exif = Image.Exif()
    exif[274] = value
    return exif


def header(read: Callable[[Window], ImageHeader], content: bytes) -> ImageHeader:
    return read(Window(BytesIO(content)))
