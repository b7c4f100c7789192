"""Methods that no other program calls, one after the other: none of them may raise.

python methods.py ADDRESS_OF_PICTURES FOLDER
"""

import json
import sys
import warnings
from pathlib import Path

import labelbox as lb
from diary import RESULTS, tell
from pictures import STREET

WEB, FOLDER = sys.argv[1], Path(sys.argv[2])
warnings.simplefilter("ignore")
client = lb.Client(None)
experimental = lb.Client(None, enable_experimental=True)


def call(name, act):
    try:
        RESULTS[name] = ["returned", repr(act())]
    except Exception as error:
        RESULTS[name] = ["raised", type(error).__name__, str(error)]


def read(about, source, *names):
    """Call what has no arguments; lists are read to their end."""
    for name in names:
        call(
            f"{about}.{name}",
            lambda name=name: list(found) if hasattr(found := getattr(source, name)(), "__next__") else found,
        )


BOX = {"name": "car", "bbox": {"top": 1, "left": 2, "height": 3, "width": 4}}
dataset = client.create_dataset(name="methods")
dataset.create_data_rows(
    [{"row_data": WEB + STREET, "global_key": f"m{n}"} for n in range(8)]
).wait_till_done()
builder = lb.OntologyBuilder(tools=[lb.Tool(tool=lb.Tool.Type.BBOX, name="car")])
ontology = client.create_ontology("methods", builder.asdict(), media_type=lb.MediaType.Image)
project = client.create_project(name="methods", media_type=lb.MediaType.Image, description="all of them")
project.connect_ontology(ontology)
batch = project.create_batch("first", global_keys=["m0", "m1", "m2"])
rows = [BOX | {"dataRow": {"globalKey": key}} for key in ("m0", "m1")]
job = lb.LabelImport.create_from_objects(client, project.uid, "labels", rows)
row, user, organization = (
    client.get_data_row_by_global_key("m0"),
    client.get_user(),
    client.get_organization(),
)
label = next(iter(project.labels()))

read("client", client, "get_users", "get_projects", "get_roles", "get_models", "get_unused_ontologies")
read("organization", organization, "users", "projects", "get_iam_integrations", "get_default_iam_integration")
read("user", user, "created_tasks", "projects", "organization", "org_role")
read("dataset", dataset, "created_by", "organization", "iam_integration")
read(
    "project",
    project,
    "created_by",
    "organization",
    "ontology",
    "labeling_frontend",
    "labeling_frontend_options",
)
read("project", project, "batches", "benchmarks", "members", "task_queues", "labeling_parameter_overrides")
read("project", project, "get_mal_prediction_imports", "get_label_imports", "get_overview", "get_label_count")
read("data row", row, "created_by", "dataset", "organization", "labels", "attachments")
read("label", label, "created_by", "data_row", "project", "reviews")
read("ontology", ontology, "projects", "created_by", "tools", "classifications")
read("batch", batch, "project")
call("overview in full", lambda: project.get_overview(details=True))
call("project renamed", lambda: project.update(name="methods, all"))
call("dataset renamed", lambda: dataset.update(name="methods, all", description="changed"))
call("pre-labels shown", lambda: project.enable_model_assisted_labeling())
call("priority", lambda: project.update_data_row_labeling_priority(lb.GlobalKeys(["m2"]), 1))
call("overrides", lambda: project.set_labeling_parameter_overrides([(lb.GlobalKey("m2"), 2)]))
call(
    "to a queue",
    lambda: project.move_data_rows_to_task_queue(lb.GlobalKeys(["m2"]), project.task_queues()[0].uid),
)
call("to done", lambda: project.move_data_rows_to_task_queue(lb.GlobalKeys(["m2"]), None))
call("batches", lambda: project.create_batches("many", global_keys=["m3", "m4"]).result())
call("batches of a dataset", lambda: project.create_batches_from_dataset("all", dataset.uid).result())
call("a batch by its id", lambda: client.get_batch(project.uid, batch.uid))
call("an import by its name", lambda: lb.LabelImport.from_name(client, project.uid, "labels"))
call(
    "an import from an address",
    lambda: lb.LabelImport.create_from_url(client, project.uid, "url", job.input_file_url).errors,
)
(FOLDER / "rows.ndjson").write_text(json.dumps(BOX | {"dataRow": {"globalKey": "m4"}}) + "\n")
call(
    "an import from a file",
    lambda: (
        lb.MALPredictionImport.create_from_file(
            client, project.uid, "file", str(FOLDER / "rows.ndjson")
        ).errors
    ),
)
call("an import deleted", lambda: lb.MALPredictionImport.from_name(client, project.uid, "file").delete())
call("a benchmark", lambda: label.create_benchmark())
call("what it is of", lambda: [(one.reference_label(), one.created_by()) for one in project.benchmarks()])
call("no benchmark", lambda: [one.delete() for one in project.benchmarks()])
call("labels of a batch deleted", lambda: batch.delete_labels())
call("labels of a user deleted", lambda: project.delete_labels_by_user(user.uid))
call("a batch emptied", lambda: batch.remove_queued_data_rows())
call("a batch deleted", lambda: batch.delete())
call("ontologies by name", lambda: list(client.get_ontologies("methods")))
shelf = client.create_feature_schema({"tool": "polygon", "name": "roof"})
call("a feature", lambda: client.get_feature_schema(shelf.uid))
call("features by name", lambda: list(client.get_feature_schemas("roof")))
call("a feature renamed", lambda: client.update_feature_schema_title(shelf.uid, "roof of a house"))
call("a feature inserted", lambda: client.insert_feature_schema_into_ontology(shelf.uid, ontology.uid, 1))
call("is it archived", lambda: client.is_feature_schema_archived(ontology.uid, shelf.uid))
call("a feature taken out", lambda: client.delete_feature_schema_from_ontology(ontology.uid, shelf.uid))
other = client.create_ontology_from_feature_schemas("of features", [shelf.uid], media_type=lb.MediaType.Image)
call("an unused ontology deleted", lambda: client.delete_unused_ontology(other.uid))
call("an unused feature deleted", lambda: client.delete_unused_feature_schema(shelf.uid))
call(
    "a feature of one's own",
    lambda: client.upsert_feature_schema({"tool": "line", "name": "kerb", "color": "#ff0000"}),
)
call("one data row", lambda: dataset.create_data_row({"row_data": WEB + STREET, "global_key": "m9"}))
call("by external ids", lambda: client.get_data_row_ids_for_external_ids(["none"]))
call("an upload", lambda: client.upload_data(b"abc", filename="a.txt", content_type="text/plain", sign=True))
run = client.create_model("methods", ontology.uid).create_model_run("run", config={"epochs": 3})
call(
    "the status of a run",
    lambda: experimental.get_model_run(run.uid).update_status("COMPLETE", metadata={"loss": "0.1"}),
)
call("the cost of a run", lambda: (run.total_cost, run.total_data_rows))
call("rows deleted at once", lambda: lb.DataRow.bulk_delete(list(dataset.data_rows())[:2]))
call("a project deleted", lambda: project.delete())
tell()
