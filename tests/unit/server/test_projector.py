"""The index follows wherever a change was made, and after a start."""

import time

import msgspec

from postil.server.app import build
from postil.server.database import open_database
from postil.server.projector import run_projector
from postil.server.settings import read_settings
from postil.testing.world import populate
from tests.facades.native.installation import Installation
from tests.facades.native.scene import box, make_project, ndjson
from tests.unit.services.index.test_projector import counted, imported


def until(ask):
    """Ask until the answer is true, for ten seconds."""
    for _ in range(500):
        if ask():
            return True
        time.sleep(0.02)
    return False


def test_a_process_of_its_own_brings_the_index_up_to_date(tmp_path):
    settings = read_settings({"data": str(tmp_path)}, environment={})
    store = open_database(settings.database).store
    world = populate(store)
    imported(world)
    run_projector(msgspec.json.encode(settings))
    assert counted(world) == len(world.rows)
    store.close()


def test_a_server_catches_up_when_it_starts(tmp_path):
    settings = read_settings({"data": str(tmp_path), "offline": True}, environment={})
    store = open_database(settings.database).store
    world = populate(store)
    imported(world)
    application = build(settings)
    application.resume()
    assert until(lambda: counted(world) == len(world.rows))
    application.close()
    store.close()


def test_an_import_in_a_process_is_indexed_there(tmp_path):
    installation = Installation(tmp_path / "data", importer_threshold_rows=0)
    admin = installation.admin()
    uid = make_project(admin, "street", "a.jpg")
    admin.post(f"/api/v1/projects/{uid}/imports?name=x", content=ndjson(box("a.jpg"), box("a.jpg", "car")))
    settings = read_settings({"data": str(tmp_path / "data")}, environment={})
    store = open_database(settings.database).store

    def is_indexed() -> bool:
        # Asked past the server, which would let the index catch up itself.
        with store.read() as session:
            return sum(total.row_count for total in session.projections.totals([1], [0])) == 1

    assert until(is_indexed)
    store.close()
    installation.close()
