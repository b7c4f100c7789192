"""What was sent comes back from every kind of export, and filters take what they say.

python exports.py ADDRESS_OF_PICTURES
"""

import sys

import labelbox as lb
from diary import step, tell
from pictures import STREET

WEB = sys.argv[1]
client = lb.Client(None)
dataset = client.create_dataset(name="exported")
KEYS = [f"export-{number}.png" for number in range(5)]
task = dataset.create_data_rows(
    [{"row_data": WEB + STREET, "global_key": key, "external_id": f"outside {key}"} for key in KEYS]
)
task.wait_till_done()
builder = lb.OntologyBuilder(
    tools=[
        lb.Tool(
            tool=lb.Tool.Type.BBOX,
            name="Traffic light",
            classifications=[
                lb.Classification(
                    class_type=lb.Classification.Type.RADIO,
                    name="state",
                    options=[lb.Option("red"), lb.Option("green")],
                )
            ],
        ),
        lb.Tool(tool=lb.Tool.Type.POLYGON, name="roof"),
        lb.Tool(tool=lb.Tool.Type.LINE, name="kerb"),
        lb.Tool(tool=lb.Tool.Type.POINT, name="corner"),
    ],
    classifications=[lb.Classification(class_type=lb.Classification.Type.TEXT, name="remark")],
)
ontology = client.create_ontology("Exported", builder.asdict(), media_type=lb.MediaType.Image)
project = client.create_project(name="Exported", media_type=lb.MediaType.Image)
project.connect_ontology(ontology)
batch = project.create_batch("first", global_keys=KEYS[:4])
other = project.create_batch("second", global_keys=KEYS[4:])
BOX = {"top": 977.5, "left": 1690.0, "height": 330.25, "width": 225.0}
RING = [{"x": 1.5, "y": 2}, {"x": 100, "y": 2}, {"x": 50, "y": 60.125}, {"x": 1.5, "y": 2}]
LINE = [{"x": 2534.353, "y": 249.471}, {"x": 90.929, "y": 326.412}]
POINT = {"x": 1166.606, "y": 1441.768}
REMARK = "Kōbe \u2028 in one line, \U0001f600"


def rows(key):
    sent = [
        {
            "name": "Traffic light",
            "bbox": BOX,
            "classifications": [{"name": "state", "answer": {"name": "red"}}],
        },
        {"name": "roof", "polygon": RING},
        {"name": "kerb", "line": LINE},
        {"name": "corner", "point": POINT},
        {"name": "remark", "answer": REMARK},
    ]
    return [row | {"dataRow": {"globalKey": key}} for row in sent]


@step
def imported():
    job = lb.LabelImport.create_from_objects(
        client, project.uid, "sent", [row for key in KEYS[:3] for row in rows(key)]
    )
    return {"errors": job.errors, "n": len(job.statuses)}


def keys(task):
    task.wait_till_done()
    rows = task.get_buffered_stream() if task.has_result() else []
    return sorted(row.json["data_row"]["global_key"] or "" for row in rows)


ALL = {
    "attachments": True,
    "metadata_fields": True,
    "data_row_details": True,
    "project_details": True,
    "label_details": True,
    "performance_details": True,
    "interpolated_frames": True,
    "embeddings": True,
}


@step
def whole_rows():
    task = project.export(params=ALL)
    task.wait_till_done()
    lines = {}
    task.get_buffered_stream(stream_type=lb.StreamType.RESULT).start(
        stream_handler=lambda one: lines.__setitem__(one.json["data_row"]["global_key"], one.json)
    )
    row, empty = lines[KEYS[0]], lines[KEYS[4]]
    here = row["projects"][project.uid]
    (label,) = here["labels"]
    found = {one["name"]: one for one in label["annotations"]["objects"]}
    (remark,) = label["annotations"]["classifications"]
    light = found["Traffic light"]
    return {
        "keys": sorted(lines),
        "row": [row["data_row"][name] for name in ("external_id", "row_data")],
        "size": [row["media_attributes"]["width"], row["media_attributes"]["height"]],
        "details": row["data_row"]["details"]["dataset_name"],
        "project": [
            here["name"],
            here["project_details"]["ontology_id"] == ontology.uid,
            here["project_details"]["batch_name"],
        ],
        "statuses": [
            one["projects"][project.uid]["project_details"]["workflow_status"] for one in (row, empty)
        ],
        "empty": empty["projects"][project.uid]["labels"],
        "box": [light["bounding_box"], light["annotation_kind"], light["value"]],
        "nested": light["classifications"][0]["radio_answer"]["name"],
        "polygon": found["roof"]["polygon"],
        "line": found["kerb"]["line"],
        "point": found["corner"]["point"],
        "remark": remark["text_answer"]["content"],
        "ids": sorted(len(one["feature_schema_id"]) for one in found.values()),
        "author": "@" in label["label_details"]["created_by"],
        "sections": sorted(row),
    }


@step
def nothing_asked_for():
    (row, *_) = project.export(params={}).get_buffered_stream()
    return sorted(row.json)


@step
def filters():
    ids = {row.global_key: row.uid for row in dataset.data_rows()}
    return {
        "global keys": keys(project.export(filters={"global_keys": [KEYS[1], KEYS[4]]})),
        "ids": keys(project.export(filters={"data_row_ids": [ids[KEYS[2]]]})),
        "batches": keys(project.export(filters={"batch_ids": [other.uid]})),
        "to label": keys(project.export(filters={"workflow_status": "ToLabel"})),
        "done": keys(project.export(filters={"workflow_status": "Done"})),
        "labelled long ago": keys(project.export(filters={"label_created_at": ["2001-01-01", "2001-12-31"]})),
        "active since": keys(project.export(filters={"last_activity_at": ["2001-01-01 00:00:00", None]})),
    }


@step
def other_exports():
    uid = next(iter(dataset.data_rows())).uid
    return {
        "dataset": keys(dataset.export(params={"data_row_details": True})),
        "one row": len(
            keys(lb.DataRow.export(client=client, data_rows=[uid], params={"project_ids": [project.uid]}))
        ),
        "by key": keys(lb.DataRow.export(client=client, global_keys=KEYS[:2])),
        "catalog": len([key for key in keys(client.get_catalog().export()) if key in KEYS]),
    }


@step
def the_older_call():
    task = project.export_v2(params=ALL)
    task.wait_till_done()
    return {"rows": len(task.result), "errors": task.errors}


@step
def an_empty_one():
    task = project.export(filters={"global_keys": ["no such key"]})
    task.wait_till_done()
    return {"has": [task.has_result(), task.has_errors()], "name": project.export(task_name="mine").name}


@step
def labels_as_objects():
    labels = list(project.labels())
    return {
        "n": len(labels),
        "count": project.get_label_count(),
        "keys": sorted(label.data_row().global_key for label in labels),
    }


@step
def label_deleted():
    label = next(iter(project.labels()))
    label.delete()
    return {"left": len(list(project.labels())), "count": project.get_label_count()}


@step
def overview():
    found = project.get_overview()
    return {
        name: getattr(found, name)
        for name in ("to_label", "in_review", "in_rework", "done", "total_data_rows", "labeled")
    }


tell()
