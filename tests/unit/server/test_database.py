"""One function opens whatever database a URL names."""

import subprocess
import sys

import pytest

from postil.errors import ConflictError
from postil.ports.clock import SystemClock
from postil.server.app import build
from postil.server.database import open_database
from postil.server.settings import Settings
from postil.stores.sql.postgres import PostgresStore
from postil.stores.sql.postgres_clock import PostgresClock
from postil.stores.sql.sqlite import SqliteStore


def test_a_file_is_opened_as_sqlite_and_goes_by_the_clock_of_the_machine(tmp_path):
    database = open_database(f"sqlite:///{tmp_path}/postil.db")
    assert (type(database.store), type(database.clock)) == (SqliteStore, SystemClock)
    database.close()


def test_postgresql_is_opened_and_goes_by_its_own_clock(postgres_url):
    database = open_database(postgres_url)
    assert (type(database.store), type(database.clock)) == (PostgresStore, PostgresClock)
    database.close()


def test_sqlite_needs_nothing_of_postgresql(tmp_path):
    program = (
        "import sys; from postil.server.database import open_database; import postil.server.app; "
        "open_database(f'sqlite:///{sys.argv[1]}/postil.db').close(); sys.exit('psycopg' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, tmp_path], check=True)


def test_without_the_driver_it_says_what_to_install():
    program = (
        "import sys; from importlib.machinery import PathFinder\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        return None if name.startswith('psycopg') else PathFinder.find_spec(name, path, target)\n"
        "sys.meta_path = [found for found in sys.meta_path if found is not PathFinder] + [Missing()]\n"
        "from postil.server.database import open_database\n"
        "open_database('postgresql://ann:opensesame@db/postil')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "pip install 'postil[postgres]'" in done.stderr
    assert "opensesame" not in done.stderr.replace(program, "")


def test_two_servers_with_data_directories_of_their_own_do_not_share_a_database(tmp_path, postgres_url):
    def settings(name: str) -> Settings:
        return Settings(data=str(tmp_path / name), database_url=postgres_url)

    first = build(settings("one"))
    with pytest.raises(ConflictError, match="another Postil server"):
        build(settings("two"))
    first.close()
    build(settings("two")).close()
