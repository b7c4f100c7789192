"""Global keys of very many data rows over a real store."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.ports.store import Session
from postil.services.data_rows import DataRows
from postil.services.global_keys import PART, Assignment, GlobalKeys
from postil.services.idempotency import KeyedStore
from postil.services.visibility import Visibility
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import NOW, image_row

KEYS = [f"key-{number}" for number in range(PART + 5)]


class Watched(KeyedStore):
    """A store that notes how many entries of activity each of its write transactions has made."""

    def __init__(self, store: SqliteStore) -> None:
        super().__init__(store)
        self._store, self.made = store, list[int]()

    @contextmanager
    def write(self) -> Iterator[Session]:
        with self._store.write() as session:
            last = max((one.id for one in session.activities(before_id=None, limit=1)), default=0)
            yield session
            self.made.append(len(session.activities_after(last, limit=10 * PART)))


@pytest.fixture
def uids(store: SqliteStore, actor: User) -> list[str]:
    with store.write() as session:
        dataset = session.catalog.create_dataset("cats", "", actor.id, NOW)
        rows = [image_row(key) for key in KEYS]
        session.catalog.create_rows(dataset.id, rows, actor.id, NOW)
    return [row.uid for row in rows]


@pytest.fixture
def watched(store: SqliteStore) -> Watched:
    return Watched(store)


@pytest.fixture
def keys(watched: Watched, clock: SystemClock) -> GlobalKeys:
    return GlobalKeys(watched, clock, Visibility(watched))


def test_others_can_write_while_very_many_keys_are_taken_away(
    keys: GlobalKeys, uids: list[str], watched: Watched, actor: User
) -> None:
    told = keys.clear(["unknown", *KEYS], actor)
    assert (told.cleared, told.missing, told.denied) == (KEYS, ["unknown"], [])
    assert keys.find(KEYS, actor) == [None] * len(uids)
    assert watched.made == [PART - 1, 6]


def test_others_can_write_while_very_many_keys_are_given(
    keys: GlobalKeys, uids: list[str], watched: Watched, actor: User
) -> None:
    new = [Assignment(uid, f"new-{uid}") for uid in uids]
    # The first of all has got the key that the last wants as well.
    told = keys.assign([*new, Assignment(uids[-1], new[0].key)], actor)
    assert (told.given, told.invalid) == (new, [Assignment(uids[-1], new[0].key)])
    assert keys.find([one.key for one in new], actor) == uids
    assert watched.made == [PART, 5]


def test_others_can_write_while_very_many_data_rows_are_deleted(
    data_rows: DataRows, uids: list[str], watched: Watched, actor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_rows, "_store", watched)
    assert data_rows.delete(uids, actor) == len(uids)
    assert watched.made == [PART, 5]
