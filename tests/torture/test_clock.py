"""Clocks jump; what an import comes to does not depend on them."""

import itertools
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from postil.services.imports.importer import Importer
from tests.torture.quarry import prepare, rows_of_every_sort, snapshot, workshop
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


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("received")
    rows = rows_of_every_sort(300, data_rows=9)
    return folder, prepare(folder, blocks_of(rows[::3], rows[1::3], rows[2::3]))


def run(received: tuple[Path, str], folder: Path, jumps: Iterator[timedelta] | None) -> dict[str, object]:
    origin, job_uid = received
    shutil.copytree(origin, folder)
    shop = workshop(folder)
    clock = shop.clock if jumps is None else JumpingClock(jumps)
    Importer(msgspec.structs.replace(shop, clock=clock), "torture").run(job_uid)
    shop.store.close()
    return snapshot(folder, job_uid)


@pytest.mark.parametrize("name", JUMPS)
def test_a_clock_that_jumps_changes_nothing_of_an_import(
    received: tuple[Path, str], tmp_path: Path, name: str
) -> None:
    assert run(received, tmp_path / "jumping", JUMPS[name]) == run(received, tmp_path / "usual", None)
