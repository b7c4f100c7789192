"""What every store must do with activity entries and foreign ids."""

from postil.ports.store import Activity, Store
from postil.testing.world import NOW


def _entry(action: str) -> Activity:
    return Activity(
        at=NOW, user_id=None, action=action, object_kind="job", object_uid="u", detail={"rows": 3}
    )


class ActivityTests:
    """The contract of the parts of `postil.ports.store.Session` that belong to no aggregate."""

    def test_activity_comes_back_newest_first_with_ids_to_page_by(self, store: Store) -> None:
        with store.write() as session:
            for action in ("import", "undo", "redo"):
                session.record(_entry(action))
        with store.read() as session:
            newest = session.activities(before_id=None, limit=2)
            older = session.activities(before_id=newest[-1].id, limit=2)
        assert [entry.action for entry in newest + older] == ["redo", "undo", "import"]
        assert newest[0].detail == {"rows": 3}

    def test_the_activity_of_a_project_is_told_apart_from_that_of_others(self, store: Store) -> None:
        with store.write() as session:
            for action, project_id in (("a", 1), ("b", 2), ("c", 1), ("d", None)):
                entry = _entry(action)
                entry.project_id = project_id
                session.record(entry)
        with store.read() as session:
            newest = session.activities(before_id=None, limit=1, project_id=1)
            older = session.activities(before_id=newest[-1].id, limit=9, project_id=1)
        assert [(one.action, one.project_id) for one in newest + older] == [("c", 1), ("a", 1)]

    def test_activities_that_are_added_together_keep_their_order(self, store: Store) -> None:
        with store.write() as session:
            session.record_all([])
            session.record_all([_entry(action) for action in ("a", "b", "c")])
        with store.read() as session:
            assert [one.action for one in session.activities_after(0, limit=5)] == ["a", "b", "c"]

    def test_activity_is_read_on_from_an_entry_oldest_first(self, store: Store) -> None:
        with store.write() as session:
            for action in ("import", "undo", "redo"):
                session.record(_entry(action))
        with store.read() as session:
            first = session.activities_after(0, limit=2)
            rest = session.activities_after(first[-1].id, limit=2)
        assert [entry.action for entry in first + rest] == ["import", "undo", "redo"]

    def test_a_foreign_id_stands_for_what_it_was_set_to_last(self, store: Store) -> None:
        with store.write() as session:
            session.set_alias("data_row", "ck123", 4)
            session.set_alias("data_row", "ck123", 5)
            session.set_alias("feature", "ck123", 6)
        with store.read() as session:
            assert session.alias("data_row", "ck123") == 5
            assert session.alias("feature", "ck123") == 6
            assert session.alias("project", "ck123") is None
