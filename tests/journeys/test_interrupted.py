"""What is lost when something dies or runs out in the middle: nothing that was sent or written."""

import json
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.unit.sdk.relay import Relay

KEY = "k" * 32
MIB = 1024**2
ROWS = 40
SENT = 20 * MIB
"""Bytes that go out before the line is held: two whole parts of 8 MiB, and some of the third."""


def box(number):
    row = {"dataRow": {"globalKey": f"image-{number}"}, "name": "car"}
    return row | {"bbox": {"top": number, "left": 1, "height": 5, "width": 5}}


@pytest.fixture
def office(desk):
    """A server with a key and a port of its own, and a file that is too large to be sent at once."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        desk.port = free.getsockname()[1]
    desk.environment["POSTIL_API_KEY"] = KEY
    start(desk)
    with (desk.home / "large.ndjson").open("w") as file:
        for number in range(ROWS):
            file.write(json.dumps(box(number)) + " " * MIB + "\n")
    return desk


def start(desk):
    desk.server = desk.start("serve", "--port", str(desk.port))
    assert "ready" in desk.server.stdout.readline()


def importing(desk, relay):
    """Start the import through a relay; returns once the line is held in the middle of the file."""
    process = desk.start("import", "large.ndjson", "--yes", "--url", relay.url, "--key", KEY)
    assert relay.held.wait(60)
    return process


def half_sent(desk, how):
    """Have an import die in the middle of its file; returns what it printed and its status."""
    with Relay(desk.port, hold_after=SENT) as relay:
        process = importing(desk, relay)
        process.send_signal(how)
        told = "".join(process.communicate(timeout=60))
    (upload,) = desk.told("status")["uploads"]
    assert 0 < upload["received_bytes"] < upload["size"]
    return upload, told, process.returncode


def test_a_killed_command_run_again_goes_on_where_it_stopped_and_says_so(office):
    upload, _, _ = half_sent(office, signal.SIGKILL)
    share = 100 * upload["received_bytes"] // upload["size"]
    assert f"{share} % sent" in office.run("status")
    assert f"large.ndjson is sent to {share} %" in office.run("status", "large.ndjson")
    told = office.run("import", "large.ndjson", "--yes")
    assert f"resuming: {share} % was there already" in told
    assert f"{ROWS} rows read" in told
    (job,) = office.told("status")["imports"]
    assert (job["id"], job["counts"]["accepted"]) == (upload["id"], ROWS)


def test_an_interrupted_command_says_how_to_go_on_and_resume_without_a_name_does(office):
    _, told, status = half_sent(office, signal.SIGINT)
    assert (status, "run the same command again to go on" in told) == (130, True)
    told = office.run("resume")
    assert "was there already" in told
    assert f"{ROWS} rows read" in told
    assert "Nothing to resume" in office.run("resume")


def test_a_file_that_changed_meanwhile_is_refused_until_the_upload_is_cancelled(office):
    upload, _, _ = half_sent(office, signal.SIGKILL)
    with (office.home / "large.ndjson").open("a") as file:
        file.write(json.dumps(box(ROWS)) + "\n")
    told = flat(office.run("import", "large.ndjson", "--yes", status=2))
    assert "SRC013" in told
    assert "changed since its upload began" in told
    command = told.partition("`postil ")[2].partition("`")[0].split()
    assert command == ["cancel", upload["id"][-8:]]
    assert "nothing of it was kept" in office.run(*command)
    assert f"{ROWS + 1} rows read" in office.run("import", "large.ndjson", "--yes")


def test_a_server_that_is_killed_and_started_again_in_the_middle_of_a_file_is_survived(office):
    with Relay(office.port, hold_after=SENT) as relay:
        process = importing(office, relay)
        office.stop(signal.SIGKILL)
        start(office)
        relay.gate.set()
        told, errors = process.communicate(timeout=60)
    assert process.returncode == 0, told + errors
    assert f"{ROWS} rows read" in told
    assert office.told("status")["uploads"] == []


def flat(told):
    """Undo the breaks of lines."""
    return " ".join(told.split())


def limited(desk, size):
    """Start a server that may write no file beyond a size in bytes, and wait until it answers."""
    command = f"ulimit -f {size // 1024}; exec {sys.executable} -m postil.cli serve --port 0"
    desk.server = subprocess.Popen(
        ["bash", "-c", command], cwd=desk.home, env=desk.environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert "ready" in desk.server.stdout.readline()


def emptied_log(desk):
    """Put everything into the database file and return its size."""
    path = desk.home / "data" / "postil.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


def exported(desk):
    desk.run("export", "-p", "boxes", "-f", "labelbox", "-o", "out.ndjson")
    return desk.rows("out.ndjson")


@pytest.mark.parametrize("count", [1_900, 3_000])
def test_an_import_that_filled_the_disk_is_resumed_to_what_it_would_have_been(desk, count):
    desk.serve()
    notes = [{"name": "note", "answer": "x" * 1_500}]
    rows = [box(number % 50) | {"classifications": notes} for number in range(count)]
    desk.write("first.ndjson", [box(number) | {"classifications": notes} for number in range(50)])
    desk.run("import", "first.ndjson", "--yes", "-p", "boxes")
    desk.write("second.ndjson", rows)
    desk.stop()
    size = emptied_log(desk)
    shutil.copytree(desk.home / "data", desk.home / "undisturbed")

    # The file itself has to fit; its layers are as large, and in a log that is not empty.
    limited(desk, max(size, (desk.home / "second.ndjson").stat().st_size) + MIB // 16)
    told = flat(desk.run("import", "second.ndjson", "-p", "boxes", status=1))
    assert "the disk is full" in told
    command = told.partition("postil resume ")[2].split()[0].strip("`")
    (job,) = [one for one in desk.told("status")["imports"] if one["name"] == "second.ndjson"]
    assert (job["is_interrupted"], job["id"][-8:]) == (True, command)
    assert "interrupted" in desk.run("status")
    desk.run("resume", command, status=1)
    desk.stop()

    desk.serve()
    resumed = desk.told("resume", command)["import"]
    found = exported(desk)
    desk.stop()
    desk.environment["POSTIL_DATA"] = str(desk.home / "undisturbed")
    desk.serve()
    undisturbed = desk.told("import", "second.ndjson", "-p", "boxes")["import"]
    assert resumed["counts"] == undisturbed["counts"]
    assert resumed["counts"]["read"] == count
    assert found == exported(desk)


def test_a_file_there_is_no_room_for_is_refused_before_it_is_sent(office):
    office.stop()
    limited(office, 30 * MIB)
    told = office.run("import", "large.ndjson", "--yes", status=1)
    assert "STO001" in told
    assert office.told("status")["uploads"] == []
    assert [path.name for path in (office.home / "data" / "spool").iterdir()] == []
