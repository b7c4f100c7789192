"""Does an import cost more because of what is stored already?

A project is filled by importing, then a thousand rows are imported into it and, in the same run, into a new
project with the same data rows: as pre-labels into the set that holds everything, and as ground truth into a
set that is empty in both. Compared is processor time, the median of several imports; each project is the
first one in every other round, because the second finds its data rows warm.

    python bench/bench_stored.py [--stored 200000 5000000]
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import msgspec
from bench_import import AT, CLASSES, PER_ROW, import_file, prepare, workshop

from postil.model.label import SetKind
from postil.ports.access import User
from postil.server.importer import tune_process
from postil.services.imports.importer import Importer, Workshop
from postil.services.imports.receive import NewImport, Receiver

ROWS = 1_000
ROUNDS = 10
PURPOSES: tuple[SetKind, ...] = ("pre_label", "ground_truth")


def main() -> None:
    """Fill a project for every size and print the ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stored", type=int, nargs="+", default=[200_000, 5_000_000])
    chosen = options.parse_args()
    tune_process()
    print(f"{'':>21} {'into the set that is full':^31} {'into one that is empty':^31}")
    print(f"{'stored':>10} {'data rows':>10}" + 2 * f" {'new project':>12} {'full one':>12} {'ratio':>6}")
    for stored in chosen.stored:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            prepare(stored, folder)
            import_file(folder)
            for spread in (ROWS // PER_ROW, ROWS):
                compare(stored, spread, folder)


def compare(stored: int, spread: int, folder: Path) -> None:
    """Import a thousand rows about `spread` data rows everywhere."""
    shop = workshop(folder)
    with shop.store.write() as session:
        user = session.access.user_by_email("bench@localhost")
        filled = session.projects.named("bench")
        if user is None or filled is None:
            raise SystemExit("nothing was prepared")
        ids = list(session.catalog.iterate_row_ids(dataset_id=None, project_id=filled.id))[: ROUNDS * ROWS]
        empty = session.projects.create(f"empty {spread}", "", "image", filled.ontology_id, user.id, AT)
        batch = session.projects.create_batch(empty.id, "all", 5, user.id, AT)
        session.projects.add_tasks(batch, ids, AT)
    places = (("filled", filled), ("empty", empty))
    found: dict[tuple[str, SetKind], list[float]] = {}
    for turn in range(ROUNDS):
        content = rows(spread, turn)
        # Ground truth has a set of its own, empty in both projects, and follows other paths.
        for purpose in PURPOSES:
            for name, project in places if turn % 2 else places[::-1]:
                took = seconds(shop, user, project.uid, purpose, content)
                found.setdefault((name, purpose), []).append(took)
    shop.store.close()
    parts = []
    for purpose in PURPOSES:
        base, took = (1000 * statistics.median(found[name, purpose]) for name in ("empty", "filled"))
        parts.append(f"{base:>9.1f} ms {took:>9.1f} ms {took / base:>6.2f}")
    print(f"{stored:>10,} {spread:>10,} " + " ".join(parts), flush=True)


def seconds(shop: Workshop, user: User, project: str, purpose: SetKind, content: bytes) -> float:
    """Import and return the processor time."""
    name = f"{purpose} {time.perf_counter_ns()}"
    new = NewImport(project_uid=project, name=name, purpose=purpose, format="labelbox")
    receiver = Receiver(new, user, shop.store, shop.spool, shop.clock)
    receiver.write(content)
    job = receiver.finish()
    before = time.process_time()
    done = Importer(shop, "bench").run(job.uid)
    after = time.process_time()
    if done is None or done.counts.accepted != ROWS:
        raise SystemExit(f"the import went wrong: {done}")
    return after - before


def rows(spread: int, turn: int) -> bytes:
    """Return a thousand new boxes about that many data rows, others in every turn."""
    per_row = ROWS // spread
    box = {"top": 1.5, "left": 2.5, "height": 10, "width": 20}
    return b"".join(
        msgspec.json.encode(
            {
                "uuid": f"{turn:08x}-0000-4000-8000-{spread:04x}{number:08x}",
                "dataRow": {"globalKey": f"image-{number // per_row + turn * spread:07}.jpg"},
                "name": CLASSES[number % 10],
                "classifications": [],
                "bbox": box,
            }
        )
        + b"\n"
        for number in range(ROWS)
    )


if __name__ == "__main__":
    main()
