import sqlite3

import pytest

from postil.errors import ConflictError
from postil.model.data_row import Asset
from postil.stores.sql import schema as t
from postil.stores.sql.sqlite_hot import SqliteHotStatements


@pytest.fixture
def connection():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE bundle (id INTEGER PRIMARY KEY, set_id, data_row_id, no, "
                       "UNIQUE (data_row_id, set_id, no))")  # fmt: skip
    connection.execute("CREATE TABLE data_row (id INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO data_row VALUES (?)", ([row] for row in range(1000)))
    connection.execute("CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER)")
    yield connection
    connection.close()


@pytest.mark.parametrize("count", [0, 1, 299, 300, 301, 905])
def test_bundles_made_and_found_have_the_same_ids(connection, count):
    hot = SqliteHotStatements(connection)
    keys = [(row, row % 3) for row in range(count)]
    made = hot.ensure_bundles(7, keys)
    assert set(made) == set(keys)
    assert len(set(made.values())) == count
    assert hot.ensure_bundles(7, keys) == made


def test_only_missing_bundles_are_made(connection):
    hot = SqliteHotStatements(connection)
    old = hot.ensure_bundles(7, [(1, 0), (2, 0)])
    both = hot.ensure_bundles(7, [(2, 0), (3, 0), (2, 1)])
    assert both[2, 0] == old[2, 0]
    assert connection.execute("SELECT count(*) FROM bundle").fetchone() == (4,)


def test_the_same_row_in_another_set_is_another_bundle(connection):
    hot = SqliteHotStatements(connection)
    assert hot.ensure_bundles(7, [(1, 0)]) != hot.ensure_bundles(8, [(1, 0)])


def test_a_row_that_contradicts_another_is_a_conflict(connection):
    hot = SqliteHotStatements(connection)
    hot.append(t.counter, ("name", "value"), [("a", 1)])
    with pytest.raises(ConflictError, match=r"counter\.name"):
        hot.append(t.counter, ("name", "value"), [("b", 1), ("a", 2)])


def test_every_field_of_an_asset_has_a_column():
    assert set(Asset.__struct_fields__) <= set(t.asset.c.keys())
