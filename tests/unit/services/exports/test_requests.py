"""Exports somebody asks for and fetches later, where what writes them is gone."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from postil.blobs.folder import FolderBlobs
from postil.blobs.spool import FolderSpool
from postil.executors.ticket import Ticket
from postil.model.annotation import Annotation
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.services.exports import requests as module
from postil.services.exports.exporter import Exporter
from postil.services.exports.files import ExportFiles
from postil.services.exports.order import Content, Order
from postil.services.exports.requests import ExportRequests
from postil.services.exports.sources import Sources
from postil.services.operations import Operations
from postil.stores.sql.sqlite import SqliteStore

ORDER = Order(content=Content())


class Processes:
    """An executor whose tickets are settled by the test."""

    def __init__(self) -> None:
        self.tickets: list[Ticket] = []

    def submit(self, call: Callable[..., None], *args: object) -> Ticket:
        self.tickets.append(Ticket())
        return self.tickets[-1]

    def close(self) -> None:
        pass


def no_mask(label_id: str, annotation: Annotation) -> NoReturn:
    raise AssertionError


@pytest.fixture
def store(tmp_path: Path):
    opened = SqliteStore(tmp_path / "postil.db")
    yield opened
    opened.close()


@pytest.fixture
def ann(store: SqliteStore) -> User:
    with store.write() as session:
        return session.access.create_user("ann@example.org", "Ann", True, 1)


@pytest.fixture
def processes() -> Processes:
    return Processes()


@pytest.fixture
def requests(store, tmp_path, processes, monkeypatch) -> ExportRequests:
    monkeypatch.setattr(module, "AT_ONCE", -1)
    clock, files = SystemClock(), ExportFiles(FolderSpool(tmp_path / "spool"))
    exporter = Exporter(store, clock, files, Sources(FolderBlobs(tmp_path / "blobs"), no_mask, str))
    return ExportRequests(store, clock, exporter, files, processes, exporter.run)


def test_an_export_whose_process_was_killed_has_failed(requests, processes, ann):
    operation = requests.begin(ORDER, "", ann)
    assert requests.checked(operation).state == "running"
    processes.tickets[0].settle("the process was killed by SIGKILL")
    told = requests.checked(operation)
    assert (told.state, told.result["reason"]) == ("failed", "the process was killed by SIGKILL")


def test_an_export_whose_process_has_told_its_end_stays_as_it_was_told(requests, processes, ann, store):
    operation = requests.begin(ORDER, "", ann)
    Operations(store, SystemClock()).finish(operation.uid, {"rows": {"size": 0, "lines": 0}})
    processes.tickets[0].settle(None)
    told = requests.checked(operation)
    assert (told.state, requests.extent(told, "rows")) == ("finished", None)


def test_what_was_taken_up_again_is_watched_as_well(requests, processes, ann, store):
    operation = Operations(store, SystemClock()).begin("export", "", ann, {"content": {}})
    requests.resume()
    processes.tickets[0].settle("the process ended with status 1 before the task did")
    assert requests.checked(operation).state == "failed"
