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


def test_a_dry_run_of_a_file_nobody_has_a_project_for_says_what_would_be_made_and_makes_nothing(served):
    served.write("first.ndjson", [row("a.png", 1), row("b.png", 2, bbox={"left": 1})])
    told = served.told("import", "first.ndjson", "--dry-run", status=3)
    assert told["would_make"] == {
        "project": "first", "ontology": "first", "features": ["car"], "dataset": "first", "data_rows": 2,
    }  # fmt: skip
    assert (told["import"], told["check"]["read"], told["check"]["rejected"]) == (None, 2, 1)
    text = served.run("import", "first.ndjson", "--dry-run", status=3)
    assert "project     first" in text
    assert "A dry run: nothing was made." in text
    assert served.told("status")["imports"] == []
    assert served.told("import", "first.ndjson", "--yes", status=3)["import"]["counts"]["rejected"] == 1


def test_a_dry_run_without_a_project_has_the_status_the_import_would_have(served):
    served.write("good.ndjson", [row("a.png", 1)])
    served.write("mixed.ndjson", [row("a.png", 1), row("b.png", 2, bbox={"left": 1})])
    served.run("import", "good.ndjson", "--dry-run", status=0)
    served.run("import", "mixed.ndjson", "--dry-run", "--policy", "atomic", status=4)


def test_a_discarded_dry_run_leaves_no_trace(monday):
    told = monday.told("import", "tuesday.ndjson", "-p", "street", "--dry-run", status=3)
    assert "was cancelled" in monday.run("cancel", told["import"]["id"])
    assert "is cancelled, not staged" in monday.run("commit", told["import"]["id"], status=2)
    assert exported(monday) == [("a.png", 1), ("b.png", 2)]
