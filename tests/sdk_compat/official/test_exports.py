"""Exports of the official package hold what was sent, and only the rows that filters name."""

from typing import Any

import pytest

from tests.sdk_compat.official.office import Office
from tests.seeds.pictures import SIZE

KEYS = [f"export-{number}.png" for number in range(5)]


@pytest.fixture(scope="module")
def told(office: Office) -> Any:
    return office.run("exports.py", office.web)


def test_everything_is_imported(told):
    assert told["imported"] == {"errors": [], "n": 15}


def test_geometry_and_answers_come_back_as_they_were_sent(told):
    found = told["whole_rows"]
    assert found["box"] == [
        {"top": 977.5, "left": 1690.0, "height": 330.25, "width": 225.0}, "ImageBoundingBox", "traffic_light",
    ]  # fmt: skip
    assert found["nested"] == "red"
    assert found["polygon"] == [
        {"x": 1.5, "y": 2}, {"x": 100, "y": 2}, {"x": 50, "y": 60.125}, {"x": 1.5, "y": 2},
    ]  # fmt: skip
    assert found["line"] == [{"x": 2534.353, "y": 249.471}, {"x": 90.929, "y": 326.412}]
    assert found["point"] == {"x": 1166.606, "y": 1441.768}
    assert found["remark"] == "K\u014dbe \u2028 in one line, \U0001f600"
    assert found["ids"] == [25] * 4


def test_a_row_has_its_data_row_project_and_media(told, office):
    found = told["whole_rows"]
    assert found["keys"] == KEYS
    assert found["row"] == [f"outside {KEYS[0]}", f"{office.web}street.png"]
    assert found["size"] == list(SIZE)
    assert found["details"] == "exported"
    assert found["project"] == ["Exported", True, "first"]
    assert found["statuses"] == ["DONE", "TO_LABEL"]
    assert found["empty"] == []
    assert found["author"]


def test_sections_are_there_when_they_are_asked_for(told):
    always = {"data_row", "media_attributes", "projects"}
    assert set(told["whole_rows"]["sections"]) >= always | {"attachments", "metadata_fields"}
    assert set(told["nothing_asked_for"]) == always


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("global keys", [KEYS[1], KEYS[4]]),
        ("ids", [KEYS[2]]),
        ("batches", [KEYS[4]]),
        ("to label", KEYS[3:]),
        ("done", KEYS[:3]),
        ("labelled long ago", []),
        ("active since", KEYS),
    ],
)
def test_a_filter_takes_what_it_says(told, name, keys):
    assert told["filters"][name] == keys


def test_datasets_rows_and_the_catalog_are_exported(told):
    assert told["other_exports"] == {"dataset": KEYS, "one row": 1, "by key": KEYS[:2], "catalog": 5}


def test_the_older_call_gives_the_rows_too(told):
    assert told["the_older_call"] == {"rows": 5, "errors": None}


def test_an_export_of_nothing_has_neither_result_nor_errors(told):
    assert told["an_empty_one"] == {"has": [False, False], "name": "mine"}


def test_labels_are_listed_counted_and_deleted(told):
    assert told["labels_as_objects"] == {"n": 3, "count": 3, "keys": KEYS[:3]}
    assert told["label_deleted"] == {"left": 2, "count": 2}


def test_the_overview_counts_tasks(told):
    # One label of three was deleted: its data row is to be labelled again.
    assert told["overview"] == {
        "to_label": 3, "in_review": 0, "in_rework": 0, "done": 2, "total_data_rows": 5, "labeled": 2,
    }  # fmt: skip
