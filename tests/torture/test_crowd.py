"""Four importers and an editor at once: nothing lost, nothing twice, nothing seen early, nobody starved."""

import time
from pathlib import Path

import pytest

from postil.model.annotation import Annotation
from postil.ports.jobs import Job
from postil.ports.labels import LabelVersion
from postil.ports.store import Session, Store
from tests.postgres import PostgresServer
from tests.torture.place import STORES, Place
from tests.torture.quarry import AT, prepare, receive, start, workshop
from tests.unit.services.imports.rows import source, uuid

IMPORTERS = 4
ROWS = 40_000
DATA_ROWS = 500
PAUSE_S = 0.01
LABEL = 1
"""The first label of a new database."""


def rows_of(importer: int, count: int) -> list[dict[str, object]]:
    """Make the rows of one importer: a box each, spread over all data rows; one in a hundred is bad."""
    return [
        {
            "uuid": uuid(importer * 1_000_000 + number),
            "name": "kar" if number % 100 == 99 else "car",
            "dataRow": {"globalKey": f"image-{number * DATA_ROWS // count}"},
            "bbox": {"left": importer, "top": 1, "width": 5, "height": 5},
        }
        for number in range(count)
    ]


class Editor:
    """Somebody who saves a label every 10 ms, and looks at what is there after each save."""

    def __init__(self, store: Store, row_id: int, jobs: list[Job]) -> None:
        self.store, self.row_id, self.jobs = store, row_id, jobs
        self.saved, self.worst_s = 0, 0.0
        with store.write() as session:
            session.labels.ensure_imported(jobs[0].project_id or 0, jobs[0].set_id, None, [row_id], AT)

    def save(self) -> None:
        began = time.perf_counter()
        drawn = [Annotation(key=f"drawn-{self.saved}", feature="car")]
        with self.store.write() as session:
            session.labels.append_version(LabelVersion(label_id=LABEL, no=self.saved + 1, annotations=drawn))
        self.worst_s = max(self.worst_s, time.perf_counter() - began)
        self.saved += 1

    def look(self) -> None:
        """What is visible is exactly the layers of the jobs that are published."""
        with self.store.read() as session:
            values = session.bundles.fold(self.jobs[0].set_id, [self.row_id])
            published = {job.id for job in self.jobs if is_published(session, job)}
        seen = {int(one.key[-12:]) // 1_000_000 for one in values.get((self.row_id, 0), [])}
        assert seen == {number for number, job in enumerate(self.jobs) if job.id in published}

    def versions(self) -> list[str]:
        with self.store.read() as session:
            found = [session.labels.version(LABEL, no) for no in range(1, self.saved + 1)]
        return [version.annotations[0].key for version in found if version is not None]


def is_published(session: Session, job: Job) -> bool:
    found = session.jobs.by_id(job.id)
    return found is not None and found.published_no is not None


def crowd(place: Place, count: int) -> float:
    """Run them all, check everything, and return the longest a save took, in seconds."""
    folder = place.received
    prepare(folder, source(rows_of(0, 1)))
    shop = workshop(folder)
    jobs = [receive(shop, source(rows_of(number, count)), f"import {number}") for number in range(IMPORTERS)]
    with shop.store.read() as session:
        row_id = session.catalog.find_rows("global_key", ["image-7"], None)["image-7"].id
    editor = Editor(shop.store, row_id, jobs)
    running = [start(folder, job.uid) for job in jobs]
    while any(process.poll() is None for process in running):
        editor.save()
        editor.look()
        time.sleep(PAUSE_S)
    assert [process.communicate()[1].decode() for process in running] == [""] * IMPORTERS
    assert editor.versions() == [f"drawn-{number}" for number in range(editor.saved)]
    check(shop.store, jobs, count)
    shop.store.close()
    return editor.worst_s


def check(store: Store, jobs: list[Job], count: int) -> None:
    """Every row of every importer is there once, or refused."""
    with store.read() as session:
        ended = [session.jobs.by_id(job.id) for job in jobs]
        row_ids = list(session.bundles.job_data_rows(jobs[0].id))
        values = session.bundles.fold(jobs[0].set_id, row_ids)
    for job in ended:
        assert job is not None
        assert (job.state, job.counts.read, job.counts.rejected) == ("finished", count, count // 100)
        assert job.counts.accepted == count - count // 100
    keys = [one.key for value in values.values() for one in value]
    expected = {
        row["uuid"] for number in range(IMPORTERS) for row in rows_of(number, count) if row["name"] == "car"
    }
    assert len(keys) == len(set(keys))
    assert set(keys) == expected


@pytest.fixture(params=STORES)
def place(request: pytest.FixtureRequest, tmp_path: Path, postgres_server: PostgresServer) -> Place:
    return Place(tmp_path, postgres_server if request.param == "postgres" else None)


def test_importers_and_an_editor_at_once_lose_nothing(place: Place) -> None:
    crowd(place, 4_000)


@pytest.mark.torture
def test_large_importers_and_an_editor_at_once_lose_nothing(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    worst_s = crowd(place, ROWS)
    with capsys.disabled():
        print(f" worst save beside four importers: {worst_s * 1000:.1f} ms")  # noqa: T201
