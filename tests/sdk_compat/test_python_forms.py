"""What the Python form of every fixture becomes, compared with what the official package made of it."""

import base64
import copy
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import postil.types as lb_types
from postil.types import from_ndjson, to_ndjson
from postil.types.ndjson import to_lines
from postil.types.verdict import find_error
from tests.sdk_compat.python_forms import forms

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "labelbox"

# Where the official package loses something or merges what is apart, with what Postil writes instead.
BETTER = {
    "audio__temporal_nested_out_of_parent_dropped": "an answer outside the time of its parent is kept",
    "dicom__polyline_two_groups": "planes are rows of their own",
    "image__prediction_annotation_level_confidence": "the confidence of a text's annotation is kept",
    "image__prediction_confidence_zero": "a confidence of 0 is kept",
    "video__bbox_two_instances_same_name": "two objects of one class are two rows",
    "video__frame_radio_value_change": "an answer that changes is written with its times",
}


def png(array: Any) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(array).save(buffer, "PNG")
    return buffer.getvalue()


def raster(text: str) -> np.ndarray:
    return np.array(Image.open(io.BytesIO(base64.b64decode(text))).convert("L")) > 0


def recorded(name: str) -> list[dict[str, Any]]:
    (path,) = FIXTURES.glob(f"{name}.sdk*.ndjson")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def composite() -> np.ndarray:
    """Return the picture whose red and green parts are the two masks of the fixture."""
    picture = np.zeros((4, 6, 3), np.uint8)
    rows = recorded("image__mask_composite_rgb_array")
    for row, color in zip(rows, ((255, 0, 0), (0, 255, 0)), strict=True):
        picture[raster(row["mask"]["png"])] = color
    return picture


def made() -> dict[str, list[lb_types.Label]]:
    video = recorded("video__mask_im_bytes")[0]["masks"]["frames"][0]["imBytes"]
    masks = {
        "colors": lb_types.MaskData(arr=composite()),
        "bytes": lb_types.MaskData(im_bytes=png(composite())),
        "video": base64.b64decode(video),
    }
    return forms(lb_types, masks)


FORMS = made()


def plain(value: Any, key: str = "") -> Any:
    """Return a row without what may differ: the spelling of uuids and the compression of masks."""
    if isinstance(value, dict):
        return {name: plain(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if key == "png":
        return raster(value).tolist()
    if key in {"uuid", "source", "target"}:
        return "a uuid"
    return float(value) if type(value) is int else value


def sorted_rows(rows: Any) -> list[str]:
    return sorted(json.dumps(plain(row), sort_keys=True) for row in rows)


def test_every_fixture_has_its_python_form():
    recorded_names = {path.name.split(".sdk")[0] for path in FIXTURES.glob("*.sdk*.ndjson")}
    assert set(FORMS) == recorded_names


@pytest.mark.parametrize("name", sorted(set(FORMS) - set(BETTER)))
def test_a_form_becomes_what_the_official_package_writes(name):
    assert sorted_rows(to_ndjson(FORMS[name])) == sorted_rows(recorded(name))


@pytest.mark.parametrize("name", sorted(BETTER))
def test_a_listed_difference_is_one(name):
    assert sorted_rows(to_ndjson(FORMS[name])) != sorted_rows(recorded(name))


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_label_gives_the_same_rows_again(name):
    assert list(to_ndjson(FORMS[name])) == list(to_ndjson(FORMS[name]))


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_lines_of_an_import_say_what_the_rows_say(name):
    lines = [json.loads(line) for part in to_lines(FORMS[name]) for line in part]
    assert lines == list(to_ndjson(FORMS[name]))


@pytest.mark.parametrize("name", sorted(FORMS))
def test_rows_give_labels_that_give_the_same_rows(name):
    rows = list(to_ndjson(FORMS[name]))
    assert list(to_ndjson(from_ndjson(rows))) == rows


@pytest.mark.parametrize("name", sorted(FORMS))
def test_writing_and_reading_change_nothing_they_are_given(name):
    rows = list(to_ndjson(FORMS[name]))
    kept = copy.deepcopy(rows)
    labels = list(from_ndjson(rows))
    before = [repr(label) for label in labels]
    list(to_ndjson(labels))
    assert (rows, [repr(label) for label in labels]) == (kept, before)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.doc.ndjson")), ids=lambda path: path.name)
def test_rows_as_documents_write_them_are_read(path):
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if "status" not in row]
    again = [row for label in from_ndjson(rows) for row in to_ndjson([label])]
    assert len(again) == len(rows)


MEDIA = {"conversational": "conversation", "mmc": "conversation", "llm_prompt_response": "conversation"}


@pytest.mark.parametrize("name", sorted(FORMS))
def test_an_import_takes_every_row(name):
    asset = name.split("__")[0]
    media_type = MEDIA.get(asset, asset)
    found = [find_error(row, media_type) for row in to_ndjson(FORMS[name])]
    assert [issue for issue in found if issue is not None] == []


def test_a_confidence_of_zero_is_written():
    (row,) = to_ndjson(FORMS["image__prediction_confidence_zero"])
    assert row["confidence"] == 0


def test_two_objects_of_one_class_stay_two():
    rows = list(to_ndjson(FORMS["video__bbox_two_instances_same_name"]))
    frames = [[one["frame"] for one in row["segments"][0]["keyframes"]] for row in rows]
    lefts = [row["segments"][0]["keyframes"][0]["bbox"]["left"] for row in rows]
    assert (frames, lefts) == ([[22, 27], [22, 27]], [1690, 1])


def test_planes_stay_apart():
    rows = list(to_ndjson(FORMS["dicom__polyline_two_groups"]))
    assert [row["groupKey"] for row in rows] == ["axial", "coronal"]


def test_an_answer_that_changes_is_written_with_its_times():
    (row,) = to_ndjson(FORMS["video__frame_radio_value_change"])
    assert row["answer"] == [
        {"name": "a1", "frames": [{"start": 9, "end": 15}]},
        {"name": "a2", "frames": [{"start": 20, "end": 20}]},
    ]


def test_the_confidence_of_a_texts_annotation_is_written():
    rows = list(to_ndjson(FORMS["image__prediction_annotation_level_confidence"]))
    assert [row["confidence"] for row in rows] == [0.7, 0.7]
