"""What is found out about texts: how long they are, wherever they lie."""

from pathlib import Path

import pytest

from postil.blobs.folder import FolderBlobs
from postil.executors.inline import InlineExecutor
from postil.media.outbound import OutboundClient, networks
from postil.media.prober import HeaderProber
from postil.model.data_row import Asset
from postil.ports.access import User
from postil.ports.catalog import CatalogRow, NewRow
from postil.ports.clock import SystemClock
from postil.services.catalog.media import Media
from postil.services.catalog.texts import Texts
from postil.stores.sql.sqlite import SqliteStore
from tests.seeds.pictures import served

# Nine characters, of which one is two UTF-16 code units and one is two bytes.
TEXT = "In \U0001f5fe K\u014dbe"


class Place:
    """A catalog with one data row, whose text is looked at."""

    def __init__(self, folder: Path, store: SqliteStore, actor: User) -> None:
        self.store, self.actor, self.blobs = store, actor, FolderBlobs(folder / "blobs")
        fetcher = OutboundClient(allowed_networks=networks(["127.0.0.0/8"]))
        self.media = Media(store, self.blobs, fetcher, HeaderProber(), SystemClock(), InlineExecutor())

    def probe(self, asset: Asset) -> CatalogRow:
        row = NewRow(uid="row", media_type="text", assets=[asset], global_key="note")
        with self.store.write() as session:
            dataset = session.catalog.create_dataset("notes", "", self.actor.id, 1)
            session.catalog.create_rows(dataset.id, [row], self.actor.id, 1)
        self.media.probe_now("row")
        with self.store.read() as session:
            found = session.catalog.get_row("row")
        assert found is not None
        return found

    def length(self) -> int | None:
        """Return what imports are told."""
        with self.store.read() as session:
            return session.catalog.find_rows("global_key", ["note"], None)["note"].text_length


@pytest.fixture
def place(tmp_path: Path, store: SqliteStore, actor: User) -> Place:
    return Place(tmp_path, store, actor)


def test_a_text_given_by_url_is_kept_and_its_code_points_counted(place: Place):
    with served({"/note.txt": TEXT.encode()}) as address:
        row = place.probe(Asset(media_type="text", url=f"{address}note.txt"))
    assert (row.media_state, place.length()) == ("ready", 9)
    assert Texts(place.blobs).of(row.assets) == TEXT


def test_an_uploaded_text_is_counted_without_its_byte_order_mark(place: Place):
    sha256 = place.blobs.put(b"\xef\xbb\xbf" + TEXT.encode()).sha256
    row = place.probe(Asset(media_type="text", sha256=sha256))
    assert (row.media_state, row.assets[0].mime, place.length()) == ("ready", "text/plain", 9)


def test_a_text_given_inline_is_counted(place: Place):
    assert place.probe(Asset(media_type="text", inline=TEXT)).media_state == "ready"
    assert place.length() == 9


def test_bytes_that_are_no_text_are_said_to_be_unreadable(place: Place):
    row = place.probe(Asset(media_type="text", sha256=place.blobs.put(b"\xff\xfe\x00").sha256))
    assert (row.media_state, place.length()) == ("unreadable", None)
    assert row.media_error == "MED002 the text is not UTF-8 - save it as UTF-8, or split it into several"


def test_a_text_that_cannot_be_reached_has_no_length(place: Place):
    with served({}) as address:
        row = place.probe(Asset(media_type="text", url=f"{address}note.txt"))
    assert (row.media_state, place.length()) == ("unreachable", None)
