import json

import msgspec
import pytest

from postil.formats.ontology_document import read_ontology
from postil.model.ontology import Feature, Ontology


def show(feature):
    return (feature.name, feature.kind, *[show(child) for child in feature.children])


def test_our_own_spelling_is_read_as_the_interface_gives_it():
    document = {
        "id": "0190a000-0000-7000-8000-000000000020",
        "name": "traffic",
        "media_type": "image",
        "version": 3,
        "features": [
            {
                "id": "0190a000-0000-7000-8000-000000000021",
                "name": "car",
                "kind": "box",
                "children": [{"name": "color", "kind": "text", "is_required": True}],
            }
        ],
    }
    ontology, issues = read_ontology(json.dumps(document).encode(), "x.json")
    assert issues == []
    assert ontology == Ontology(
        "traffic", [Feature("car", "box", [Feature("color", "text", is_required=True)])], "image"
    )


def test_what_the_model_spells_is_read_back():
    tree = Ontology(
        "t", [Feature("car", "box", color="#ff0000"), Feature("q", "radio", [Feature("a", "option")])]
    )
    assert read_ontology(msgspec.json.encode(tree)) == (tree, [])


def test_labelbox_normalized_json_is_read(fixtures):
    content = (fixtures / "labelbox" / "ontology_all_features.json").read_bytes()
    ontology, issues = read_ontology(content, "all.json")
    assert [issue for issue in issues if issue.severity == "error"] == []
    assert ontology.name == "all"


def test_a_label_studio_configuration_is_read(fixtures):
    content = (fixtures / "label_studio" / "seed003_config_1.xml").read_bytes()
    ontology, issues = read_ontology(content, "planes.xml")
    assert issues == []
    assert sorted(show(feature) for feature in ontology.features) == [
        ("choice", "radio", ("Boeing", "option"), ("Airbus", "option")),
        ("label", "box", ("Airplane", "label"), ("Car", "label")),
    ]


def test_a_byte_order_mark_is_no_obstacle():
    ontology, issues = read_ontology(b'\xef\xbb\xbf {"features": []}', "empty.json")
    assert (ontology.name, issues) == ("empty", [])


@pytest.mark.parametrize(
    "content",
    [
        b"", b"car\nbus\n", b"[]", b"{}", b'"text"', b'{"features": {}}', b'{"features": [{"name": "car"}]}',
        b'{"features": [{"name": "car", "kind": "circle"}]}', b"<View", b'{"features": [1]}', b"\xff\xfe",
        b'{"name": 3, "features": []}',
    ],
)  # fmt: skip
def test_what_is_no_ontology_is_told_as_such(content):
    _, issues = read_ontology(content, "file.json")
    assert [issue.code for issue in issues if issue.severity == "error"] == ["ONT007"]


def test_the_place_of_a_wrong_feature_is_told():
    deep = [{"name": "color", "kind": "circle"}]
    document = {"features": [{"name": "bus", "kind": "box"}, {"name": "a", "kind": "box", "children": deep}]}
    _, (issue,) = read_ontology(json.dumps(document).encode())
    assert issue.where.pointer == "/features/1/children/0/kind"
    assert "circle" in issue.message
