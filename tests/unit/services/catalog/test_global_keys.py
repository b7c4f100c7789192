"""Global keys of many data rows over a real store."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.ports.store import Session
from postil.services.catalog.data_rows import DataRows, RowDraft
from postil.services.catalog.datasets import Datasets
from postil.services.catalog.global_keys import PART, Assigned, Assignment, Cleared, GlobalKeys, is_key
from postil.services.idempotency import KeyedStore
from postil.services.visibility import Visibility
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import NOW, image_row


@pytest.fixture
def keys(store: SqliteStore, clock: SystemClock) -> GlobalKeys:
    return GlobalKeys(store, clock, Visibility(store))


@pytest.fixture
def uids(datasets: Datasets, data_rows: DataRows, actor: User) -> list[str]:
    dataset = datasets.create("streets", actor)
    drafts = [RowDraft(global_key=key) for key in ("a", "b", None)]
    return [one.uid or "" for one in data_rows.create(dataset.uid, drafts, actor)]


@pytest.fixture
def member(store: SqliteStore, actor: User, uids: list[str]) -> User:
    """Somebody who knows of `a` by a project, and has not made its dataset."""
    with store.write() as session:
        bob = session.access.create_user("bob@example.org", "Bob", False, 1)
        project = session.projects.create("cars", "", "image", None, actor.id, 1)
        session.access.set_role(project.id, bob.id, "manager")
        row = session.catalog.find_rows("uid", uids[:1], None)[uids[0]]
        session.projects.add_tasks(session.projects.create_batch(project.id, "b", 3, None, 1), [row.id], 1)
    return bob


def test_keys_are_found_in_their_order(keys: GlobalKeys, uids: list[str], actor: User) -> None:
    assert keys.find(["b", "nothing", "a", "b"], actor) == [uids[1], None, uids[0], uids[1]]


def test_a_key_that_is_cleared_can_be_given_in_the_next_call(
    keys: GlobalKeys, uids: list[str], actor: User
) -> None:
    assert keys.clear(["a", "nothing"], actor) == Cleared(cleared=["a"], missing=["nothing"], denied=[])
    wanted = Assignment(uids[2], "a")
    assert keys.assign([wanted], actor) == Assigned(given=[wanted], invalid=[], denied=[])
    assert keys.find(["a"], actor) == [uids[2]]


def test_a_data_row_may_keep_the_key_it_has(keys: GlobalKeys, uids: list[str], actor: User) -> None:
    wanted = Assignment(uids[0], "a")
    assert keys.assign([wanted], actor).given == [wanted]


def test_who_knows_of_a_data_row_does_not_change_its_key(
    keys: GlobalKeys, uids: list[str], member: User
) -> None:
    assert keys.find(["a", "b"], member) == [uids[0], None]
    assert keys.clear(["a", "b"], member) == Cleared(cleared=[], missing=["b"], denied=["a"])
    wanted = [Assignment(uids[0], "x"), Assignment(uids[1], "y")]
    assert keys.assign(wanted, member) == Assigned(given=[], invalid=wanted[1:], denied=wanted[:1])


@pytest.mark.parametrize("text", ["", " a", "a ", "a  b", "k" * 201])
def test_a_key_is_neither_empty_nor_too_long_nor_spaced(text: str) -> None:
    assert not is_key(text)
    assert is_key("a b")


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
def many(store: SqliteStore, actor: User) -> list[str]:
    with store.write() as session:
        dataset = session.catalog.create_dataset("cats", "", actor.id, NOW)
        rows = [image_row(key) for key in KEYS]
        session.catalog.create_rows(dataset.id, rows, actor.id, NOW)
    return [row.uid for row in rows]


@pytest.fixture
def watched(store: SqliteStore) -> Watched:
    return Watched(store)


@pytest.fixture
def watched_keys(watched: Watched, clock: SystemClock) -> GlobalKeys:
    return GlobalKeys(watched, clock, Visibility(watched))


def test_others_can_write_while_very_many_keys_are_taken_away(
    watched_keys: GlobalKeys, many: list[str], watched: Watched, actor: User
) -> None:
    told = watched_keys.clear(["unknown", *KEYS], actor)
    assert (told.cleared, told.missing, told.denied) == (KEYS, ["unknown"], [])
    assert watched_keys.find(KEYS, actor) == [None] * len(many)
    assert watched.made == [PART - 1, 6]


def test_others_can_write_while_very_many_keys_are_given(
    watched_keys: GlobalKeys, many: list[str], watched: Watched, actor: User
) -> None:
    new = [Assignment(uid, f"new-{uid}") for uid in many]
    # The first of all has got the key that the last wants as well.
    told = watched_keys.assign([*new, Assignment(many[-1], new[0].key)], actor)
    assert (told.given, told.invalid) == (new, [Assignment(many[-1], new[0].key)])
    assert watched_keys.find([one.key for one in new], actor) == many
    assert watched.made == [PART, 5]


def test_others_can_write_while_very_many_data_rows_are_deleted(
    data_rows: DataRows, many: list[str], watched: Watched, actor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_rows, "_store", watched)
    assert data_rows.delete(many, actor) == len(many)
    assert watched.made == [PART, 5]
