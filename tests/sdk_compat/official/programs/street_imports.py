"""The script that imports image annotations, both options, with the payload of both forms.

python street_imports.py ADDRESS_OF_PICTURES
"""

import sys
import uuid

import labelbox as lb
from diary import step, tell
from pictures import STREET
from street_annotations import ndjson_payload, ontology, python_payload

WEB = sys.argv[1]
client = lb.Client(api_key=None)


def statuses(job):
    rows = [
        [row["status"], sorted(error["name"] for error in row.get("errors") or []), row["dataRow"]]
        for row in job.statuses
    ]
    return {
        "state": job.state.name,
        "statuses": rows,
        "errors": [error["message"] for row in job.errors for error in row["errors"]],
        "uuids": [row["uuid"] for row in job.statuses],
        "progress": job.progress,
        "inputs": len(job.inputs),
    }


def begin(key):
    """Do steps 1 to 4."""
    dataset = client.create_dataset(name="image-demo-dataset")
    task = dataset.create_data_rows([{"row_data": WEB + STREET, "global_key": key}])
    task.wait_till_done()
    said = {"failed": task.failed_data_rows, "errors": task.errors, "status": task.status}
    for error in task.errors or []:
        if "Duplicate global key" in error["message"] and dataset.row_count == 0:
            dataset.delete()
            said["deleted"] = True
    made = client.create_ontology("Image demo", ontology(), media_type=lb.MediaType.Image)
    project = client.create_project(name="Image demo", media_type=lb.MediaType.Image)
    project.connect_ontology(made)
    batch = project.create_batch("image-demo-batch", global_keys=[key], priority=1)
    said["batch"] = [batch.name, batch.size, str(batch).startswith("<Batch {")]
    return project, said


@step
def both_forms_and_both_options():
    found = {}
    for form, payload in (("objects", python_payload), ("rows", ndjson_payload)):
        key = f"street-{form}.png"
        sent = payload(key, WEB)
        project, said = begin(key)
        pre_labels = lb.MALPredictionImport.create_from_objects(
            client=client, project_id=project.uid, name=f"mal_job{uuid.uuid4()}", predictions=sent
        )
        labels = lb.LabelImport.create_from_objects(
            client=client, project_id=project.uid, name=f"label_import_job{uuid.uuid4()}", labels=sent
        )
        named = {"id": client.get_data_row_by_global_key(key).uid, "globalKey": key}
        found[form] = {
            "steps": said,
            "data row": named,
            "pre-labels": statuses(pre_labels),
            "labels": statuses(labels),
            "label count": project.get_label_count(),
        }
    return found


@step
def the_script_again():
    _, said = begin("street-rows.png")
    return said


@step
def a_benchmark():
    key = "street-benchmark.png"
    project, _ = begin(key)
    (label,) = python_payload(key, WEB)
    label.is_benchmark_reference = True
    job = lb.LabelImport.create_from_objects(
        client=client, project_id=project.uid, name="benchmark", labels=[label]
    )
    job.wait_till_done()
    (row,) = project.export(params={"performance_details": True, "label_details": True}).get_buffered_stream()
    (only,) = row.json["projects"][project.uid]["labels"]
    return {
        "benchmarks": [one.reference_label().uid for one in project.benchmarks()] == [only["id"]],
        "reference": [label.is_benchmark_reference for label in project.labels()],
        "rejected": [status["status"] for status in job.statuses].count("FAILURE"),
    }


tell()
