"""Masks to draw from, as run lengths and as rasters."""

import hashlib
from itertools import pairwise

from hypothesis import strategies as st

from postil.masks import RunMask
from postil.model.geometry import Bitmap, Mask, MaskSource
from postil.testing.strategies.values import names, numbers


@st.composite
def run_masks(draw: st.DrawFn, max_side: int = 12) -> RunMask:
    """Small masks with at least one pixel set."""
    height, width = draw(st.integers(1, max_side)), draw(st.integers(1, max_side))
    size = height * width
    flips = draw(st.lists(st.integers(0, size), min_size=2, max_size=8, unique=True).map(sorted))
    return RunMask.from_counts(_counts(flips[: len(flips) // 2 * 2], size), height, width)


def _counts(flips: list[int], size: int) -> list[int]:
    borders = [0, *flips, size]
    return [end - begin for begin, end in pairwise(borders)]


@st.composite
def masks(draw: st.DrawFn) -> Mask:
    """Masks as run lengths, with a source whose bytes may be gone."""
    runs = draw(run_masks())
    sha256 = hashlib.sha256(runs.counts.encode()).hexdigest()
    color = draw(st.none() | st.tuples(*[st.integers(0, 255)] * 3))
    source = draw(
        st.none()
        | st.just(MaskSource("coco", color=color))
        | st.just(MaskSource("composite_png", sha256, color=color))
        | st.just(MaskSource("composite_png", url="https://example.com/mask.png", color=color))
    )
    return Mask(runs.height, runs.width, runs.counts, runs.area, runs.bbox, runs.content, source)


def bitmaps() -> st.SearchStrategy[Bitmap]:
    """Rasters of which only the hash is known."""
    hashes = st.binary(max_size=4).map(lambda content: hashlib.sha256(content).hexdigest())
    return st.builds(
        Bitmap, st.integers(1, 99), st.integers(1, 99), hashes, names(), st.none() | numbers(0, 1)
    )
