"""A project with three images of 1000 x 800 pixels, and a way to import rows into it for real."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from postil.blobs.folder import FolderBlobs
from postil.blobs.spool import FolderSpool
from postil.executors.inline import InlineExecutor
from postil.media.outbound import OutboundClient
from postil.model.annotation import Annotation
from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.model.label import SetKind
from postil.model.ontology import Feature, Ontology
from postil.ports.access import User
from postil.ports.catalog import NewRow
from postil.ports.clock import SystemClock
from postil.ports.fetcher import Fetcher
from postil.ports.jobs import Job, JobSettings
from postil.services.imports.diffs import Diffs
from postil.services.imports.importer import Importer, Workshop
from postil.services.imports.imports import Imports
from postil.services.imports.receive import NewImport
from postil.services.imports.source import MOST_BYTES
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.rows import blocks_of, source

KEYS = ["one", "two", "three"]


class Studio:
    """Everything an import needs, over a real store in a fresh folder."""

    def __init__(
        self,
        folder: Path,
        store: SqliteStore,
        actor: User,
        fetcher: Fetcher | None = None,
        most_inline: int = MOST_BYTES,
    ) -> None:
        self.folder, self.store, self.actor = folder, store, actor
        self.shop = Workshop(
            store=store,
            blobs=FolderBlobs(folder / "blobs"),
            spool=FolderSpool(folder / "spool"),
            fetcher=fetcher or OutboundClient(offline=True),
            clock=SystemClock(),
        )
        self.imports = Imports(self.shop, InlineExecutor(), self._run, most_inline=most_inline)
        self.diffs = Diffs(store)
        self._settle_in()

    def _run(self, uid: str) -> None:
        Importer(self.shop, "elsewhere").run(uid)

    def start_anew(self) -> None:
        """Leave project and data rows as they are and take up others of the same names."""
        with self.store.write() as session:
            session.catalog.delete_rows(self.row_ids, 1)
        self._settle_in()

    def _settle_in(self) -> None:
        name = new_uid()
        rows = [
            NewRow(
                uid=new_uid(),
                media_type="image",
                assets=[Asset(width=1000, height=800, size_source="declared")],
                global_key=key,
                media_state="ready",
            )
            for key in KEYS
        ]
        features = [
            Feature("car", "box", [Feature("colour", "radio", [Feature("red", "option")])]),
            Feature("weather", "radio", [Feature("rain", "option"), Feature("sun", "option")]),
            Feature("mask", "mask"),
            Feature("near", "relationship"),
        ]
        with self.store.write() as session:
            ontology = session.ontologies.create(Ontology(name, features), 1)
            dataset = session.catalog.create_dataset(name, "", self.actor.id, 1)
            self.project = session.projects.create(name, "", "image", ontology.id, self.actor.id, 1)
            batch = session.projects.create_batch(self.project.id, "all", 5, self.actor.id, 1)
            self.row_ids = session.catalog.create_rows(dataset.id, rows, self.actor.id, 1)
            session.projects.add_tasks(batch, self.row_ids, 1)
        self.dataset = dataset

    def receive(self, content: bytes, **asked: Any) -> Job:
        """Upload a source and return its job, not started yet."""
        settings = JobSettings(**asked.pop("settings", {}))
        new = NewImport(project_uid=self.project.uid, source_name="rows.ndjson", settings=settings, **asked)
        receiver = self.imports.receive(new, self.actor)
        receiver.write(content)
        return receiver.finish()

    def run(self, rows: Sequence[dict[str, Any]], **asked: Any) -> Job:
        """Import Labelbox rows to the end of the job."""
        return self.run_source(source(rows), **asked)

    def run_blocks(self, *groups: Sequence[dict[str, Any]], **asked: Any) -> Job:
        """Import Labelbox rows in as many blocks as there are groups."""
        return self.run_source(blocks_of(*groups), **asked)

    def run_source(self, content: bytes, **asked: Any) -> Job:
        """Import a source to the end of its job."""
        asked.setdefault("format", "labelbox")
        asked.setdefault("name", new_uid())
        job = self.imports.start(self.receive(content, **asked))
        return self.imports.get(job.uid)

    def failed(self, job: Job) -> dict[int, list[str]]:
        """Return the codes of every rejected row by line."""
        failures = self.imports.failures(job.uid, limit=100_000)
        return {one.line: [issue.code for issue in one.issues] for one in failures}

    def seen(self, key: str, kind: SetKind = "pre_label") -> list[Annotation]:
        """Return what readers see about a data row."""
        with self.store.read() as session:
            found = [one for one in session.bundles.sets_of(self.project.id) if one.kind == kind]
            row_id = self.row_ids[KEYS.index(key)]
            values = session.bundles.fold(found[0].id, [row_id]) if found else {}
        return values.get((row_id, 0), [])


@pytest.fixture
def studio(tmp_path: Path, store: SqliteStore, actor: User) -> Studio:
    return Studio(tmp_path, store, actor)
