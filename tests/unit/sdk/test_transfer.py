"""A large file arrives whatever happens to the connection, and only if it stays the file it was."""

import os
from urllib.parse import urlsplit

import pytest

from postil.errors import ConflictError, ImportRejected, ServerError
from postil.sdk import connection as connection_module
from postil.sdk import patience
from postil.sdk.client import Client
from postil.sdk.imports import ImportOrder
from postil.sdk.location import Location
from postil.sdk.transfer import go_on, transfer
from tests.unit.sdk.relay import Relay
from tests.unit.sdk.samples import box_row

PART = 65_536
PARTS = 6


@pytest.fixture(autouse=True)
def _little_waiting(monkeypatch):
    monkeypatch.setattr(connection_module, "PAUSES_S", (0, 0, 0))
    monkeypatch.setattr(patience, "FIRST_PAUSE_S", 0.01)


class Desk:
    """A file of six parts, a project, and a relay to the server."""

    def __init__(self, client, server, file):
        self.client, self.server, self.file = client, server, file
        self.name = file.stem
        filler = (" " * (PART - 1) + "\n") * (PARTS - 1)
        file.write_text(box_row(self.name, "car") + filler + box_row(self.name, "car", left=3))
        tree = {"name": self.name, "features": [{"name": "car", "kind": "box"}]}
        connection = client.uploads.connection
        ontology = connection.send("POST", "/api/v1/ontologies", dict, tree)
        body = {"name": self.name, "ontology": ontology["id"]}
        self.project = connection.send("POST", "/api/v1/projects", dict, body)["id"]
        self.told: list[int] = []
        self.resumed: list[float] = []

    def relay(self, *cuts, **options):
        return Relay(urlsplit(self.server.url).port, *cuts, **options)

    def through(self, relay):
        return Client(Location(url=relay.url, key=self.server.key))

    def send(self, client=None, **order):
        uploads = (client or self.client).uploads
        asked = ImportOrder(**{"name": self.file.name, "source_name": self.file.name, **order})
        return transfer(
            uploads, self.project, self.file, asked, self.told.append, self.resumed.append, part_size=PART
        )

    def upload(self):
        return self.client.uploads.named(self.file.name)

    def break_off(self, monkeypatch):
        """Send until the connection is lost for good after more than two parts; return the upload."""
        with monkeypatch.context() as patched:
            patched.setattr(patience, "PATIENCE_S", 0)
            with (
                self.relay(*[int(2.5 * PART)] + [0] * 9) as relay,
                self.through(relay) as client,
                pytest.raises(ServerError) as lost,
            ):
                self.send(client)
        self.told.clear()
        return self.upload(), lost.value


@pytest.fixture
def desk(client, server, tmp_path, request):
    name = request.node.name.removeprefix("test_")
    made = Desk(client, server, tmp_path / f"{name}.ndjson")
    yield made
    if made.upload() is not None:
        client.uploads.delete(made.upload().id)


def test_a_file_in_parts_is_the_import_it_would_be_whole(desk):
    job = desk.send()
    assert (job.name, job.state, job.source_bytes) == (desk.file.name, "finished", desk.file.stat().st_size)
    # The data rows do not exist: both rows were read, and refused for that.
    assert (job.counts.read, job.counts.rejected) == (2, 2)
    assert sum(desk.told) == desk.file.stat().st_size
    assert desk.resumed == []


def test_connections_that_are_lost_in_the_middle_of_parts_cost_those_parts_only(desk):
    cuts = [int(1.5 * PART), PART // 2, PART // 3, 10]
    with desk.relay(*cuts) as relay, desk.through(relay) as client:
        job = desk.send(client)
    assert relay.lost == len(cuts)
    assert (job.counts.read, job.source_bytes) == (2, desk.file.stat().st_size)
    assert relay.seen < desk.file.stat().st_size + sum(cuts) + PART


def test_what_was_sent_is_kept_and_how_to_go_on_is_said(desk, monkeypatch):
    upload, lost = desk.break_off(monkeypatch)
    assert 0 < len(upload.received) < PARTS
    assert f"`postil resume {upload.id[-8:]}`" in lost.hint


def test_a_client_that_was_restarted_goes_on_where_it_stopped(desk, monkeypatch):
    before, _ = desk.break_off(monkeypatch)
    with desk.relay() as relay, desk.through(relay) as client:
        job = desk.send(client)
    assert job.id == before.id
    assert desk.resumed == [before.share]
    assert relay.seen < len(before.missing) * PART + 8_000
    assert desk.told == [before.received_bytes] + [PART] * (len(before.missing) - 1) + [desk.told[-1]]


def test_the_same_file_sent_again_is_not_imported_twice(desk):
    first = desk.send()
    assert desk.send().id == first.id
    assert [job.id for job in desk.client.imports.list(desk.project)] == [first.id]


def test_a_file_that_changed_between_two_attempts_is_refused_with_the_way_on(desk, monkeypatch):
    before, _ = desk.break_off(monkeypatch)
    desk.file.write_text(desk.file.read_text() + "\n")
    with pytest.raises(ConflictError, match="changed since its upload began") as refused:
        desk.send()
    assert refused.value.code == "SRC013"
    assert f"postil cancel {before.id[-8:]}" in refused.value.hint


def test_a_file_that_changes_while_it_is_sent_is_refused_and_nothing_is_kept(desk):
    def touch(_: int) -> None:
        os.utime(desk.file, ns=(1, 1))

    order = ImportOrder(name=desk.file.name, source_name=desk.file.name)
    with pytest.raises(ImportRejected, match="changed while it was being read") as refused:
        transfer(desk.client.uploads, desk.project, desk.file, order, touch, part_size=PART)
    assert refused.value.code == "SRC013"
    assert desk.upload() is None


def test_an_upload_is_gone_on_with_from_the_file_it_began_with(desk, monkeypatch, tmp_path):
    before, _ = desk.break_off(monkeypatch)
    moved = desk.file.rename(tmp_path / "elsewhere")
    job = go_on(desk.client.uploads, before, moved, desk.told.append, desk.resumed.append)
    assert (job.id, job.name, job.counts.read) == (before.id, desk.file.name, 2)
    assert desk.resumed == [before.share]


def test_an_upload_is_not_gone_on_with_from_another_file(desk, monkeypatch, tmp_path):
    before, _ = desk.break_off(monkeypatch)
    other = tmp_path / "other.ndjson"
    other.write_text(desk.file.read_text().replace('"left": 3', '"left": 4'))
    with pytest.raises(ConflictError, match=r"other\.ndjson is not") as refused:
        go_on(desk.client.uploads, before, other)
    assert refused.value.code == "SRC013"
