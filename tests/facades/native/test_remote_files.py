"""A file the server gets itself: from allowed places only, and what goes wrong has a code of its own."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.facades.native.installation import Client, Installation
from tests.facades.native.scene import box, make_project
from tests.seeds.pictures import served

ROWS = (json.dumps(box("a.png")) + "\n").encode()


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Client]:
    """An installation that may reach this machine, and takes files of 2,000 bytes."""
    house = Installation(tmp_path, offline=False, allowed_networks=["127.0.0.0/8"], max_upload_bytes=2_000)
    yield house.admin()
    house.close()


def test_a_file_of_an_allowed_place_is_imported(open_house: Client) -> None:
    project = make_project(open_house)
    with served({"/rows.ndjson": ROWS}) as web:
        answer = open_house.post(
            f"/api/v1/projects/{project}/imports/from-url",
            json={"url": f"{web}rows.ndjson", "options": {"name": "away"}},
        )
    assert (answer.status_code, answer.json()["name"]) == (201, "away")
    assert (answer.json()["source_name"], answer.json()["counts"]["read"]) == ("rows.ndjson", 1)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [("there-is-none", 502, "SRC022"), ("large", 413, "SRC023"), ("empty", 422, "SRC001")],
)
def test_what_is_no_file_to_import_is_refused(open_house: Client, path: str, status: int, code: str) -> None:
    project = make_project(open_house)
    with served({"/large": b"x" * 2_001, "/empty": b""}) as web:
        answer = open_house.post(f"/api/v1/projects/{project}/imports/from-url", json={"url": f"{web}{path}"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert open_house.get(f"/api/v1/projects/{project}/imports").json()["items"] == []


@pytest.mark.parametrize(
    ("url", "status", "code"),
    [
        ("http://169.254.169.254/latest/meta-data", 403, "SRC020"),
        ("http://10.0.0.1/rows.ndjson", 403, "SRC020"),
        ("http://[::1]:1/rows.ndjson", 403, "SRC020"),
        ("file:///etc/passwd", 400, "SRC024"),
        ("https://user:secret@example.org/", 400, "SRC024"),
    ],
)
def test_an_address_that_may_not_be_reached_is_refused(
    open_house: Client, url: str, status: int, code: str
) -> None:
    project = make_project(open_house)
    answer = open_house.post(f"/api/v1/projects/{project}/imports/from-url", json={"url": url})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "secret" not in answer.text


def test_a_place_where_nobody_listens_is_told(open_house: Client) -> None:
    project = make_project(open_house)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    answer = open_house.post(f"/api/v1/projects/{project}/imports/from-url", json={"url": url})
    assert (answer.status_code, answer.json()["code"]) == (502, "SRC021")


def test_without_a_setting_this_machine_cannot_be_reached(tmp_path: Path) -> None:
    house = Installation(tmp_path, offline=False)
    admin = house.admin()
    with served({"/rows.ndjson": ROWS}) as web:
        answer = admin.post(
            f"/api/v1/projects/{make_project(admin)}/imports/from-url", json={"url": f"{web}rows.ndjson"}
        )
    house.close()
    assert (answer.status_code, answer.json()["code"]) == (403, "SRC020")
