"""The script that uploads image predictions to a model run, whole, with the payload of both forms.

python street_models.py ADDRESS_OF_PICTURES
"""

import sys
import uuid

import labelbox as lb
from diary import step, tell
from pictures import STREET
from street_annotations import ndjson_payload, ontology
from street_predictions import ndjson_predictions, python_predictions

WEB = sys.argv[1]
KEY = "street-predicted.png"
client = lb.Client(None)


@step
def data_row():
    dataset = client.create_dataset(name="image_prediction_demo")
    task = dataset.create_data_rows([{"row_data": WEB + STREET, "global_key": KEY}])
    return {"errors": task.errors, "failed": task.failed_data_rows, "created": len(task.created_data_rows)}


made = client.create_ontology(
    "Image predictions", ontology(is_for_predictions=True), media_type=lb.MediaType.Image
)
model = client.create_model(name="image_model_run_" + str(uuid.uuid4()), ontology_id=made.uid)
model_run = model.create_model_run("iteration 1")


@step
def model_and_run():
    return {
        "ontology": model.ontology_id == made.uid,
        "same": client.get_model(model.uid) == model,
        "runs": [run.name for run in model.model_runs()],
        "listed": model.uid in [one.uid for one in client.get_models()],
        "run": client.get_model_run(model_run.uid).name,
    }


@step
def rows_of_the_run():
    is_done = model_run.upsert_data_rows(global_keys=[KEY])
    rows = [
        [one.data_row().global_key, one.data_split.name, one.model_run_id == model_run.uid]
        for one in model_run.model_run_data_rows()
    ]
    return {"done": is_done, "rows": rows}


def upload(run, payload):
    job = run.add_predictions(name="prediction_upload_job" + str(uuid.uuid4()), predictions=payload(KEY, WEB))
    return {
        "errors": job.errors,
        "statuses": [status["status"] for status in job.statuses],
        "state": job.state.name,
    }


@step
def predictions_as_objects():
    return upload(model_run, python_predictions)


@step
def predictions_as_rows():
    second = model.create_model_run("iteration 2", config={"form": "rows"})
    second.upsert_data_rows(global_keys=[KEY])
    return upload(second, ndjson_predictions)


@step
def a_prediction_outside_of_the_run():
    job = model_run.add_predictions(
        name="outside",
        predictions=[
            {"name": "nothing like it", "point": {"x": 1, "y": 2}, "dataRow": {"globalKey": KEY}},
            {"name": "point", "point": {"x": 1, "y": 2}, "dataRow": {"globalKey": "no such row"}},
        ],
    )
    return [[status["status"], len(status["errors"])] for status in job.statuses]


@step
def labels_of_the_project_go_to_the_run():
    project = client.create_project(name="Image prediction demo", media_type=lb.MediaType.Image)
    project.connect_ontology(made)
    project.create_batch("batch_predictions_demo", global_keys=[KEY], priority=5)
    labels = [
        row
        for row in ndjson_payload(KEY, WEB)
        if "relationship" not in row and row["name"] != "checklist_question"
    ]
    job = lb.LabelImport.create_from_objects(
        client=client, project_id=project.uid, name="annotation_import_" + str(uuid.uuid4()), labels=labels
    )
    job.wait_until_done()
    is_done = model_run.upsert_labels(project_id=project.uid)
    rows = [bool(one.label_id) for one in model_run.model_run_data_rows()]
    return {"errors": job.errors, "done": is_done, "labelled": rows}


@step
def configuration():
    updated = model_run.update_config({"batch_size": 1000, "note": {"a": [1, 2]}})
    read = model_run.get_config()
    model_run.reset_config()
    return {"updated": updated, "read": read, "reset": model_run.get_config()}


@step
def exported():
    task = model_run.export(params={"predictions": True, "data_row_details": True, "label_details": True})
    task.wait_till_done()
    (row,) = [one.json for one in task.get_buffered_stream()]
    run = row["experiments"][model.uid]["runs"][model_run.uid]
    objects = run["predictions"][0]["annotations"]["objects"]
    answers = run["predictions"][0]["annotations"]["classifications"]
    boxes = [one["bounding_box"] for one in objects if one["name"] == "bounding_box"]
    return {
        "key": row["data_row"]["global_key"],
        "predictions": len(run["predictions"]),
        "objects": sorted(one["name"] for one in objects),
        "answers": sorted(one["name"] for one in answers),
        "boxes": boxes,
        "confidences": sorted({one.get("confidence") for one in objects}, key=str),
        "labels": [len(one["annotations"]["objects"]) for one in run["labels"]],
        "errors": task.has_errors(),
    }


@step
def splits():
    experimental = lb.Client(None, enable_experimental=True)
    run = experimental.get_model_run(model_run.uid)
    run.assign_data_rows_to_split(global_keys=[KEY], split=lb.schema.model_run.DataSplit.TRAINING)
    return [one.data_split.name for one in run.model_run_data_rows()]


@step
def sent_on_as_pre_labels():
    project = client.create_project(name="From the model", media_type=lb.MediaType.Image)
    project.connect_ontology(made)
    third = model.create_model_run("iteration 3")
    third.upsert_data_rows(global_keys=[KEY])
    upload_job, batch, job = third.upsert_predictions_and_send_to_project(
        "send", ndjson_predictions(KEY, WEB), project.uid, 5
    )
    return {
        "batch": batch and batch.size,
        "errors": [upload_job.errors, job and job.errors],
        "state": job and job.state.name,
        "statuses": job and [status["status"] for status in job.statuses],
        "tasks": len(list(project.batches())),
    }


@step
def deleted():
    (row,) = model_run.model_run_data_rows()
    model_run.delete_model_run_data_rows([row.data_row().uid])
    left = len(list(model_run.model_run_data_rows()))
    model_run.delete()
    runs = sorted(run.name for run in model.model_runs())
    model.delete()
    try:
        client.get_model(model.uid)
    except Exception as error:
        return [left, runs, type(error).__name__]
    return [left, runs, "still there"]


tell()
