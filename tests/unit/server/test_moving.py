"""Nothing is lost on the way from one database to another, and nothing else writes meanwhile."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from postil.errors import ConflictError, NotFoundError, StoreError, UsageError
from postil.model.annotation import Annotation
from postil.model.ontology import Feature, Ontology
from postil.ports.labels import LabelVersion
from postil.server.lock import FolderLock
from postil.server.moving import move_database, url_of
from postil.stores.sql.postgres import PostgresStore
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.world import NOW, image_row, populate, segment


def silent(table: str, done: int, total: int) -> None:
    """Take progress nobody watches."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data directory whose database has something in every kind of column, and gaps in its ids."""
    store = SqliteStore(tmp_path / "data" / "postil.db")
    world = populate(store, rows=2_500)
    job = world.start_job()
    world.layer(job, [segment(row, {"a": "car", "\x00b": "bus"}) for row in world.rows[:1_200]])
    world.publish(job)
    parent = Feature("car", "box", [Feature("colour", "radio", [Feature("red", "option")])])
    with store.write() as session:
        session.access.create_user("ann@example.org", "Ann", True, NOW)
        stored = session.ontologies.create(Ontology("street", [parent, Feature("sign", "box")]), NOW)
        # The older feature now lies below a newer one.
        stored.features[0].children.append(Feature("old", "radio", [stored.features.pop(1)]))
        session.ontologies.update(stored, NOW)
        session.catalog.create_rows(world.dataset_id, [image_row("a\x00b\x1a")], None, NOW)
        session.labels.ensure_imported(world.project_id, world.set_id, None, world.rows[:2], NOW)
        session.labels.append_version(LabelVersion(label_id=1, no=1, annotations=[Annotation(key="k")]))
        session.catalog.create_rows(world.dataset_id, [image_row("gone", hidden_by=job.id)], None, NOW)
        session.catalog.drop_hidden(job.id, limit=9)
    store.close()
    return tmp_path / "data"


def dump(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    # How a table was made is of no interest, what is in it is.
    lines = [line for line in connection.iterdump() if line.startswith("INSERT")]
    connection.close()
    return sorted(lines)


def test_a_database_that_moved_there_and_back_is_the_same(folder, tmp_path, blank_postgres_url):
    there = move_database(str(folder), blank_postgres_url, silent)
    back = move_database(blank_postgres_url, str(tmp_path / "back"), silent)
    assert there == back
    assert dump(tmp_path / "back" / "postil.db") == dump(folder / "postil.db")
    assert {one.table: one.rows for one in there}["data_row"] == 2_501


def test_ids_that_were_given_out_are_not_given_out_again(folder, blank_postgres_url):
    move_database(str(folder), blank_postgres_url, silent)
    here, there = SqliteStore(folder / "postil.db"), PostgresStore(blank_postgres_url)
    made = []
    for store in (here, there):
        with store.write() as session:
            [dataset] = session.catalog.list_datasets(after_id=0, limit=1)
            made += session.catalog.create_rows(dataset.id, [image_row()], None, NOW)
        store.close()
    # 2,500 and one row, and one that is gone.
    assert made == [2_503, 2_503]


def test_a_target_with_anything_in_it_is_refused_and_left_alone(folder, postgres_url):
    store = PostgresStore(postgres_url)
    populate(store)
    store.close()
    with pytest.raises(ConflictError, match="not empty"):
        move_database(str(folder), postgres_url, silent)
    PostgresStore(postgres_url).close()


def test_a_database_does_not_move_onto_itself(folder):
    with pytest.raises(UsageError):
        move_database(str(folder), str(folder / "postil.db"), silent)


def test_a_source_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(NotFoundError):
        move_database(str(tmp_path / "nothing"), str(tmp_path / "new.db"), silent)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["server.lock", "spool/01.lock"])
def test_a_source_with_a_server_or_an_importer_at_work_is_refused(folder, tmp_path, name):
    lock = FolderLock(folder, name)
    assert lock.acquire()
    with pytest.raises(ConflictError, match="in use"):
        move_database(str(folder), str(tmp_path / "new.db"), silent)
    lock.release()


# Ends without any farewell once the third table is begun.
KILLED = """
import os, sys
from postil.server.moving import move_database

tables = []
def progress(table, done, total):
    tables.append(table)
    if done > 1500:
        os.kill(os.getpid(), 9)

move_database(sys.argv[1], sys.argv[2], progress)
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_move_that_was_killed_leaves_nothing_anybody_uses_and_starts_anew(
    folder, tmp_path, blank_postgres_url, kind
):
    target = blank_postgres_url if kind == "postgres" else str(tmp_path / "new" / "postil.db")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(folder), target], check=False)
    assert killed.returncode == -9
    with pytest.raises(StoreError, match="unfinished") as caught:
        PostgresStore(target) if kind == "postgres" else SqliteStore(Path(target))
    assert caught.value.code == "STO007"
    moved = move_database(str(folder), target, silent)
    assert {one.table: one.rows for one in moved}["segment"] == 1_200


def test_a_copy_that_differs_is_noticed(folder, blank_postgres_url):
    def meddle(table: str, done: int, total: int) -> None:
        if table == "data_row" and done == total:
            with psycopg.connect(blank_postgres_url) as connection:
                connection.execute("UPDATE data_row SET created_at = 7 WHERE id = 1234")

    with pytest.raises(StoreError, match="data_row") as caught:
        move_database(str(folder), blank_postgres_url, meddle)
    assert caught.value.code == "STO008"
    with pytest.raises(StoreError, match="unfinished"):
        PostgresStore(blank_postgres_url)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("/data", "sqlite:////data/postil.db"),
        ("/data/other.db", "sqlite:////data/other.db"),
        ("sqlite:////data/other.db", "sqlite:////data/other.db"),
        ("postgresql://ann@db/postil", "postgresql://ann@db/postil"),
    ],
)
def test_a_database_is_named_by_its_url_its_file_or_its_directory(text, url):
    assert url_of(text) == url
