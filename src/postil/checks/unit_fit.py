"""GEO005: a whole file whose boxes fit another unit or form better than the one they were read in.

One wrong assumption of an export script makes every row of a file wrong in the same way, and no single
row betrays it. What is counted here costs a few comparisons per box; the verdict is reached on the file.

When it speaks, and why it does not otherwise:

* Fewer than `LEAST_BOXES` shapes on images of known size: never. A handful of odd boxes is a handful.
* *Fractions*: no number is negative or above 1, and at least half of the extents are fractional. Boxes of
  less than a pixel would have to be meant; no detector and no person makes them. Holds for small images too.
* *Percent*: no number is negative or above 100, half of the extents are fractional, every image is at least
  `LARGE_SIDE` pixels on its shorter side, and the boxes use the range up: the farthest right and the
  farthest bottom edge are both beyond `SPREAD`. Small things clustered in the left-top corner of large images
  end somewhere short of that, or beyond 100 (eight boxes strewn over 200 x 200 pixels all fall into the
  first quarter once in 65,000 files). Small images never count: there 0 to 100 is what pixels look like.
  Whole numbers never count either: percent made by a program are fractional.
* *Corners* (`xyxy` read as `xywh`): more than `SHARE_OUTSIDE` of the boxes leave their image, and read as
  corners every single box has an extent and lies inside. Of sound boxes about half are narrower than their
  left edge is far, and fail that.
* *Centres* (`cxcywh` read as `xywh`): boxes leave their image, all of them to the right or bottom, and read
  as centres every single box lies inside. Only boxes near the border leave, so a small share is enough, of
  more boxes (`SHARE_CENTERS` of `LEAST_CENTERS`). Sound files have boxes nearer to the left or top border
  than half their size, which fail that; boxes made for larger images leave by more than half their size.

A few sound boxes that stick out of their images (a truck cut off at the border) do not reach the share.
Shapes other than boxes take part in the units, not in the forms. A file that is right and still fits (boxes
of less than a pixel) is imported with its unit declared.
"""

from collections.abc import Iterator

from postil.checks.bounds import TOLERANCE
from postil.model.annotation import Geometry
from postil.model.geometry import Box, Point, Polygon, Polyline
from postil.model.issue import Issue
from postil.model.number import Number, Size

LEAST_BOXES = 8
LARGE_SIDE = 200
SPREAD = 80
SHARE_OUTSIDE = 0.2
LEAST_CENTERS = 50
SHARE_CENTERS = 0.04
FRACTIONAL_SHARE = 0.5

_HINTS = {
    "fraction": "multiply by width and height of the image, or say that the unit is fraction",
    "percent": "multiply by a hundredth of width and height of the image, or say that the unit is percent",
    "xyxy": "give left, top, width and height, or say that the form is corners (xyxy)",
    "cxcywh": "give the left-top corner, or say that the form is centre and size (cxcywh)",
}


