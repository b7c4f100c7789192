"""Thousands of random histories of layers on every store, compared with plain Python."""

from pathlib import Path

import pytest

from postil.server.database import open_database
from postil.testing.store_folds import play_many
from tests.postgres import PostgresServer
from tests.torture.place import STORES

HISTORIES = 5_000
PARTS = 10


@pytest.mark.torture
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", STORES)
def test_a_history_comes_to_what_plain_python_makes_of_it(
    tmp_path: Path, postgres_server: PostgresServer, name: str, part: int
) -> None:
    url = f"sqlite:///{tmp_path / 'postil.db'}"
    if name == "postgres":
        url = postgres_server.url(postgres_server.create())
    database = open_database(url, wait_s=60)
    size = HISTORIES // PARTS
    play_many(database.store, range(part * size, (part + 1) * size))
    database.close()
