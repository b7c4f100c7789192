import json
from pathlib import Path

import pytest

from postil.formats.labelbox.label_export import LabelExport, feature_id, machine_name
from postil.formats.labelbox.ontology import read_ontology
from postil.model.annotation import Annotation, Relation
from postil.model.answer import Answer, Classification, CustomMetric
from postil.model.geometry import Box, Ellipse, Mask, Point, Polygon, Polyline
from postil.model.issue import Loss
from postil.model.ontology import Feature, FeatureIndex
from postil.model.span import TextSpan
from postil.model.target import Target

SHAPES = json.loads(
    (Path(__file__).parents[3] / "fixtures" / "labelbox" / "export_v2_shapes.json").read_bytes()
)
MASK_URL = "https://host/api/v1/tasks/T/masks/M/index/1"
NAMES = {
    "polygon": "polygon",
    "bbox": "rectangle",
    "polyline": "line",
    "point": "point",
    "mask": "superpixel",
}
OPTION = {"label": "A", "value": "a", "featureSchemaId": "option".rjust(25, "c")}
ONTOLOGY = {
    "tools": [
        {"tool": tool, "name": name, "featureSchemaId": name.rjust(25, "c")} for name, tool in NAMES.items()
    ]
    + [{"tool": "edge", "name": "link", "featureSchemaId": "link".rjust(25, "c")}],
    "classifications": [
        {"type": "radio", "name": "radio", "featureSchemaId": "radio".rjust(25, "c"), "options": [OPTION]},
        {"type": "checklist", "name": "checklist", "options": [{"label": "a", "value": "a"}]},
        {"type": "text", "name": "text"},
        {"type": "prompt", "name": "prompt-text"},
    ],
}


def export(*annotations, size=None, text=None, **options):
    ontology, _ = read_ontology(ONTOLOGY)
    losses: list[Loss] = []
    exporter = LabelExport(
        FeatureIndex(ontology), lambda label, it: (MASK_URL, (123, 103, 152)), losses.append, **options
    )
    return exporter.all("label", list(annotations), size, text), [loss.code for loss in losses]


def question(name, kind, *answers):
    classification = Classification(name, kind, [Answer(value) for value in answers])
    return Annotation(name, name, kind="classification", classifications=[classification])


def without_ids(exported):
    if isinstance(exported, dict):
        ids = ("feature_id", "feature_schema_id")
        return {key: without_ids(value) for key, value in exported.items() if key not in ids}
    return [without_ids(item) for item in exported] if isinstance(exported, list) else exported


def test_objects_have_the_shapes_of_the_service():
    exported, losses = export(
        Annotation("1", "polygon", geometry=Polygon([(1, 1), (9, 1), (9, 9)])),
        Annotation("2", "bbox", geometry=Box(58, 48, 12, 65)),
        Annotation("3", "polyline", geometry=Polyline([(1, 1), (2, 2)])),
        Annotation("4", "point", geometry=Point(1, 1)),
        Annotation("5", "mask", geometry=Mask(1, 1, "1", 1)),
    )
    assert without_ids(exported["objects"]) == SHAPES["image"]["objects"]
    assert losses == []


def test_classifications_have_the_shapes_of_the_service():
    exported, _ = export(
        question("checklist", "checklist", "a"),
        question("text", "text", "free"),
    )
    assert without_ids(exported["classifications"]) == SHAPES["image"]["classifications"][1:]


def test_an_option_is_shown_by_its_title_and_valued_by_its_name():
    (found,) = export(question("radio", "radio", "a"))[0]["classifications"]
    answer = found["radio_answer"]
    assert (answer["name"], answer["value"], answer["feature_schema_id"]) == (
        "A",
        "a",
        OPTION["featureSchemaId"],
    )


def test_numbers_are_floats():
    (found,) = export(Annotation("1", "point", geometry=Point(1, 2)))[0]["objects"]
    assert json.dumps(found["point"]) == '{"x": 1.0, "y": 2.0}'


def test_schema_ids_come_from_the_ontology_also_for_annotations_that_only_gave_the_id():
    by_name = Annotation("1", "point", geometry=Point(1, 2))
    by_id = Annotation("2", schema_id="point".rjust(25, "c"), geometry=Point(1, 2))
    found = export(by_name, by_id)[0]["objects"]
    assert [item["feature_schema_id"] for item in found] == ["point".rjust(25, "c")] * 2
    assert [item["name"] for item in found] == ["point", "point"]


def test_every_object_answer_and_question_has_an_id_of_25_characters_of_its_own():
    nested = Classification(
        "radio", "radio", [Answer("a", classifications=[Classification("text", "text", [Answer("x")])])]
    )
    exported, _ = export(Annotation("1", "bbox", geometry=Box(1, 2, 3, 4), classifications=[nested]))
    (found,) = exported["objects"]
    (radio,) = found["classifications"]
    ids = [found["feature_id"], radio["feature_id"], radio["radio_answer"]["feature_id"]]
    ids.append(radio["radio_answer"]["classifications"][0]["feature_id"])
    assert len(set(ids)) == 4
    assert {len(found) for found in ids} == {25}


