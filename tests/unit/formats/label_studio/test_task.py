import copy
import json
from typing import Any

import pytest

from postil.formats.blocks import TOO_LONG
from postil.formats.label_studio.task import read_task
from postil.model.data_row import DataRowReference
from tests.unit.formats.label_studio.roundtrip import read_one

BOX: dict[str, Any] = {
    "id": "r",
    "type": "rectanglelabels",
    "from_name": "label",
    "to_name": "image",
    "value": {"x": 1, "y": 2, "width": 3, "height": 4, "rotation": 0, "rectanglelabels": ["car"]},
}


def task_with(*results, **more):
    return {"data": {"image": "/a.jpg"}, "predictions": [{"result": list(results)}], **more}


def changed(pointer, value):
    """The box with one value replaced, or taken away when it is `...`."""
    found = copy.deepcopy(BOX)
    *steps, last = pointer.split("/")
    place: Any = found
    for step in steps:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return found


def problems(row, line=1):
    entry = read_task(row if isinstance(row, bytes) else json.dumps(row).encode(), line)
    return [(issue.code, issue.where.pointer) for issue in entry.issues]


@pytest.mark.parametrize(
    ("row", "code", "pointer"),
    [
        (b"", "SRC003", ""),
        (b'{"data": {"image": "/a.jpg"', "SRC003", ""),
        (b'{"data": {"image": "\xff"}}', "SRC002", ""),
        (b"[1]", "SRC004", ""),
        (b"7", "SRC004", ""),
        (b'{"data": {"a": 1, "a": 2}}', "SRC005", "/data/a"),
        (b'{"data": {"a": "\\n", "a": 2}}', "SRC005", "/data/a"),
        (b'{"data": {"a": NaN}}', "SRC006", "/data/a"),
        (b'{"data": {"a": 1e999}}', "SRC006", "/data/a"),
        (b'{"data": {"a": ' + b"[" * 70 + b"]" * 70 + b"}}", "SRC007", ""),
        (b'{"predictions": []}', "ROW010", "/data"),
        (b'{"data": "/a.jpg"}', "ROW010", "/data"),
        (b'{"data": {}, "predictions": {"result": []}}', "ROW010", "/predictions"),
        (b'{"data": {}, "predictions": ["a"]}', "ROW010", "/predictions/0"),
        (b'{"data": {}, "predictions": [{}]}', "ROW010", "/predictions/0/result"),
        (b'{"data": {}, "predictions": [{"result": "car"}]}', "ROW010", "/predictions/0/result"),
        (b'{"data": {}, "predictions": [{"result": [], "score": "1"}]}', "ROW010", "/predictions/0/score"),
        (
            b'{"data": {}, "predictions": [{"result": [], "model_version": 1}]}',
            "ROW010", "/predictions/0/model_version",
        ),
        (b'{"data": {}, "annotations": [{"result": [7]}]}', "ROW010", "/annotations/0/result/0"),
        (b'{"data": {}, "meta": {"global_key": ""}}', "ROW011", "/meta/global_key"),
    ],
)  # fmt: skip
def test_a_broken_task_is_reported_with_its_place(row, code, pointer):
    assert problems(row) == [(code, pointer)]


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("type", ..., "ROW010"),
        ("type", 7, "ROW010"),
        ("value", ..., "ROW010"),
        ("value", [], "ROW010"),
        ("from_name", ..., "ROW010"),
        ("to_name", 1, "ROW010"),
        ("id", 7, "ROW010"),
        ("score", "high", "ROW010"),
        ("readonly", 1, "ROW010"),
        ("item_index", 0.5, "ROW010"),
        ("original_width", "600", "ROW010"),
        ("value/x", "1", "ROW010"),
        ("value/x", True, "ROW010"),
        ("value/width", ..., "ROW010"),
        ("value/rotation", "0", "ROW010"),
        ("value/rectanglelabels", "car", "ROW010"),
        ("value/rectanglelabels", [1], "ROW010"),
    ],
)
def test_a_broken_region_is_reported_with_its_place(pointer, value, code):
    other = {**BOX, "id": "first"}
    assert problems(task_with(other, changed(pointer, value))) == [
        (code, f"/predictions/0/result/1/{pointer}")
    ]


