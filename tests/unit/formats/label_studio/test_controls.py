import pytest

from postil.formats.label_studio.config import read_config
from postil.formats.label_studio.controls import infer_ontology
from tests.unit.formats.label_studio.roundtrip import read, read_one


def inferred(fixtures, name):
    return infer_ontology(read((fixtures / "label_studio" / f"seed003_{name}.json").read_bytes()))


def shown(ontology):
    return {
        feature.name: (feature.kind, [child.name for child in feature.children])
        for feature in ontology.features
    }


@pytest.mark.parametrize(("name", "number"), [("bbox_choice", 1), ("ner", 3), ("ocr", 4)])
def test_what_is_inferred_is_part_of_the_configuration_the_tasks_were_made_with(fixtures, name, number):
    given, _ = read_config((fixtures / "label_studio" / f"seed003_config_{number}.xml").read_bytes())
    expected = shown(given)
    found = inferred(fixtures, name)
    assert found.media_type == given.media_type
    for feature, (kind, children) in shown(found).items():
        assert expected[feature][0] == kind
        assert set(children) <= set(expected[feature][1])


def test_tags_and_targets_are_remembered(fixtures):
    ontology = inferred(fixtures, "ocr")
    assert {feature.name: feature.ext["label_studio"] for feature in ontology.features} == {
        "bbox": {"tag": "Rectangle", "to_name": ["image"]},
        "label": {"tag": "Labels", "to_name": ["image"]},
        "transcription": {"tag": "TextArea", "to_name": ["image"], "per": "region"},
    }


def choices(*values):
    return {"type": "choices", "from_name": "c", "to_name": "i", "value": {"choices": list(values)}}


def test_a_question_answered_once_is_a_radio_and_with_several_answers_a_checklist():
    once = read_one({"data": {}, "predictions": [{"result": [choices("a")]}]})
    twice = read_one({"data": {}, "predictions": [{"result": [choices("a", "b")]}]})
    assert shown(infer_ontology([once])) == {"c": ("radio", ["a"])}
    assert shown(infer_ontology([once, twice])) == {"c": ("checklist", ["a", "b"])}


def test_relations_are_found_with_their_labels():
    link = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right", "labels": ["part of"]}
    entry = read_one({"data": {}, "annotations": [{"result": [link]}]})
    assert shown(infer_ontology([entry])) == {"relations": ("relationship", ["part of"])}


def test_paths_of_choices_become_a_tree():
    entry = read_one({"data": {}, "predictions": [{"result": [choices(["a", "b"], ["a", "c"])]}]})
    (question,) = infer_ontology([entry]).features
    (first,) = question.children
    assert [child.name for child in first.children] == ["b", "c"]
