"""A project, a file with good and bad rows of every sort, and processes to import it in."""

import random
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import msgspec

from postil.blobs.folder import FolderBlobs
from postil.blobs.spool import FolderSpool
from postil.formats.blocks import BLOCK_BYTES
from postil.media.outbound import OutboundClient
from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.model.ontology import Feature, Ontology
from postil.ports.catalog import NewRow
from postil.ports.fetcher import Fetcher
from postil.ports.jobs import Job, JobSettings
from postil.server.database import open_database
from postil.services.imports.importer import Importer, Workshop
from postil.services.imports.partition import Cutting
from postil.services.imports.receive import NewImport, Receiver

AT = 1_700_000_000_000_000
DATA_ROWS = 500
NAMED = "database"
"""File of a folder that holds the URL of its database."""

ONTOLOGY = Ontology(
    "torture",
    [
        Feature(
            "car", "box", [Feature("colour", "radio", [Feature("red", "option"), Feature("blue", "option")])]
        ),
        Feature("lane", "polyline"),
        Feature("road", "mask"),
        Feature("weather", "radio", [Feature("rain", "option"), Feature("sun", "option")]),
        Feature("near", "relationship"),
    ],
)


def workshop(folder: Path, fetcher: Fetcher | None = None, *, wait_s: float = 30.0) -> Workshop:
    """Open what an importer works with, in a folder: a file there, or the database it names."""
    named = folder / NAMED
    url = named.read_text() if named.exists() else f"sqlite:///{folder / 'postil.db'}"
    database = open_database(url, wait_s=wait_s)
    return Workshop(
        store=database.store,
        blobs=FolderBlobs(folder / "blobs"),
        spool=FolderSpool(folder / "spool"),
        fetcher=fetcher or OutboundClient(offline=True),
        clock=database.clock,
    )


def rows_of_every_sort(count: int, seed: int = 11, data_rows: int = DATA_ROWS) -> list[dict[str, Any]]:
    """Make source rows: mostly boxes, some refused, some whose judgement needs rows far away in the file."""
    chance = random.Random(seed)

    def key() -> str:
        return str(uuid.UUID(int=chance.getrandbits(128), version=4))

    rows: list[dict[str, Any]] = []
    for number in range(count):
        data_row = number * data_rows // count if chance.random() < 0.97 else chance.randrange(data_rows)
        row: dict[str, Any] = {"dataRow": {"globalKey": f"image-{data_row}"}}
        kind = chance.random()
        if kind < 0.9:
            row |= {"uuid": key(), "name": "car", "bbox": _box(chance)}
        elif kind < 0.93:
            row |= {"name": "car", "bbox": {"left": 1, "top": 1, "width": 5, "height": 5}}
        elif kind < 0.95:
            row |= {"uuid": key(), "name": "kar", "bbox": _box(chance)}
        elif kind < 0.97:
            row |= {"uuid": key(), "name": "lane", "line": [{"x": 1.5, "y": 2}, {"x": 30, "y": 40}]}
        elif kind < 0.98 and rows:
            row = {**chance.choice(rows[-4000:])}
        elif kind < 0.99:
            row |= {"uuid": key(), "name": "weather", "answer": {"name": "rain"}}
        else:
            row |= _relationship(chance, rows, key())
        rows.append(row)
    return rows


def _box(chance: random.Random) -> dict[str, float]:
    return {
        "left": round(chance.uniform(0, 900), 2),
        "top": round(chance.uniform(0, 700), 2),
        "width": round(chance.uniform(-1, 90), 2),
        "height": round(chance.uniform(1, 60), 2),
    }


