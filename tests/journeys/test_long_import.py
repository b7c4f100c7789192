import json
import signal
import time
from typing import Any

import pytest

ROWS = 80_000
AGAIN = ("import", "long.ndjson", "--yes")


@pytest.fixture
def long_file(served):
    """A file whose import takes seconds."""
    with (served.home / "long.ndjson").open("w") as file:
        for number in range(ROWS):
            row: dict[str, Any] = {"dataRow": {"globalKey": f"image-{number // 200}"}, "name": "car"}
            row["bbox"] = {"top": number % 7, "left": number, "height": 5, "width": 5}
            # Nested answers keep the rows off every fast path.
            row["classifications"] = [{"name": "note", "answer": str(number)}]
            file.write(json.dumps(row) + "\n")
    return served


def begun(desk):
    """Start the import and return its process once the server works on it."""
    process = desk.start(*AGAIN)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if any(job["state"] == "running" for job in desk.told("status")["imports"]):
            return process
    raise AssertionError("the import never ran")


def test_an_interrupted_command_says_how_to_come_back_and_the_import_goes_on(long_file):
    process = begun(long_file)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    # Before the answer to its last part has arrived, the command does not know the import yet.
    knows_it = "postil resume " in told
    command = ("resume", told.partition("postil resume ")[2].split()[0]) if knows_it else AGAIN
    assert knows_it or "run the same command again" in told
    assert f"{ROWS:,} rows read" in long_file.run(*command)


def test_an_import_goes_on_after_its_server_was_killed_and_started_again(long_file):
    process = begun(long_file)
    long_file.stop(signal.SIGKILL)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 5
    assert "cannot be reached" in told
    long_file.serve()
    assert long_file.told("resume", "long.ndjson")["import"]["counts"]["accepted"] == ROWS


def test_a_cancelled_import_leaves_nothing(long_file):
    process = begun(long_file)
    assert "was cancelled: nothing was imported" in long_file.run("cancel", "long.ndjson")
    process.communicate(timeout=60)
    assert process.returncode == 4
    long_file.run("export", "-p", "long", "-f", "labelbox", "-o", "out.ndjson")
    assert long_file.rows("out.ndjson") == []
