"""Carry out examples that are several imports into one project, over a real database in a fresh folder."""

import json
import tempfile
from pathlib import Path

from postil.blobs.folder import FolderBlobs
from postil.blobs.spool import FolderSpool
from postil.checks.catalogue.sample import DATA_ROWS
from postil.executors.inline import InlineExecutor
from postil.media.outbound.client import OutboundClient
from postil.model.data_row import Asset
from postil.model.issue import Issue
from postil.model.label import SetKind
from postil.model.ontology import Ontology
from postil.ports.access import User
from postil.ports.catalog import NewRow
from postil.ports.clock import SystemClock
from postil.ports.jobs import Job
from postil.ports.projects import Project
from postil.ports.store import Store
from postil.services.imports.importer import Importer, Workshop
from postil.services.imports.imports import Imports
from postil.services.imports.receive import NewImport
from postil.stores.sql.sqlite import SqliteStore

SOURCE = "example.ndjson"
EARLIER = "monday"


def run_history(payload: str, ontology: Ontology) -> list[Issue]:
    """Import every line of the payload and return the issues of the last import."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, client = SqliteStore(folder / "postil.db"), OutboundClient(offline=True)
        try:
            shop = Workshop(
                store, FolderBlobs(folder / "blobs"), FolderSpool(folder / "spool"), client, SystemClock()
            )
            return _carry_out(shop, payload, ontology)
        finally:
            client.close()
            store.close()


def _carry_out(shop: Workshop, payload: str, ontology: Ontology) -> list[Issue]:
    user, project = _settle_in(shop.store, ontology)

    def run(uid: str) -> None:
        Importer(shop, "example").run(uid)

    service = Imports(shop, InlineExecutor(), run)
    lines = [json.loads(line) for line in payload.splitlines()]
    for number, line in enumerate(lines):
        is_last = number == len(lines) - 1
        content = "".join(json.dumps(row) + "\n" for row in line["rows"]).encode()
        job = _run(service, user, project, content, line["purpose"], SOURCE if is_last else EARLIER)
    return [group.example for group in service.groups(job.uid)]


def _run(service: Imports, user: User, project: Project, content: bytes, purpose: SetKind, name: str) -> Job:
    new = NewImport(
        project_uid=project.uid, name=name, purpose=purpose, format="labelbox", source_name=SOURCE
    )
    receiver = service.receive(new, user)
    receiver.write(content)
    return service.start(receiver.finish())


def _settle_in(store: Store, ontology: Ontology) -> tuple[User, Project]:
    """Make a project with the sample ontology and the image of the sample catalog."""
    size = DATA_ROWS["kobe.jpg"].size or (0, 0)
    asset = Asset(width=size[0], height=size[1], size_source="declared")
    row = NewRow(uid="kobe", media_type="image", assets=[asset], global_key="kobe.jpg", media_state="ready")
    with store.write() as session:
        user = session.access.create_user("ann@example.org", "Ann", True, 1)
        stored = session.ontologies.create(ontology, 1)
        dataset = session.catalog.create_dataset("sample", "", user.id, 1)
        project = session.projects.create("sample", "", "image", stored.id, user.id, 1)
        ids = session.catalog.create_rows(dataset.id, [row], user.id, 1)
        batch = session.projects.create_batch(project.id, "all", 5, user.id, 1)
        session.projects.add_tasks(batch, ids, 1)
    return user, project
