"""Kill the importer anywhere while it commits a dry run that others have changed the ground under."""

import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from postil.ports.jobs import JobSettings
from postil.services.imports.receive import NewImport, Receiver
from tests.torture.quarry import prepare, rows_of_every_sort, snapshot, start, workshop
from tests.unit.services.imports.rows import source

ROWS = 15_000
FEW = range(3)
MANY = range(3, 33)


def to_its_end(folder: Path, job_uid: str) -> None:
    process = start(folder, job_uid)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors.decode()


def receive(folder: Path, content: bytes) -> str:
    """Receive another file into the project of the folder."""
    shop = workshop(folder)
    with shop.store.read() as session:
        project, user = session.projects.named("torture"), session.access.user(1)
    assert project is not None
    assert user is not None
    new = NewImport(project_uid=project.uid, name="between", format="labelbox", source_name="between.ndjson")
    receiver = Receiver(new, user, shop.store, shop.spool, shop.clock)
    receiver.write(content)
    job = receiver.finish()
    shop.store.close()
    return job.uid


class Committed:
    """A dry run, an import that has changed half of its rows since, and what the commit comes to."""

    def __init__(self, folder: Path) -> None:
        self.staged = folder / "staged"
        self.staged.mkdir()
        self.job_uid = prepare(self.staged, source(rows_of_every_sort(ROWS)), JobSettings(is_dry_run=True))
        to_its_end(self.staged, self.job_uid)
        self.said = snapshot(self.staged, self.job_uid)
        shop = workshop(self.staged)
        with shop.store.read() as session:
            job = session.jobs.get(self.job_uid)
        assert job is not None
        lines = (shop.spool.path(job.input_path) or Path()).read_bytes().splitlines(keepends=True)
        to_its_end(
            self.staged, receive(self.staged, b"".join(lines[::2]).replace(b'"height": ', b'"height": 1'))
        )
        with shop.store.write() as session:
            assert session.jobs.commit(job.id)
        shop.store.close()
        shutil.copytree(self.staged, folder / "done")
        began = time.monotonic()
        to_its_end(folder / "done", self.job_uid)
        self.seconds = time.monotonic() - began
        self.state = snapshot(folder / "done", self.job_uid)


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Committed:
    return Committed(tmp_path_factory.mktemp("committed"))


def kill_and_commit(committed: Committed, folder: Path, seed: int) -> dict[str, Any]:
    chance = random.Random(seed)
    shutil.copytree(committed.staged, folder / "run")
    for _ in range(3):
        process = start(folder / "run", committed.job_uid)
        time.sleep(chance.uniform(0.2, 0.95) * committed.seconds)
        process.kill()
        process.communicate()
    to_its_end(folder / "run", committed.job_uid)
    return snapshot(folder / "run", committed.job_uid)


def test_the_undisturbed_commit_counted_what_had_changed(committed: Committed) -> None:
    before, after = committed.said["counts"], committed.state["counts"]
    assert (committed.said["state"], committed.state["state"]) == ("staged", "finished")
    assert before["read"] == after["read"] == ROWS
    assert after["accepted"] + after["updated"] + after["unchanged"] + after["rejected"] == ROWS
    assert (before["updated"], before["unchanged"]) == (0, 0)
    assert after["updated"] > 1_000
    assert "ROW030" in {code for code, _ in committed.state["groups"]}


@pytest.mark.parametrize("seed", FEW)
def test_a_killed_commit_comes_to_what_an_undisturbed_one_does(
    committed: Committed, tmp_path: Path, seed: int
) -> None:
    assert kill_and_commit(committed, tmp_path, seed) == committed.state


@pytest.mark.torture
@pytest.mark.parametrize("seed", MANY)
def test_thirty_more_killed_commits_come_to_the_same(committed: Committed, tmp_path: Path, seed: int) -> None:
    assert kill_and_commit(committed, tmp_path, seed) == committed.state
