"""What does it cost to read a bundle that twenty imports have written to, measured against one document?

Two shapes of twenty layers: one annotation each (twenty in the end), and the same twenty annotations written
anew by every layer. Baseline, in the same run: `decode_annotations` of a document with the final content,
without any database. The store is asked for pages of bundles, as exports and projectors do, and for one
bundle alone, as an editor does.

    python bench/bench_fold.py [--bundles 500] [--rounds 5]
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.model.wire import decode_annotations, encode_annotations
from postil.ports.bundles import NewSegment
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import World, populate

LAYERS = 20
PAGE = 200


def main() -> None:
    """Print one line per shape."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bundles", type=int, default=500)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    print(f"{'20 layers of':<24} {'one document':>13} {'page, each':>12} {'ratio':>7} {'one alone':>11}")
    for name, per_layer in (("1 annotation", 1), ("the same 20 annotations", 20)):
        with tempfile.TemporaryDirectory() as folder:
            store = SqliteStore(Path(folder) / "postil.db")
            world = fill(store, chosen.bundles, per_layer)
            compare(name, store, world, chosen.rounds)
            store.close()


def annotation(number: int, layer: int) -> Annotation:
    """Return a box as a detector writes it."""
    key = f"00000000-0000-4000-8000-{number:012}"
    shape = Box(10.25 + layer, 20 + number, 30.5, 40.75)
    return Annotation(key=key, feature="car", feature_id=7, confidence=0.875, geometry=shape)


def fill(store: SqliteStore, bundles: int, per_layer: int) -> World:
    """Write and publish every layer."""
    world = populate(store, rows=bundles)
    for layer in range(LAYERS):
        numbers = range(20) if per_layer == 20 else [layer]
        document = encode_annotations([annotation(number, layer) for number in numbers])
        lines = b"\0" * 8 * len(numbers)
        job = world.start_job()
        world.layer(job, [NewSegment(row, 0, len(numbers), document, lines) for row in world.rows])
        world.publish(job)
    return world


def compare(name: str, store: SqliteStore, world: World, rounds: int) -> None:
    """Measure the baseline and both ways of reading, in microseconds of processor time for one bundle."""
    with store.read() as session:
        [value] = session.bundles.fold(world.set_id, world.rows[:1]).values()
    assert len(value) == 20  # noqa: S101 - a benchmark of the wrong thing is worse than none
    document = encode_annotations(value)
    plain = best(rounds, len(world.rows), lambda: [decode_annotations(document) for _ in world.rows])
    page = best(rounds, len(world.rows), lambda: read_pages(store, world, PAGE))
    alone = best(rounds, len(world.rows), lambda: read_pages(store, world, 1))
    print(f"{name:<24} {plain:>10.1f} us {page:>9.1f} us {page / plain:>7.1f} {alone:>8.1f} us")


def read_pages(store: SqliteStore, world: World, size: int) -> None:
    """Read every bundle, `size` at a time, within one transaction."""
    with store.read() as session:
        for start in range(0, len(world.rows), size):
            session.bundles.fold(world.set_id, world.rows[start : start + size])


def best(rounds: int, bundles: int, act: Callable[[], object]) -> float:
    """Return the processor time of the best round, in microseconds for one bundle."""
    act()
    times = []
    for _ in range(rounds):
        began = time.process_time()
        act()
        times.append(time.process_time() - began)
    return min(times) / bundles * 1e6


if __name__ == "__main__":
    main()
