"""Pictures, written by Pillow, and a site that serves them."""

from io import BytesIO

from PIL import Image

RED, BLUE = (250, 10, 10), (10, 10, 250)
ORIENTATION = 0x0112
"""The EXIF tag that says how a picture lies."""


def png(width: int, height: int, color: tuple[int, ...] = RED) -> bytes:
    """Return a PNG of one color; of four parts, the last is how opaque it is."""
    return _file(Image.new("RGB" if len(color) == 3 else "RGBA", (width, height), color), "PNG")


def turned_jpeg(width: int, height: int) -> bytes:
    """Return a JPEG, red on its left half as stored, that is to be turned clockwise by a quarter."""
    picture = Image.new("RGB", (width, height), BLUE)
    picture.paste(RED, (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    return _file(picture, "JPEG", exif=exif, quality=95)


def _file(picture: Image.Image, kind: str, **options: object) -> bytes:
    written = BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()
