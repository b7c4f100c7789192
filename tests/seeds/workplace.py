"""A project over a real store, for documents of other systems to be imported into and exported from."""

import json
from pathlib import Path
from typing import Any

from postil.blobs.folder import FolderBlobs
from postil.blobs.spool import FolderSpool
from postil.executors.inline import InlineExecutor
from postil.media.outbound import OutboundClient, networks
from postil.model.annotation import Annotation
from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.model.label import SetKind
from postil.model.number import Size
from postil.model.ontology import Ontology
from postil.ports.catalog import NewRow
from postil.ports.clock import SystemClock
from postil.ports.jobs import Job, JobSettings
from postil.services.exports.exports import Exports
from postil.services.exports.query import ExportQuery, LossReport
from postil.services.exports.sources import Sources
from postil.services.imports.importer import Importer, Workshop
from postil.services.imports.imports import Imports
from postil.services.imports.receive import NewImport
from postil.stores.sql.sqlite import SqliteStore


class Workplace:
    """One project with one ontology; `place` adds data rows."""

    def __init__(self, folder: Path, ontology: Ontology) -> None:
        self.store = SqliteStore(folder / "postil.db")
        self.shop = Workshop(
            store=self.store,
            blobs=FolderBlobs(folder / "blobs"),
            spool=FolderSpool(folder / "spool"),
            fetcher=OutboundClient(allowed_networks=networks(["127.0.0.0/8"])),
            clock=SystemClock(),
        )
        self.imports = Imports(self.shop, InlineExecutor(), self._run)
        sources = Sources(self.shop.blobs, _mask_url, _content_url)
        self.exports = Exports(self.store, self.shop.blobs, lambda _: sources)
        with self.store.write() as session:
            self.actor = session.access.create_user("ann@example.org", "Ann", True, 1)
            stored = session.ontologies.create(ontology, 1)
            self.dataset = session.catalog.create_dataset("documents", "", self.actor.id, 1)
            self.project = session.projects.create("documents", "", "image", stored.id, self.actor.id, 1)

    def _run(self, uid: str) -> None:
        Importer(self.shop, "elsewhere").run(uid)

    def place(self, global_key: str, size: Size | None = None, *, alias: str | None = None) -> int:
        """Add a data row and send it to the project; `alias` is an id another system gave it."""
        asset = Asset()
        if size is not None:
            asset = Asset(width=size[0], height=size[1], size_source="declared")
        row = NewRow(uid=new_uid(), media_type="image", assets=[asset], global_key=global_key)
        with self.store.write() as session:
            row_id = session.catalog.create_rows(self.dataset.id, [row], self.actor.id, 1)[0]
            batch = session.projects.create_batch(self.project.id, global_key, 5, self.actor.id, 1)
            session.projects.add_tasks(batch, [row_id], 1)
            if alias is not None:
                session.set_alias("data_row", alias, row_id)
        return row_id

    def run(self, content: bytes, *, format_name: str = "labelbox", purpose: SetKind = "pre_label") -> Job:
        """Import a document to the end of its job."""
        settings = JobSettings(create_rows=True, dataset_id=self.dataset.id)
        new = NewImport(
            project_uid=self.project.uid,
            name=new_uid(),
            format=format_name,
            purpose=purpose,
            settings=settings,
        )
        receiver = self.imports.receive(new, self.actor)
        receiver.write(content)
        return self.imports.start(receiver.finish())

    def problems(self, job: Job) -> list[tuple[int, str, str]]:
        """Return line, code and pointer of every issue of every rejected row."""
        failures = self.imports.failures(job.uid, limit=10_000)
        return [(one.line, issue.code, issue.where.pointer) for one in failures for issue in one.issues]

    def export(self, format_name: str, losses: LossReport | None = None) -> bytes:
        """Export the whole project."""
        query = ExportQuery(project_uid=self.project.uid, format=format_name)
        return b"".join(self.exports.rows(query, losses))

    def export_lines(self, format_name: str) -> list[dict[str, Any]]:
        """Export the whole project in a format of JSON lines."""
        return [json.loads(line) for line in self.export(format_name).splitlines()]


def _content_url(sha256: str) -> str:
    return f"https://postil.test/blobs/{sha256}"


def _mask_url(label_id: str, annotation: Annotation) -> tuple[str, tuple[int, int, int]]:
    return f"https://postil.test/masks/{label_id}/{annotation.key}", (255, 255, 255)
