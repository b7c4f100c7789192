"""Raster masks as run lengths, with a pointer to the bytes they came from."""

from typing import Literal

import msgspec

from postil.model.number import Number


class MaskSource(msgspec.Struct, omit_defaults=True, gc=False, frozen=True):
    """What the source row said about a mask, enough to write the same row again.

    `sha256` names the uploaded bytes in the blob store; `url` is where they were fetched from. `color`
    picks one instance of a composite PNG; absent means every pixel that is not black.
    """

    encoding: Literal["png", "composite_png", "coco", "brush_rle"]
    sha256: str | None = None
    url: str | None = None
    color: tuple[int, int, int] | None = None


class Mask(msgspec.Struct, tag_field="type", tag="mask", omit_defaults=True, gc=False):
    """A binary mask in the pixel frame of its asset.

    `counts` are compressed COCO counts (column-major run lengths, see the COCO API); `bbox` is the tight
    box `(left, top, width, height)` in whole pixels and `area` the number of pixels set. Until the
    source's bytes have been decoded, `counts` is None and the sizes are 0: such a mask never leaves the
    resolve stage of an import. `content` is a hash over height, width and counts.
    """

    height: int = 0
    width: int = 0
    counts: str | None = None
    area: int = 0
    bbox: tuple[int, int, int, int] | None = None
    content: str | None = None
    source: MaskSource | None = None


class Bitmap(msgspec.Struct, tag_field="type", tag="bitmap", omit_defaults=True, gc=False):
    """A raster with more than two levels (anti-aliased brushes), kept by hash, never thresholded silently."""

    height: int
    width: int
    sha256: str
    encoding: str
    threshold: Number | None = None
