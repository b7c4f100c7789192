"""How much faster are a composite PNG's instance masks read than by the loop people copy from the docs?

Baseline, named in the output: the colour search of Labelbox's image import guide (`getpixel` on every pixel),
then one comparison of the whole image and one COCO API encode per colour. Ours: the same PNG bytes to the
same counts, areas and boxes through `postil.masks`, without the memo. Both results are compared first.
"""

import io
import math
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image, ImageDraw
from pycocotools import mask as coco

from postil.masks import Composite

WIDTH, HEIGHT, COLORS, TARGET = 2560, 1707, 20, 60
Answer = dict[tuple[int, int, int], tuple[str, int, tuple[int, ...]]]


def composite_png() -> bytes:
    """A composite of deterministic blobs, one colour each, encoded by Pillow."""
    chance = random.Random(2)
    image = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    for number in range(COLORS):
        center_x, center_y = chance.randrange(WIDTH), chance.randrange(HEIGHT)
        radius, lobes, phase = chance.randrange(120, 420), chance.randrange(3, 12), chance.random()
        outline = []
        for step in range(360):
            angle = math.radians(step)
            reach = radius * (1 + 0.25 * math.sin(lobes * angle + phase))
            outline.append((center_x + reach * math.cos(angle), center_y + reach * math.sin(angle)))
        draw.polygon(outline, fill=(10 * number + 7, 255 - 11 * number, 37 * number % 251 + 1))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def baseline(content: bytes) -> Answer:
    """Colours by `getpixel` over every pixel, then one raster and one COCO API encode per colour."""
    image = Image.open(io.BytesIO(content))
    colors = set()
    for x in range(image.width):
        for y in range(image.height):
            pixel: Any = image.getpixel((x, y))
            if pixel[:3] != (0, 0, 0):
                colors.add(pixel[:3])
    pixels = np.asarray(image)
    answer = {}
    for color in colors:
        encoded = coco.encode(np.asfortranarray(np.all(pixels == color, axis=-1).astype(np.uint8)))
        box = tuple(int(side) for side in coco.toBbox(encoded))
        answer[color] = (encoded["counts"].decode(), int(coco.area(encoded)), box)
    return answer


def ours(content: bytes) -> Answer:
    """The same through `postil.masks`."""
    composite = Composite.read(content)
    masks = {color: composite.pick(color) for color in composite.colors if color != (0, 0, 0)}
    return {color: (mask.counts, mask.area, mask.bbox or ()) for color, mask in masks.items()}


def seconds(call: Callable[[], Any], times: int) -> float:
    """Median wall time of a call."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def peak_rss() -> float:
    """Largest resident size of this process so far, in MB."""
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6


def main() -> int:
    """Print both times and their ratio; 1 when the answers differ or the ratio misses the target."""
    content = composite_png()
    before = peak_rss()
    fast = seconds(lambda: ours(content), 15)
    after = peak_rss()
    slow = seconds(lambda: baseline(content), 1)
    is_equal = ours(content) == baseline(content)
    ratio = slow / fast
    print(f"composite PNG {WIDTH} x {HEIGHT} RGB, {COLORS} colours, {len(content) / 1e3:.1f} kB")
    print(f"baseline  getpixel loop + raster and COCO API per colour  {slow * 1e3:8.1f} ms")
    print(f"ours      postil.masks, PNG bytes to counts, area, bbox    {fast * 1e3:7.1f} ms (median of 15)")
    print(f"answers   {'equal' if is_equal else 'DIFFERENT'}")
    print(f"peak RSS  {before:.0f} MB before, {after:.0f} MB after ours, {peak_rss():.0f} MB after both")
    print(f"ratio     {ratio:.1f}x (target {TARGET}x)")
    return 0 if is_equal and ratio >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
