import signal
from typing import Any

import pytest

KEY = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"


def row(name: str, left: int, **more: Any) -> dict[str, Any]:
    box = {"top": 1, "left": left, "height": 5, "width": 5}
    return {"dataRow": {"globalKey": name}, "name": "car", "bbox": box, **more}


@pytest.fixture
def monday(served):
    """A project with one import; the next file changes one box, adds one, and has a wrong row."""
    served.write("monday.ndjson", [row("a.png", 1, uuid=KEY), row("b.png", 2)])
    served.run("import", "monday.ndjson", "-p", "street", "--yes")
    served.write(
        "tuesday.ndjson", [row("a.png", 9, uuid=KEY), row("b.png", 2), row("b.png", 3), row("c.png", 1)]
    )
    return served


def exported(desk):
    desk.run("export", "-p", "street", "-f", "labelbox", "-o", "out.ndjson")
    return sorted((one["dataRow"]["globalKey"], one["bbox"]["left"]) for one in desk.rows("out.ndjson"))


def test_a_dry_run_is_read_survives_the_server_and_is_committed(monday):
    told = monday.told("import", "tuesday.ndjson", "-p", "street", "--dry-run", status=3)
    assert told["import"]["state"] == "staged"
    counts = told["diff"]["counts"]
    assert (counts["created"], counts["updated"], counts["unchanged"]) == (1, 1, 1)
    assert exported(monday) == [("a.png", 1), ("b.png", 2)]
    monday.stop(signal.SIGKILL)
    monday.serve()
    short = told["import"]["id"][-8:]
    assert "left 1 -> 9" in monday.run("diff", short)
    committed = monday.told("commit", short, status=3)
    assert committed["import"]["counts"] == committed["before"] == told["import"]["counts"]
    assert exported(monday) == [("a.png", 9), ("b.png", 2), ("b.png", 3)]


def test_a_dry_run_of_a_file_nobody_has_a_project_for_makes_none(served):
    served.write("first.ndjson", [row("a.png", 1)])
    assert "no project 'first' to compare with" in served.run("import", "first.ndjson", "--dry-run", status=2)
    assert served.told("status")["imports"] == []


def test_a_discarded_dry_run_leaves_no_trace(monday):
    told = monday.told("import", "tuesday.ndjson", "-p", "street", "--dry-run", status=3)
    assert "was cancelled" in monday.run("cancel", told["import"]["id"])
    assert "is cancelled, not staged" in monday.run("commit", told["import"]["id"], status=2)
    assert exported(monday) == [("a.png", 1), ("b.png", 2)]