@pytest.mark.parametrize(
    ("kind", "value", "code", "pointer"),
    [
        ("polygon", {"points": [[1, 2], [3], [5, 6]]}, "ROW010", "points/1"),
        ("polygon", {}, "ROW010", "points"),
        ("brush", {"rle": [0, 256]}, "MSK005", "rle"),
        ("brush", {"rle": ["a"]}, "MSK005", "rle"),
        ("bitmask", {"imageDataURL": "data:image/png;base64,?"}, "MSK010", "imageDataURL"),
        ("vector", {"vertices": [{"x": 1}]}, "ROW010", "vertices/0/y"),
        ("choices", {"choices": "a"}, "ROW010", "choices"),
        ("choices", {"choices": [1]}, "ROW010", "choices/0"),
        ("textarea", {}, "ROW010", "text"),
        ("rating", {"rating": "5"}, "ROW010", "rating"),
        ("labels", {"start": 1, "end": "2", "labels": []}, "ROW010", "end"),
    ],
)
def test_a_broken_value_is_reported_with_its_place(kind, value, code, pointer):
    result = {"type": kind, "from_name": "a", "to_name": "b", "value": value}
    assert problems(task_with(result)) == [(code, f"/predictions/0/result/0/value/{pointer}")]


def test_every_problem_of_a_task_is_reported_and_nothing_of_it_is_kept():
    entry = read_one(
        task_with(changed("value/x", "1"), {**BOX, "id": "t"}, {**changed("value/y", None), "id": "s"})
    )
    assert [issue.where.pointer for issue in entry.issues] == [
        "/predictions/0/result/0/value/x",
        "/predictions/0/result/2/value/y",
    ]
    assert (entry.bundles, entry.data_row, entry.contents) == ([], None, {})


def test_a_turned_image_is_a_warning_once_per_task():
    turned = [{**BOX, "id": name, "image_rotation": 90} for name in "ab"]
    entry = read_one(task_with(*turned))
    assert [(issue.code, issue.severity, issue.where.pointer) for issue in entry.issues] == [
        ("GEO008", "warning", "/predictions/0/result/0/image_rotation")
    ]
    assert len(entry.bundles[0].annotations) == 2


def test_a_line_over_the_limit_is_reported():
    assert problems(TOO_LONG) == [("SRC008", "")]


def test_an_unknown_direction_is_reported():
    link = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "up"}
    assert problems(task_with(link)) == [("REL003", "/predictions/0/result/0/direction")]


def test_a_result_of_an_unknown_type_is_a_warning():
    strange = {"id": "r", "type": "hologram", "from_name": "a", "to_name": "b", "value": {"z": 1}}
    entry = read_one(task_with(strange))
    assert [(issue.code, issue.severity) for issue in entry.issues] == [("ROW009", "warning")]
    (annotation,) = entry.bundles[0].annotations
    assert (annotation.kind, annotation.geometry) == ("object", None)


def test_tasks_are_named_by_what_they_show():
    first, second = read_one(task_with(BOX)), read_one(task_with())
    assert first.reference == second.reference
    assert first.reference.by == "content"
    assert first.reference != read_one({"data": {"image": "/b.jpg"}}).reference


def test_the_order_of_keys_does_not_change_the_name():
    rows = [{"data": {"a": 1, "b": 2}}, {"data": {"b": 2, "a": 1}}]
    first, second = (read_one(row).reference for row in rows)
    assert first == second


def test_a_global_key_names_the_data_row():
    entry = read_one(task_with(BOX, meta={"global_key": "k", "other": 1}))
    assert entry.reference == DataRowReference("global_key", "k")
    assert (entry.data_row.global_key, entry.data_row.metadata) == ("k", {"global_key": "k", "other": 1})


def test_the_size_in_the_results_is_declared_for_the_asset():
    sized = {**BOX, "original_width": 600, "original_height": 403, "image_rotation": 0}
    (asset,) = read_one(task_with(sized)).data_row.assets
    assert (asset.name, asset.media_type, asset.url) == ("image", "image", "/a.jpg")
    assert (asset.width, asset.height, asset.size_source) == (600, 403, "declared")


def test_the_size_of_a_turned_image_is_not_that_of_the_file():
    turned = {**BOX, "original_width": 600, "original_height": 403, "image_rotation": 90}
    (asset,) = read_one(task_with(turned)).data_row.assets
    assert asset.size_source == "unknown"


def test_a_score_of_zero_is_a_score_and_nothing_else():
    entry = read_one({"data": {"image": "/a.jpg"}, "predictions": [{"result": [BOX], "score": 0}]})
    [bundle] = entry.bundles
    assert (bundle.score, bundle.ext) == (0, {})
