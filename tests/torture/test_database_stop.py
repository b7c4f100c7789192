"""Stop PostgreSQL in the middle of an import, start it again, resume, and compare (promise 3)."""

import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from tests.postgres import CRASH_SAFE, PostgresServer
from tests.torture.place import Undisturbed
from tests.torture.quarry import rows_of_every_sort, snapshot, start
from tests.unit.services.imports.rows import source

pytestmark = pytest.mark.torture

ROWS = 8_000
BLOCK_BYTES = 64 * 1024
"""Blocks this small make two dozen transactions of the file, and as many instants between them."""


class Instant(NamedTuple):
    """A moment of an import: the first at which the database shows at least this."""

    stage: str
    chunk: int = 0
    settle_after: int = 0


STAGES = ("partition", "write", "settle", "publish", "done")
INSTANTS = (
    Instant("write", chunk=1),
    Instant("write", chunk=4),
    Instant("write", chunk=11),
    Instant("settle"),
    Instant("settle", settle_after=100),
)


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server of our own that loses its last commits when it is stopped, unless its client forbids it."""
    server = PostgresServer(CRASH_SAFE)
    yield server
    server.close()


@pytest.fixture(scope="module")
def undisturbed(server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    content = source(rows_of_every_sort(ROWS))
    return Undisturbed(tmp_path_factory.mktemp("undisturbed"), server, content, block_bytes=BLOCK_BYTES)


@pytest.fixture
def run(undisturbed: Undisturbed, tmp_path: Path) -> Path:
    return undisturbed.copy(tmp_path / "run")


def await_instant(folder: Path, job_uid: str, instant: Instant) -> None:
    """Wait until the import has come so far."""
    query = "SELECT stage, chunk, settle_after FROM job WHERE uid = %s"
    with psycopg.connect((folder / "database").read_text(), autocommit=True) as connection:
        while True:
            found = connection.execute(query, [job_uid]).fetchone()
            assert found is not None
            stage, chunk, settle_after = found
            order = (STAGES.index(stage), chunk, settle_after)
            if order >= (STAGES.index(instant.stage), instant.chunk, instant.settle_after):
                return
            time.sleep(0.001)


def stop_under(server: PostgresServer, importer: "subprocess.Popen[bytes]") -> bool:
    """Stop and start the server; tell whether the importer was stopped by it."""
    server.stop_immediately()
    _, errors = importer.communicate(timeout=60)
    server.start_again()
    assert importer.returncode == 0 or b"STO006" in errors, errors.decode()
    return importer.returncode != 0


def finish(folder: Path, undisturbed: Undisturbed) -> None:
    """Resume the import and take it to its end."""
    importer = start(folder, undisturbed.job_uid, BLOCK_BYTES)
    _, errors = importer.communicate(timeout=60)
    assert importer.returncode == 0, errors.decode()


def test_the_undisturbed_run_accounts_for_every_line(undisturbed: Undisturbed) -> None:
    counts = undisturbed.state["counts"]
    assert undisturbed.state["state"] == "finished"
    assert sum(counts[name] for name in ("accepted", "updated", "unchanged", "rejected")) == ROWS
    assert counts["rejected"] == len(undisturbed.state["failures"]) > 100


@pytest.mark.parametrize("instant", INSTANTS, ids=str)
def test_an_import_whose_database_stopped_resumes_to_the_state_of_an_undisturbed_one(
    server: PostgresServer, undisturbed: Undisturbed, run: Path, instant: Instant
) -> None:
    importer = start(run, undisturbed.job_uid, BLOCK_BYTES)
    await_instant(run, undisturbed.job_uid, instant)
    assert stop_under(server, importer)
    finish(run, undisturbed)
    assert snapshot(run, undisturbed.job_uid) == undisturbed.state


@pytest.mark.parametrize("seed", range(2))
def test_an_import_whose_database_stops_again_and_again_resumes_to_the_same_state(
    server: PostgresServer, undisturbed: Undisturbed, run: Path, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(2):
        importer = start(run, undisturbed.job_uid, BLOCK_BYTES)
        time.sleep(chance.uniform(0.3, 1) * undisturbed.seconds)
        stop_under(server, importer)
    finish(run, undisturbed)
    assert snapshot(run, undisturbed.job_uid) == undisturbed.state
