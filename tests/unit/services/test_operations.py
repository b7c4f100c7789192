"""Operations over a real store: begun, ended once, and only for who asked."""

import pytest

from postil.errors import ConflictError, NotFoundError
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.services.operations import Operations
from postil.stores.sql.sqlite import SqliteStore


@pytest.fixture
def operations(store: SqliteStore, clock: SystemClock) -> Operations:
    return Operations(store, clock)


@pytest.fixture
def bob(store: SqliteStore) -> User:
    with store.write() as session:
        return session.access.create_user("bob@example.org", "Bob", False, 1)


def test_an_operation_runs_until_it_is_finished(operations: Operations, bob: User) -> None:
    begun = operations.begin("export", "all", bob, {"limit": 3})
    assert (begun.state, begun.parameters, begun.user_id) == ("running", {"limit": 3}, bob.id)
    operations.advance(begun.uid, {"rows": 1})
    assert operations.get(begun.uid, bob).result == {"rows": 1}
    operations.finish(begun.uid, {"rows": 3})
    ended = operations.get(begun.uid, bob)
    assert (ended.state, ended.result) == ("finished", {"rows": 3})


def test_a_failed_operation_says_why_and_stays_failed(operations: Operations, bob: User) -> None:
    begun = operations.begin("export", "", bob, {})
    operations.fail(begun.uid, "no room")
    assert operations.get(begun.uid, bob).result == {"reason": "no room"}
    with pytest.raises(ConflictError):
        operations.finish(begun.uid, {})
    assert operations.get(begun.uid, bob).state == "failed"


def test_what_was_done_at_once_is_an_operation_that_has_finished(operations: Operations, bob: User) -> None:
    done = operations.record("find", "", bob, {"keys": ["a"]}, {"ids": ["b"]})
    assert operations.get(done.uid, bob) == done
    assert (done.state, done.result) == ("finished", {"ids": ["b"]})


def test_the_operation_of_somebody_else_is_not_there_but_for_administrators(
    operations: Operations, actor: User, bob: User, store: SqliteStore
) -> None:
    with store.write() as session:
        eve = session.access.create_user("eve@example.org", "Eve", False, 1)
    begun = operations.begin("export", "", bob, {})
    with pytest.raises(NotFoundError):
        operations.get(begun.uid, eve)
    assert operations.get(begun.uid, actor) == operations.find(begun.uid) == begun
    assert operations.list_operations(eve) == []
    assert operations.list_operations(bob) == [begun]
