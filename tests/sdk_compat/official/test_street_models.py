"""The script that uploads image predictions to a model run, whole, with the official package."""

from typing import Any

import pytest

from tests.sdk_compat.official.office import Office
from tests.seeds.pictures import COLORS

PREDICTIONS = 12
OBJECTS = [
    "bbox_with_radio_subclass", "bounding_box", "mask", "mask_with_text_subclass", "point", "polygon",
    "polyline",
]  # fmt: skip
ANSWERS = [
    "checklist_question", "free_text", "nested_checklist_question", "nested_radio_question", "radio_question",
]  # fmt: skip
KEY = "street-predicted.png"


@pytest.fixture(scope="module")
def told(office: Office) -> Any:
    return office.run("street_models.py", office.web)


def test_the_data_row_is_made(told):
    assert told["data_row"] == {"errors": None, "failed": None, "created": 1}


def test_a_model_has_its_ontology_and_its_runs(told):
    assert told["model_and_run"] == {
        "ontology": True, "same": True, "runs": ["iteration 1"], "listed": True, "run": "iteration 1",
    }  # fmt: skip


def test_data_rows_of_a_run_are_in_no_split(told):
    assert told["rows_of_the_run"] == {"done": True, "rows": [[KEY, "UNASSIGNED", True]]}


@pytest.mark.parametrize("form", ["predictions_as_objects", "predictions_as_rows"])
def test_every_prediction_is_taken(told, form):
    assert told[form] == {"errors": [], "statuses": ["SUCCESS"] * PREDICTIONS, "state": "FINISHED"}


def test_a_feature_outside_of_the_ontology_and_a_row_outside_of_the_run_fail_by_themselves(told):
    assert told["a_prediction_outside_of_the_run"] == [["FAILURE", 1], ["FAILURE", 1]]


def test_labels_of_a_project_go_to_the_run(told):
    assert told["labels_of_the_project_go_to_the_run"] == {"errors": [], "done": True, "labelled": [True]}


def test_the_configuration_is_kept_read_and_reset(told):
    kept = {"batch_size": 1000, "note": {"a": [1, 2]}}
    found = told["configuration"]
    assert found["read"] == kept
    assert found["updated"] == {"trainingMetadata": kept}
    assert not found["reset"]


def test_the_export_has_predictions_with_their_confidence_and_the_labels(told):
    found = told["exported"]
    assert found["key"] == KEY
    assert found["objects"] == OBJECTS
    assert found["answers"] == ANSWERS
    assert found["boxes"] == [{"top": 977, "left": 1690, "height": 330, "width": 225}]
    # One was given its confidence where the package has no place for it: it has none, and none is made up.
    assert found["confidences"] == [0.5, None]
    # Everything drawn in the script about imports.
    assert found["labels"] == [9 + len(COLORS)]
    assert found["errors"] is False


def test_a_data_row_goes_into_a_split(told):
    assert told["splits"] == ["TRAINING"]


def test_predictions_are_sent_on_to_a_project_as_pre_labels(told):
    found = told["sent_on_as_pre_labels"]
    assert found["errors"] == [[], []]
    assert (found["batch"], found["state"], found["tasks"]) == (1, "FINISHED", 1)
    assert set(found["statuses"]) == {"SUCCESS"}


def test_data_rows_runs_and_models_are_deleted(told):
    assert told["deleted"] == [0, ["iteration 2", "iteration 3"], "ResourceNotFoundError"]
