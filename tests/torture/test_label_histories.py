"""Many more histories of people and imports around one label than the suite has time for."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from postil.stores.sql.sqlite import SqliteStore
from tests.compliance.test_label_histories import STEPS, History, Server
from tests.unit.services.imports.conftest import Studio

HISTORIES = 2_000
# Each part starts with an empty database, and parts share the processors.
PARTS = 10

pytestmark = pytest.mark.torture


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    store = SqliteStore(tmp_path / "postil.db")
    with store.write() as session:
        actor = session.access.create_user("ann@example.org", "Ann", True, 1)
    yield Server(Studio(tmp_path, store, actor))
    store.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_labels_follow_the_rules_in_every_history(server: Server, part: int):
    size = HISTORIES // PARTS
    for seed in range(part * size, (part + 1) * size):
        history = History(server, Random(seed))
        for _ in range(2 * STEPS):
            history.step()
        history.end()
