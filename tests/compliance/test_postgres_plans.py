"""What PostgreSQL does for each statement of the store: it looks up, and never reads a large table through.

Asked of tables PostgreSQL has looked at, as the store has it do when they grow. What an import repeats is
also asked of tables of which the planner knows nothing.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from postil.model.issue import Issue
from postil.ports.catalog import Attachment, NewRow
from postil.ports.jobs import Failure, Job
from postil.ports.labels import LabelVersion
from postil.ports.projections import Occurrence
from postil.ports.store import Session
from postil.stores.sql.postgres import PostgresStore
from postil.stores.sql.postgres_hot import PostgresHotStatements
from postil.stores.sql.session import SqlSession
from postil.testing.store_models import make_run
from postil.testing.world import NOW, World, image_row, populate, segment
from tests.compliance.test_sqlite_plans import ACTS, LARGE, PAGED
from tests.postgres import PostgresServer

ROWS = 2000
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")

recorded: list[tuple[Any, Any]] = []
"""Statements and their values, in the order the driver got them."""


class RecordingCursor(psycopg.Cursor[Any]):
    """What the driver makes instead of its own cursors."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        recorded.append((query, params))
        return super().execute(query, params, **options)

    def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
        values = list(params_seq)
        recorded.extend((query, one) for one in values[:1])
        super().executemany(query, values, **options)


class RollBack(Exception):
    """Nothing of what was tried is to be kept."""


@pytest.fixture(scope="module")
def unknown(postgres_server: PostgresServer) -> Iterator[tuple[World, Job]]:
    """A database the planner knows nothing of."""
    name = postgres_server.create()
    store = PostgresStore(postgres_server.url(name), wait_s=60)
    found = filled(store)
    forget(postgres_server.url(name))
    yield found
    store.close()
    postgres_server.drop(name)


@pytest.fixture(scope="module")
def stage(postgres_server: PostgresServer) -> Iterator[tuple[World, Job]]:
    """A database with enough rows that reading one through would cost more than looking up."""
    name = postgres_server.create()
    store = PostgresStore(postgres_server.url(name), wait_s=60)
    found = filled(store)
    with psycopg.connect(postgres_server.url(name), autocommit=True) as connection:
        connection.execute("ANALYZE")
    yield found
    store.close()
    postgres_server.drop(name)


def forget(url: str) -> None:
    """Take away what was found out about the tables while they were filled."""
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM pg_statistic WHERE starelid >= 16384")
        connection.execute(
            "UPDATE pg_class SET relpages = 0, reltuples = -1 WHERE oid >= 16384 AND relkind = 'r'"
        )


def filled(store: PostgresStore) -> tuple[World, Job]:
    """Fill every large table that has more than a few rows in practice."""
    world = populate(store, rows=ROWS)
    other = populate(store, rows=10 * ROWS)
    for _ in range(2):
        job = world.start_job()
        world.layer(job, [segment(row, {"a": "car"}) for row in world.rows])
        world.publish(job)
    job = world.start_job()
    world.layer(job, [segment(row, {"b": "car"}) for row in world.rows])
    failures = [Failure(line=line, issues=[Issue("x", "y")]) for line in range(1, ROWS)]
    with world.write() as session:
        session.jobs.add_failures(job.id, failures)
        # The labels of one project are a part of them all: nobody's page is read past those of others.
        for one in (world, other):
            session.labels.ensure_imported(one.project_id, one.set_id, None, one.rows[: 3 * ROWS], NOW)
        hidden = [image_row(f"hidden {number}", hidden_by=job.id) for number in range(99)]
        session.catalog.create_rows(world.dataset_id, hidden, None, NOW)
        session.catalog.create_rows(other.dataset_id, [rich_row(number) for number in range(999)], None, NOW)
        fill_what_follows(session, world)
    world.rows = world.rows[:50]
    return world, job


def fill_what_follows(session: Session, world: World) -> None:
    """Fill what grows with imports and labels, but not by them alone."""
    for label in session.labels.of_rows(world.project_id, world.rows):
        session.labels.append_version(LabelVersion(label_id=label.id, no=1, annotations=[]))
    found = [Occurrence(world.set_id, 1, row, [1] * 16) for row in world.rows]
    session.projections.replace(world.set_id, world.rows, found)
    for number in range(5):
        session.models.add_rows(make_run(session, f"run {number}").id, world.rows)
    for _ in range(300):
        earlier = session.jobs.create(world.new_job())
        session.usage.add(earlier.id, {"box": 1, "mask": 1, "radio": 1})
    shared = "INSERT INTO shared_row (job_id, data_row_id) SELECT 1, id FROM data_row"
    driver(session).execute(shared)


def rich_row(number: int) -> NewRow:
    """Describe a data row with all that can hang on one."""
    row = image_row(f"rich {number}")
    row.metadata = {"street": f"{number}"}
    row.attachments = [Attachment(type="TEXT", value=f"{number}")]
    return row


