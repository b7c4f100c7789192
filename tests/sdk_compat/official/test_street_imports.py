"""The script that imports image annotations, with the official package: both options, both forms, again."""

from typing import Any

import pytest

from tests.sdk_compat.official.office import Office
from tests.seeds.pictures import COLORS
from tests.seeds.street_annotations import ABSENT_OPTION

ROWS = 15 + len(COLORS)
FORMS = pytest.mark.parametrize("form", ["objects", "rows"])


@pytest.fixture(scope="module")
def told(office: Office) -> Any:
    return office.run("street_imports.py", office.web)


@FORMS
def test_the_steps_before_the_import_say_what_the_document_says(told, form):
    said = told["both_forms_and_both_options"][form]["steps"]
    assert said == {
        "failed": None, "errors": None, "status": "COMPLETE", "batch": ["image-demo-batch", 1, True],
    }  # fmt: skip


@FORMS
@pytest.mark.parametrize(
    ("option", "refused"), [("pre-labels", ["ONT005"]), ("labels", ["ONT005", "REL006"])]
)
def test_every_row_has_its_outcome_and_only_the_absent_option_and_the_relationship_fail(
    told, form, option, refused
):
    found = told["both_forms_and_both_options"][form]
    job = found[option]
    assert job["state"] == "FINISHED"
    assert len(job["statuses"]) == job["inputs"] == ROWS
    assert sorted(name for state, names, _ in job["statuses"] for name in names) == refused
    assert [state for state, _, _ in job["statuses"]].count("SUCCESS") == ROWS - len(refused)
    assert all(row == found["data row"] for _, _, row in job["statuses"])
    assert any(ABSENT_OPTION in message for message in job["errors"])


@FORMS
def test_every_status_has_a_uuid_of_its_own(told, form):
    uuids = told["both_forms_and_both_options"][form]["labels"]["uuids"]
    assert len(set(uuids)) == len(uuids) == ROWS


@FORMS
def test_ground_truth_is_one_label(told, form):
    assert told["both_forms_and_both_options"][form]["label count"] == 1


def test_again_the_data_row_is_a_duplicate_and_the_empty_dataset_is_deleted(told):
    said = told["the_script_again"]
    assert [error["message"] for error in said["errors"]] == ["Duplicate global key: 'street-rows.png'"]
    assert said["deleted"]
    assert said["status"] == "COMPLETE"
    assert [row["globalKey"] for one in said["failed"] for row in one["failedDataRows"]] == [
        "street-rows.png"
    ]


def test_a_benchmark_flag_makes_the_label_one(told):
    # The relationship and the absent option are refused here, too.
    assert told["a_benchmark"] == {"benchmarks": True, "reference": [True], "rejected": 2}
