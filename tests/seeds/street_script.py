"""The steps of the scripts about images, as readers run them, and what of their results must be equal."""

import base64
import sys
import uuid
from typing import Any, NamedTuple

import postil as lb
from tests.seeds.pictures import STREET, colored
from tests.seeds.street_annotations import ontology

Job = lb.MALPredictionImport | lb.LabelImport


class Place(NamedTuple):
    """A server of this machine, found by its data directory, and the address of the pictures."""

    folder: str
    web: str


def make_rows(client: lb.Client, place: Place, key: str, dataset_name: str) -> lb.Dataset:
    """Do step 1 of both scripts about images."""
    dataset = client.create_dataset(name=dataset_name)
    task = dataset.create_data_rows([{"row_data": place.web + STREET, "global_key": key}])
    task.wait_till_done()
    sys.stdout.write(f"Failed data rows: {task.failed_data_rows}\n")
    sys.stdout.write(f"Errors: {task.errors}\n")
    for error in task.errors or []:
        if "Duplicate global key" in error["message"] and dataset.row_count == 0:
            sys.stdout.write(f"Deleting empty dataset: {dataset}\n")
            dataset.delete()
    return dataset


def begin(client: lb.Client, place: Place, key: str) -> lb.Project:
    """Do steps 1 to 4 of the script about imports."""
    make_rows(client, place, key, "image-demo-dataset")
    made = client.create_ontology("Street annotations", ontology(), media_type=lb.MediaType.Image)
    project = client.create_project(name="Street annotations", media_type=lb.MediaType.Image)
    project.connect_ontology(made)
    batch = project.create_batch("image-demo-batch", global_keys=[key], priority=1)
    sys.stdout.write(f"Batch: {batch}\n")
    return project


def import_pre_labels(client: lb.Client, project: lb.Project, payload: Any) -> Job:
    job = lb.MALPredictionImport.create_from_objects(
        client=client, project_id=project.uid, name=f"mal_job{uuid.uuid4()}", predictions=payload
    )
    sys.stdout.write(f"Errors: {job.errors}\n")
    sys.stdout.write(f"Status of uploads: {job.statuses}\n")
    return job


def import_labels(client: lb.Client, project: lb.Project, payload: Any) -> Job:
    job = lb.LabelImport.create_from_objects(
        client=client, project_id=project.uid, name=f"label_import_job{uuid.uuid4()}", labels=payload
    )
    sys.stdout.write(f"Errors: {job.errors}\n")
    sys.stdout.write(f"Status of uploads: {job.statuses}\n")
    return job


def normal(row: dict[str, Any], rows: list[dict[str, Any]], web: str) -> dict[str, Any]:
    """Return a row without what both payloads may say differently: keys, rings, lists of one, masks."""
    by_uuid = {one.get("uuid"): one for one in rows}
    found = plain({name: value for name, value in row.items() if name != "uuid"})
    if "relationship" in row:
        ends = row["relationship"]
        found["relationship"] = [by_uuid[ends[end]]["bbox"] for end in ("source", "target")]
    if "mask" in row:
        mask = row["mask"]
        picture = (
            mask["instanceURI"].removeprefix(web)
            if "instanceURI" in mask
            else base64.b64decode(mask["imBytes"])
        )
        found["mask"] = hash(colored(picture, tuple(mask["colorRGB"])))
    return found


def plain(value: Any) -> Any:
    """Open rings, take the one thing out of a list of one, leave out empty lists."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if one != []}
    if isinstance(value, list):
        ring = value[:-1] if len(value) > 3 and value[0] == value[-1] else value
        return plain(ring[0]) if len(ring) == 1 else [plain(one) for one in ring]
    return value
