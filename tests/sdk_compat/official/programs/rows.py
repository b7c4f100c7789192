"""Data rows: made, refused, changed, deleted and made again, with attachments and metadata.

python rows.py ADDRESS_OF_PICTURES FOLDER
"""

import sys
from pathlib import Path

import labelbox as lb
from diary import step, tell
from labelbox.schema.data_row_metadata import (
    DataRowMetadata,
    DataRowMetadataField,
    DataRowMetadataKind,
    DeleteDataRowMetadata,
)
from labelbox.schema.identifiable import GlobalKey, UniqueId
from pictures import STREET, content

WEB, FOLDER = sys.argv[1], Path(sys.argv[2])
client = lb.Client(None)
PNG = content(STREET)
dataset = client.create_dataset(name="rows", description="for rows")


def create(*items, into=None):
    task = (into or dataset).create_data_rows(list(items))
    task.wait_till_done()
    return task


def item(key, **more):
    return {"row_data": WEB + STREET, "global_key": key, **more}


@step
def created():
    task = create(item("one"), item("two", external_id="second"))
    return {
        "status": task.status,
        "errors": task.errors,
        "created": sorted(row["global_key"] for row in task.created_data_rows),
        "result": sorted(row["global_key"] for row in task.result),
        "count": client.get_dataset(dataset.uid).row_count,
        "again": client.get_task_by_id(task.uid).status,
    }


@step
def refused():
    task = create(item("one"), item("three"))
    failed = [[row["globalKey"], row["rowData"]] for error in task.errors for row in error["failedDataRows"]]
    return {
        "status": task.status,
        "messages": [error["message"] for error in task.errors],
        "failed": failed,
        "failed rows": len(task.failed_data_rows),
        "created": [row["global_key"] for row in task.created_data_rows],
    }


@step
def found():
    row = client.get_data_row_by_global_key("two")
    return {
        "same": client.get_data_row(row.uid) == row,
        "external": dataset.data_row_for_external_id("second").uid == row.uid,
        "dataset": row.dataset().uid == dataset.uid,
        "ids": client.get_data_row_ids_for_global_keys(["two", "nowhere", "one"]),
        "row": row.uid,
        "size": [row.media_attributes.get("width"), row.media_attributes.get("height")],
    }


@step
def changed():
    row = client.get_data_row_by_global_key("two")
    row.update(global_key="two again", external_id="moved")
    task = dataset.upsert_data_rows([{"key": GlobalKey("two again"), "external_id": "upserted"}])
    task.wait_till_done()
    row = client.get_data_row(row.uid)
    return [row.global_key, row.external_id, task.errors]


@step
def deleted_and_made_again():
    row = client.get_data_row_by_global_key("one")
    row.delete()
    try:
        client.get_data_row(row.uid)
        gone = "still there"
    except Exception as error:
        gone = type(error).__name__
    task = create(item("one"))
    again = client.get_data_row_by_global_key("one")
    return {"gone": gone, "errors": task.errors, "new": again.uid != row.uid}


@step
def global_keys_cleared_and_assigned():
    cleared = client.clear_global_keys(["three"])
    (uid,) = [row.uid for row in dataset.data_rows() if row.global_key is None]
    assigned = client.assign_global_keys_to_data_rows([{"data_row_id": uid, "global_key": "three, new"}])
    return {
        "cleared": cleared["status"],
        "assigned": assigned["status"],
        "key": client.get_data_row(uid).global_key,
    }


@step
def attachments():
    task = create(
        item(
            "attached",
            attachments=[
                {"type": "RAW_TEXT", "value": "A note.", "name": "note"},
                {"type": "IMAGE", "value": WEB + STREET},
            ],
        )
    )
    row = client.get_data_row_by_global_key("attached")
    before = sorted(
        [one.attachment_type, one.attachment_value, one.attachment_name] for one in row.attachments()
    )
    made = row.create_attachment("RAW_TEXT", "Another.", "second")
    made.update(name="renamed", value="Changed.")
    after = [[one.attachment_name, one.attachment_value] for one in row.attachments() if one.uid == made.uid]
    made.delete()
    (exported,) = lb.DataRow.export(
        client=client, global_keys=["attached"], params={"attachments": True}
    ).get_buffered_stream()
    return {
        "errors": task.errors,
        "before": before,
        "after": after,
        "left": len(list(row.attachments())),
        "exported": sorted([one["type"], one["value"]] for one in exported.json["attachments"]),
    }


@step
def metadata():
    ontology = client.get_data_row_metadata_ontology()
    schema = ontology.create_schema("camera", DataRowMetadataKind.string)
    weather = ontology.create_schema("weather", DataRowMetadataKind.enum, ["sun", "rain"])
    reserved = sorted(one.name for one in ontology.reserved_fields)
    task = create(
        item(
            "described",
            metadata_fields=[
                {"schema_id": schema.uid, "value": "left"},
                {"name": "weather", "value": "rain"},
            ],
        )
    )
    row = client.get_data_row_by_global_key("described")
    first = {one.name: one.value for one in row.metadata}
    failures = ontology.bulk_upsert(
        [
            DataRowMetadata(
                global_key="described",
                fields=[
                    DataRowMetadataField(schema_id=schema.uid, value="right"),
                    DataRowMetadataField(name="captureDateTime", value="2024-05-06T07:08:09Z"),
                ],
            )
        ]
    )
    (told,) = ontology.bulk_export([row.uid])
    values = {one.name: str(one.value) for one in told.fields}
    deleted = ontology.bulk_delete(
        [DeleteDataRowMetadata(data_row_id=UniqueId(row.uid), fields=[schema.uid])]
    )
    (left,) = ontology.bulk_export(lb.GlobalKeys(["described"]))
    (exported,) = lb.DataRow.export(
        client=client, global_keys=["described"], params={"metadata_fields": True}
    ).get_buffered_stream()
    ontology.update_schema("camera", "camera side")
    options = [option.name for option in weather.options]
    is_deleted = ontology.delete_schema("camera side")
    return {
        "errors": task.errors,
        "reserved": reserved,
        "first": first,
        "failures": failures,
        "values": values,
        "deleted": deleted,
        "left": sorted(one.name for one in left.fields),
        "exported": sorted(
            [
                one["schema_name"] if "schema_name" in one else one["name"]
                for one in exported.json["metadata_fields"]
            ]
        ),
        "options": options,
        "schema deleted": is_deleted,
    }


@step
def twenty_files_at_once():
    names = []
    for number in range(20):
        path = FOLDER / f"local-{number}.png"
        path.write_bytes(PNG + bytes([number]))
        names.append(str(path))
    files = client.create_dataset(name="files")
    task = create(*names, into=files)
    rows = list(files.data_rows())
    fetched = sorted(client.connection.get(row.row_data).content[-1] for row in rows)
    return {
        "errors": task.errors,
        "rows": len(rows),
        "names": sorted(row.external_id for row in rows) == sorted(names),
        "contents": fetched == list(range(20)),
    }


@step
def dataset_deleted():
    gone = client.create_dataset(name="gone")
    create(item("in a gone dataset"), into=gone)
    gone.delete()
    try:
        client.get_dataset(gone.uid)
    except Exception as error:
        return [type(error).__name__, create(item("in a gone dataset")).errors]
    return "still there"


tell()
