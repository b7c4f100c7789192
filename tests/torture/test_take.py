"""A small file that is sent again after whatever failed comes to the same as one sent once."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from postil.errors import StoreError
from postil.executors.inline import InlineExecutor
from postil.ports.jobs import Job
from postil.services.imports.importer import Importer, Workshop
from postil.services.imports.imports import Imports
from postil.services.imports.receive import NewImport
from tests.postgres import PostgresServer
from tests.torture.faults import Fault, FaultyStore, Moment
from tests.torture.place import STORES, Place
from tests.torture.quarry import prepare, rows_of_every_sort, snapshot, workshop
from tests.unit.services.imports.rows import source

MOMENTS: tuple[Moment, ...] = ("begin", "commit", "answer")
CONTENT = source(rows_of_every_sort(40, data_rows=9))


class Desk(Place):
    """A project with nothing in it but a queued import, on either database."""

    def __init__(self, folder: Path, server: PostgresServer | None) -> None:
        super().__init__(folder, server)
        prepare(self.received, b"{}\n")


def take(folder: Path, fault: Fault) -> Job:
    """Send the file in one request, on a store that fails."""
    shop = workshop(folder)
    faulty = Workshop(FaultyStore(shop.store, fault), shop.blobs, shop.spool, shop.fetcher, shop.clock)

    def run(uid: str) -> None:
        Importer(faulty, "torture").run(uid)

    imports = Imports(faulty, InlineExecutor(), run)
    try:
        with shop.store.read() as session:
            [project] = session.projects.list_projects(after_id=0, limit=2)
            [user] = session.access.list_users()
        new = NewImport(project_uid=project.uid, name="small", format="labelbox", source_name="small.ndjson")
        receiver = imports.receive(new, user)
        receiver.write(CONTENT)
        return imports.take(receiver)
    finally:
        shop.store.close()


@pytest.fixture(scope="module", params=STORES)
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Desk:
    server = postgres_server if request.param == "postgres" else None
    return Desk(tmp_path_factory.mktemp("desk"), server)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_small_file_is_taken_once_whatever_fails_when(desk: Desk, tmp_path: Path, moment: Moment) -> None:
    whole = desk.copy(tmp_path / "whole")
    counting = Fault(moment)
    expected = snapshot(whole, take(whole, counting).uid)
    assert expected["state"] == "finished"
    assert counting.count
    for at in range(1, counting.count + 1):
        folder = desk.copy(tmp_path / str(at))
        fault = Fault(moment, at)
        with suppress(StoreError):
            take(folder, fault)
        assert fault.has_struck
        assert snapshot(folder, take(folder, Fault("read")).uid) == expected, f"{moment} {at}"
        shutil.rmtree(folder)
