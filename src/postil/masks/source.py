"""The public door: colours and masks of whatever a composite mask comes in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
from PIL import Image

from postil.errors import NotFoundError, UnsupportedError, UsageError
from postil.masks.color import BLACK, Color
from postil.masks.composite import Composite, composite
from postil.masks.limits import check_sides
from postil.masks.run_mask import RunMask

Source = str | Path | bytes | bytearray | memoryview | npt.NDArray[Any] | Image.Image
Fetch = Callable[[str], bytes]


def colors(source: Source, *, include_black: bool = False, fetch: Fetch | None = None) -> list[Color]:
    """The colours of a composite mask, ascending; black, the background, only on request.

    Args:
        source: A path, a URL, PNG bytes, a height x width (x 3 or 4) array or a Pillow image.
        include_black: List (0, 0, 0) too when it is present.
        fetch: Turns a URL into bytes; needed for URLs only, this function opens no connection of its own.

    Raises:
        UsageError: A URL without `fetch`; bytes that are no readable PNG (MSK002).
        NotFoundError: No file at the path.
        UnsupportedError: Another kind of image, array or object (MSK003).
        LimitError: A side is over 9,000 pixels (MSK001).
    """
    present = read_source(source, fetch=fetch).colors
    return [color for color in present if include_black or color != BLACK]


def pick(source: Source, color: Sequence[int] | int | None, *, fetch: Fetch | None = None) -> RunMask:
    """The mask of one colour of a composite mask; a `color` of None means every pixel that is not black.

    Args:
        source: As for `colors`.
        color: Red, green, blue, each 0…255; one number means that shade of grey.
        fetch: As for `colors`.

    Raises:
        UsageError: The colour is absent or malformed (MSK004); else as for `colors`.
    """
    return read_source(source, fetch=fetch).pick(color)


def read_source(source: Source, *, fetch: Fetch | None = None) -> Composite:
    """The composite behind any kind of source; arguments and errors as for `colors`."""
    match source:
        case bytes() | bytearray() | memoryview():
            return composite(bytes(source))
        case str() if "://" in source:
            return composite(_fetched(source, fetch))
        case str() | Path():
            return composite(_file_bytes(Path(source)))
        case np.ndarray():
            return Composite.of_image(_array_image(source))
        case Image.Image():
            return Composite.of_image(_loaded(source))
    raise _unsupported(f"source is {type(source).__name__}")


def _fetched(url: str, fetch: Fetch | None) -> bytes:
    if fetch is None:
        # The query of a signed URL is a credential and stays out of messages.
        place = urlsplit(url)
        raise UsageError(
            f"mask at {place.scheme}://{place.hostname}{place.path} cannot be fetched without a client",
            hint="pass fetch=, a function from URL to bytes, or download the file and pass its path",
        )
    return fetch(url)


def _file_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as reason:
        raise NotFoundError(
            f"mask file {str(path)!r} cannot be read ({reason.strerror})",
            hint="give the path of an existing PNG file",
        ) from reason


def _array_image(array: npt.NDArray[Any]) -> Image.Image:
    if array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] not in (3, 4)):
        raise _unsupported(f"source array has shape {array.shape}")
    check_sides(array.shape[0], array.shape[1], "mask array")
    if array.dtype == np.bool_:
        array = array.astype(np.uint8) * np.uint8(255)
    if array.dtype.kind not in "iu" or array.min() < 0 or array.max() > 255:
        raise _unsupported(f"source array of type {array.dtype} holds more than the whole numbers 0 to 255")
    return Image.fromarray(np.ascontiguousarray(array, np.uint8))


def _loaded(image: Image.Image) -> Image.Image:
    check_sides(image.height, image.width, "mask image")
    try:
        image.load()
    except (OSError, SyntaxError, ValueError) as reason:
        raise UsageError(
            f"mask image cannot be decoded ({reason})",
            code="MSK002",
            hint="write the file again as PNG",
        ) from reason
    return image


def _unsupported(what: str) -> UnsupportedError:
    return UnsupportedError(
        f"mask {what}",
        code="MSK003",
        hint="give a path, URL, PNG bytes, height x width (x 3 or 4) array of 0 to 255, or Pillow image",
    )
