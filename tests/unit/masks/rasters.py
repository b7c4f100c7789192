"""Random masks as boolean arrays, and the COCO API's answers about them."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from pycocotools import mask as coco

rasters = arrays.arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 12)))


def random_rasters(number, seed, longest=24):
    """Masks from empty to full: noise, boxes, and stripes that touch all borders."""
    chance = np.random.default_rng(seed)
    for _ in range(number):
        height, width = chance.integers(1, longest, 2)
        raster = chance.random((height, width)) < chance.choice([0, 0.05, 0.5, 0.95, 1])
        if chance.random() < 0.5:
            top, left = chance.integers(0, height), chance.integers(0, width)
            raster[top : top + chance.integers(1, longest), left : left + chance.integers(1, longest)] ^= True
        yield raster


def coco_encoded(raster):
    """The COCO API's compressed encoding of a mask."""
    return coco.encode(np.asfortranarray(raster.astype(np.uint8)))
