"""Long exports run in a process of their own, and begin anew after a server that stopped."""

import time
from pathlib import Path

import pytest

from postil.ports.operations import Operation
from postil.server.app import Application, build
from postil.server.settings import read_settings
from postil.services.catalog.data_rows import RowDraft
from postil.services.exports import requests
from postil.services.exports.order import Content, Order


@pytest.fixture
def application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(requests, "AT_ONCE", 1)
    settings = read_settings({"data": str(tmp_path), "offline": True}, environment={})
    made = build(settings)
    dataset = made.services.datasets.create("scenes", made.admin)
    made.services.data_rows.create(
        dataset.uid, [RowDraft(global_key=f"row {number}") for number in range(3)], made.admin
    )
    yield made
    made.close()


def ended(application: Application, operation: Operation) -> Operation:
    deadline = time.monotonic() + 60
    while operation.state == "running" and time.monotonic() < deadline:
        time.sleep(0.05)
        operation = application.services.operations.get(operation.uid, application.admin)
    return operation


def test_a_long_export_is_written_elsewhere_and_fetched_here(application):
    asked = application.services.export_requests
    operation = asked.begin(Order(content=Content()), "all", application.admin)
    assert (operation.state, operation.name) == ("running", "all")
    operation = ended(application, operation)
    assert operation.state == "finished"
    extent = asked.extent(operation, "rows")
    assert extent is not None
    content = b"".join(asked.read(operation.uid, "rows", 0, extent.size - 1))
    assert (extent.lines, content.count(b"\n"), len(content)) == (3, 3, extent.size)
    assert asked.extent(operation, "errors") is None


def test_an_export_that_cannot_go_on_says_why(application):
    services, admin = application.services, application.admin
    project = services.projects.create("gone", admin)
    order = {"content": {}, "project_uid": project.uid}
    operation = services.operations.begin("export", "", admin, order)
    services.projects.delete(project.uid, admin)
    services.export_requests.resume()
    operation = ended(application, operation)
    assert operation.state == "failed"
    assert project.uid in operation.result["reason"]


def test_few_data_rows_with_much_to_say_are_written_elsewhere(application, monkeypatch):
    monkeypatch.setattr(requests, "AT_ONCE", 3)
    monkeypatch.setattr(requests, "AT_ONCE_BYTES", 100)
    asked = application.services.export_requests
    operation = asked.begin(Order(content=Content()), "heavy", application.admin)
    assert operation.state == "running"
    operation = ended(application, operation)
    extent = asked.extent(operation, "rows")
    assert extent is not None
    assert (extent.lines, extent.size > 100) == (3, True)
