import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from postil.errors import StoreError
from postil.stores.sql.columns import Json
from postil.stores.sql.migration import SCRIPTS, migrate
from postil.stores.sql.postgres import PostgresStore, parsed
from postil.stores.sql.schema import REVISION, metadata
from postil.stores.sql.sqlite import SqliteStore


def structure(path: Path) -> dict[str, object]:
    """Describe every table and index of a database as SQLite itself sees them."""
    connection = sqlite3.connect(path)
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%'"
    found: dict[str, object] = {}
    for kind, name, table, sql in connection.execute(query).fetchall():
        detail = "table" if kind == "table" else "index"
        found[f"{kind} {name} of {table}"] = (
            connection.execute(f"PRAGMA {detail}_xinfo({name})").fetchall(),
            connection.execute(f"PRAGMA foreign_key_list({name})").fetchall() if kind == "table" else [],
            " ".join((sql or "").split()),
        )
    connection.close()
    return found


def made_whole(path: Path) -> Path:
    SqliteStore(path).close()
    return path


def test_migrating_from_nothing_makes_what_is_made_whole(tmp_path):
    whole, stepwise = made_whole(tmp_path / "whole.db"), tmp_path / "stepwise.db"
    engine = create_engine(f"sqlite:///{stepwise}")
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()
    assert structure(stepwise) == structure(whole)


def test_the_newest_revision_is_the_one_a_new_database_is_stamped_with(tmp_path):
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION
    connection = sqlite3.connect(made_whole(tmp_path / "postil.db"))
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(REVISION,)]
    connection.close()


def test_opening_a_database_again_changes_nothing(tmp_path):
    path = made_whole(tmp_path / "postil.db")
    before = structure(path)
    made_whole(path)
    assert structure(path) == before


def test_a_database_of_a_newer_program_is_refused(tmp_path):
    path = made_whole(tmp_path / "postil.db")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="9999") as caught:
        SqliteStore(path)
    assert caught.value.code == "STO005"


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "postil.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()
    before = structure(path)
    with pytest.raises(StoreError, match="another program"):
        SqliteStore(path)
    assert structure(path) == before


def test_a_start_without_anything_to_migrate_loads_no_alembic(tmp_path):
    program = (
        "import sys; from pathlib import Path; from postil.stores.sql.sqlite import SqliteStore; "
        "SqliteStore(Path(sys.argv[1])).close(); sys.exit('alembic' in sys.modules)"
    )
    for _ in range(2):
        subprocess.run([sys.executable, "-c", program, tmp_path / "postil.db"], check=True)


def test_programs_that_start_at_once_make_one_database(tmp_path):
    program = (
        "import sys; from pathlib import Path; from postil.stores.sql.sqlite import SqliteStore; "
        "SqliteStore(Path(sys.argv[1])).close()"
    )
    path = tmp_path / "postil.db"
    starts = [subprocess.Popen([sys.executable, "-c", program, path]) for _ in range(3)]
    assert [start.wait() for start in starts] == [0, 0, 0]
    assert structure(path) == structure(made_whole(tmp_path / "other.db"))


# What PostgreSQL itself says about our tables. Where a column stands in its table is of no importance.
POSTGRES_STRUCTURE = """
SELECT 'column', attrelid::regclass || '.' || attname, format_type(atttypid, atttypmod), attnotnull,
       attstorage, attcollation::regcollation::text, pg_get_expr(adbin, adrelid)
FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r')
  AND attnum > 0 AND NOT attisdropped
UNION ALL
SELECT 'constraint', conname, pg_get_constraintdef(oid), NULL, NULL, NULL, NULL
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL
SELECT 'index', indexname, indexdef, NULL, NULL, NULL, NULL FROM pg_indexes WHERE schemaname = 'public'
UNION ALL
SELECT 'table', relname, array_to_string(reloptions, ','), NULL, NULL, NULL, NULL
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
"""


def postgres_structure(url: str) -> set[tuple[object, ...]]:
    """Describe every table and index of a database as PostgreSQL itself sees them."""
    with psycopg.connect(url) as connection:
        found = connection.execute(POSTGRES_STRUCTURE).fetchall()
    return {row for row in found if "alembic" not in row[1]}


def test_migrating_postgresql_from_nothing_makes_what_is_made_whole(postgres_url, blank_postgres_url):
    engine = create_engine(parsed(blank_postgres_url))
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()
    found, wanted = postgres_structure(blank_postgres_url), postgres_structure(postgres_url)
    assert len(wanted) > 300
    assert found ^ wanted == set()


def test_every_text_of_postgresql_is_ordered_by_code_point(postgres_url):
    query = (
        "SELECT table_name || '.' || column_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
    )
    with psycopg.connect(postgres_url) as connection:
        found = {name for (name,) in connection.execute(query)}
    # JSON is never compared and never ordered.
    assert found == {
        str(c) for table in metadata.tables.values() for c in table.c if isinstance(c.type, Json)
    }


def test_programs_that_start_at_once_make_one_postgresql_database(postgres_url, blank_postgres_url):
    program = (
        "import sys; from postil.stores.sql.postgres import PostgresStore; PostgresStore(sys.argv[1]).close()"
    )
    starts = [subprocess.Popen([sys.executable, "-c", program, blank_postgres_url]) for _ in range(3)]
    assert [start.wait() for start in starts] == [0, 0, 0]
    assert postgres_structure(blank_postgres_url) == postgres_structure(postgres_url)


def test_a_postgresql_database_of_another_program_is_refused_and_left_alone(blank_postgres_url):
    with psycopg.connect(blank_postgres_url) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    before = postgres_structure(blank_postgres_url)
    with pytest.raises(StoreError, match="another program") as caught:
        PostgresStore(blank_postgres_url)
    assert caught.value.code == "STO005"
    assert postgres_structure(blank_postgres_url) == before