def _relationship(chance: random.Random, rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
    ends = [row for row in rows[-3000:] if "bbox" in row and "uuid" in row]
    source = chance.choice(ends) if ends else {"uuid": key, "dataRow": {"globalKey": "image-0"}}
    target = chance.choice(ends)["uuid"] if ends else key
    return {
        "uuid": key,
        "name": "near",
        "dataRow": source["dataRow"],
        "relationship": {"source": source["uuid"], "target": target, "type": "unidirectional"},
    }


def prepare(
    folder: Path, content: bytes, settings: JobSettings | None = None, *, format_name: str = "labelbox"
) -> str:
    """Make a project with every data row, receive the file, and return the uid of its job."""
    shop = workshop(folder)
    new_rows = [
        NewRow(
            uid=new_uid(),
            media_type="image",
            assets=[Asset(width=1000, height=800, size_source="declared")],
            global_key=f"image-{number}",
            media_state="ready",
        )
        for number in range(DATA_ROWS)
    ]
    with shop.store.write() as session:
        user = session.access.create_user("torture@localhost", "torture", True, AT)
        ontology = session.ontologies.create(ONTOLOGY, AT)
        dataset = session.catalog.create_dataset("torture", "", user.id, AT)
        project = session.projects.create("torture", "", "image", ontology.id, user.id, AT)
        batch = session.projects.create_batch(project.id, "all", 5, user.id, AT)
        session.projects.add_tasks(batch, session.catalog.create_rows(dataset.id, new_rows, user.id, AT), AT)
    job = receive(shop, content, "rows", settings, format_name=format_name)
    shop.store.close()
    return job.uid


def receive(
    shop: Workshop,
    content: bytes,
    name: str,
    settings: JobSettings | None = None,
    *,
    format_name: str = "labelbox",
) -> Job:
    """Receive a file as an import into the one project there is."""
    with shop.store.read() as session:
        [project] = session.projects.list_projects(after_id=0, limit=2)
        [user] = session.access.list_users()
    new = NewImport(
        project_uid=project.uid,
        name=name,
        format=format_name,
        source_name="rows.ndjson",
        settings=settings or JobSettings(),
    )
    receiver = Receiver(new, user, shop.store, shop.spool, shop.clock, most_inline=0)
    receiver.write(content)
    return receiver.finish()


def start(folder: Path, job_uid: str, block_bytes: int = BLOCK_BYTES) -> subprocess.Popen[bytes]:
    """Start an importer in a process of its own."""
    command = [sys.executable, __file__, str(folder), job_uid, str(block_bytes)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def snapshot(folder: Path, job_uid: str) -> dict[str, Any]:
    """Return everything a reader can see of a job and what it left in the project."""
    shop = workshop(folder)
    with shop.store.read() as session:
        job = session.jobs.get(job_uid)
        assert job is not None
        row_ids = list(session.bundles.job_data_rows(job.id))
        values = session.bundles.fold(job.set_id, row_ids)
        failures = session.jobs.failures(job.id, after_line=0, limit=1_000_000)
        groups = session.jobs.issue_groups(job.id)
        layers = session.bundles.job_segments(job.id, after_id=0, limit=1_000_000)
        tasks = session.projects.tasks_of(job.project_id or 0, row_ids)
        rows = [row for row in session.catalog.rows_by_id(row_ids) if job.settings.create_rows]
        names = {row.id: row.global_key for row in session.catalog.rows_by_id(row_ids)}
        batches = session.projects.list_batches(job.project_id or 0, after_id=0, limit=1_000)
    shop.store.close()
    return {
        "state": job.state,
        "counts": msgspec.to_builtins(job.counts),
        "values": {
            f"{names[row]}.{no}": msgspec.to_builtins(value) for (row, no), value in sorted(values.items())
        },
        "rows": sorted(row.global_key or "" for row in rows),
        "tasks": sorted((names[task.data_row_id] or "", task.state) for task in tasks.values()),
        "layers": len(layers),
        "batches": sorted((batch.name, batch.row_count) for batch in batches),
        "failures": [msgspec.to_builtins(failure) for failure in failures],
        "groups": sorted((group.code, group.count) for group in groups),
    }


def main() -> None:
    """Run one importer to the end of its job; the process may be killed at any time."""
    folder, job_uid, cutting = Path(sys.argv[1]), sys.argv[2], Cutting(block_bytes=int(sys.argv[3]))
    Importer(workshop(folder), "torture", cutting).run(job_uid, is_alone=True)


if __name__ == "__main__":
    main()