def driver(session: Session) -> psycopg.Connection[Any]:
    """Return what the session talks to: only the driver's connection can be listened at."""
    assert isinstance(session, SqlSession)
    found = session.bundles._hot  # noqa: SLF001
    assert isinstance(found, PostgresHotStatements)
    return found._connection  # noqa: SLF001


def plans(world: World, act: Callable[[Session], object]) -> dict[str, list[dict[str, Any]]]:
    """Return the nodes of the plan of every statement `act` runs, and leave the database as it was."""
    found: dict[str, list[dict[str, Any]]] = {}

    def run(session: Session) -> None:
        connection = driver(session)
        connection.cursor_factory = RecordingCursor
        recorded.clear()
        try:
            result = act(session)
            if isinstance(result, Iterator):
                list(result)
        finally:
            connection.cursor_factory = psycopg.Cursor
        for query, values in recorded:
            if STATEMENT.match(str(query)):
                row = connection.execute(f"EXPLAIN (FORMAT JSON) {query}", values).fetchone()
                assert row is not None
                found[str(query)] = list(nodes(row[0][0]["Plan"]))
        raise RollBack

    with pytest.raises(RollBack), world.write() as session:
        run(session)
    return found


IMPORTING = [
    "advance", "add_failures", "bundles_with_layers", "digests", "find_rows by key", "find_rows by uid",
    "fold", "job_segments", "lease", "next_rows", "publish", "segments_of_row", "unsettled_rows",
    "used_global_keys", "versioned_rows", "write_segments",
]  # fmt: skip


@pytest.mark.parametrize("name", IMPORTING)
def test_an_import_into_tables_nobody_has_looked_at_looks_up(unknown: tuple[World, Job], name: str):
    world, job = unknown
    found = plans(world, lambda session: ACTS[name](session, world, job))
    assert [shown(plan) for plan in found.values() if scanned(plan)] == []


@pytest.mark.parametrize("by", ["uid", "global_key"])
def test_rows_are_found_one_by_one_in_tables_nobody_has_looked_at(unknown: tuple[World, Job], by: str):
    world, job = unknown
    names = [f"name {number}" for number in range(50)]
    found = plans(world, lambda session: session.catalog.find_rows(by, names, world.project_id, job.id))
    inner = [node for plan in found.values() for node in plan if node.get("Alias") in ("task", "asset")]
    assert {node["Alias"] for node in inner} == {"task", "asset"}
    assert all("data_row_id" in node["Index Cond"] for node in inner)


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a plan and everything below it."""
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def scanned(plan: list[dict[str, Any]]) -> set[str]:
    """Return the large tables a plan reads through: row by row, or along a whole index."""
    return {
        node["Relation Name"]
        for node in plan
        if node["Node Type"] in ("Seq Scan", "Index Scan", "Index Only Scan") and "Index Cond" not in node
        if node["Relation Name"] in LARGE
    }


def sorts(plan: list[dict[str, Any]]) -> list[str]:
    """Return what a plan does to bring rows into order."""
    return [node["Node Type"] for node in plan if "Sort" in node["Node Type"]]


def shown(plan: list[dict[str, Any]]) -> list[str]:
    """Spell a plan for a failing test."""
    names = ("Node Type", "Relation Name", "Index Name", "Index Cond", "Filter", "Sort Key")
    return [" ".join(str(node[name]) for name in names if name in node) for node in plan]


@pytest.mark.parametrize("name", ACTS)
def test_no_large_table_is_read_through(stage: tuple[World, Job], name: str):
    world, job = stage
    found = plans(world, lambda session: ACTS[name](session, world, job))
    assert [shown(plan) for plan in found.values() if scanned(plan)] == []


@pytest.mark.parametrize("name", PAGED)
def test_no_page_needs_a_sort(stage: tuple[World, Job], name: str):
    world, job = stage
    found = plans(world, lambda session: ACTS[name](session, world, job))
    pages = {text: plan for text, plan in found.items() if "LIMIT" in text}
    assert pages
    assert [shown(plan) for plan in pages.values() if sorts(plan)] == []


@pytest.mark.parametrize("by", ["uid", "global_key"])
def test_rows_are_found_without_reading_through_their_project(stage: tuple[World, Job], by: str):
    world, job = stage
    found = plans(world, lambda session: session.catalog.find_rows(by, ["a", "b"], world.project_id, job.id))
    conditions = [
        node["Index Cond"] for plan in found.values() for node in plan if node.get("Alias") == "task"
    ]
    assert conditions
    assert all("data_row_id" in condition for condition in conditions)


def test_appending_a_version_looks_its_label_up(stage: tuple[World, Job]):
    world, _ = stage
    version = LabelVersion(label_id=1, no=2, annotations=[])
    found = plans(world, lambda session: session.labels.append_version(version))
    assert [shown(plan) for plan in found.values() if scanned(plan)] == []
