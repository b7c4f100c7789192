"""How fast is a file of boxes durable in SQLite, with every rule on, measured against not storing it?

Baselines, in the same run on the same file, in the plainest code one would write with msgspec:

- `parse`: every line through a typed decoder that takes any kind of row; nothing is looked at but that the
  feature and the data row are known and the extents positive.
- `parse and validate`: the same, and the uuid is one, the box lies inside its image, and no key stands twice
  in a data row. Nothing is stored, nothing is reported.

    python bench/bench_import.py [--rows 200000 1000000 4000000]
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from postil.formats.labelbox.wire import Row
from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.model.ontology import Feature, Ontology
from postil.ports.catalog import NewRow
from postil.server.database import open_database
from postil.server.importer import FetcherOnDemand, open_workshop, tune_process
from postil.server.importer import workshop as server_workshop
from postil.server.settings import Settings
from postil.services.imports.importer import Importer, Workshop
from postil.services.imports.receive import NewImport, Receiver

CLASSES = [f"class_{number}" for number in range(10)]
FEATURES = {name: number for number, name in enumerate(CLASSES)}
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PER_ROW = 20
WIDTH, HEIGHT = 4000, 3000
HEAD = f"{'rows':>10} {'parse':>12} {'and validate':>14} {'import':>12} {'ratio to each':>16} {'peak':>8}"
AT = 1_700_000_000_000_000


def main() -> None:
    """Run every size in fresh processes and print one line per size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[200_000, 1_000_000, 4_000_000])
    options.add_argument("--child", choices=["parse", "validate", "import"])
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    if chosen.child:
        child(chosen.child, chosen.folder)
        return
    print(HEAD)
    for rows in chosen.rows:
        with tempfile.TemporaryDirectory() as name:
            compare(rows, Path(name))


def compare(rows: int, folder: Path) -> float:
    """Prepare one size, run baselines and import, print the ratios of their speeds; return the first."""
    prepare(rows, folder)
    parse = run("parse", folder)
    validate = run("validate", folder)
    done = run("import", folder)
    speeds = [rows / found["seconds"] for found in (parse, validate, done)]
    print(
        f"{rows:>10,} {speeds[0]:>10,.0f}/s {speeds[1]:>12,.0f}/s {speeds[2]:>10,.0f}/s "
        f"{speeds[2] / speeds[0]:>9.2f} {speeds[2] / speeds[1]:>6.2f} {done['peak_mb']:>5.0f} MB"
    )
    return speeds[2] / speeds[0]


def run(child_name: str, folder: Path) -> dict[str, float]:
    """Run one part in a process of its own and return what it printed."""
    command = [sys.executable, __file__, "--child", child_name, "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def child(name: str, folder: Path) -> None:
    """Do one part and print its figures; both run in a process tuned like that of a large import."""
    tune_process()
    load_driver(folder)
    started = time.perf_counter()
    facts = {"parse": parse_only, "validate": parse_and_validate, "import": import_file}[name](folder)
    seconds = facts.pop("seconds", time.perf_counter() - started)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak_mb, **facts}))


def load_driver(folder: Path) -> None:
    """Load what speaks to the database of the run, as Python and all else of Postil is loaded by now.

    How long a process takes to start is the same for every file and is measured nowhere here. Opening the
    database, with all its connections, counts.
    """
    if (folder / "database").exists():
        import postil.stores.sql.postgres  # noqa: F401, PLC0415


def parse_only(folder: Path) -> dict[str, float]:
    """The first baseline."""
    keys = known_keys(folder)
    good = 0
    started = time.perf_counter()
    for row in decoded(folder):
        box, named = row.bbox, row.dataRow
        if box is not None and named is not None and row.name in FEATURES and named.globalKey in keys:
            good += box.width > 0 and box.height > 0
    return {"seconds": time.perf_counter() - started, "good": good}


def parse_and_validate(folder: Path) -> dict[str, float]:
    """The second baseline."""
    keys, is_uuid = known_keys(folder), UUID.fullmatch
    good, seen, last = 0, set[str](), None
    started = time.perf_counter()
    for row in decoded(folder):
        box, named, key = row.bbox, row.dataRow, row.uuid
        if box is None or named is None or key is None or row.name not in FEATURES:
            continue
        if named.globalKey not in keys or not is_uuid(key):
            continue
        if named.globalKey != last:
            seen, last = set(), named.globalKey
        if key in seen or not (box.width > 0 and box.height > 0 and box.left >= 0 and box.top >= 0):
            continue
        seen.add(key)
        good += box.left + box.width <= WIDTH and box.top + box.height <= HEIGHT
    return {"seconds": time.perf_counter() - started, "good": good}


