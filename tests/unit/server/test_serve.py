"""The real server in a process of its own: it says where it is, answers, keeps others out, and stops."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from postil.errors import UsageError
from postil.server.serve import free_port

RUN = """
import json, sys
from postil.server.settings import read_settings
from postil.server.serve import serve
if __name__ == "__main__":
    serve(read_settings(json.loads(sys.argv[1]), {}), lambda line: print(line, flush=True))
"""


@contextlib.contextmanager
def server(folder, **flags):
    """Start a server on a free port, yield (process, line it printed, presence file)."""
    script = folder.parent / f"run_{folder.name}.py"
    script.write_text(RUN, encoding="utf-8")
    options = json.dumps({"data": str(folder), "port": 0, "offline": True, **flags})
    command = [sys.executable, str(script), options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            yield process, line, json.loads((folder / "server.json").read_text()) if line else None
        finally:
            process.kill()


@pytest.mark.parametrize("name", ["granian", "uvicorn"])
def test_a_server_says_where_it_is_answers_and_stops(tmp_path, name):
    folder = tmp_path / "data"
    with server(folder, server=name) as (process, line, presence):
        assert line.startswith(f"Postil is ready at {presence['url']}/?token=")
        assert httpx.get(presence["url"] + "/healthz").json()["status"] == "ok"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
        assert process.stderr.read() == ""
    assert not (folder / "server.json").exists()


def test_the_printed_link_signs_in(tmp_path):
    with server(tmp_path / "data") as (_, line, presence), httpx.Client() as browser:
        browser.get(line.split()[-1])
        assert browser.get(presence["url"] + "/api/v1/whoami").json()["is_admin"] is True


def test_the_presence_file_lets_programs_of_this_machine_in(tmp_path):
    with server(tmp_path / "data") as (process, _, presence):
        proof = {"authorization": f"Bearer {presence['token']}"}
        assert httpx.get(presence["url"] + "/api/v1/whoami", headers=proof).status_code == 200
        assert presence["pid"] == process.pid


def test_a_second_server_on_the_same_data_directory_is_refused(tmp_path):
    folder = tmp_path / "data"
    with server(folder), server(folder) as (second, line, _):
        assert line == ""
        assert "another server uses the data directory" in second.stderr.read()


def test_what_a_killed_server_left_behind_does_not_keep_the_next_from_starting(tmp_path):
    folder = tmp_path / "data"
    with server(folder) as (process, _, first):
        process.kill()
        process.wait()
    assert (folder / "server.json").exists()
    with server(folder) as (_, _, second):
        assert second["token"] != first["token"]


@pytest.mark.parametrize("name", ["granian", "uvicorn"])
def test_a_client_that_sends_half_a_body_does_not_keep_the_server_from_stopping(tmp_path, name):
    with server(tmp_path / "data", server=name) as (process, _, presence):
        url = httpx.URL(presence["url"])
        with socket.create_connection((url.host, url.port)) as client:
            head = (
                f"POST /api/v1/datasets HTTP/1.1\r\nHost: {url.host}\r\n"
                f"Authorization: Bearer {presence['token']}\r\nContent-Length: 100\r\n\r\nhalf"
            )
            client.sendall(head.encode())
            # An answer to a later request shows that the first one has begun.
            assert httpx.get(presence["url"] + "/healthz").status_code == 200
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=10) == 0


def test_a_large_import_is_finished_by_a_process_of_its_own(tmp_path):
    with server(tmp_path / "data", importer_threshold_rows=1) as (_, _, presence):
        headers = {"authorization": f"Bearer {presence['token']}"}
        with httpx.Client(base_url=presence["url"] + "/api/v1", headers=headers) as client:
            ontology = {"name": "traffic", "features": [{"name": "car", "kind": "box"}]}
            uid = client.post("/ontologies", json=ontology).json()["id"]
            project = client.post("/projects", json={"name": "street", "ontology": uid}).json()["id"]
            row = {"dataRow": {"globalKey": "nothing"}, "name": "car"}
            body = b"".join(json.dumps({**row, "line": line}).encode() + b"\n" for line in range(3))
            answer = client.post(f"/projects/{project}/imports?name=x&format=labelbox", content=body)
            assert answer.status_code == 202
            job = ended(client, answer.json()["id"])
    assert (job["state"], job["counts"]["read"], job["counts"]["rejected"]) == ("finished", 3, 3)


def ended(client, uid):
    """Ask until an import has ended."""
    job = client.get(f"/imports/{uid}").json()
    while job["state"] in ("queued", "running"):
        time.sleep(0.05)
        job = client.get(f"/imports/{uid}").json()
    return job


def test_a_port_that_is_taken_is_told_as_such():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="another program listens there"):
            free_port("127.0.0.1", taken.getsockname()[1])


def test_an_address_of_another_machine_cannot_be_listened_at():
    with pytest.raises(UsageError, match="cannot listen at"):
        free_port("192.0.2.1", 0)


def test_any_free_port_is_found():
    assert free_port("127.0.0.1", 0) > 0
