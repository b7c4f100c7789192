"""Kill the importer anywhere, resume, and compare with a run nobody disturbed (promise 3)."""

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.postgres import PostgresServer
from tests.torture.quarry import NAMED, prepare, rows_of_every_sort, snapshot, start

ROWS = {"sqlite": 60_000, "postgres": 40_000}
"""Rows of the file: several blocks in either case."""

FEW = range(5)
MANY = range(5, 55)


class Undisturbed:
    """One job as received, and what it comes to when nobody interferes.

    Args:
        folder: Where to work.
        rows: How many there are in the file.
        server: Keeps the databases; without one they are files.
    """

    def __init__(self, folder: Path, rows: int, server: PostgresServer | None) -> None:
        self.rows = rows
        self._server = server
        self.received = folder / "received"
        self.received.mkdir()
        self._name = server.create() if server else ""
        self._point(self.received, self._name)
        self.job_uid = prepare(self.received, rows_of_every_sort(rows))
        done = self.copy(folder / "done")
        began = time.monotonic()
        process = start(done, self.job_uid)
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()
        self.seconds = time.monotonic() - began
        self.state = snapshot(done, self.job_uid)

    def _point(self, folder: Path, name: str) -> None:
        if self._server:
            (folder / NAMED).write_text(self._server.url(name))

    def copy(self, folder: Path) -> Path:
        """Copy the job as it was received, with its database."""
        shutil.copytree(self.received, folder)
        if self._server:
            self._current = self._server.create(self._name)
            self._point(folder, self._current)
        return folder

    def interrupt(self, process: "subprocess.Popen[bytes]", chance: random.Random) -> None:
        """Kill the importer, or, where there is a server, sometimes its connections to the latest copy."""
        if self._server and chance.random() < 0.4:
            self._server.disconnect(self._current)
            _, errors = process.communicate(timeout=120)
            assert process.returncode == 0 or b"STO006" in errors, errors.decode()
        else:
            process.kill()
            process.communicate()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def undisturbed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Undisturbed:
    server = postgres_server if request.param == "postgres" else None
    return Undisturbed(tmp_path_factory.mktemp("undisturbed"), ROWS[request.param], server)


def kill_and_resume(undisturbed: Undisturbed, folder: Path, seed: int) -> int:
    """Run the job to its end through kills at random instants; return how many hit a running importer."""
    chance = random.Random(seed)
    undisturbed.copy(folder / "run")
    kills = 0
    for _ in range(3):
        process = start(folder / "run", undisturbed.job_uid)
        time.sleep(chance.uniform(0.2, 0.95) * undisturbed.seconds)
        kills += process.poll() is None
        undisturbed.interrupt(process, chance)
    process = start(folder / "run", undisturbed.job_uid)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors.decode()
    return kills


def test_the_undisturbed_run_has_rows_of_every_outcome(undisturbed: Undisturbed) -> None:
    counts = undisturbed.state["counts"]
    assert undisturbed.state["state"] == "finished"
    assert counts["read"] == undisturbed.rows
    assert (
        counts["accepted"] + counts["updated"] + counts["unchanged"] + counts["rejected"] == undisturbed.rows
    )
    assert counts["rejected"] == len(undisturbed.state["failures"]) > 1_000


@pytest.mark.parametrize("seed", FEW)
def test_a_killed_import_resumes_to_the_state_of_an_undisturbed_one(
    undisturbed: Undisturbed, tmp_path: Path, seed: int
) -> None:
    kill_and_resume(undisturbed, tmp_path, seed)
    assert snapshot(tmp_path / "run", undisturbed.job_uid) == undisturbed.state


@pytest.mark.torture
@pytest.mark.parametrize("seed", MANY)
def test_fifty_more_killed_imports_resume_to_the_same_state(
    undisturbed: Undisturbed, tmp_path: Path, seed: int
) -> None:
    kill_and_resume(undisturbed, tmp_path, seed)
    assert snapshot(tmp_path / "run", undisturbed.job_uid) == undisturbed.state
