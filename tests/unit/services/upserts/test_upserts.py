"""Upserts over a real store: files of items become data rows, and what became of each is told."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from postil.blobs.folder import FolderBlobs
from postil.errors import LimitError, NotFoundError, StoreError
from postil.executors.inline import InlineExecutor
from postil.executors.ticket import Ticket
from postil.media.outbound import OutboundClient
from postil.media.prober import HeaderProber
from postil.model.identity import spell_id
from postil.ports.access import User
from postil.ports.catalog import CatalogRow, Dataset
from postil.ports.clock import SystemClock
from postil.ports.executor import Executor
from postil.ports.operations import Operation
from postil.services.catalog.data_rows import DataRows, RowDraft
from postil.services.catalog.datasets import Datasets
from postil.services.catalog.media import Media
from postil.services.catalog.metadata import Metadata
from postil.services.upserts import upserts as module
from postil.services.upserts.outcome import Outcome
from postil.services.upserts.upserts import Upserts
from postil.stores.sql.sqlite import SqliteStore

URL = "https://example.org/a.jpg"


class Storage:
    """Files of ours are at https://us/; one address cannot be looked up while the storage is broken."""

    is_broken = False

    def own(self, url: str) -> str | None:
        if self.is_broken and url.endswith("broken"):
            raise StoreError("the disk is gone")
        return url.removeprefix("https://us/") if url.startswith("https://us/") else None


class Queue:
    """An executor that never comes to run anything."""

    def submit(self, call: Callable[..., None], *args: object) -> Ticket:
        return Ticket()

    def close(self) -> None:
        pass


class Full:
    """An executor with no room to wait in."""

    def submit(self, call: Callable[..., None], *args: object) -> Ticket:
        raise LimitError("64 tasks are waiting already", hint="try again when some have ended")

    def close(self) -> None:
        pass


def made(store: SqliteStore, blobs: FolderBlobs, storage: Storage, executor: Executor) -> Upserts:
    clock = SystemClock()
    media = Media(store, blobs, OutboundClient(offline=True), HeaderProber(), clock, InlineExecutor())
    Metadata(store, clock).ensure_reserved()
    return Upserts(store, blobs, media, clock, executor, storage.own)


@pytest.fixture
def storage() -> Storage:
    return Storage()


@pytest.fixture
def upserts(store: SqliteStore, blobs: FolderBlobs, storage: Storage) -> Upserts:
    return made(store, blobs, storage, InlineExecutor())


@pytest.fixture
def dataset(datasets: Datasets, actor: User) -> Dataset:
    return datasets.create("streets", actor)


@pytest.fixture
def bob(store: SqliteStore) -> User:
    with store.write() as session:
        return session.access.create_user("bob@example.org", "Bob", False, 1)


def item(dataset: Dataset, key: tuple[str, str] = ("AUTO", ""), **payload: Any) -> dict[str, Any]:
    return {
        "id": {"type": key[0], "value": key[1]},
        "payload": {"dataset_id": spell_id(dataset.uid), **payload},
    }


def send(upserts: Upserts, blobs: FolderBlobs, user: User, *chunks: list[dict[str, Any]]) -> Operation:
    kept = [blobs.put(json.dumps(chunk).encode()).sha256 for chunk in chunks]
    return upserts.begin(kept, sum(map(len, chunks)), user)


def good(upserts: Upserts, operation: Operation) -> list[Outcome]:
    return upserts.outcomes(operation, is_accepted=True).outcomes


def bad(upserts: Upserts, operation: Operation) -> list[str | None]:
    return [one.message for one in upserts.outcomes(operation, is_accepted=False).outcomes]


def only(data_rows: DataRows, key: str) -> CatalogRow:
    [row] = data_rows.by_global_keys([key])
    return row


def test_every_item_becomes_a_data_row(upserts, blobs, dataset, data_rows, actor):
    attachments = [{"type": "RAW_TEXT", "value": "note"}, {"type": "HTML", "value": "https://example.org"}]
    metadata = [{"name": "tag", "value": "a"}, {"name": "split", "value": "train"}]
    done = send(
        upserts,
        blobs,
        actor,
        [
            item(
                dataset,
                row_data=URL,
                global_key="a",
                external_id="e",
                attachments=attachments,
                metadata=metadata,
            )
        ],
        [item(dataset, row_data="words", global_key="b")],
    )
    assert (done.state, len(good(upserts, done)), bad(upserts, done)) == ("finished", 2, [])
    row = only(data_rows, "a")
    assert (row.assets[0].url, row.external_id, row.dataset_id) == (URL, "e", dataset.id)
    assert row.metadata == {"tag": "a", "split": "train"}
    assert [(one.type, one.value) for one in row.attachments] == [
        ("RAW_TEXT", "note"),
        ("HTML", "https://example.org"),
    ]
    text = only(data_rows, "b")
    assert (text.media_type, text.assets[0].inline, text.media_state) == ("text", "words", "ready")


