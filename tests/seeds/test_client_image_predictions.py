"""The script about image predictions runs with the client: its seven steps, with its payloads in both forms.

The payloads are taken in as pre-labels as well, which is what people do with them who have no model run.
"""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

import postil as lb
from tests.seeds.street_annotations import ndjson_payload, ontology
from tests.seeds.street_predictions import ndjson_predictions, python_predictions
from tests.seeds.street_script import Place, import_pre_labels, make_rows, normal

Payload = Callable[[str, str], Any]
PAYLOADS = pytest.mark.parametrize("payload", [python_predictions, ndjson_predictions])
PREDICTIONS = 12
ANNOTATIONS = 12
"""Those of the script about imports without its relationship, the ends of it, and the composite."""


def prepare(client: lb.Client, place: Place, key: str) -> lb.Project:
    """Do steps 1 and 2, and the beginning of step 7."""
    make_rows(client, place, key, "image_prediction_demo")
    made = client.create_ontology(
        "Street predictions", ontology(is_for_predictions=True), media_type=lb.MediaType.Image
    )
    project = client.create_project(name="Street predictions", media_type=lb.MediaType.Image)
    project.connect_ontology(made)
    project.create_batch("batch_predictions_demo", global_keys=[key], priority=5)
    return project


@PAYLOADS
def test_every_prediction_is_taken_as_a_pre_label(
    client: lb.Client, place: Place, key: str, payload: Payload
):
    job = import_pre_labels(client, prepare(client, place, key), payload(key, place.web))
    assert (job.errors, job.counts.accepted) == ([], PREDICTIONS)
    assert [status["status"] for status in job.statuses] == ["SUCCESS"] * PREDICTIONS


def test_both_payloads_give_the_same_predictions(client: lb.Client, place: Place, key: str):
    exported = []
    for payload in (python_predictions, ndjson_predictions):
        project = prepare(client, place, key)
        import_pre_labels(client, project, payload(key, place.web))
        rows = list(project.export(format="labelbox"))
        exported.append(sorted((normal(row, rows, place.web) for row in rows), key=repr))
    assert exported[0] == exported[1]
    assert len(exported[0]) == PREDICTIONS


@PAYLOADS
def test_every_object_and_every_answer_keeps_its_confidence(
    client: lb.Client, place: Place, key: str, payload: Payload
):
    project = prepare(client, place, key)
    import_pre_labels(client, project, payload(key, place.web))
    # Seven objects, the text, and eight options that were chosen at any depth.
    confidences = [found for row in project.export(format="labelbox") for found in confidences_in(row)]
    assert confidences == [0.5] * (7 + 1 + 8)


def test_annotations_go_into_the_project_of_step_7_as_ground_truth(client: lb.Client, place: Place, key: str):
    project = prepare(client, place, key)
    labels = [row for row in ndjson_payload(key, place.web) if "relationship" not in row][:ANNOTATIONS]
    job = lb.LabelImport.create_from_objects(
        client=client, project_id=project.uid, name="annotation_import", labels=labels
    )
    job.wait_until_done()
    # The checklist answers with an option that this ontology lacks as well.
    assert [error["name"] for row in job.errors for error in row["errors"]] == ["ONT005"]
    assert job.counts.accepted == ANNOTATIONS - 1
    assert project.task_counts() == {"done": 1}


@PAYLOADS
def test_the_script_runs_from_its_first_step_to_its_last(
    client: lb.Client, place: Place, key: str, payload: Payload
):
    make_rows(client, place, key, "image_prediction_demo")
    made = client.create_ontology(
        "Image Prediction Import Demo", ontology(is_for_predictions=True), media_type=lb.MediaType.Image
    )
    model = client.create_model(name="image_model_run_" + str(uuid.uuid4()), ontology_id=made.uid)
    model_run = model.create_model_run("iteration 1")
    model_run.upsert_data_rows(global_keys=[key])
    upload = model_run.add_predictions(
        name="prediction_upload_job" + str(uuid.uuid4()), predictions=payload(key, place.web)
    )
    assert upload.errors == []
    assert [status["status"] for status in upload.statuses] == ["SUCCESS"] * PREDICTIONS
    project = client.create_project(name="Image Prediction Demo", media_type=lb.MediaType.Image)
    project.connect_ontology(made)
    project.create_batch("batch_predictions_demo", global_keys=[key], priority=5)
    labels = [row for row in ndjson_payload(key, place.web) if "relationship" not in row][:ANNOTATIONS]
    lb.LabelImport.create_from_objects(
        client=client, project_id=project.uid, name="annotation_import_" + str(uuid.uuid4()), labels=labels
    ).wait_until_done()
    assert model_run.upsert_labels(project_id=project.uid)
    (row,) = model_run.export()
    said = {bundle.get("kind", "pre_label"): len(bundle["annotations"]) for bundle in row["bundles"]}
    assert said == {"prediction": PREDICTIONS, "ground_truth": ANNOTATIONS - 1}


def confidences_in(value: Any) -> list[float]:
    """Return every confidence of a row, at any depth."""
    if isinstance(value, list):
        return [found for one in value for found in confidences_in(one)]
    if not isinstance(value, dict):
        return []
    own = [value["confidence"]] if "confidence" in value else []
    return own + [found for one in value.values() for found in confidences_in(one)]
