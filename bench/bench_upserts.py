"""How fast do data rows that the official package sends go into SQLite, measured against only parsing them?

The baseline, in the same run on the same files: every file through `json.loads`. Time has to grow with the
number of data rows, and memory with nothing.

    python bench/bench_upserts.py [--rows 20000 100000 400000]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from postil.blobs.folder import FolderBlobs
from postil.executors.inline import InlineExecutor
from postil.media.outbound import OutboundClient
from postil.media.prober import HeaderProber
from postil.model.identity import spell_id
from postil.ports.clock import SystemClock
from postil.services.catalog.datasets import Datasets
from postil.services.catalog.media import Media
from postil.services.upserts.upserts import Upserts
from postil.stores.sql.sqlite import SqliteStore

CHUNK = 40_000
"""Items of one file; the package makes files of up to 10 MB."""


class Later:
    """Takes work and never does it: looking at media is not what is measured."""

    def submit(self, call: Callable[..., None], *args: object) -> object:
        """Take a call."""
        return None

    def close(self) -> None:
        """Take no more."""


def main() -> None:
    """Run every size in fresh processes and print one line per size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[20_000, 100_000, 400_000])
    options.add_argument("--child", choices=["parse", "upsert"])
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    if chosen.child:
        print(json.dumps({"parse": parse, "upsert": upsert}[chosen.child](chosen.folder)))
        return
    print(f"{'rows':>10} {'parse':>12} {'upsert':>12} {'ratio':>8} {'peak':>8}")
    for rows in chosen.rows:
        with tempfile.TemporaryDirectory() as name:
            prepare(rows, Path(name))
            compare(rows, Path(name))


def compare(rows: int, folder: Path) -> None:
    """Run baseline and upsert; print the ratio of their speeds."""
    base, done = run("parse", folder), run("upsert", folder)
    per_s = [f"{rows / one['seconds']:,.0f}/s" for one in (base, done)]
    ratio = base["seconds"] / done["seconds"]
    print(f"{rows:>10,} {per_s[0]:>12} {per_s[1]:>12} {ratio:>8.3f} {done['peak_mb']:>5.0f} MB")


def run(what: str, folder: Path) -> dict[str, float]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, __file__, "--child", what, "--folder", str(folder)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def prepare(rows: int, folder: Path) -> None:
    """Make a database with a dataset, and files of items."""
    store = SqliteStore(folder / "postil.db")
    with store.write() as session:
        user = session.access.create_user("bench@example.org", "", True, 1)
    dataset = spell_id(Datasets(store, SystemClock()).create("bench", user).uid)
    blobs, kept = FolderBlobs(folder / "blobs"), []
    for first in range(0, rows, CHUNK):
        items = [
            {
                "id": {"type": "AUTO", "value": ""},
                "payload": {
                    "row_data": f"https://example.org/images/{number}.jpg",
                    "global_key": f"image-{number}.jpg",
                    "external_id": f"{number}",
                    "dataset_id": dataset,
                },
            }
            for number in range(first, min(first + CHUNK, rows))
        ]
        kept.append(blobs.put(json.dumps(items).encode()).sha256)
    (folder / "chunks.json").write_text(json.dumps({"chunks": kept, "rows": rows}))
    store.close()


def parse(folder: Path) -> dict[str, float]:
    """Parse every file."""
    blobs, sent = FolderBlobs(folder / "blobs"), json.loads((folder / "chunks.json").read_text())
    began = time.perf_counter()
    count = sum(len(json.loads(blobs.read(chunk))) for chunk in sent["chunks"])
    assert count == sent["rows"]  # noqa: S101 - a benchmark that counts wrong must not print
    return told(began)


def upsert(folder: Path) -> dict[str, float]:
    """Make the data rows."""
    store, blobs, clock = SqliteStore(folder / "postil.db"), FolderBlobs(folder / "blobs"), SystemClock()
    sent = json.loads((folder / "chunks.json").read_text())
    media = Media(store, blobs, OutboundClient(offline=True), HeaderProber(), clock, Later())  # type: ignore[arg-type]
    upserts = Upserts(store, blobs, media, clock, InlineExecutor(), lambda url: None)
    with store.read() as session:
        user = session.access.user(1)
    assert user is not None  # noqa: S101 - a benchmark that counts wrong must not print
    began = time.perf_counter()
    done = upserts.begin(sent["chunks"], sent["rows"], user)
    assert upserts.outcomes(done, is_accepted=True, limit=1).total == sent["rows"]  # noqa: S101 - a benchmark that counts wrong must not print
    return told(began)


def told(began: float) -> dict[str, float]:
    """Return what was measured."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - began, "peak_mb": peak}


if __name__ == "__main__":
    main()
