"""How fast are annotations made in Python and written as rows, and is it linear?

Baseline, named in the output: `json.dumps` of the rows that come out, which every client pays. Printed are
annotations per second of processor time for making the objects, for `to_ndjson`, for the baseline, and for
everything up to bytes. Video is measured at two lengths, whose rates must be alike.
"""

import json
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

import postil.types as t

BOXES, POLYGONS, MASKS = 20_000, 1_000, 5
Make = Callable[[], list[t.Label]]
_encode = msgspec.json.Encoder().encode


def boxes(count: int) -> list[t.Label]:
    """Boxes, 20 for each data row."""
    return [
        t.Label(data={"global_key": f"row-{number}"}, annotations=[box(place) for place in range(20)])
        for number in range(count // 20)
    ]


def box(place: int) -> t.ObjectAnnotation:
    """One box."""
    return t.ObjectAnnotation(name="car", value=rectangle(place))


def rectangle(place: int) -> t.Rectangle:
    """The corners of one box."""
    return t.Rectangle(start=t.Point(x=place + 0.5, y=2.5), end=t.Point(x=place + 9.5, y=20.5))


def polygons(count: int) -> list[t.Label]:
    """Polygons of 50 points, 10 for each data row."""
    return [
        t.Label(data={"global_key": f"row-{number}"}, annotations=[polygon() for _ in range(10)])
        for number in range(count // 10)
    ]


def polygon() -> t.ObjectAnnotation:
    """One polygon."""
    ring = [t.Point(x=step * 1.5, y=step * step * 0.5) for step in range(50)]
    return t.ObjectAnnotation(name="roof", value=t.Polygon(points=ring))


def radios(count: int) -> list[t.Label]:
    """Answers, one for each data row."""
    return [t.Label(data={"global_key": f"row-{number}"}, annotations=[radio()]) for number in range(count)]


def radio() -> t.ClassificationAnnotation:
    """One answer."""
    answer = t.ClassificationAnswer(name="sunny")
    return t.ClassificationAnnotation(name="weather", value=t.Radio(answer=answer))


def video(count: int) -> list[t.Label]:
    """One object of a video, in segments of 10 keyframes."""
    frames: list[Any] = [
        t.VideoObjectAnnotation(
            name="car", frame=frame, keyframe=True, segment_index=frame // 10, value=rectangle(frame)
        )
        for frame in range(1, count + 1)
    ]
    return [t.Label(data={"global_key": "clip"}, annotations=frames)]


def masks(count: int, shape: npt.NDArray[np.uint8]) -> list[t.Label]:
    """Masks of one array."""
    made: list[Any] = [
        t.ObjectAnnotation(name="lake", value=t.Mask(mask=t.MaskData.from_2D_arr(shape), color=1))
        for _ in range(count)
    ]
    return [t.Label(data={"global_key": "map"}, annotations=made)]


def ellipse(width: int, height: int) -> npt.NDArray[np.uint8]:
    """An ellipse that fills most of its picture."""
    y, x = np.mgrid[:height, :width]
    inside = ((y - height / 2) / (0.4 * height)) ** 2 + ((x - width / 2) / (0.4 * width)) ** 2 < 1
    found: npt.NDArray[np.uint8] = inside.astype(np.uint8)
    return found


def measure(name: str, count: int, make: Make) -> float:
    """Print the rates of the best of three runs; return that of everything together."""
    best = min((run(make) for _ in range(3)), key=lambda times: times[3])
    rates = "".join(f"{count / max(one, 1e-9):>14,.0f}" for one in best)
    print(f"{name:<16}{rates}{best[2] / best[3]:>16.2f}")
    return count / best[3]


def run(make: Make) -> tuple[float, float, float, float]:
    """Processor seconds to make labels, to write their rows, to dump them, and from the first to bytes."""
    times = [time.process_time()]
    labels = make()
    times.append(time.process_time())
    rows = list(t.to_ndjson(labels))
    times.append(time.process_time())
    for row in rows:
        json.dumps(row)
    times.append(time.process_time())
    for row in rows:
        _encode(row)
    times.append(time.process_time())
    made, written, dumped, encoded = (after - before for before, after in pairwise(times))
    return made, written, dumped, made + written + encoded


def main() -> int:
    """Print the table; 1 when long videos are slower than linear."""
    titles = ("make", "to_ndjson", "json.dumps", "to bytes", "dumps/to bytes")
    print(f"{'per second':<16}" + "".join(f"{title:>14}" for title in titles[:4]) + f"{titles[4]:>16}")
    measure("boxes", BOXES, lambda: boxes(BOXES))
    measure("polygons of 50", POLYGONS, lambda: polygons(POLYGONS))
    measure("radios", BOXES, lambda: radios(BOXES))
    shape = ellipse(4000, 3000)
    measure("masks 12 Mpx", MASKS, lambda: masks(MASKS, shape))
    short = measure("keyframes 2,000", 2_000, lambda: video(2_000))
    long = measure("keyframes 8,000", 8_000, lambda: video(8_000))
    return int(long < short / 2)


if __name__ == "__main__":
    sys.exit(main())
