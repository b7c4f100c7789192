"""Everything a reader can see of a studio, and files that bring data rows."""

import json
from typing import Any

from postil.executors.inline import InlineExecutor
from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.ports.catalog import NewRow
from postil.ports.jobs import Job
from postil.services.exports.exports import Exports
from postil.services.exports.query import ExportQuery
from postil.services.exports.sources import Sources
from postil.services.imports.importer import Importer
from postil.services.imports.undo import Undos
from tests.unit.services.imports.conftest import Studio


def undos_of(studio: Studio, inside: int = 50_000) -> Undos:
    """Return the service over the studio's store."""

    def elsewhere(uid: str) -> None:
        Importer(studio.shop, "follower").run(uid)

    return Undos(studio.store, studio.shop.clock, InlineExecutor(), elsewhere, inside)


def exported(studio: Studio, format_name: str) -> bytes:
    """Export the whole project."""
    blobs = studio.shop.blobs
    sources = Sources(blobs, lambda label, annotation: ("", (0, 0, 0)), lambda sha256: sha256)
    exports = Exports(studio.store, blobs, lambda _: sources)
    return b"".join(exports.rows(ExportQuery(project_uid=studio.project.uid, format=format_name)))


def sights(studio: Studio) -> dict[str, Any]:
    """Return everything a reader can see but when tasks were touched last."""
    with studio.store.read() as session:
        tasks = session.projects.list_tasks(
            studio.project.id, state=None, batch_id=None, after_id=0, limit=9_999
        )
        rows = session.catalog.list_rows(dataset_id=None, after_id=0, limit=9_999)
        labels = session.labels.of_rows(studio.project.id, [row.id for row in rows])
        batches = session.projects.list_batches(studio.project.id, after_id=0, limit=99)
        project = session.projects.by_id(studio.project.id)
        dataset = session.catalog.dataset_by_id(studio.dataset.id)
    for task in tasks:
        task.updated_at = 0
    return {
        "postil": exported(studio, "postil"),
        "labelbox": [without_activity(line) for line in exported(studio, "labelbox_export").splitlines()],
        "tasks": tasks,
        "rows": rows,
        "labels": labels,
        "batches": batches,
        "project": project,
        "dataset": dataset,
    }


def without_activity(line: bytes) -> Any:
    """Return a row of an export but when its data row or task was touched last."""
    row = json.loads(line)
    del row["data_row"]["details"]["last_activity_at"]
    return row


def line(key: str, *boxes: tuple[str, int], kind: str = "pre_label", **bundle: Any) -> dict[str, Any]:
    """Return a row of the Postil format with boxes given by key and left edge."""
    annotations = [
        {
            "key": name,
            "feature": "car",
            "kind": "object",
            "geometry": {"type": "box", "left": left, "top": 1, "width": 5, "height": 5},
        }
        for name, left in boxes
    ]
    row = {"assets": [{"width": 1000, "height": 800, "size_source": "declared"}], "global_key": key}
    bundles = [{"annotations": annotations, "kind": kind, **bundle}]
    return {"postil": 1, "data_row": row, "bundles": bundles if boxes else []}


def bring(studio: Studio, *rows: dict[str, Any], **asked: Any) -> Job:
    """Import rows of the Postil format that bring their data rows."""
    content = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    settings = {"create_rows": True, "dataset_id": studio.dataset.id}
    return studio.run_source(content, format="postil", settings=settings, **asked)


def add_row(studio: Studio, key: str) -> int:
    """Make one more data row in the catalog that is in no project."""
    row = NewRow(uid=new_uid(), media_type="image", assets=[Asset(width=9, height=9)], global_key=key)
    with studio.store.write() as session:
        return session.catalog.create_rows(studio.dataset.id, [row], None, 1)[0]
