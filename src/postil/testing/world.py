"""A small world to test stores in: data rows in a project, and jobs that say something about them."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

import msgspec

from postil.model.annotation import Annotation
from postil.model.data_row import Asset
from postil.model.identity import new_uid
from postil.model.wire import encode_annotations
from postil.ports.bundles import NewSegment
from postil.ports.catalog import NewRow
from postil.ports.jobs import Job, JobSettings
from postil.ports.store import Session, Store

NOW = 1_700_000_000_000_000
"""An instant: microseconds since 1970 UTC."""

LEASE = 30_000_000
OTHER = "importer 2"
OWNER = "importer 1"


class World(msgspec.Struct):
    """What `populate` has made."""

    store: Store
    dataset_id: int
    project_id: int
    set_id: int
    rows: list[int]

    def write(self) -> AbstractContextManager[Session]:
        """Open a write transaction."""
        return self.store.write()

    def read(self) -> AbstractContextManager[Session]:
        """Open a read transaction."""
        return self.store.read()

    def start_job(self, name: str = "", *, payload: str = "") -> Job:
        """Make a job with a running lease."""
        with self.write() as session:
            job = session.jobs.create(self.new_job(name, payload=payload))
            leased = session.jobs.lease(job.id, OWNER, NOW, NOW + LEASE)
        assert leased is not None
        return leased

    def new_job(self, name: str = "", *, payload: str = "") -> Job:
        """Describe a job that is not stored."""
        uid = new_uid()
        return Job(
            id=0,
            uid=uid,
            name=name or uid,
            purpose="pre_label",
            format="labelbox",
            state="queued",
            settings=JobSettings(),
            project_id=self.project_id,
            set_id=self.set_id,
            input_sha256=payload,
            created_at=NOW,
        )

    def reload(self, job: Job) -> Job:
        """Return a job as it is stored now."""
        with self.read() as session:
            found = session.jobs.by_id(job.id)
        assert found is not None
        return found

    def layer(self, job: Job, segments: Sequence[NewSegment], *, chunk: int = 0) -> None:
        """Write layers of a job."""
        with self.write() as session:
            session.bundles.write_segments(self.set_id, job.id, chunk, segments)

    def publish(self, job: Job) -> int:
        """Make the layers of a job visible."""
        with self.write() as session:
            return session.jobs.publish(job.id, job.fence, NOW)

    def undo(self, job: Job, *, at: int = NOW, by: int | None = None) -> int:
        """Hide the layers of a job."""
        with self.write() as session:
            return session.jobs.set_undone(job.id, is_undone=True, by=by, at=at)

    def redo(self, job: Job, *, at: int = NOW, by: int | None = None) -> int:
        """Show the layers of a job again."""
        with self.write() as session:
            return session.jobs.set_undone(job.id, is_undone=False, by=by, at=at)

    def value(
        self, row: int, no: int = 0, *, as_of: int | None = None
    ) -> list[tuple[str, str | None]] | None:
        """Return the value of a bundle as `(key, feature)` pairs, or None when nothing of it is visible."""
        with self.read() as session:
            folds = session.bundles.fold(self.set_id, [row], as_of=as_of)
        if (row, no) not in folds:
            return None
        return [(annotation.key, annotation.feature) for annotation in folds[row, no]]


def image_row(key: str | None = None, *, hidden_by: int | None = None) -> NewRow:
    """Describe an image of 640 by 480 pixels."""
    asset = Asset(url="https://example.com/a.jpg", width=640, height=480, size_source="probed")
    return NewRow(
        uid=new_uid(),
        media_type="image",
        assets=[asset],
        global_key=key,
        media_state="ready",
        hidden_by=hidden_by,
    )


def segment(row: int, features: dict[str, str], *, no: int = 0) -> NewSegment:
    """Describe a layer of one annotation per key, each of the named feature."""
    annotations = [Annotation(key=key, feature=feature) for key, feature in features.items()]
    lines = b"".join(line.to_bytes(8, "little") for line in range(1, len(annotations) + 1))
    return NewSegment(row, no, len(annotations), encode_annotations(annotations), lines)


def populate(store: Store, rows: int = 3) -> World:
    """Make a dataset of data rows, all in one project."""
    with store.write() as session:
        dataset = session.catalog.create_dataset("streets", "", None, NOW)
        uid = new_uid()
        described = [image_row(f"{uid} {number}") for number in range(rows)]
        ids = session.catalog.create_rows(dataset.id, described, None, NOW)
        project = session.projects.create("cars", "", "image", None, None, NOW)
        batch = session.projects.create_batch(project.id, "first", 3, None, NOW)
        session.projects.add_tasks(batch, ids, NOW)
        found = session.bundles.ensure_set("pre_label", project_id=project.id)
    return World(store, dataset.id, project.id, found.id, ids)
