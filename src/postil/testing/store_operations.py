"""What every store must do with operations: keep what was asked for, and end each once."""

from typing import Any

import msgspec

from postil.model.identity import new_uid
from postil.ports.operations import Operation
from postil.ports.store import Store
from postil.testing.world import NOW


def _user(store: Store) -> int:
    with store.write() as session:
        return session.access.create_user(f"{new_uid()}@example.org", "", False, NOW).id


def _operation(store: Store, user_id: int, **changes: Any) -> Operation:
    described = Operation(
        uid=new_uid(),
        kind="export",
        name="all of it",
        user_id=user_id,
        parameters={"filters": {"ids": [1, 2]}},
        created_at=NOW,
        updated_at=NOW,
    )
    with store.write() as session:
        return session.operations.create(msgspec.structs.replace(described, **changes))


class OperationTests:
    """The contract of `postil.ports.operations.OperationStore`."""

    def test_an_operation_comes_back_as_it_was_stored(self, store: Store) -> None:
        made = _operation(store, _user(store))
        with store.read() as session:
            assert session.operations.get(made.uid) == made
            assert session.operations.get("nothing") is None
        assert (made.state, made.name, made.parameters) == (
            "running",
            "all of it",
            {"filters": {"ids": [1, 2]}},
        )

    def test_an_operation_tells_how_far_it_is_and_then_what_came_of_it(self, store: Store) -> None:
        made = _operation(store, _user(store))
        with store.write() as session:
            assert session.operations.set_state(made.uid, "running", {"rows": 5}, NOW + 1)
            assert session.operations.set_state(made.uid, "finished", {"rows": 9}, NOW + 2)
            found = session.operations.get(made.uid)
        assert found is not None
        assert (found.state, found.result, found.updated_at) == ("finished", {"rows": 9}, NOW + 2)
        assert found.created_at == NOW

    def test_an_operation_ends_once(self, store: Store) -> None:
        made = _operation(store, _user(store))
        with store.write() as session:
            assert session.operations.set_state(made.uid, "failed", {"reason": "no room"}, NOW + 1)
            assert not session.operations.set_state(made.uid, "finished", {}, NOW + 2)
            assert not session.operations.set_state(new_uid(), "finished", {}, NOW + 2)
            found = session.operations.get(made.uid)
        assert found is not None
        assert (found.state, found.result) == ("failed", {"reason": "no room"})

    def test_operations_of_a_user_are_listed_newest_first_and_page_by_page(self, store: Store) -> None:
        user, other = _user(store), _user(store)
        made = [_operation(store, who, name=name) for who, name in ((user, "a"), (other, "b"), (user, "c"))]
        with store.read() as session:
            listed = session.operations.list_operations
            assert listed(user, limit=9) == [made[2], made[0]]
            assert listed(user, skip=1, limit=9) == [made[0]]
            assert listed(user, limit=1) == [made[2]]

    def test_operations_are_listed_by_kind_and_by_state(self, store: Store) -> None:
        user = _user(store)
        first = _operation(store, user, kind="upsert", state="finished")
        second = _operation(store, user)
        with store.read() as session:
            assert session.operations.list_operations(user, kind="upsert", limit=9) == [first]
            assert session.operations.list_operations(user, state="running", limit=9) == [second]

    def test_what_runs_is_listed_oldest_first_whoever_asked_for_it(self, store: Store) -> None:
        made = [_operation(store, _user(store)) for _ in range(3)]
        with store.write() as session:
            session.operations.set_state(made[1].uid, "finished", {}, NOW)
            assert session.operations.unfinished(after_id=made[0].id - 1, limit=9) == [made[0], made[2]]
            assert session.operations.unfinished(after_id=made[0].id, limit=9) == [made[2]]
