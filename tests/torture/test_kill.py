"""Kill the importer anywhere, resume, and compare with a run nobody disturbed (promise 3)."""

import random
import time
from pathlib import Path

import pytest

from tests.postgres import PostgresServer
from tests.torture.place import STORES, Undisturbed
from tests.torture.quarry import rows_of_every_sort, snapshot, start
from tests.unit.services.imports.rows import source

ROWS = {"sqlite": 60_000, "postgres": 40_000}
"""Rows of the file: several blocks in either case."""

FEW = range(2)
MANY = range(2, 55)


@pytest.fixture(scope="module", params=STORES)
def undisturbed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Undisturbed:
    server = postgres_server if request.param == "postgres" else None
    rows = rows_of_every_sort(ROWS[request.param])
    return Undisturbed(tmp_path_factory.mktemp("undisturbed"), server, source(rows))


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Shuffled rows are sorted first: in blocks this small, the importer is killed in the middle of that."""
    rows = rows_of_every_sort(ROWS["sqlite"])
    random.Random(1).shuffle(rows)
    return Undisturbed(tmp_path_factory.mktemp("shuffled"), None, source(rows), block_bytes=512 * 1024)


def kill_and_resume(undisturbed: Undisturbed, folder: Path, seed: int) -> int:
    """Run the job to its end through kills at random instants; return how many hit a running importer."""
    chance = random.Random(seed)
    undisturbed.copy(folder / "run")
    kills = 0
    for _ in range(3):
        process = start(folder / "run", undisturbed.job_uid, undisturbed.block_bytes)
        time.sleep(chance.uniform(0.2, 0.95) * undisturbed.seconds)
        kills += process.poll() is None
        undisturbed.interrupt(process, chance)
    process = start(folder / "run", undisturbed.job_uid, undisturbed.block_bytes)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors.decode()
    return kills


def test_the_undisturbed_run_has_rows_of_every_outcome(undisturbed: Undisturbed) -> None:
    counts = undisturbed.state["counts"]
    assert undisturbed.state["state"] == "finished"
    told = sum(counts[name] for name in ("accepted", "updated", "unchanged", "rejected"))
    assert counts["read"] == told in ROWS.values()
    assert counts["rejected"] == len(undisturbed.state["failures"]) > 1_000


@pytest.mark.parametrize("seed", FEW)
def test_a_killed_import_resumes_to_the_state_of_an_undisturbed_one(
    undisturbed: Undisturbed, tmp_path: Path, seed: int
) -> None:
    kill_and_resume(undisturbed, tmp_path, seed)
    assert snapshot(tmp_path / "run", undisturbed.job_uid) == undisturbed.state


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_import_of_shuffled_rows_resumes_to_the_state_of_an_undisturbed_one(
    shuffled: Undisturbed, tmp_path: Path, seed: int
) -> None:
    kill_and_resume(shuffled, tmp_path, seed)
    assert snapshot(tmp_path / "run", shuffled.job_uid) == shuffled.state
    assert {path.suffix for path in (tmp_path / "run" / "spool").iterdir()} <= {"", ".part"}
    assert (tmp_path / "run" / "spool" / shuffled.job_uid).stat().st_size > 1_000_000


@pytest.mark.torture
@pytest.mark.parametrize("seed", MANY)
def test_fifty_more_killed_imports_resume_to_the_same_state(
    undisturbed: Undisturbed, tmp_path: Path, seed: int
) -> None:
    kill_and_resume(undisturbed, tmp_path, seed)
    assert snapshot(tmp_path / "run", undisturbed.job_uid) == undisturbed.state
