import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.formats.format import Written
from postil.formats.label_studio.tasks import LABEL_STUDIO
from postil.model.annotation import Annotation, Relation
from postil.model.answer import Answer, Classification
from postil.model.data_row import Asset, DataRow
from postil.model.geometry import Box, Polyline
from postil.model.issue import Loss
from postil.model.label import Bundle
from tests.unit.formats.label_studio import generated
from tests.unit.formats.label_studio.roundtrip import read, read_one, spelled, there_and_back, write


@pytest.mark.parametrize("name", ["bbox_choice", "shapes_no_labels", "ner", "ocr", "timeseries_data_only"])
def test_every_example_of_the_documentation_comes_back_deep_equal(fixtures, name):
    content = (fixtures / "label_studio" / f"seed003_{name}.json").read_bytes()
    tasks = json.loads(content)
    assert spelled(json.loads(write(read(content)))) == spelled(tasks if isinstance(tasks, list) else [tasks])


@given(st.lists(generated.tasks(), max_size=3))
def test_what_is_read_is_written_back_deep_equal(tasks):
    assert there_and_back(tasks) == spelled(tasks)


@given(st.dictionaries(generated.names.filter(lambda key: key != "data"), generated.json_values))
def test_a_task_without_data_is_its_own_data(task):
    assert there_and_back([task]) == spelled([task])


def test_one_task_per_line_reads_like_an_array():
    tasks = [{"data": {"image": f"/{number}.jpg"}} for number in range(3)]
    lines = b"\n".join(json.dumps(task).encode() for task in tasks)
    array = json.dumps(tasks).encode()
    assert read(lines) == read(array)
    assert [entry.line for entry in read(array)] == [1, 2, 3]


def test_each_prediction_is_a_bundle_of_its_own():
    result = {"id": "r", "type": "choices", "from_name": "c", "to_name": "i", "value": {"choices": ["a"]}}
    predictions = [{"model_version": name, "score": 0.5, "result": [result]} for name in ("one", "two")]
    entry = read_one({"data": {"image": "/a.jpg"}, "predictions": predictions})
    assert [(bundle.no, bundle.version, bundle.kind) for bundle in entry.bundles] == [
        (0, "one", "pre_label"),
        (1, "two", "pre_label"),
    ]


def test_an_annotation_is_ground_truth_and_its_star_a_benchmark():
    entry = read_one({"data": {}, "annotations": [{"result": [], "ground_truth": True}, {"result": []}]})
    assert [(bundle.kind, bundle.no, bundle.is_benchmark) for bundle in entry.bundles] == [
        ("ground_truth", 0, True),
        ("ground_truth", 1, False),
    ]


def test_a_benchmark_mark_taken_away_is_not_written():
    entry = read_one({"data": {}, "annotations": [{"result": [], "ground_truth": True, "id": 3}]})
    entry.bundles[0].is_benchmark = False
    assert json.loads(write([entry])) == [{"data": {}, "annotations": [{"result": [], "id": 3}]}]


@pytest.mark.parametrize(
    ("head", "least"),
    [
        (b'[{"data":{},"predictions":[{"result":[{"from_name":"a","to_name":"b"', 1.0),
        (b'[{"data":{"text":"a"}}]', 0.5),
        (b'[{"text":"a"}]', 0.5),
    ],
)
def test_tasks_are_recognised(head, least):
    assert LABEL_STUDIO.sniff(head) >= least


@pytest.mark.parametrize(
    "head", [b'{"uuid":"a","dataRow":{"globalKey":"a"}}', b'{"postil":1,', b"name,label\n"]
)
def test_other_files_are_not_taken_for_tasks(head):
    assert LABEL_STUDIO.sniff(head) < 0.5


ROW = DataRow([Asset(url="https://example.com/a.jpg", width=200, height=100, size_source="probed")], "a")


def foreign(*annotations, row=ROW, size=None):
    losses: list[Loss] = []
    written = Written(row, [Bundle(list(annotations), version="m", score=0.5)], size)
    content = b"".join(LABEL_STUDIO.write([written], lambda sha256: b"", losses.append))
    return json.loads(content)[0], [loss.code for loss in losses]


def test_a_box_in_pixels_is_written_in_percent_under_its_feature():
    box = Annotation("k", "car", geometry=Box(20, 10, 50, 25))
    task, losses = foreign(box)
    assert losses == []
    assert task == {
        "data": {"image": "https://example.com/a.jpg"},
        "meta": {"global_key": "a"},
        "predictions": [
            {
                "model_version": "m",
                "score": 0.5,
                "result": [
                    {
                        "id": "k",
                        "type": "rectanglelabels",
                        "from_name": "box",
                        "to_name": "image",
                        "original_width": 200,
                        "original_height": 100,
                        "image_rotation": 0,
                        "value": {
                            "x": 10.0, "y": 10.0, "width": 25.0, "height": 25.0, "rotation": 0,
                            "rectanglelabels": ["car"],
                        },
                    }
                ],
            }
        ],
    }  # fmt: skip


def test_pixels_without_a_size_are_reported_and_left_out():
    row = DataRow([Asset(url="https://example.com/a.jpg")], "a")
    task, losses = foreign(Annotation("k", "car", geometry=Box(20, 10, 50, 25)), row=row)
    assert (losses, task["predictions"][0]["result"]) == (["LOS004"], [])


def test_a_line_becomes_an_open_vector():
    task, _ = foreign(Annotation("k", "road", geometry=Polyline([(0, 0), (200, 100)])))
    (result,) = task["predictions"][0]["result"]
    assert result["type"] == "vectorlabels"
    assert result["value"]["closed"] is False
    assert [(vertex["x"], vertex["y"]) for vertex in result["value"]["vertices"]] == [(0, 0), (100, 100)]


def test_questions_about_a_shape_share_its_id():
    answer = Classification("colour", "radio", [Answer("red")])
    task, _ = foreign(Annotation("k", "car", geometry=Box(0, 0, 20, 10), classifications=[answer]))
    drawn, asked = task["predictions"][0]["result"]
    assert (asked["id"], asked["type"], asked["from_name"]) == ("k", "choices", "colour")
    assert asked["value"]["choices"] == ["red"]
    assert asked["value"]["width"] == drawn["value"]["width"] == 10.0


def test_a_relationship_carries_its_name_as_a_label():
    link = Annotation("k", "part of", kind="relationship", relation=Relation("b", "a"))
    task, losses = foreign(link)
    assert losses == []
    assert task["predictions"][0]["result"] == [
        {
            "id": "k",
            "type": "relation",
            "from_id": "a",
            "to_id": "b",
            "direction": "right",
            "labels": ["part of"],
        }
    ]


def test_an_edited_shape_drops_the_correction_that_was_made_for_the_old_one():
    value = {"x": 1, "y": 2, "width": 3.33333, "height": 4, "rotation": 0}
    envelope = {"id": "r", "to_name": "image"}
    drawn = {**envelope, "type": "rectangle", "from_name": "bbox", "value": value}
    asked = {
        **envelope,
        "type": "textarea",
        "from_name": "t",
        "value": {**value, "width": 3.3, "text": ["a"]},
    }
    entry = read_one({"data": {"image": "/a.jpg"}, "predictions": [{"result": [drawn, asked]}]})
    (annotation,) = entry.bundles[0].annotations
    annotation.geometry.width = 5
    written = json.loads(write([entry]))[0]["predictions"][0]["result"]
    assert [result["value"]["width"] for result in written] == [5, 5]


def test_no_rows_are_an_empty_array():
    assert json.loads(b"".join(LABEL_STUDIO.write([], lambda sha256: b"", lambda loss: None))) == []
