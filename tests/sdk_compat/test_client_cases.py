"""The 69 mistakes the official Labelbox client was tried with, and what Postil says to each.

`errors.json` records what the client did (version 7.17). Here every case is the row, ontology or argument
that the mistake comes to, and either the code, the value and the place Postil answers with, or why it
succeeds: some refusals were slips of the client, and some of what it let through is refused here.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from postil.checks.argument import check_rows
from postil.checks.catalogue.entry import Example, given, raw, rows
from postil.checks.catalogue.sample import CAR_ID, KOBE_ID, WHEEL_ID
from postil.checks.mask import check_mask_array
from postil.model.issue import Issue
from scripts.issue_examples import run_example

FIXTURE = Path(__file__).resolve().parent.parent / "fixtures" / "labelbox" / "errors.json"

BBOX = {"top": 977, "left": 1690, "height": 330, "width": 225}
CAR = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
WHEEL = "b1ffcd00-0d1c-4f09-8c7e-7cc0ce491b22"
WEATHER = "c2aade11-1e2d-4a1a-9d8f-8dd1df502c33"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAIAAADwyuo0AAAAEUlEQVR42mP4z8AARFCAzAEAQ9YD/W5vMg8AAAAASUVORK5CYII="


class Case(NamedTuple):
    """A mistake as a document, and the expected code, value and pointer; without a code it succeeds."""

    example: Example
    code: str = ""
    got: Any = None
    pointer: str = ""
    severity: str = "error"


def refused(example: Example, code: str, got: Any, pointer: str) -> Case:
    return Case(example, code, got, pointer)


def warned(example: Example, code: str, got: Any, pointer: str) -> Case:
    return Case(example, code, got, pointer, "warning")


def succeeds(example: Example, reason: str) -> Case:
    assert reason
    return Case(example)


def box(**fields: Any) -> Example:
    return rows({"name": "car", "bbox": BBOX} | fields)


def mask(**forms: Any) -> Example:
    return rows({"name": "paint", "mask": forms}, on="tiny.png")


def span(start: int, end: int) -> Example:
    return rows({"name": "person", "location": {"start": start, "end": end}}, on="note.txt")


def related(**relationship: Any) -> Example:
    return rows(
        {"name": "has", "relationship": relationship},
        {"uuid": CAR, "name": "car", "bbox": BBOX},
        {"uuid": WHEEL, "name": "wheel", "point": {"x": 1, "y": 2}},
        {"uuid": WEATHER, "name": "weather", "answer": {"name": "sunny"}},
    )


def track(*keyframes: dict[str, Any], **fields: Any) -> Example:
    segments = [{"keyframes": list(keyframes)}] if keyframes else []
    return rows({"name": "car", "segments": segments} | fields, on="clip.mp4")


def moment(start: float, end: float) -> dict[str, Any]:
    return {"name": "note", "answer": [{"value": "hello", "frames": [{"start": start, "end": end}]}]}


def masks(frame: dict[str, Any], **instance: Any) -> Example:
    return rows(
        {"masks": {"frames": [frame], "instances": [{"colorRGB": [1, 2, 3]} | instance]}}, on="clip.mp4"
    )


def metric(value: Any, aggregation: str = "ARITHMETIC_MEAN", **fields: Any) -> Example:
    row = {"metricName": "a", "metricValue": value, "aggregation": aggregation} | fields
    return rows({key: value for key, value in row.items() if value is not None}, purpose="prediction")


def many(count: int, **name: str) -> Example:
    return rows(*[name | {"point": {"x": index % 2000, "y": index // 2000}} for index in range(count)])


def ontology(tools: list[Any], classifications: list[Any]) -> Example:
    return given("ontology", {"tools": tools, "classifications": classifications})


def tiles(**fields: Any) -> Example:
    fine = {
        "tileLayerUrl": "https://e.test/{z}/{x}/{y}.png",
        "bounds": [[1, 1], [2, 2]],
        "epsg": "EPSG4326",
        "version": 2,
    }
    return given("tiled", fine | fields)


POLYGON = [{"x": 1, "y": 1}, {"x": 9, "y": 1}, {"x": 5, "y": 9}]
KEYFRAME = "/segments/0/keyframes/0"

CASES: dict[str, Case] = {
    "polygon 2 points": refused(
        rows({"name": "roof", "polygon": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]}), "GEO001", 2, "/polygon"
    ),
    "line 1 point": refused(rows({"name": "road", "line": [{"x": 0, "y": 0}]}), "GEO003", 1, "/line"),
    "mask colour 300": refused(
        mask(imBytes=PNG, colorRGB=[300, 0, 0]), "MSK007", [300, 0, 0], "/mask/colorRGB"
    ),
    "mask colour 2-tuple": refused(mask(imBytes=PNG, colorRGB=[3, 0]), "MSK007", [3, 0], "/mask/colorRGB"),
    "mask 2d array given directly": succeeds(
        given("array", [[0, 1], [1, 0]]), "a slip: its error is an attribute of the client's own class"
    ),
    "mask float": succeeds(given("array", [[0.0, 1.0], [1.0, 0.0]]), "zeros and ones are zeros and ones"),
    "mask int64": succeeds(
        given("array", [[0, 1], [1, 0]]), "a slip: numpy makes 64-bit integers by default"
    ),
    "mask no source": refused(mask(), "MSK008", [], "/mask"),
    "mask int colour on url": refused(
        mask(instanceURI="https://e.test/m.png", colorRGB=1), "MSK007", 1, "/mask/colorRGB"
    ),
    "confidence 1.5": refused(box(confidence=1.5), "CNF001", 1.5, "/confidence"),
    "confidence -0.1": refused(box(confidence=-0.1), "CNF001", -0.1, "/confidence"),
    "confidence string": refused(box(confidence="0.5"), "ROW010", "0.5", "/confidence"),
    "entity start>end": refused(span(5, 4), "TXT001", [5, 4], "/location/start"),
    "entity start==end": succeeds(span(5, 5), "the last character counts in: this is one character"),
    "entity negative": refused(span(-5, 5), "TXT002", -5, "/location/start"),
    "doc entity page 0": refused(
        rows({"name": "person", "textSelections": [{"tokenIds": ["t"], "groupId": "g", "page": 0}]},
             on="page.pdf"),
        "TXT004", 0, "/textSelections/0/page"),
    "doc bbox page -1": refused(
        rows({"name": "car", "page": -1, "unit": "POINTS", "bbox": BBOX}, on="page.pdf"),
        "TXT004", -1, "/page"),
    "no name no schema": refused(rows({"bbox": BBOX}), "ROW006", None, "/name"),
    "schema id 3 chars": refused(rows({"schemaId": "abc", "bbox": BBOX}), "ONT002", "abc", "/schemaId"),
    "data: none": refused(box(dataRow={}), "ROW002", {}, "/dataRow"),
    "data: two keys": refused(
        box(dataRow={"id": "x", "globalKey": "y"}), "ROW002", {"id": "x", "globalKey": "y"}, "/dataRow"
    ),
    "data: external_id only": refused(box(dataRow={"externalId": "x"}), "ROW002", {}, "/dataRow"),
    "relationship no source": refused(
        related(target=WHEEL, type="unidirectional"), "REL001", None, "/relationship/source"
    ),
    "relationship both": refused(
        related(source=CAR, target=WHEEL, sourceOntologyName="car"),
        "REL002", "car", "/relationship/sourceOntologyName"),
    "relationship classification source on image": refused(
        related(source=WEATHER, target=WHEEL, type="unidirectional"),
        "REL008", WEATHER, "/relationship/source"),
    "ranking order 1,3": refused(
        rows({"name": "best reply", "messageEvaluationTask": {"format": "message-ranking", "data": {
            "parentMessageId": "p", "rankedMessages": [
                {"messageId": "a", "modelConfigName": "A", "order": 1},
                {"messageId": "b", "modelConfigName": "B", "order": 3}]}}}, on="talk.json"),
        "CNF006", [1, 3], "/messageEvaluationTask/data/rankedMessages"),
    "two prompts in a label": refused(
        rows({"name": "request", "answer": "Draw a car"}, {"name": "request", "answer": "Draw a house"},
             on="talk.json"),
        "CLS005", "request", "/name"),
    # The client refuses for its own want of a field; a track can carry one, so it is kept with a warning.
    "video object confidence": warned(
        track({"frame": 1, "bbox": {"top": 1, "left": 1, "height": 9, "width": 9}}, confidence=0.5),
        "CNF005", 0.5, "/confidence"),
    "video object custom_metrics": succeeds(
        track({"frame": 1, "bbox": {"top": 1, "left": 1, "height": 9, "width": 9}},
              customMetrics=[{"name": "customMetric1", "value": 0.5}]),
        "the client lets it through, and an annotation has a place for it"),
    "video polygon": refused(
        track({"frame": 1, "polygon": POLYGON}), "VID005", None, f"{KEYFRAME}/polygon"
    ),
    "video mask as VideoObjectAnnotation": refused(
        track({"frame": 1, "mask": {"png": PNG}}), "VID005", None, f"{KEYFRAME}/mask"
    ),
    "video partial segment_index": refused(
        given("segment_index", [0, None]), "VID004", [0, None], "/segment_index"
    ),
    "video decreasing segment_index": refused(given("segment_index", [1, 0]), "VID004", 0, "/segment_index"),
    "video no keyframe at all": refused(track(), "VID003", 0, "/segments"),
    "video negative frame": refused(
        track({"frame": -1, "bbox": {"top": 1, "left": 1, "height": 9, "width": 9}}),
        "VID001", -1, f"{KEYFRAME}/frame"),
    "temporal start>end": refused(
        rows(moment(5, 1), on="clip.mp4"), "VID009", [5, 1], "/answer/0/frames/0/start"
    ),
    "temporal with data row id": succeeds(
        rows(moment(1, 5) | {"dataRow": {"id": KOBE_ID}}), "a slip: every other row takes the id"
    ),
    "temporal float ms": refused(
        rows(moment(1.5, 5), on="clip.mp4"), "VID010", 1.5, "/answer/0/frames/0/start"
    ),
    "mask frame neither": refused(masks({"index": 1}, name="paint"), "VID006", None, "/masks/frames/0"),
    "mask frame bad uri": refused(
        masks({"index": 1, "instanceURI": "x.png"}, name="paint"),
        "VID007", "x.png", "/masks/frames/0/instanceURI"),
    "mask instance no name": refused(
        masks({"index": 1, "imBytes": PNG}), "VID008", None, "/masks/instances/0"
    ),
    "scalar reserved name": refused(metric(0.5, metricName="IOU "), "CNF002", "IOU ", "/metricName"),
    "scalar 1 confidence": refused(metric({"0.1": 1}), "CNF003", 1, "/metricValue"),
    "scalar 16 confidences": refused(
        metric({str(step / 20): 1 for step in range(16)}), "CNF003", 16, "/metricValue"
    ),
    "scalar negative": succeeds(metric(-1.0), "a metric may be negative: a likelihood, a difference"),
    "scalar conf key 1.2": refused(metric({"0.1": 1, "1.2": 1}), "CNF003", "1.2", "/metricValue"),
    "confusion negative": refused(
        metric([1, -1, 0, 0], "CONFUSION_MATRIX"), "CNF004", [1, -1, 0, 0], "/metricValue"
    ),
    "confusion 3-tuple": refused(metric([1, 1, 0], "CONFUSION_MATRIX"), "CNF004", [1, 1, 0], "/metricValue"),
    "confusion no name": refused(
        metric([1, 1, 0, 0], "CONFUSION_MATRIX", metricName=None), "CNF006", None, "/metricName"
    ),
    "label annotations not list": refused(
        given("arguments", {"rows": {"name": "weather"}}), "ROW017", "dict", "/rows"
    ),
    "label dict annotation": succeeds(
        given("arguments", {"rows": [{"name": "weather", "answer": {"name": "sunny"}}]}),
        "rows are plain JSON: no class is needed around them"),
    "payload not a list": refused(given("arguments", {"rows": {}}), "ROW017", "dict", "/rows"),
    "payload empty": refused(given("arguments", {"rows": []}), "ROW017", 0, "/rows"),
    "row without dataRow": refused(
        raw('{"name": "car", "bbox": {"top": 1, "left": 1, "height": 9, "width": 9}}'),
        "ROW001", None, "/dataRow"),
    "dataRow both": refused(
        box(dataRow={"id": "a", "globalKey": "b"}), "ROW002", {"id": "a", "globalKey": "b"}, "/dataRow"
    ),
    "dataRow empty": refused(box(dataRow={}), "ROW002", {}, "/dataRow"),
    "5001 of one name on one row": refused(many(5001, name="wheel"), "ROW016", 5001, "/name"),
    "5000 of one name on one row": succeeds(many(5000, name="wheel"), "the limit is reached, not passed"),
    # The client counts names only, so rows that give ids alone escape it.
    "5001 by schemaId only (no name)": refused(many(5001, schemaId=WHEEL_ID), "ROW016", 5001, "/name"),
    "ontology radio no options": refused(
        ontology([], [{"type": "radio", "name": "r", "options": []}]),
        "ONT009", None, "/classifications/0/options"),
    "ontology duplicate tool": refused(
        ontology([{"tool": "rectangle", "name": "b"}, {"tool": "polygon", "name": "b"}], []),
        "ONT008", "b", "/tools/1"),
    "ontology duplicate option": refused(
        ontology([], [{"type": "radio", "name": "r", "options": [{"value": "a"}, {"value": "a"}]}]),
        "ONT008", "a", "/classifications/0/options/1"),
    "ontology two prompts": refused(
        ontology([], [{"type": "prompt", "name": "p"}, {"type": "prompt", "name": "q"}]),
        "ONT010", None, "/classifications"),
    "tiled bounds equal": refused(tiles(bounds=[[1, 1], [1, 2]]), "GEO009", [[1, 1], [1, 2]], "/bounds"),
    "tiled lat 95": refused(tiles(bounds=[[1, 95], [2, 2]]), "GEO009", [1.0, 95.0], "/bounds/0"),
    "tile url": refused(
        tiles(tileLayerUrl="https://e.test/a.png"), "GEO009", "https://e.test/a.png", "/tileLayerUrl"
    ),
    "rectangle zero size": refused(
        box(bbox={"top": 1.0, "left": 1.0, "height": 0.0, "width": 0.0}), "GEO002", 0.0, "/bbox/width"
    ),
    "rectangle NaN": refused(
        box(bbox={"top": 1.0, "left": float("nan"), "height": 0.0, "width": float("nan")}),
        "SRC006", "NaN", "/bbox/left"),
    "bbox negative coords": warned(
        box(bbox={"top": -5.0, "left": -5.0, "height": 6.0, "width": 6.0}), "GEO004", -5.0, "/bbox/left"
    ),
}  # fmt: skip


def issues_of(case: Case) -> list[Issue]:
    return [issue for issue in run_example(case.example) if issue.code != "ROW009"]


def test_the_table_names_every_case_of_the_client():
    recorded = json.loads(FIXTURE.read_text(encoding="utf-8"))
    assert sorted(CASES) == sorted(case["case"] for case in recorded)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.code])
def test_a_mistake_is_reported_with_its_code_value_and_place(name):
    case = CASES[name]
    found = issues_of(case)
    assert {issue.code for issue in found} == {case.code}
    first = found[0]
    assert (first.got, first.where.pointer, first.severity) == (case.got, case.pointer, case.severity)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.code])
def test_what_was_no_mistake_succeeds(name):
    assert issues_of(CASES[name]) == []


@pytest.mark.parametrize("kind", ["bool", "uint8", "int32", "int64", "uint64", "float32", "float64"])
def test_a_mask_array_of_zeros_and_ones_may_have_any_type(kind):
    assert check_mask_array(np.array([[0, 1], [1, 0]], dtype=kind)) is None


def test_a_list_of_rows_of_the_official_client_may_be_a_tuple():
    assert check_rows(({"name": "weather"},)) is None


def test_the_feature_behind_an_id_is_counted_with_the_rows_that_name_it():
    half = many(2501, name="wheel").payload + "\n" + many(2500, schemaId=WHEEL_ID).payload
    assert {issue.code for issue in run_example(raw(half))} == {"ROW016"}


def test_a_schema_id_alone_is_enough():
    assert run_example(rows({"schemaId": CAR_ID, "bbox": BBOX})) == []
