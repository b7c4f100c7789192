import copy
import json
from pathlib import Path
from typing import Any

import pytest

from postil.formats.labelbox.ontology import read_ontology, write_ontology
from postil.model.issue import Loss
from postil.model.ontology import Feature, Ontology

FIXTURE = Path(__file__).parents[3] / "fixtures" / "labelbox" / "ontology_all_features.json"
RADIO: dict[str, Any] = {
    "type": "radio",
    "name": "q",
    "instructions": "Q?",
    "options": [{"label": "A", "value": "a"}],
}


def tool(name="t", kind="rectangle", **fields):
    return {"tool": kind, "name": name} | fields


def read(**document):
    return read_ontology(document)


def problems(document):
    _, issues = read_ontology(document)
    return [(issue.code, issue.where.pointer) for issue in issues]


def test_the_ontology_with_every_feature_comes_out_as_it_went_in():
    document = json.loads(FIXTURE.read_bytes())
    ontology, issues = read_ontology(FIXTURE.read_bytes())
    assert issues == []
    assert write_ontology(ontology) == document


@pytest.mark.parametrize(
    ("spelled", "kind"),
    [
        ("rectangle", "box"),
        ("polygon", "polygon"),
        ("line", "polyline"),
        ("point", "point"),
        ("raster-segmentation", "mask"),
        ("superpixel", "mask"),
        ("named-entity", "text_entity"),
        ("edge", "relationship"),
        ("message-ranking", "message_choice"),
    ],
)
def test_tools_become_kinds_and_keep_their_spelling(spelled, kind):
    ontology, issues = read(tools=[tool(kind=spelled)])
    assert (issues, ontology.features[0].kind) == ([], kind)
    assert write_ontology(ontology)["tools"] == [tool(kind=spelled)]


def test_the_name_is_what_annotations_match_and_the_title_what_people_read():
    ontology, _ = read(classifications=[RADIO])
    (question,) = ontology.features
    assert (question.name, question.title, question.kind) == ("q", "Q?", "radio")
    assert [(option.name, option.title) for option in question.children] == [("a", "A")]


def test_everything_else_of_a_feature_is_read():
    document = tool(
        required=True, color="#ff0000", featureSchemaId="ckrazcueb16og0z6609jj7y3y", classifications=[RADIO]
    )
    ontology, _ = read(
        tools=[document],
        classifications=[
            {"type": "text", "name": "t", "scope": "index", "minCharacters": 1, "maxCharacters": 9}
        ],
    )
    box, text = ontology.features
    assert (box.is_required, box.color, box.alias) == (True, "#ff0000", "ckrazcueb16og0z6609jj7y3y")
    assert [child.name for child in box.children] == ["q"]
    assert (text.scope, text.min_characters, text.max_characters) == ("index", 1, 9)


def test_constraints_join_features_by_name():
    ids = {"a": "a" * 25, "b": "b" * 25}
    tools = [tool(name, featureSchemaId=id_) for name, id_ in ids.items()]
    edge = tool("e", "edge", definition={"constraints": [[ids["a"], ids["b"]]]})
    ontology, issues = read(tools=[*tools, edge])
    assert (issues, ontology.features[2].constraints) == ([], [("a", "b")])
    assert write_ontology(ontology)["tools"][2] == edge


def test_edited_constraints_are_written_as_edited():
    ids = {"a": "a" * 25, "b": "b" * 25}
    tools = [tool(name, featureSchemaId=id_) for name, id_ in ids.items()]
    ontology, _ = read(tools=[*tools, tool("e", "edge", definition={"constraints": [[ids["a"], ids["b"]]]})])
    ontology.features[2].constraints = [("b", "a")]
    assert write_ontology(ontology)["tools"][2]["definition"] == {"constraints": [[ids["b"], ids["a"]]]}


def test_a_constraint_on_an_unknown_tool_is_an_error():
    edge = tool("e", "edge", definition={"constraints": [["x" * 25, "y" * 25]]})
    assert problems({"tools": [edge]}) == [("ONT007", "/tools/0/definition/constraints")]


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        (b"{", ""),
        (b"[]", ""),
        ({"tools": {}}, "/tools"),
        ({"tools": [5]}, "/tools/0"),
        ({"tools": [{"tool": "rectangle"}]}, "/tools/0/instructions"),
        ({"tools": [tool(kind="lasso")]}, "/tools/0/tool"),
        ({"tools": [tool(name=5)]}, "/tools/0/name"),
        ({"tools": [tool(kind=["x"])]}, "/tools/0/tool"),
        (
            {"classifications": [RADIO | {"options": [{}]}, RADIO | {"name": "other"}]},
            "/classifications/0/options/0/label",
        ),
    ],
)
def test_what_makes_a_document_invalid_is_located(document, pointer):
    assert ("ONT007", pointer) in problems(document)


def test_duplicate_names_among_siblings_are_an_error():
    document = {
        "tools": [tool("a"), tool("a", "point"), tool("b", classifications=[RADIO, RADIO])],
        "classifications": [RADIO | {"options": RADIO["options"] * 2}],
    }
    assert problems(document) == [
        ("ONT008", "/tools/1"),
        ("ONT008", "/tools/2/classifications/1"),
        ("ONT008", "/classifications/0/options/1"),
    ]


def test_the_same_name_for_a_tool_and_a_question_is_legal():
    assert problems({"tools": [tool("q")], "classifications": [RADIO]}) == []


@pytest.mark.parametrize("kind", ["radio", "checklist", "response-radio", "response-checklist"])
def test_a_question_with_options_needs_some(kind):
    assert problems({"classifications": [{"type": kind, "name": "r"}]}) == [
        ("ONT009", "/classifications/0/options")
    ]


def test_two_prompts_are_an_error():
    prompts = [{"type": "prompt", "name": name} for name in "ab"]
    assert problems({"classifications": prompts}) == [("ONT010", "/classifications")]


def test_nesting_without_end_is_an_error_not_a_crash():
    node = copy.deepcopy(RADIO)
    for _ in range(2_000):
        node = RADIO | {"options": [{"label": "A", "value": "a", "options": [node]}]}
    assert "ONT007" in [code for code, _ in problems({"classifications": [node]})]


def test_features_made_here_are_written_with_our_ids():
    uid = "01890000-0000-7000-8000-000000000000"
    ontology = Ontology("o", [Feature("car", "box", uid=uid, color="#fff"), Feature("shape", "ellipse")])
    car, shape = write_ontology(ontology)["tools"]
    assert len(car["featureSchemaId"]) == 25
    assert (car["tool"], shape["tool"]) == ("rectangle", "polygon")


def test_features_labelbox_has_no_tool_for_are_reported():
    losses: list[Loss] = []
    document = write_ontology(
        Ontology("o", [Feature("r", "region"), Feature("t", "taxonomy")]), losses.append
    )
    assert document == {"tools": [], "classifications": []}
    assert [loss.code for loss in losses] == ["LOS003", "LOS003"]


def test_further_keys_of_the_document_are_kept():
    ontology, _ = read(tools=[], classifications=[], version=3)
    assert write_ontology(ontology)["version"] == 3