@pytest.mark.parametrize(
    ("direction", "key", "source"),
    [
        ("unidirectional", "unidirectional_relationship", "a"),
        ("bidirectional", "bidirectional_relationship", "a"),
        ("reverse", "unidirectional_relationship", "b"),
    ],
)
def test_relationships_name_their_ends_by_feature_id(direction, key, source):
    relation = Annotation("r", "link", kind="relationship", relation=Relation("b", "a", direction=direction))
    (found,) = export(relation)[0]["relationships"]
    assert found[key]["source"] == feature_id("label", source)
    assert found["feature_schema_id"] == "link".rjust(25, "c")


def test_what_an_export_cannot_hold_is_reported():
    relation = Annotation("r", kind="relationship", relation=Relation("b", source_feature="q"))
    exported, losses = export(relation, question("t", "taxonomy", "a"))
    assert (exported["relationships"], exported["classifications"], losses) == ([], [], ["LOS003", "LOS003"])


def test_foreign_shapes_are_drawn_in_pixels():
    exported, losses = export(
        Annotation("1", "bbox", geometry=Ellipse(50, 50, 1, 1, unit="percent")), size=(10, 10)
    )
    assert exported["objects"][0]["annotation_kind"] == "ImagePolygon"
    assert losses == ["LOS001"]


def test_a_feature_id_is_the_same_for_ever_and_differs_by_owner_and_key():
    assert feature_id("l", "k") == feature_id("l", "k")
    assert len({feature_id("l", "k"), feature_id("l", "k2"), feature_id("l2", "k")}) == 3


@pytest.mark.parametrize(
    ("name", "expected"),
    [("named-entity", "named_entity"), ("Radio Question", "radio_question"), ("日本", "日本")],
)
def test_machine_names_are_snake_case(name, expected):
    assert machine_name(name) == expected


def test_prompts_keep_their_name():
    assert machine_name("prompt-text", Feature("prompt-text", "prompt")) == "prompt-text"


ENTITY = SHAPES["text"]["objects"][0]
LOREM = "0123456789" + ENTITY["location"]["token"] + " and more"


def test_an_entity_ends_with_its_last_character_and_quotes_what_is_written_there():
    given = ENTITY["location"]
    span = TextSpan(given["start"], given["start"] + len(given["token"]))
    (found,) = export(Annotation("1", "named_entity", geometry=span), text=LOREM)[0]["objects"]
    assert found["annotation_kind"] == "TextEntity"
    assert found["location"] == {"start": 10, "end": 9 + len(given["token"]), "token": given["token"]}


def test_an_entity_counted_in_16_bit_units_is_told_in_characters():
    span = TextSpan(3, 5, "utf16")  # the clef is one character of two units
    (found,) = export(Annotation("1", "e", geometry=span), text="\U0001d11e ab")[0]["objects"]
    assert found["location"] == {"start": 2, "end": 3, "token": "ab"}


def test_an_entity_in_a_text_nobody_has_quotes_what_its_source_quoted():
    quoted, silent = (
        Annotation(key, "e", geometry=TextSpan(0, 2, text=text)) for key, text in (("1", "ab"), ("2", None))
    )
    found = export(quoted, silent)[0]["objects"]
    assert [one["location"].get("token") for one in found] == ["ab", None]


def test_an_entity_in_a_message_names_the_message():
    spoken = Annotation("1", "e", geometry=TextSpan(0, 9), target=Target(message="0"))
    (found,) = export(spoken)[0]["objects"]
    assert without_ids(found) == SHAPES["conversational"]["objects"][0] | {"name": "e", "value": "e"}


SCORED = Annotation(
    "1",
    "point",
    geometry=Point(1, 2),
    confidence=0.5,
    metrics=[CustomMetric("iou", 0.25)],
    classifications=[Classification("radio", "radio", [Answer("a", confidence=0.75)])],
)


def test_predictions_carry_confidence_and_custom_metrics():
    (found,) = export(SCORED, has_scores=True)[0]["objects"]
    assert (found["confidence"], found["custom_metrics"]) == (0.5, [{"name": "iou", "value": 0.25}])
    assert found["classifications"][0]["radio_answer"]["confidence"] == 0.75


def test_a_confidence_nobody_gave_stays_absent():
    said = Classification("text", "text", [Answer("x")])
    exported, _ = export(
        Annotation("1", "point", geometry=Point(1, 2)),
        Annotation("2", "text", kind="classification", classifications=[said]),
        has_scores=True,
    )
    assert "confidence" not in exported["objects"][0]
    assert exported["classifications"][0]["text_answer"] == {"content": "x"}


def test_labels_say_nothing_of_confidence():
    (found,) = export(SCORED)[0]["objects"]
    assert "confidence" not in found
    assert "confidence" not in found["classifications"][0]["radio_answer"]
