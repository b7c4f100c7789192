"""The closed union of static shapes. A new medium adds a member here and nowhere else."""

from postil.model.geometry.box import Box, CenterBox, CornerBox
from postil.model.geometry.ellipse import Ellipse
from postil.model.geometry.mask import Bitmap, Mask, MaskSource
from postil.model.geometry.point import Point
from postil.model.geometry.polygon import Polygon
from postil.model.geometry.polyline import Path, Polyline, Vertex

Shape = Box | CornerBox | CenterBox | Polygon | Polyline | Path | Point | Ellipse | Mask | Bitmap

__all__ = [
    "Bitmap",
    "Box",
    "CenterBox",
    "CornerBox",
    "Ellipse",
    "Mask",
    "MaskSource",
    "Path",
    "Point",
    "Polygon",
    "Polyline",
    "Shape",
    "Vertex",
]