def known_keys(folder: Path) -> dict[str, int]:
    """Return the global keys of the run."""
    count = int((folder / "rows").read_text()) // PER_ROW
    return {f"image-{number:07}.jpg": number for number in range(count)}


def decoded(folder: Path) -> Iterator[Row]:
    """Yield the rows of the file, decoded."""
    decode = msgspec.json.Decoder(Row).decode
    with (folder / "boxes.ndjson").open("rb") as source:
        while block := source.read(4 << 20):
            for line in (block + source.readline()).splitlines():
                yield decode(line)


def import_file(folder: Path) -> dict[str, float]:
    """The import as a server runs it in a process of its own, from the received file to the published job.

    The index that follows it in the same process is measured in bench_filters.py.
    """
    job_uid = (folder / "job").read_text()
    settings = settings_of(folder)
    started = time.perf_counter()
    with open_workshop(settings) as shop:
        Importer(shop, "bench").run(job_uid, is_alone=True)
    seconds = time.perf_counter() - started
    database = open_database(settings.database)
    with database.store.read() as session:
        job = session.jobs.get(job_uid)
    database.close()
    if job is None or job.state != "finished" or job.counts.accepted != int((folder / "rows").read_text()):
        raise SystemExit(f"the import went wrong: {job}")
    return {"seconds": seconds}


def workshop(folder: Path) -> Workshop:
    """Open the store of the run."""
    settings = settings_of(folder)
    return server_workshop(folder, open_database(settings.database), FetcherOnDemand(settings))


def settings_of(folder: Path) -> Settings:
    """Return how the run keeps its data: in a file, unless the folder names another database."""
    named = folder / "database"
    return Settings(data=str(folder), database_url=named.read_text() if named.exists() else "")


def prepare(rows: int, folder: Path, write: Callable[[int, Path], None] | None = None) -> None:
    """Write the file, and a project with every data row it names."""
    (write or write_file)(rows, folder / "boxes.ndjson")
    (folder / "rows").write_text(str(rows))
    shop = workshop(folder)
    ontology = Ontology("bench", [Feature(name, "box") for name in CLASSES])
    with shop.store.write() as session:
        user = session.access.create_user("bench@localhost", "bench", True, AT)
        stored = session.ontologies.create(ontology, AT)
        dataset = session.catalog.create_dataset("bench", "", user.id, AT)
        project = session.projects.create("bench", "", "image", stored.id, user.id, AT)
        batch = session.projects.create_batch(project.id, "all", 5, user.id, AT)
    for first in range(0, rows // PER_ROW, 5_000):
        part = [new_row(number) for number in range(first, min(first + 5_000, rows // PER_ROW))]
        with shop.store.write() as session:
            session.projects.add_tasks(batch, session.catalog.create_rows(dataset.id, part, user.id, AT), AT)
    new = NewImport(project_uid=project.uid, name="boxes", format="labelbox", source_name="boxes.ndjson")
    receiver = Receiver(new, user, shop.store, shop.spool, shop.clock)
    with (folder / "boxes.ndjson").open("rb") as source:
        while piece := source.read(1 << 20):
            receiver.write(piece)
    (folder / "job").write_text(receiver.finish().uid)
    shop.store.close()


def new_row(number: int) -> NewRow:
    """One data row of known size."""
    asset = Asset(width=WIDTH, height=HEIGHT, size_source="declared")
    return NewRow(
        uid=new_uid(),
        media_type="image",
        assets=[asset],
        global_key=f"image-{number:07}.jpg",
        media_state="ready",
    )


def write_file(rows: int, path: Path) -> None:
    """Write boxes as the official package spells them, the rows of one image together."""
    chance = random.Random(7)
    with path.open("w") as target:
        for number in range(rows):
            key = uuid.UUID(int=chance.getrandbits(128), version=4)
            left, top = chance.uniform(0, 3000), chance.uniform(0, 2000)
            width, height = chance.uniform(5, 900), chance.uniform(5, 900)
            target.write(
                f'{{"uuid": "{key}", "dataRow": {{"globalKey": "image-{number // PER_ROW:07}.jpg"}}, '
                f'"name": "{CLASSES[number % 10]}", "classifications": [], "bbox": {{"top": {top:.2f}, '
                f'"left": {left:.2f}, "height": {height:.2f}, "width": {width:.2f}}}}}\n'
            )


if __name__ == "__main__":
    main()
