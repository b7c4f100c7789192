"""What the two guides about pre-labels and ground truth promise, seen through the client."""

from typing import Any

import postil as lb
import postil.types as lb_types
from tests.seeds.street_annotations import ndjson_payload, python_payload
from tests.seeds.street_script import Place, begin, import_labels, import_pre_labels

UUID = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"


def box(key: str, left: int, **more: Any) -> dict[str, Any]:
    bbox = {"left": left, "top": 10, "width": 30, "height": 20}
    return {"dataRow": {"globalKey": key}, "name": "bounding_box", "bbox": bbox} | more


def lefts(project: lb.Project) -> list[int]:
    return sorted(row["bbox"]["left"] for row in project.export(format="labelbox"))


def test_pre_labels_wait_for_a_person_and_are_no_labels(client: lb.Client, place: Place, key: str):
    project = begin(client, place, key)
    import_pre_labels(client, project, python_payload(key, place.web))
    assert project.task_counts() == {"to_label": 1}
    (row,) = project.export()
    assert row["projects"][next(iter(row["projects"]))]["labels"] == []


def test_ground_truth_is_a_label_and_its_data_row_is_done(client: lb.Client, place: Place, key: str):
    project = begin(client, place, key)
    import_labels(client, project, python_payload(key, place.web))
    assert project.task_counts() == {"done": 1}
    (row,) = project.export()
    (label,) = row["projects"][next(iter(row["projects"]))]["labels"]
    assert label["annotations"]["relationships"] == []


def test_the_same_uuid_overrides_an_imported_annotation(client: lb.Client, place: Place, key: str):
    project = begin(client, place, key)
    import_pre_labels(client, project, [box(key, 10, uuid=UUID), box(key, 500)])
    again = import_pre_labels(client, project, [box(key, 12, uuid=UUID.upper())])
    assert (again.counts.updated, again.counts.accepted) == (1, 0)
    assert lefts(project) == [12, 500]


def test_an_import_may_be_done_again_without_anything_coming_twice(client: lb.Client, place: Place, key: str):
    project = begin(client, place, key)
    payload = ndjson_payload(key, place.web)
    first = import_labels(client, project, payload)
    again = import_labels(client, project, payload)
    assert (again.counts.unchanged, again.counts.rejected) == (first.counts.accepted, first.counts.rejected)


def test_rows_may_name_their_data_row_by_its_id(client: lb.Client, place: Place, key: str):
    project = begin(client, place, key)
    uid = client.get_data_row_by_global_key(key).uid
    drawn = lb_types.ObjectAnnotation(
        name="bounding_box",
        value=lb_types.Rectangle(start=lb_types.Point(x=10, y=10), end=lb_types.Point(x=40, y=30)),
    )
    label = lb_types.Label(data={"uid": uid}, annotations=[drawn])
    job = import_pre_labels(client, project, [label, box(key, 500) | {"dataRow": {"id": uid}}])
    assert (job.errors, lefts(project)) == ([], [10, 500])
    assert {status["dataRow"]["id"] for status in job.statuses} == {uid}


def test_a_dry_run_shows_nothing_before_it_is_committed(client: lb.Client, place: Place, key: str):
    # The guide says: nothing of a job is to be seen before the whole of it is done.
    project = begin(client, place, key)
    job = lb.MALPredictionImport.create_from_objects(
        client, project.uid, "watched", [box(key, 10), box(key, 500)], dry_run=True
    )
    assert lefts(project) == []
    job.commit()
    assert lefts(project) == [10, 500]
