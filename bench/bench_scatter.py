"""What does a file cost whose rows are in no order, measured against the same rows in order?

Three files of the same boxes, each imported in a process of its own: `grouped`, the rows of one image
together; `shuffled`, all rows in random order; `twice`, grouped, with the rows of every image in two places
far apart. Compared are seconds of processor time, which other programs on the machine do not change much.

    python bench/bench_scatter.py [--rows 200000 1000000 4000000] [--only shuffled]
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench_import import import_file, prepare, write_file

from postil.server.importer import tune_process

ORDERS = ["grouped", "shuffled", "twice"]


def main() -> None:
    """Run every size and order, and print one line per import."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[200_000, 1_000_000, 4_000_000])
    options.add_argument("--only", choices=ORDERS, nargs="+", default=ORDERS)
    options.add_argument("--child", type=Path)
    chosen = options.parse_args()
    if chosen.child:
        child(chosen.child)
        return
    print(
        f"{'rows':>10} {'order':<9} {'processor':>10} {'wall':>8} {'rows/s':>9} {'to grouped':>11} "
        f"{'peak':>8}"
    )
    for rows in chosen.rows:
        compare(rows, chosen.only)


def compare(rows: int, orders: list[str]) -> None:
    """Import one size in every order."""
    grouped = 0.0
    for order in orders:
        with tempfile.TemporaryDirectory() as name:
            found = run(rows, order, Path(name))
        if order == "grouped":
            grouped = found["processor"]
        ratio = f"{found['processor'] / grouped:.2f}" if grouped else "-"
        print(
            f"{rows:>10,} {order:<9} {found['processor']:>9.2f}s {found['wall']:>7.2f}s "
            f"{rows / found['wall']:>9,.0f} {ratio:>11} {found['peak_mb']:>5.0f} MB",
            flush=True,
        )


def run(rows: int, order: str, folder: Path) -> dict[str, float]:
    """Prepare a file of that order and import it in a process of its own."""
    prepare(rows, folder, write=writer(order))
    command = [sys.executable, __file__, "--child", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def writer(order: str) -> Callable[[int, Path], None]:
    """Return what writes the file."""

    def write(rows: int, path: Path) -> None:
        write_file(rows, path)
        if order != "grouped":
            lines = path.read_bytes().splitlines(keepends=True)
            if order == "shuffled":
                random.Random(3).shuffle(lines)
            else:
                lines = lines[::2] + lines[1::2]
            path.write_bytes(b"".join(lines))

    return write


def child(folder: Path) -> None:
    """Import as a server does, and print what it took."""
    tune_process()
    wall = time.perf_counter()
    before = time.process_time()
    import_file(folder)
    facts = {
        "processor": time.process_time() - before,
        "wall": time.perf_counter() - wall,
        "peak_mb": peak_mb(),
    }
    print(json.dumps(facts))


def peak_mb() -> float:
    """Return the most memory this process ever held; what the one that started it held does not count."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