class UnitFit:
    """Counts the shapes of a file as they are read, and says at the end whether another unit fits better."""

    __slots__ = (
        "_bottom", "_boxes", "_centers_fit", "_corners_fit", "_example", "_fractional", "_high", "_low",
        "_numbers", "_outside", "_outside_left", "_right", "_shapes", "_shorter",
    )  # fmt: skip

    def __init__(self) -> None:
        self._shapes = self._boxes = self._numbers = self._fractional = 0
        self._outside = self._outside_left = self._corners_fit = self._centers_fit = 0
        self._low: Number = 0
        self._high: Number = 0
        self._right: Number = 0
        self._bottom: Number = 0
        self._shorter: Number = 1 << 30
        self._example: tuple[Number, ...] | None = None

    def add(self, geometry: Geometry, size: Size | None) -> None:
        """Count one shape; only pixels on images of known size say anything."""
        if size is None:
            return
        if isinstance(geometry, Box):
            if geometry.unit == "px" and not geometry.rotation:
                self._add_box(geometry, size)
        elif isinstance(geometry, Polygon | Polyline | Point) and geometry.unit == "px":
            self._add_points(geometry, size)

    def _add_box(self, box: Box, size: Size) -> None:
        left, top, width, height = box.left, box.top, box.width, box.height
        right, bottom = left + width, top + height
        self._count(min(left, top, width, height), max(left, top, width, height), size)
        self._right, self._bottom = max(self._right, right), max(self._bottom, bottom)
        self._boxes += 1
        # Extents, not edges: the edges of fractional boxes may fall on whole numbers.
        self._numbers += 2
        self._fractional += (width % 1 != 0) + (height % 1 != 0)
        wide, high = size[0] * (1 + TOLERANCE), size[1] * (1 + TOLERANCE)
        if right > wide or bottom > high or left < 0 or top < 0:
            self._outside += 1
            self._example = self._example or (left, top, width, height)
            self._outside_left += left < 0 or top < 0
        self._corners_fit += width > left >= 0 and height > top >= 0 and width <= wide and height <= high
        half_width, half_height = width / 2, height / 2
        self._centers_fit += (
            left >= half_width > 0
            and top >= half_height > 0
            and left + half_width <= wide
            and top + half_height <= high
        )

    def _add_points(self, geometry: Polygon | Polyline | Point, size: Size) -> None:
        points = [(geometry.x, geometry.y)] if isinstance(geometry, Point) else geometry.points
        if not points:
            return
        xs, ys = zip(*points, strict=True)
        right, bottom = max(xs), max(ys)
        self._count(min(*xs, *ys, 0), max(right, bottom), size)
        self._right, self._bottom = max(self._right, right), max(self._bottom, bottom)
        self._numbers += 2
        self._fractional += (points[0][0] % 1 != 0) + (points[0][1] % 1 != 0)

    def _count(self, low: Number, high: Number, size: Size) -> None:
        self._shapes += 1
        self._shorter = min(self._shorter, size[0], size[1])
        self._low, self._high = min(self._low, low), max(self._high, high)

    @property
    def is_over(self) -> bool:
        """Whether no shape that may still come can lead to a finding: each needs all of a file to fit.

        In a sound file that is known after a few boxes, and the others need not be counted.
        """
        is_in_pixels = self._low < 0 or self._high > 100 * (1 + TOLERANCE)
        are_no_corners = self._corners_fit < self._boxes
        are_no_centers = self._centers_fit < self._boxes or self._outside_left > 0
        return is_in_pixels and are_no_corners and are_no_centers

    def finding(self) -> Issue | None:
        """Return the finding about everything counted so far, or None."""
        return next(self._findings(), None)

    def _findings(self) -> Iterator[Issue]:
        if self._shapes < LEAST_BOXES:
            return
        is_fractional = self._fractional >= FRACTIONAL_SHARE * self._numbers
        if self._low >= 0 and is_fractional:
            if self._high <= 1:
                yield self._unit("fraction", "0 to 1")
            elif self._looks_percent():
                yield self._unit("percent", "0 to 100")
        share = self._outside / self._boxes if self._boxes >= LEAST_BOXES else 0
        if share > SHARE_OUTSIDE and self._corners_fit == self._boxes:
            yield self._form("xyxy", "left, top, right, bottom")
        is_share = share > SHARE_OUTSIDE or (share > SHARE_CENTERS and self._boxes >= LEAST_CENTERS)
        if is_share and self._centers_fit == self._boxes and not self._outside_left:
            yield self._form("cxcywh", "centre and size")

    def _looks_percent(self) -> bool:
        return (
            self._high <= 100 * (1 + TOLERANCE)
            and self._shorter >= LARGE_SIDE
            and min(self._right, self._bottom) >= SPREAD
        )

    def _unit(self, unit: str, span: str) -> Issue:
        return Issue(
            "GEO005",
            f"all {self._shapes:,} shapes lie within {span}, on images of {self._shorter:,} pixels and more: "
            f"they look like {unit}, but were read as pixels",
            _HINTS[unit], got="px", expected=unit,
        )  # fmt: skip

    def _form(self, form: str, words: str) -> Issue:
        share = round(100 * self._outside / self._boxes)
        return Issue(
            "GEO005",
            f"{share} % of {self._boxes:,} boxes leave their image when read as left, top, width, height, "
            f"the first of them {list(self._example or ())}; read as {words}, all of them fit",
            _HINTS[form], got="xywh", expected=form,
        )  # fmt: skip
