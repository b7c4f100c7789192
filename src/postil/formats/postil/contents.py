"""The bytes that annotations refer to by hash: found, inlined, taken out again."""

import base64
import binascii
import hashlib
from collections.abc import Iterator

from postil.errors import NotFoundError
from postil.formats.format import ContentOf
from postil.model.annotation import Annotation, Geometry
from postil.model.geometry import Bitmap, Mask, Shape
from postil.model.label import Bundle
from postil.model.track import Track

_REFERRING = (Mask, Bitmap, Track)


def hashes_of(bundles: list[Bundle]) -> list[str]:
    """Return the sha256 of every content the annotations refer to, each once, in order."""
    # Most annotations refer to nothing, and this is asked of every one that is written.
    referring = [
        annotation
        for bundle in bundles
        for annotation in bundle.annotations
        if isinstance(annotation.geometry, _REFERRING)
    ]
    return list(dict.fromkeys(hash_ for annotation in referring for hash_ in _hashes(annotation)))


def _hashes(annotation: Annotation) -> Iterator[str]:
    for shape in _shapes(annotation.geometry):
        if isinstance(shape, Bitmap):
            yield shape.sha256
        elif isinstance(shape, Mask) and shape.source is not None and shape.source.sha256:
            yield shape.source.sha256


def _shapes(geometry: Geometry | None) -> Iterator[Shape]:
    if isinstance(geometry, Track):
        yield from (frame.shape for segment in geometry.segments for frame in segment.keyframes)
    elif isinstance(geometry, Mask | Bitmap):
        yield geometry


def inline(hashes: list[str], content_of: ContentOf) -> dict[str, str]:
    """Return base64 by sha256, of the contents that the store still has."""
    found = {}
    for sha256 in hashes:
        try:
            found[sha256] = base64.b64encode(content_of(sha256)).decode("ascii")
        except NotFoundError:
            continue
    return found


def outline(sha256: str, text: str) -> bytes | None:
    """Return the bytes behind base64, or None when it is none or of another hash."""
    try:
        content = binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
