"""The same programs for two packages: annotations made from plain numbers and arrays, up to an upload's body.

Run as a program it is one side of bench_official.py, in an environment of its own; nothing of the other side
is imported. The two packages have the same names, so a case is written once.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

Cases = dict[str, Callable[[Any], list[Any]]]
COUNTS = {"boxes": 20_000, "polygons of 50": 1_000, "masks 12 Mpx": 5, "keyframes 2,000": 2_000,
          "keyframes 8,000": 8_000}  # fmt: skip
REPEATS = 5
_SEGMENT = 10


def boxes(t: Any) -> list[Any]:
    """Boxes, 20 for each data row."""
    return [
        t.Label(
            data={"global_key": f"row-{row}"},
            annotations=[
                t.ObjectAnnotation(name="car", value=_rectangle(t, row + place + 0.5, place + 2.5))
                for place in range(20)
            ],
        )
        for row in range(COUNTS["boxes"] // 20)
    ]


def polygons(t: Any) -> list[Any]:
    """Polygons of 50 points, 10 for each data row."""
    return [
        t.Label(data={"global_key": f"row-{row}"}, annotations=[_polygon(t, row + n) for n in range(10)])
        for row in range(COUNTS["polygons of 50"] // 10)
    ]


def masks(t: Any) -> list[Any]:
    """Masks of 4000 x 3000 pixels, each of an array of its own that was there before."""
    made = [
        t.ObjectAnnotation(name="lake", value=t.Mask(mask=t.MaskData.from_2D_arr(array), color=1))
        for array in arrays()
    ]
    return [t.Label(data={"global_key": "map"}, annotations=made)]


@cache
def arrays() -> list[Any]:
    """Return ellipses of different sizes."""
    import numpy as np  # noqa: PLC0415

    y, x = np.mgrid[:3000, :4000].astype(np.float32)
    near = ((y - 1500) / 1200) ** 2 + ((x - 2000) / 1600) ** 2
    return [(near < (n + 1) / 5).astype(np.uint8) for n in range(COUNTS["masks 12 Mpx"])]


def keyframes(count: int) -> Callable[[Any], list[Any]]:
    """Return the case of one object of a video, in segments of 10 keyframes."""

    def make(t: Any) -> list[Any]:
        frames = [
            t.VideoObjectAnnotation(
                name="car", frame=frame, keyframe=True, segment_index=frame // _SEGMENT,
                value=_rectangle(t, frame + 0.5, 2.5),
            )
            for frame in range(1, count + 1)
        ]  # fmt: skip
        return [t.Label(data={"global_key": "clip"}, annotations=frames)]

    return make


CASES: Cases = {
    "boxes": boxes,
    "polygons of 50": polygons,
    "masks 12 Mpx": masks,
    "keyframes 2,000": keyframes(2_000),
    "keyframes 8,000": keyframes(8_000),
}


def _rectangle(t: Any, left: float, top: float) -> Any:
    return t.Rectangle(start=t.Point(x=left, y=top), end=t.Point(x=left + 9.25, y=top + 18.75))


def _polygon(t: Any, shift: int) -> Any:
    ring = [t.Point(x=shift + step * 1.5, y=step * step * 0.5) for step in range(50)]
    return t.ObjectAnnotation(name="roof", value=t.Polygon(points=ring))


def load(side: str) -> tuple[Any, Callable[[list[Any], Path], None]]:
    """Return a package's types, and what it does with labels until there is the body of an upload."""
    if side == "postil":
        import postil.types  # noqa: PLC0415
        from postil.client.import_payload import write_payload  # noqa: PLC0415

        return postil.types, lambda labels, path: void(write_payload(labels, path))
    import labelbox.types  # noqa: PLC0415
    from labelbox import MALPredictionImport  # noqa: PLC0415

    def body(labels: list[Any], path: Path) -> None:
        # It holds the body in memory; writing it out is for the comparison, and not timed.
        kept.append((path, MALPredictionImport._get_ndjson_from_objects(labels, "predictions")))  # noqa: SLF001

    return labelbox.types, body


kept: list[tuple[Path, bytes]] = []


def void(_: object) -> None:
    """Forget a value."""


def peak_bytes() -> int:
    """Return the most memory this process ever had resident since the mark was set back (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024


def set_peak_back() -> None:
    """Let the peak begin at what is resident now."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def main() -> int:
    """Print, as JSON, processor seconds to make and to write (the fastest run), and the peak of the first."""
    side, case, target = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    t, body = load(side)
    # What loads with the first use belongs to the package, and not to the annotations.
    body([t.Label(data={"global_key": "a"}, annotations=[_polygon(t, 0)])], target)
    if case.startswith("masks"):
        one = t.Mask(mask=t.MaskData.from_2D_arr(arrays()[0][:9, :9]), color=1)
        body(
            [t.Label(data={"global_key": "a"}, annotations=[t.ObjectAnnotation(name="a", value=one)])], target
        )
    runs, peak = [], 0
    for turn in range(REPEATS):
        kept.clear()
        set_peak_back()
        before = peak_bytes()
        began = time.process_time()
        labels = CASES[case](t)
        made = time.process_time()
        body(labels, target)
        runs.append((time.process_time() - began, made - began))
        if not turn:
            peak = peak_bytes() - before
        del labels
    for path, content in kept:
        path.write_bytes(content)
    whole, making = min(runs)
    print(json.dumps({"seconds": whole, "making": making, "peak": peak}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
