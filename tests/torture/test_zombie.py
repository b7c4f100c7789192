"""A process that was stopped, lost its job to another one, and wakes up changes nothing any more."""

import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from postil.errors import RetryableStoreError
from postil.services.imports.importer import Importer
from tests.postgres import PostgresServer
from tests.torture.place import STORES, Undisturbed
from tests.torture.quarry import rows_of_every_sort, snapshot, start, workshop
from tests.unit.services.imports.rows import source

ROWS = 40_000


@pytest.fixture(scope="module", params=STORES)
def undisturbed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Undisturbed:
    server = postgres_server if request.param == "postgres" else None
    return Undisturbed(tmp_path_factory.mktemp("undisturbed"), server, source(rows_of_every_sort(ROWS)))


def take_over(folder: Path, job_uid: str, *, wait_s: float = 60.0) -> bool:
    """Bring the job to its end; False when somebody who was stopped in the middle of a write holds it up."""
    try:
        shop = workshop(folder, wait_s=wait_s)
    except RetryableStoreError:
        return False
    try:
        Importer(shop, "second").run(job_uid, is_alone=True)
    except RetryableStoreError:
        return False
    finally:
        shop.store.close()
    return True


def stop_and_wake(undisturbed: Undisturbed, folder: Path, seed: int) -> None:
    """Let a second importer finish the job of a stopped one, then wake the stopped one."""
    chance = random.Random(seed)
    undisturbed.copy(folder / "run")
    first = start(folder / "run", undisturbed.job_uid)
    time.sleep(0.4 + chance.random() * undisturbed.seconds)
    first.send_signal(signal.SIGSTOP)
    try:
        has_ended = take_over(folder / "run", undisturbed.job_uid, wait_s=1.0)
    finally:
        first.send_signal(signal.SIGCONT)
    if not has_ended:
        assert take_over(folder / "run", undisturbed.job_uid)
    assert_left_quietly(first)


def assert_left_quietly(process: subprocess.Popen[bytes]) -> None:
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors.decode()


@pytest.mark.parametrize("seed", range(1))
def test_a_job_taken_over_from_a_stopped_process_ends_as_if_undisturbed(
    undisturbed: Undisturbed, tmp_path: Path, seed: int
) -> None:
    stop_and_wake(undisturbed, tmp_path, seed)
    assert snapshot(tmp_path / "run", undisturbed.job_uid) == undisturbed.state


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(1, 53))
def test_fifty_more_jobs_taken_over_end_as_if_undisturbed(
    undisturbed: Undisturbed, tmp_path: Path, seed: int
) -> None:
    stop_and_wake(undisturbed, tmp_path, seed)
    assert snapshot(tmp_path / "run", undisturbed.job_uid) == undisturbed.state
