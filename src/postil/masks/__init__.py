"""Raster masks as run lengths: COCO counts, PNG in and out, polygons, overlap; no raster in between."""

from postil.masks.color import Color
from postil.masks.composite import Composite, composite
from postil.masks.instance import single
from postil.masks.limits import MAX_SIDE
from postil.masks.polygon import polygon_mask
from postil.masks.run_mask import RunMask
from postil.masks.source import Source, colors, pick
from postil.masks.writer import write_composite, write_png

__all__ = [
    "MAX_SIDE",
    "Color",
    "Composite",
    "RunMask",
    "Source",
    "colors",
    "composite",
    "pick",
    "polygon_mask",
    "single",
    "write_composite",
    "write_png",
]
