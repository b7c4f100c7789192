"""Polygon to mask by the pixel-centre rule, straight from crossings to runs.

A pixel belongs when its centre `(column + 0.5, row + 0.5)` lies inside by the even-odd rule over all rings,
so holes are further rings and so are further parts. A centre exactly on an edge belongs to the side below
that edge (larger y) and, for a vertical edge, to the side right of it (larger x): of two polygons that share
an edge end point for end point, each pixel belongs to exactly one. Exact for coordinates that are whole, half
or quarter pixels; beyond that, within the rounding of 64-bit floats.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from postil.errors import UsageError
from postil.masks.limits import check_size, check_toggles
from postil.masks.run_mask import RunMask
from postil.masks.toggles import Toggles, cancel_pairs

Ring = Sequence[Sequence[float]] | npt.NDArray[np.floating] | npt.NDArray[np.integer]

_FARTHEST = 2.0**31


def polygon_mask(rings: Sequence[Ring], height: int, width: int) -> RunMask:
    """Rasterise rings of `(x, y)` pixels, origin at the top left; open and closed rings mean the same.

    Parts outside the mask are cut off. Fewer than three points cover no pixel.

    Raises:
        UsageError: A ring is not a list of finite `(x, y)` pairs within 2^31 pixels.
        LimitError: The mask, or the number of edges crossing its columns, is too large (MSK001).
    """
    check_size(height, width)
    edges = [_edges(ring) for ring in rings if len(ring)]
    if not edges:
        return RunMask(height, width, np.empty(0, np.int32))
    return RunMask(height, width, _column_toggles(np.concatenate(edges), height, width))


def _edges(ring: Ring) -> npt.NDArray[np.float64]:
    """Rows of `x0, y0, x1, y1` with `x0 <= x1`, the ring closed."""
    try:
        points = np.asarray(ring, np.float64)
    except (TypeError, ValueError):
        points = np.empty(0)
    if points.ndim != 2 or points.shape[1] != 2 or not (np.abs(points) <= _FARTHEST).all():
        raise UsageError(
            "polygon ring is not a list of finite [x, y] pairs in pixels",
            hint="give every ring as [[x, y], [x, y], ...], without NaN, infinity or a third value",
        )
    edges = np.concatenate((points, np.roll(points, -1, axis=0)), axis=1)
    # One direction for every edge, so that both polygons at a shared edge compute the same crossings.
    is_leftward = edges[:, 0] > edges[:, 2]
    edges[is_leftward] = edges[is_leftward][:, [2, 3, 0, 1]]
    return edges


def _column_toggles(edges: npt.NDArray[np.float64], height: int, width: int) -> Toggles:
    firsts = np.clip(np.ceil(edges[:, 0] - 0.5), 0, width).astype(np.int64)
    ends = np.clip(np.ceil(edges[:, 2] - 0.5), 0, width).astype(np.int64)
    spans = ends - firsts
    total = int(spans.sum())
    check_toggles(total, "polygon")
    edge = np.repeat(np.arange(len(edges)), spans)
    column = np.arange(total) + np.repeat(firsts - (np.cumsum(spans) - spans), spans)
    x0, y0, x1, y1 = edges[edge].T
    # The product before the quotient: with coordinates in quarters of a pixel both are then exact.
    crossing = y0 + (column + 0.5 - x0) * (y1 - y0) / (x1 - x0)
    row = np.clip(np.ceil(crossing - 0.5), 0, height).astype(np.int64)
    return cancel_pairs(np.sort((column * height + row).astype(np.int32)))