def test_a_wrong_item_keeps_no_other_out(upserts, blobs, dataset, data_rows, actor):
    twice = [{"name": "tag", "value": "a"}, {"name": "tag", "value": "b"}]
    done = send(
        upserts,
        blobs,
        actor,
        [
            item(dataset, row_data=URL, global_key="a"),
            item(dataset, row_data=URL, global_key="a", external_id="second"),
            item(dataset, row_data=URL, metadata_fields=twice),
            item(dataset, row_data=URL, metadata_fields=[{"name": "split", "value": "training"}]),
            item(dataset, row_data=URL, attachments=[{"type": "NONE", "value": "x"}]),
            item(dataset, global_key="without content"),
            item(dataset, ("ID", "c" + "0" * 24), external_id="x"),
            item(dataset, row_data=URL, global_key="k" * 201),
            {"id": {"type": "AUTO"}, "payload": {"row_data": URL, "dataset_id": "nothing"}},
            item(dataset, row_data=URL, global_key="b"),
        ],
    )
    assert done.state == "finished"
    assert [one.global_key for one in good(upserts, done)] == ["a", "b"]
    reasons = bad(upserts, done)
    assert reasons[0] == "Duplicate global key: 'a'"
    assert reasons[1] == "A schemaId can only be specified once per DataRow : [tag]"
    assert len(reasons) == 8
    failed = upserts.outcomes(done, is_accepted=False).outcomes[0]
    assert (failed.global_key, failed.external_id, failed.row_data) == ("a", "second", URL)


def test_what_is_left_out_of_a_change_stays(upserts, blobs, dataset, data_rows, actor):
    first = item(
        dataset, row_data=URL, global_key="a", external_id="e", attachments=[{"type": "HTML", "value": "x"}],
        metadata=[{"name": "tag", "value": "a"}],
    )  # fmt: skip
    [made] = good(upserts, send(upserts, blobs, actor, [first]))
    before = only(data_rows, "a")
    key = ("ID", spell_id(made.uid or ""))
    changed = send(upserts, blobs, actor, [item(dataset, key, global_key="b")])
    assert [one.uid for one in good(upserts, changed)] == [made.uid]
    after = only(data_rows, "b")
    assert after.version > before.version
    assert (after.assets, after.external_id, after.metadata) == (before.assets, "e", {"tag": "a"})
    assert [one.value for one in after.attachments] == ["x"]


def test_attachments_are_replaced_and_metadata_is_added_to(upserts, blobs, dataset, data_rows, actor):
    first = item(
        dataset, row_data=URL, global_key="a", attachments=[{"type": "HTML", "value": "x"}] * 3,
        metadata=[{"name": "tag", "value": "a"}],
    )  # fmt: skip
    send(upserts, blobs, actor, [first])
    second = item(
        dataset, ("GKEY", "a"), attachments=[{"type": "RAW_TEXT", "value": "y"}],
        metadata=[{"name": "split", "value": "test"}],
    )  # fmt: skip
    send(upserts, blobs, actor, [second])
    row = only(data_rows, "a")
    assert [one.value for one in row.attachments] == ["y"]
    assert row.metadata == {"tag": "a", "split": "test"}


def test_a_global_key_nothing_has_makes_a_data_row(upserts, blobs, dataset, data_rows, actor):
    done = send(upserts, blobs, actor, [item(dataset, ("GKEY", "new"), row_data=URL)])
    assert [one.uid for one in good(upserts, done)] == [only(data_rows, "new").uid]


def test_two_changes_of_a_data_row_add_up(upserts, blobs, dataset, data_rows, actor):
    send(upserts, blobs, actor, [item(dataset, row_data=URL, global_key="a")])
    changes = [item(dataset, ("GKEY", "a"), external_id="e"), item(dataset, ("GKEY", "a"), row_data="words")]
    assert bad(upserts, send(upserts, blobs, actor, changes)) == []
    row = only(data_rows, "a")
    assert (row.external_id, row.media_type, row.assets[0].inline) == ("e", "text", "words")


def test_a_deleted_global_key_is_free_again(upserts, blobs, dataset, data_rows, actor):
    again = item(dataset, row_data=URL, global_key="a")
    [made] = good(upserts, send(upserts, blobs, actor, [again]))
    assert bad(upserts, send(upserts, blobs, actor, [again])) == ["Duplicate global key: 'a'"]
    data_rows.delete([made.uid], actor)
    assert bad(upserts, send(upserts, blobs, actor, [again])) == []
    assert only(data_rows, "a").uid != made.uid


