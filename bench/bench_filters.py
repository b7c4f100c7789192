"""How fast are counts and filters over annotations, how fast does the index follow, and how large is it?

Baseline, in the same run: reading and decoding every document, which is what a filter without an index does.
The data rows hold 20 boxes each of ten classes, the common ones far more often, with any confidence.

    python bench/bench_filters.py [annotations, 2,000,000 unless told]
"""

import gc
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.model.identity import new_uid
from postil.model.ontology import Feature, Ontology
from postil.model.wire import decode_annotations, encode_annotations
from postil.ports.bundles import NewSegment
from postil.services.index.annotations import Annotations
from postil.services.index.filters import Filter
from postil.services.index.projector import Projector
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import LEASE, NOW, OWNER, World, populate

BOXES = 20
CLASSES = 10
BLOCK = 5_000
INDEX = ("occurrence", "ix_occurrence_row", "occurrence_total", "sqlite_autoindex_occurrence_total_1")


def main() -> None:
    """Print one line per question, each as a ratio to reading everything."""
    annotations = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 2_000_000
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "postil.db"
        store = SqliteStore(path)
        world = fill(store, annotations // BOXES)
        project(store, annotations)
        show_size(path, annotations)
        ask(store, world, path)
        disturb(store, world)
        store.close()


def fill(store: SqliteStore, rows: int) -> World:
    """Import into a new project, without the steps before the store."""
    world = populate(store, rows)
    with store.write() as session:
        features = [Feature(f"class {number}", "box") for number in range(CLASSES)]
        ontology = session.ontologies.create(Ontology("bench", features), NOW)
        session.projects.update(
            world.project_id, name=None, description=None, ontology_id=ontology.id, at=NOW
        )
        new = world.new_job("bench")
        new.ontology_id, new.ontology_version = ontology.id, 1
        created = session.jobs.create(new)
        job = session.jobs.lease(created.id, OWNER, NOW, NOW + LEASE)
    if job is None:
        raise SystemExit("the job could not be leased")
    source = Random(1)
    ids = [feature.id for feature in ontology.features]
    for first in range(0, rows, BLOCK):
        layers = [layer(source, row, ids) for row in world.rows[first : first + BLOCK]]
        world.layer(job, layers)
    world.publish(job)
    return world


def layer(source: Random, row: int, ids: list[int | None]) -> NewSegment:
    """Make the boxes of one data row."""
    said = []
    for _ in range(BOXES):
        number = min(int(source.expovariate(0.4)), CLASSES - 1)
        box = Box(source.randrange(500), source.randrange(400), 30.5, 40.25)
        said.append(
            Annotation(new_uid(), f"class {number}", ids[number], box, confidence=round(source.random(), 4))
        )
    return NewSegment(row, 0, BOXES, encode_annotations(said), bytes(8 * BOXES))


def project(store: SqliteStore, annotations: int) -> None:
    """Let the index follow, as the process of an import does it."""
    gc.disable()
    began, burnt = time.perf_counter(), time.process_time()
    steps = Projector(store).run()
    seconds, burnt = time.perf_counter() - began, time.process_time() - burnt
    gc.enable()
    print(
        f"index follows: {annotations / seconds:,.0f} annotations/s ({annotations / burnt:,.0f} per second "
        f"of processor), {seconds / steps * 1e3:.0f} ms per step of reading and writing"
    )


def show_size(path: Path, annotations: int) -> None:
    """Print the bytes the index takes."""
    with sqlite3.connect(path) as connection:
        sizes = connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY 1").fetchall()
        found = {name: size for name, size in sizes if name in INDEX}
    total = sum(found.values())
    parts = ", ".join(f"{name} {size / annotations:.1f}" for name, size in found.items() if size > 100_000)
    print(f"index size: {total / annotations:.1f} bytes per annotation ({parts})")


def ask(store: SqliteStore, world: World, path: Path) -> None:
    """Time the questions."""
    with store.read() as session:
        found = session.projects.by_id(world.project_id)
    uid = found.uid if found is not None else ""
    annotations = Annotations(store, lambda: None)
    baseline = read_everything(path)
    print(f"{'':>46} {'median':>9} {'worst':>9}   everything is read in {baseline:.1f} s")
    common = Filter(feature="class 0", min_score=0.75)
    rare = Filter(feature="class 9", min_score=0.999)
    questions: dict[str, Callable[[], object]] = {
        "count of a class from score 0.75": lambda: annotations.count(uid, common),
        "count of a class from score 0.7 (bounds)": lambda: annotations.count(
            uid, Filter(feature="class 0", min_score=0.7)
        ),
        "counts of all classes": lambda: annotations.count(uid, Filter()),
        "first 100 annotations, common class": lambda: annotations.list_annotations(uid, common),
        "first 100 annotations, rare class and score": lambda: annotations.list_annotations(uid, rare),
        "first 100 data rows, common class": lambda: annotations.list_rows(uid, common),
        "first 100 data rows without a label": lambda: annotations.list_rows(uid, Filter(has_label=False)),
        "a page that finds nothing": lambda: annotations.list_rows(uid, Filter(task_state="done")),
    }
    for name, question in questions.items():
        median, worst = timed(question)
        print(f"{name:>46} {median:>6.1f} ms {worst:>6.1f} ms   1/{baseline * 1e3 / median:,.0f}")


def read_everything(path: Path) -> float:
    """Return how many seconds it takes to read and decode every document."""
    began = time.perf_counter()
    with sqlite3.connect(path) as connection:
        for (document,) in connection.execute("SELECT document FROM segment"):
            sum(1 for one in decode_annotations(document) if one.confidence and one.confidence >= 0.75)
    return time.perf_counter() - began


def timed(question: Callable[[], object], times: int = 21) -> tuple[float, float]:
    """Return the median and the longest of several times, in milliseconds."""
    question()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        question()
        taken.append((time.perf_counter() - began) * 1e3)
    return sorted(taken)[times // 2], max(taken)


def disturb(store: SqliteStore, world: World) -> None:
    """Print how long a person's write waits while the index follows an undo, and while it does not."""
    import threading  # noqa: PLC0415

    def write() -> None:
        with store.write() as session:
            session.projects.set_task_state([1], "to_label", NOW)

    quiet = timed(write)
    with store.read() as session:
        [job] = session.jobs.list_jobs(project_id=world.project_id, before_id=None, limit=1)
    world.undo(job)
    stop = threading.Event()
    projector = Projector(store)

    def follow() -> None:
        while not stop.is_set() and projector.step():
            pass

    thread = threading.Thread(target=follow)
    thread.start()
    busy = timed(write)
    stop.set()
    thread.join()
    print(
        f"a person's write: {quiet[0]:.1f} ms (worst {quiet[1]:.1f}); while the index follows an undo in the "
        f"same process: {busy[0]:.1f} ms (worst {busy[1]:.1f})"
    )


if __name__ == "__main__":
    main()
