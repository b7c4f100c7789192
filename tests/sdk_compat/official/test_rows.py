"""Data rows by the official package: made, refused, changed, deleted and made again; what hangs on them."""

from typing import Any

import pytest

from tests.sdk_compat.official.office import Office
from tests.seeds.pictures import SIZE


@pytest.fixture(scope="module")
def told(office: Office) -> Any:
    return office.run("rows.py", office.web, str(office.folder))


def test_rows_are_made_and_the_task_tells_which(told):
    assert told["created"] == {
        "status": "COMPLETE", "errors": None, "created": ["one", "two"], "result": ["one", "two"], "count": 2,
        "again": "COMPLETE",
    }  # fmt: skip


def test_a_global_key_that_is_taken_fails_alone(told, office):
    assert told["refused"] == {
        "status": "COMPLETE",
        "messages": ["Duplicate global key: 'one'"],
        "failed": [["one", f"{office.web}street.png"]],
        "failed rows": 1,
        "created": ["three"],
    }


def test_a_row_is_found_by_its_id_its_keys_and_its_dataset(told):
    found = told["found"]
    assert [found[name] for name in ("same", "external", "dataset")] == [True, True, True]
    assert found["size"] == list(SIZE)
    assert found["ids"]["status"] == "PARTIAL SUCCESS"
    assert found["ids"]["results"][0] == found["row"]
    assert found["ids"]["results"][1] == ""


def test_a_row_is_changed_by_update_and_by_upsert(told):
    assert told["changed"] == ["two again", "upserted", None]


def test_a_deleted_row_is_gone_and_its_key_is_free(told):
    assert told["deleted_and_made_again"] == {"gone": "ResourceNotFoundError", "errors": None, "new": True}


def test_global_keys_are_cleared_and_assigned(told):
    assert told["global_keys_cleared_and_assigned"] == {
        "cleared": "SUCCESS", "assigned": "SUCCESS", "key": "three, new",
    }  # fmt: skip


def test_attachments_are_made_changed_deleted_and_exported(told, office):
    picture = f"{office.web}street.png"
    found = told["attachments"]
    assert found["errors"] is None
    assert [one[:2] for one in found["before"]] == [["IMAGE", picture], ["RAW_TEXT", "A note."]]
    assert found["after"] == [["renamed", "Changed."]]
    assert found["left"] == 2
    assert found["exported"] == [["IMAGE", picture], ["RAW_TEXT", "A note."]]


def test_metadata_is_described_kept_changed_and_exported(told):
    found = told["metadata"]
    assert found["errors"] is None
    assert found["reserved"] == ["captureDateTime", "split", "tag"]
    assert found["first"]["camera"] == "left"
    assert found["failures"] == []
    assert found["values"]["camera"] == "right"
    assert found["values"]["captureDateTime"].startswith("2024-05-06 07:08:09")
    assert found["deleted"] == []
    assert "camera" not in found["left"]
    assert "captureDateTime" in found["left"]
    assert "weather" in found["exported"]
    assert sorted(found["options"]) == ["rain", "sun"]
    assert found["schema deleted"]


def test_twenty_files_are_sent_at_once_and_each_is_its_own(told):
    assert told["twenty_files_at_once"] == {"errors": None, "rows": 20, "names": True, "contents": True}


def test_a_deleted_dataset_is_gone_and_so_are_its_keys(told):
    assert told["dataset_deleted"] == ["ResourceNotFoundError", None]
