"""How fast, and in how much memory, are annotations made and written, compared with the official package?

Baseline: `labelbox` 7.17, run beside Postil by the same program (official_cases.py) in an environment of its
own, which is made with the first run. Measured is processor time from plain numbers (for masks: arrays of
uint8) to the body of an upload: making the objects, and what `MALPredictionImport.create_from_objects` does
before it sends - rows, the checks of the package, JSON. Postil's side writes the body to a file, as it does
for an upload; the official one keeps it in memory. Each side and case is a process; the fastest of five runs
counts. Memory is the highest resident size during the first run, less that after the imports, one small
annotation, and the arrays.

Before anything is printed the rows of both are compared: without their uuids (which the official package
draws by lot) they are equal, masks by their pixels.

    python bench/bench_official.py [--environment FOLDER]
"""

import argparse
import base64
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from official_cases import CASES
from PIL import Image

HERE = Path(__file__).resolve().parent
LEAST_FASTER, LEAST_SMALLER, MOST_TIMES_LONGER = 10.0, 5.0, 4.5


class Side(NamedTuple):
    """What one package needed: processor seconds, those of them to make the objects, and bytes."""

    seconds: float
    making: float
    peak: int


def main() -> int:
    """Print the table; 1 when a promise is not kept."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--environment", default=".venv/official", help="folder below the repository's")
    python = environment(options.parse_args().environment)
    print(f"{'':<16}{'labelbox':>12}{'postil':>12}{'faster':>9}{'labelbox':>12}{'postil':>10}{'smaller':>9}")
    kept, seconds = True, {}
    for case in CASES:
        official, ours = compare(python, case)
        faster, smaller = official.seconds / ours.seconds, official.peak / max(ours.peak, 1)
        times = f"{official.seconds:>10.3f} s{ours.seconds:>10.4f} s{faster:>8.1f}x"
        print(f"{case:<16}{times}{official.peak / 1e6:>9.1f} MB{ours.peak / 1e6:>7.1f} MB{smaller:>8.1f}x")
        kept &= faster >= LEAST_FASTER and smaller >= LEAST_SMALLER
        seconds[case] = ours.seconds
    longer = seconds["keyframes 8,000"] / seconds["keyframes 2,000"]
    print(f"four times the keyframes take {longer:.1f} times as long")
    return int(not kept or longer > MOST_TIMES_LONGER)


def environment(folder: str) -> Path:
    """Return the Python of an environment with the official package; made when it is not there."""
    made = subprocess.run([HERE.parent / "scripts" / "official", folder], check=True, stdout=subprocess.PIPE)
    return Path(made.stdout.decode().strip())


def compare(python: Path, case: str) -> tuple[Side, Side]:
    """Run a case on both sides, and demand that they say the same."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, side) for side in ("labelbox", "postil")]
        sides = [
            run(one, case, file) for one, file in zip((python, Path(sys.executable)), files, strict=True)
        ]
        official, ours = ([plain(json.loads(line)) for line in file.open()] for file in files)
    if official != ours or not ours:
        raise SystemExit(f"{case}: the two packages do not say the same")
    return sides[0], sides[1]


def run(python: Path, case: str, target: Path) -> Side:
    """Run one side, named by where it writes to, in a process of its own."""
    command = [str(python), str(HERE / "official_cases.py"), target.name, case, str(target)]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    return Side(**json.loads(found.stdout.splitlines()[-1]))


def plain(value: Any, key: str = "") -> Any:
    """Return a row without its uuid, numbers as fractions, and pictures as pixels."""
    if isinstance(value, dict):
        return {name: plain(inner, name) for name, inner in value.items() if name != "uuid"}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if key == "png":
        image = Image.open(io.BytesIO(base64.b64decode(value))).convert("L")
        return np.packbits(np.asarray(image) > 0).tobytes()
    return float(value) if isinstance(value, int) else value


if __name__ == "__main__":
    sys.exit(main())
