"""Write coco.json: random masks with what the COCO API says about them.

Run it with `.venv/bin/python`, then `scripts/node npx biome format --write test/core/masks`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pycocotools import mask as coco

Raster = npt.NDArray[np.bool_]


def _rasters() -> Iterator[Raster]:
    chance = np.random.default_rng(61)
    for _ in range(120):
        height, width = chance.integers(1, 24, 2)
        raster = chance.random((height, width)) < chance.choice([0, 0.05, 0.5, 0.95, 1])
        if chance.random() < 0.5:
            top, left = chance.integers(0, height), chance.integers(0, width)
            raster[top : top + chance.integers(1, 24), left : left + chance.integers(1, 24)] ^= True
        yield raster


def _large() -> Raster:
    raster = np.zeros((3000, 4000), bool)
    raster[100:2900, 5:3990] = True
    raster[700, 900] = False
    raster[:, 3000:3300] = True
    return raster


def _said(raster: Raster) -> dict[str, Any]:
    encoded = coco.encode(np.asfortranarray(raster.astype(np.uint8)))
    height, width = raster.shape
    return {
        "width": width,
        "height": height,
        "counts": encoded["counts"].decode(),
        "area": int(coco.area(encoded)),
        "bbox": [int(side) for side in coco.toBbox(encoded)] if raster.any() else None,
    }


small = [
    {**_said(raster), "rows": ["".join("01"[int(on)] for on in row) for row in raster]}
    for raster in _rasters()
]
text = json.dumps({"small": small, "large": _said(_large())}, indent=1) + "\n"
Path(__file__).with_suffix(".json").write_text(text, "utf-8")