def test_content_that_is_kept_here_is_known_at_once(upserts, blobs, dataset, data_rows, actor):
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000003000000020800000000b81f39c6"
        "0000000a49444154789c63600100000400015d0a2db40000000049454e44ae426082"
    )
    kept = blobs.put(png).sha256
    send(upserts, blobs, actor, [item(dataset, row_data=f"https://us/{kept}", global_key="a")])
    asset = only(data_rows, "a").assets[0]
    assert (asset.sha256, asset.url) == (kept, None)
    assert (asset.width, asset.height) == (3, 2)


def test_a_dataset_or_data_row_of_others_looks_like_none(upserts, blobs, dataset, data_rows, actor, bob):
    data_rows.create(dataset.uid, [RowDraft(global_key="a")], actor)
    uid = spell_id(only(data_rows, "a").uid)
    foreign = [
        item(dataset, row_data=URL),
        item(dataset, ("ID", uid), external_id="mine"),
        item(dataset, ("GKEY", "a"), external_id="mine"),
    ]
    reasons = bad(upserts, send(upserts, blobs, bob, foreign))
    assert [(reason or "").endswith("does not exist") for reason in reasons] == [True] * 3
    assert only(data_rows, "a").external_id is None


def test_blocks_follow_one_another_through_files(upserts, blobs, dataset, data_rows, actor, monkeypatch):
    monkeypatch.setattr(module, "BLOCK", 4)
    chunks = [
        [item(dataset, row_data=URL, global_key=f"{part} {no}") for no in range(10)] for part in range(3)
    ]
    done = send(upserts, blobs, actor, *chunks)
    assert len(good(upserts, done)) == 30
    assert len(data_rows.list_rows(dataset_uid=dataset.uid)) == 30


def test_what_was_interrupted_goes_on_where_it_stood(
    upserts, blobs, dataset, data_rows, actor, store, storage
):
    chunks = [[item(dataset, row_data=f"https://example.org/{part}") for _ in range(10)] for part in "ab"]
    chunks.append([item(dataset, row_data="https://example.org/broken")])
    storage.is_broken = True
    with pytest.raises(StoreError):
        send(upserts, blobs, actor, *chunks)
    assert len(data_rows.list_rows(dataset_uid=dataset.uid)) == 20
    storage.is_broken = False
    upserts.resume_unfinished()
    assert len(data_rows.list_rows(dataset_uid=dataset.uid)) == 21
    with store.read() as session:
        [operation] = session.operations.list_operations(actor.id, limit=9)
    assert (operation.state, len(good(upserts, operation))) == ("finished", 21)


def test_what_the_storage_has_broken_off_goes_on_when_it_is_asked_for_again(
    upserts, blobs, dataset, data_rows, actor, storage
):
    chunk = [item(dataset, row_data="https://example.org/broken")]
    storage.is_broken = True
    with pytest.raises(StoreError):
        send(upserts, blobs, actor, chunk)
    storage.is_broken = False
    assert send(upserts, blobs, actor, chunk).state == "finished"
    assert len(data_rows.list_rows(dataset_uid=dataset.uid)) == 1


def test_many_items_wait_for_the_executor_and_asking_again_begins_nothing_else(
    store, blobs, dataset, data_rows, actor, storage
):
    waiting = made(store, blobs, storage, Queue())
    kept = [blobs.put(json.dumps([item(dataset, row_data=URL)]).encode()).sha256]
    first = waiting.begin(kept, module.AT_ONCE_ITEMS + 1, actor)
    assert first.state == "running"
    assert waiting.begin(kept, module.AT_ONCE_ITEMS + 1, actor).uid == first.uid
    upserts = made(store, blobs, storage, InlineExecutor())
    upserts.resume_unfinished()
    assert len(data_rows.list_rows(dataset_uid=dataset.uid)) == 1
    assert upserts.begin(kept, 1, actor).uid != first.uid


def test_what_nobody_has_room_for_does_not_run_for_ever(store, blobs, dataset, actor, storage):
    upserts = made(store, blobs, storage, Full())
    kept = [blobs.put(json.dumps([item(dataset, row_data=URL)]).encode()).sha256]
    with pytest.raises(LimitError):
        upserts.begin(kept, module.AT_ONCE_ITEMS + 1, actor)
    assert not upserts.is_running(actor)
    with store.read() as session:
        [told] = session.operations.list_operations(actor.id, limit=9)
    assert (told.state, told.result["reason"]) == ("failed", "64 tasks are waiting already")


def test_a_file_that_cannot_be_read_fails_the_operation(upserts, blobs, actor):
    kept = blobs.put(b"{}").sha256
    done = upserts.begin([kept], 1, actor)
    assert (done.state, "JSON array" in done.result["reason"]) == ("failed", True)
    with pytest.raises(NotFoundError):
        upserts.begin(["ab" * 32], 1, actor)
