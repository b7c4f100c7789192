"""How fast are annotated rows exported, and does memory grow with them?

A project of images with imported boxes is exported to a file the way clients of the Labelbox facade ask for,
with every parameter and with none. Baseline, in the same run: `json.dumps` of the very same rows, which lie
in memory already, in one pass. Every export runs in a process of its own, as long exports do on a server, so
that its peak memory is its own.

    python bench/bench_export.py [--rows 100000] [--boxes 1]
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from postil.blobs.folder import FolderBlobs
from postil.blobs.spool import FolderSpool
from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.model.identity import new_uid
from postil.model.ontology import Feature, Ontology
from postil.model.wire import encode_annotations
from postil.ports.bundles import NewSegment
from postil.ports.clock import SystemClock
from postil.ports.jobs import Job, JobSettings
from postil.ports.store import Store
from postil.server.addresses import Addresses
from postil.server.importer import tune_process
from postil.services.exports.exporter import Exporter
from postil.services.exports.files import ExportFiles
from postil.services.exports.order import EVERYTHING, Content, Order
from postil.services.exports.query import LossReport
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import LEASE, NOW, OWNER, image_row

FEW = 20_000
STEP = 2_000
CONTENTS = {"everything": EVERYTHING, "labels only": Content()}


class Measured(msgspec.Struct):
    """What one export took; `cpu` are seconds of a processor, `peak` the most memory it had, in MiB."""

    rows: int
    size: int
    seconds: float
    cpu: float
    peak: float


def main() -> None:
    """Print one line per export, and the baseline."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--boxes", type=int, default=1)
    options.add_argument("--measure", nargs=3, metavar=("FOLDER", "PROJECT", "CONTENT"))
    chosen = options.parse_args()
    if chosen.measure is not None:
        print(msgspec.json.encode(measured(*chosen.measure)).decode())
        return
    with tempfile.TemporaryDirectory() as folder:
        projects = {rows: filled(Path(folder), rows, chosen.boxes) for rows in (FEW, chosen.rows)}
        print(f"{'export':<14} {'rows':>8} {'MiB':>6} {'rows/s':>8} {'per CPU s':>10}", end="")
        print(f" {'of json.dumps':>14} {'peak MiB':>9}")
        for name in CONTENTS:
            plain = dumps_rate(Path(folder), projects[FEW], name)
            for rows, project in projects.items():
                one = apart(folder, project, name)
                if one.rows != rows:
                    raise SystemExit(f"{one.rows} rows instead of {rows}")
                rate = one.rows / one.cpu
                print(
                    f"{name:<14} {one.rows:>8} {one.size / 2**20:>6.0f} {one.rows / one.seconds:>8.0f} "
                    f"{rate:>10.0f} {rate / plain:>13.2f}x {one.peak:>9.0f}"
                )
            print(f"{'json.dumps':<14} {FEW:>8} {'':>6} {'':>8} {plain:>10.0f}")


def apart(folder: str, project: str, name: str) -> Measured:
    """Export in a process of its own."""
    command = [sys.executable, __file__, "--measure", folder, project, name]
    done = subprocess.run(command, check=True, capture_output=True)
    return msgspec.json.decode(done.stdout, type=Measured)


def measured(folder: str, project: str, name: str) -> Measured:
    """Export to a file, as the process of a long export does."""
    tune_process()
    store = SqliteStore(Path(folder) / f"{project}.db")
    began, cpu_began = time.perf_counter(), time.process_time()
    result = export(store, Path(folder), project, CONTENTS[name])
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu_began
    store.close()
    return Measured(result["lines"], result["size"], seconds, cpu, peak_memory())


def peak_memory() -> float:
    """Return the most memory this process has had, in MiB."""
    # What `getrusage` says is inherited from the process that started this one.
    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found is not None:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def export(store: Store, folder: Path, project: str, content: Content, uid: str = "") -> dict[str, int]:
    """Write one export; return what its rows take."""
    with store.read() as session:
        user = session.access.first_admin()
        found = session.projects.named(project)
    if user is None or found is None:
        raise SystemExit("nobody has filled the database")
    blobs = FolderBlobs(folder / "blobs")
    sources = Addresses(blobs, "http://127.0.0.1:8600").sources
    exporter = Exporter(store, SystemClock(), ExportFiles(FolderSpool(folder / "spool")), sources)
    losses = LossReport()
    run = exporter.open(Order(content=content, project_uid=found.uid), user.id, losses)
    return exporter.write(uid or new_uid(), run, losses)["rows"]


def dumps_rate(folder: Path, project: str, name: str) -> float:
    """Return rows per processor second of the baseline."""
    store, uid = SqliteStore(folder / f"{project}.db"), new_uid()
    export(store, folder, project, CONTENTS[name], uid)
    store.close()
    path = FolderSpool(folder / "spool").path(f"export-{uid.replace('-', '')}")
    if path is None:
        raise SystemExit("the export has left no file")
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    began = time.process_time()
    for row in rows:
        json.dumps(row)
    return len(rows) / (time.process_time() - began)


def filled(folder: Path, rows: int, boxes: int) -> str:
    """Make a database with a project of so many rows, each with a label of so many boxes; return its name."""
    name = f"cars {rows}"
    store = SqliteStore(folder / f"{name}.db")
    with store.write() as session:
        ann = session.access.create_user("ann@example.org", "Ann", True, NOW)
        ontology = session.ontologies.create(Ontology("street", [Feature("car", "box")]), ann.id)
        dataset = session.catalog.create_dataset("streets", "", ann.id, NOW)
        project = session.projects.create(name, "", "image", ontology.id, ann.id, NOW)
        batch = session.projects.create_batch(project.id, "first", 3, ann.id, NOW)
        found = session.bundles.ensure_set("ground_truth", project_id=project.id, author_id=ann.id)
        described = Job(
            id=0,
            uid=new_uid(),
            name="boxes",
            purpose="ground_truth",
            format="labelbox",
            state="queued",
            settings=JobSettings(),
            project_id=project.id,
            set_id=found.id,
            created_at=NOW,
        )
        job = session.jobs.lease(session.jobs.create(described).id, OWNER, NOW, NOW + LEASE)
    if job is None:
        raise SystemExit("the job cannot be leased")
    for start in range(0, rows, STEP):
        keys = [f"street/{number:07}.jpg" for number in range(start, min(start + STEP, rows))]
        with store.write() as session:
            ids = session.catalog.create_rows(dataset.id, [image_row(key) for key in keys], ann.id, NOW)
            session.projects.add_tasks(batch, ids, NOW)
            layers = [layer(row, boxes) for row in ids]
            session.bundles.write_segments(found.id, job.id, start // STEP, layers)
            session.labels.ensure_imported(project.id, found.id, ann.id, ids, NOW)
    with store.write() as session:
        session.jobs.publish(job.id, job.fence, NOW)
    store.close()
    return name


def layer(row: int, boxes: int) -> NewSegment:
    """Return what an import says about one data row."""
    annotations = [
        Annotation(new_uid(), "car", geometry=Box(10.25 + number, 20 + row % 400, 30.5, 40.75))
        for number in range(boxes)
    ]
    return NewSegment(row, 0, boxes, encode_annotations(annotations), b"\0" * 8 * boxes)


if __name__ == "__main__":
    main()
