"""Kill the importer anywhere, resume, and compare with a run nobody disturbed (promise 3)."""

import random
import shutil
import time
from pathlib import Path

import pytest

from postil.formats.blocks import BLOCK_BYTES
from tests.torture.quarry import prepare, rows_of_every_sort, snapshot, start

ROWS = 60_000
FEW = range(5)
MANY = range(5, 55)


class Undisturbed:
    """One job as received, and what it comes to when nobody interferes.

    Shuffled rows are sorted first: in blocks this small, the importer is killed in the middle of that too.
    """

    def __init__(self, folder: Path, *, is_shuffled: bool = False) -> None:
        self.received = folder / "received"
        self.received.mkdir()
        rows = rows_of_every_sort(ROWS)
        if is_shuffled:
            random.Random(1).shuffle(rows)
        self.block_bytes = 512 * 1024 if is_shuffled else BLOCK_BYTES
        self.job_uid = prepare(self.received, rows)
        done = folder / "done"
        shutil.copytree(self.received, done)
        began = time.monotonic()
        process = start(done, self.job_uid, self.block_bytes)
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
        self.seconds = time.monotonic() - began
        self.state = snapshot(done, self.job_uid)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    return Undisturbed(tmp_path_factory.mktemp("undisturbed"))


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    return Undisturbed(tmp_path_factory.mktemp("shuffled"), is_shuffled=True)


def kill_and_resume(undisturbed: Undisturbed, folder: Path, seed: int) -> int:
    """Run the job to its end through kills at random instants; return how many hit a running importer."""
    chance = random.Random(seed)
    shutil.copytree(undisturbed.received, folder / "run")
    kills = 0
    for _ in range(3):
        process = start(folder / "run", undisturbed.job_uid, undisturbed.block_bytes)
        time.sleep(chance.uniform(0.2, 0.95) * undisturbed.seconds)
        kills += process.poll() is None
        process.kill()
        process.communicate()
    process = start(folder / "run", undisturbed.job_uid, undisturbed.block_bytes)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors.decode()
    return kills


def test_the_undisturbed_run_has_rows_of_every_outcome(undisturbed: Undisturbed) -> None:
    counts = undisturbed.state["counts"]
    assert undisturbed.state["state"] == "finished"
    assert counts["read"] == ROWS
    assert counts["accepted"] + counts["updated"] + counts["unchanged"] + counts["rejected"] == ROWS
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
