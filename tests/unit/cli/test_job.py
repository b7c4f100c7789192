from datetime import UTC, datetime, timedelta

import pytest

from postil.cli.job import meant, newest
from postil.sdk.counts import Counts
from postil.sdk.imports import Import
from postil.sdk.uploads import Upload

BEGAN = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def job(state: str, minute: int = 0) -> Import:
    return Import(
        id=f"import {minute}", name="a", purpose="pre_label", format="labelbox", state=state, counts=Counts(),
        created_at=BEGAN + timedelta(minutes=minute),
    )  # fmt: skip


def upload(minute: int = 0) -> Upload:
    at = BEGAN + timedelta(minutes=minute)
    return Upload(
        id=f"upload {minute}", name="a", size=10, sha256="", part_size=5, part_count=2, created_at=at,
        touched_at=at, expires_at=at,
    )  # fmt: skip


@pytest.mark.parametrize("state", ["failed", "cancelled", "finished"])
def test_of_an_ended_import_and_an_open_upload_the_upload_is_meant(state):
    assert meant(job(state), upload()) == upload()


@pytest.mark.parametrize("state", ["queued", "running"])
def test_of_a_running_import_and_an_open_upload_the_import_is_meant(state):
    assert meant(job(state), upload()) == job(state)


def test_an_import_alone_is_meant():
    assert meant(job("failed"), None) == job("failed")


@pytest.mark.parametrize(
    ("jobs", "uploads", "found"),
    [
        ([], [], None),
        ([job("finished", 9), job("running", 3), job("running", 1)], [], "import 3"),
        ([job("running", 3)], [upload(4), upload(2)], "upload 4"),
        ([job("queued", 5)], [upload(4)], "import 5"),
        ([job("staged", 5), job("cancelled", 4)], [], None),
    ],
)
def test_the_newest_that_has_not_ended_is_found(jobs, uploads, found):
    one = newest(jobs, uploads)
    assert (one.id if one else None) == found
