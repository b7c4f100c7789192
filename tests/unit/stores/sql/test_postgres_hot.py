from collections.abc import Iterator

import psycopg
import pytest

from postil.errors import ConflictError
from postil.ports.jobs import Failure
from postil.stores.sql import schema as t
from postil.stores.sql.postgres import PostgresStore
from postil.stores.sql.postgres_hot import FAILURE, FEW, SEGMENT, PostgresHotStatements
from postil.testing.world import World, populate, segment


@pytest.fixture
def world(postgres_url: str) -> Iterator[World]:
    store = PostgresStore(postgres_url)
    yield populate(store)
    store.close()


@pytest.fixture
def connection(postgres_url: str) -> Iterator[psycopg.Connection]:
    connection = psycopg.connect(postgres_url)
    yield connection
    connection.close()


def test_only_missing_bundles_are_made(world, connection):
    hot, [one, two, three] = PostgresHotStatements(connection), world.rows
    old = hot.ensure_bundles(world.set_id, [(one, 0), (two, 0)])
    both = hot.ensure_bundles(world.set_id, [(two, 0), (three, 0), (two, 1)])
    assert both[two, 0] == old[two, 0]
    assert set(both) == {(two, 0), (three, 0), (two, 1)}
    assert connection.execute("SELECT count(*) FROM bundle").fetchone() == (4,)


def test_no_bundles_are_no_statement(connection):
    assert PostgresHotStatements(connection).ensure_bundles(1, []) == {}


def test_a_row_that_contradicts_another_is_a_conflict_and_the_transaction_goes_on(connection):
    hot = PostgresHotStatements(connection)
    hot.append(t.counter, ("name", "value"), [("a", 1)])
    with pytest.raises(ConflictError, match="uplicate"):
        hot.append(t.counter, ("name", "value"), [("b", 1), ("a", 2)])
    assert connection.execute("SELECT name, value FROM counter").fetchall() == [("a", 1)]


def test_every_kind_of_value_comes_back_from_a_write_of_few_and_of_many(world, connection):
    job = world.start_job()
    [bundle_id] = (
        PostgresHotStatements(connection).ensure_bundles(world.set_id, [(world.rows[0], 0)]).values()
    )
    row = (
        bundle_id,
        world.rows[0],
        job.id,
        2**40,
        0,
        True,
        None,
        '{"score":1.0}',
        b"\x01",
        b"\x00\xff",
        None,
    )
    PostgresHotStatements(connection).put_segments([row])
    columns = ", ".join(SEGMENT)
    assert connection.execute(f"SELECT {columns} FROM segment").fetchall() == [row]
    connection.execute("DELETE FROM segment")
    PostgresHotStatements(connection).append(t.segment, SEGMENT, [row])
    assert connection.execute(f"SELECT {columns} FROM segment").fetchall() == [row]


def test_a_chunk_that_is_partly_there_is_written_whole(world):
    job, rows = world.start_job(), world.rows
    world.layer(job, [segment(rows[0], {"a": "car"}), segment(rows[1], {"b": "car"})])
    world.layer(job, [segment(rows[1], {"c": "bus"}), segment(rows[2], {"d": "bus"})])
    world.publish(job)
    found = [world.value(row) for row in rows]
    assert found == [[("a", "car")], [("c", "bus")], [("d", "bus")]]


@pytest.mark.parametrize("count", [FEW, FEW + 1, 3 * FEW])
def test_layers_on_new_bundles_are_replaced_in_the_transaction_that_made_them(postgres_url, count):
    store = PostgresStore(postgres_url)
    world = populate(store, rows=count)
    job = world.start_job()
    with world.write() as session:
        for feature in ("car", "bus"):
            layers = [segment(row, {"a": feature}) for row in world.rows]
            session.bundles.write_segments(world.set_id, job.id, 0, layers)
    world.publish(job)
    assert [world.value(row) for row in world.rows] == [[("a", "bus")]] * count
    store.close()


def test_the_same_line_refused_twice_in_one_call_is_kept_as_the_later_one_said(world):
    job = world.start_job()
    with world.write() as session:
        session.jobs.add_failures(job.id, [Failure(line=3, issues=[], key=key) for key in ("a", "b")])
        assert [failure.key for failure in session.jobs.failures(job.id, after_line=0, limit=9)] == ["b"]


@pytest.mark.parametrize("count", [1, FEW, FEW + 1, 4 * FEW])
def test_few_and_many_rows_are_replaced_alike(world, count):
    job = world.start_job()
    with world.write() as session:
        for key in ("old", "new"):
            session.jobs.add_failures(
                job.id, [Failure(line=line, issues=[], key=key) for line in range(1, count + 1)]
            )
        found = session.jobs.failures(job.id, after_line=0, limit=999)
    assert [(failure.line, failure.key) for failure in found] == [
        (line, "new") for line in range(1, count + 1)
    ]


@pytest.mark.parametrize(("table", "names"), [(t.segment, SEGMENT), (t.job_failure, FAILURE)], ids=str)
def test_every_column_but_the_id_is_written(table, names):
    assert set(names) == set(table.c.keys()) - {"id"}
