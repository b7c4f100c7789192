"""Clocks jump; what an import comes to does not depend on them."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from postil.services.imports.importer import Importer
from tests.postgres import PostgresServer
from tests.torture.place import STORES, Undisturbed
from tests.torture.quarry import rows_of_every_sort, snapshot, workshop
from tests.unit.services.imports.rows import blocks_of

HOUR = timedelta(hours=1)
JUMPS = {
    "stands still": itertools.repeat(timedelta()),
    "goes an hour back at every look": itertools.repeat(-HOUR),
    "goes an hour on at every look": itertools.repeat(HOUR),
    "swings by a day": itertools.cycle([24 * HOUR, -24 * HOUR]),
}


class JumpingClock:
    """A clock that is set anew whenever somebody looks."""

    def __init__(self, jumps: Iterator[timedelta]) -> None:
        self._jumps, self._now = jumps, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)

    def now(self) -> datetime:
        self._now += next(self._jumps)
        return self._now


@pytest.fixture(scope="module", params=STORES)
def undisturbed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Undisturbed:
    server = postgres_server if request.param == "postgres" else None
    rows = rows_of_every_sort(300, data_rows=9)
    content = blocks_of(rows[::3], rows[1::3], rows[2::3])
    return Undisturbed(tmp_path_factory.mktemp("undisturbed"), server, content)


@pytest.mark.parametrize("name", JUMPS)
def test_a_clock_that_jumps_changes_nothing_of_an_import(
    undisturbed: Undisturbed, tmp_path: Path, name: str
) -> None:
    folder = undisturbed.copy(tmp_path / "run")
    shop = workshop(folder)
    jumping = msgspec.structs.replace(shop, clock=JumpingClock(JUMPS[name]))
    Importer(jumping, "torture").run(undisturbed.job_uid)
    shop.store.close()
    assert snapshot(folder, undisturbed.job_uid) == undisturbed.state
