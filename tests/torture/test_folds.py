"""Thousands of random histories of layers on every store, compared with plain Python."""

from collections.abc import Callable
from pathlib import Path

import pytest

from postil.ports.store import Store
from postil.stores.sql.sqlite import SqliteStore
from postil.testing.store_folds import play_many

HISTORIES = 5_000
PARTS = 10

STORES: dict[str, Callable[[Path], Store]] = {
    "sqlite": lambda folder: SqliteStore(folder / "postil.db", wait_s=60),
}


@pytest.mark.torture
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", STORES)
def test_a_history_comes_to_what_plain_python_makes_of_it(tmp_path: Path, name: str, part: int) -> None:
    store = STORES[name](tmp_path)
    size = HISTORIES // PARTS
    play_many(store, range(part * size, (part + 1) * size))
    store.close()
