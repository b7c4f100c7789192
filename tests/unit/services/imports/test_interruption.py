"""Whether anybody works on a job."""

from typing import Any

import pytest

from postil.errors import RetryableStoreError, StoreError
from postil.executors.inline import InlineExecutor
from postil.ports.jobs import Job, JobSettings
from postil.services.imports.interruption import interruption, stopped
from postil.services.imports.running import Running

NOW = 1_000


def job(**changes: Any) -> Job:
    described = {
        "id": 1, "uid": "0190a000-0000-7000-8000-00000000abcd", "name": "monday", "purpose": "pre_label",
        "format": "labelbox", "state": "running", "settings": JobSettings(),
    }  # fmt: skip
    return Job(**{**described, **changes})


@pytest.fixture
def running() -> Running:
    return Running(InlineExecutor(), lambda _: None)


@pytest.mark.parametrize("state", ["finished", "failed", "cancelled", "staged"])
def test_what_does_not_run_cannot_be_interrupted(running: Running, state: str) -> None:
    assert interruption(job(state=state), running, NOW) is None


@pytest.mark.parametrize("state", ["queued", "running"])
def test_what_nobody_holds_is_interrupted(running: Running, state: str) -> None:
    assert interruption(job(state=state), running, NOW) == ""


def test_what_is_worked_on_here_is_not(running: Running) -> None:
    with running.here(job().uid):
        assert interruption(job(), running, NOW) is None


def test_a_foreign_lease_is_believed_until_it_runs_out(running: Running) -> None:
    assert interruption(job(lease_owner="x", lease_until=NOW + 1), running, NOW) is None
    assert interruption(job(lease_owner="x", lease_until=NOW), running, NOW) == ""


@pytest.mark.parametrize("owner", ["here", "process"])
def test_a_lease_of_our_own_that_we_do_not_work_on_is_a_dead_one(running: Running, owner: str) -> None:
    held = job(lease_owner=f"{owner}-{job().uid}", lease_until=NOW + 1)
    assert interruption(held, running, NOW) == ""


@pytest.mark.parametrize("kind", [StoreError, RetryableStoreError])
def test_a_failure_of_the_storage_stays_what_it_is_and_says_how_to_go_on(kind: type[StoreError]) -> None:
    told = stopped(job(), kind("the disk is full", code="STO001", hint="free some space"))
    assert (type(told), told.code) == (kind, "STO001")
    assert job().uid in told.message
    assert told.hint == "free some space; then `postil resume 0000abcd` goes on where it stopped"
