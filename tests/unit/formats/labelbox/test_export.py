import json
from typing import Any

from postil.formats.labelbox.export import ExportedLabel, ExportedProject, ExportedRow, export_row
from postil.model.annotation import Annotation
from postil.model.data_row import Asset, DataRow
from postil.model.geometry import Point
from postil.model.ontology import FeatureIndex, Ontology


def row(**fields):
    data_row = DataRow([Asset(mime="image/png", orientation=6)], global_key="g", external_id="e")
    given: dict[str, Any] = {
        "id": "r" * 25,
        "data_row": data_row,
        "row_data": "https://e.test/a.png",
        "size": (20, 10),
    }
    return ExportedRow(**given | fields)


def project(*labels, details=None):
    index = FeatureIndex(Ontology("o", []))
    return ExportedProject(id="p", name="cars", labels=list(labels), ontology=index, details=details)


def no_mask(label_id, annotation):
    raise AssertionError


def test_a_data_row_is_described_with_its_media():
    exported = export_row(row(details={"dataset_name": "d"}), [], no_mask)
    assert exported["data_row"] == {
        "id": "r" * 25,
        "global_key": "g",
        "external_id": "e",
        "row_data": "https://e.test/a.png",
        "details": {"dataset_name": "d"},
    }
    assert exported["media_attributes"] == {
        "asset_type": "image",
        "mime_type": "image/png",
        "width": 20,
        "height": 10,
        "exif_rotation": "6",
    }


def test_labels_stand_under_their_project():
    label = ExportedLabel(
        id="l", annotations=[], details={"created_by": "ann@e.test"}, performance={"score": 1}
    )
    exported = export_row(row(), [project(label, details={"batch_name": "b"})], no_mask)["projects"]["p"]
    assert (exported["name"], exported["project_details"]) == ("cars", {"batch_name": "b"})
    (found,) = exported["labels"]
    assert found["label_kind"] == "Default"
    assert (found["id"], found["version"]) == ("l", "1.0.0")
    assert found["label_details"] == {"created_by": "ann@e.test"}
    assert found["performance_details"] == {"score": 1}
    assert found["annotations"] == {"objects": [], "classifications": [], "relationships": []}


def test_what_is_not_given_is_left_out():
    exported = export_row(
        row(data_row=DataRow([])), [project(ExportedLabel(id="l", annotations=[]))], no_mask
    )
    assert "project_details" not in exported["projects"]["p"]
    assert "performance_details" not in exported["projects"]["p"]["labels"][0]
    assert "external_id" not in exported["data_row"]


def test_a_row_is_json():
    label = ExportedLabel(id="l", annotations=[Annotation("k", "p", geometry=Point(1, 2))])
    exported = export_row(row(), [project(label)], no_mask)
    assert json.loads(json.dumps(exported)) == exported
