import pytest

import postil as lb
from postil.errors import UsageError
from postil.formats.labelbox.ontology import read_ontology

KIND = lb.Classification.Type


def builder() -> lb.OntologyBuilder:
    color = lb.Classification(KIND.RADIO, "color", options=[lb.Option("red"), lb.Option("blue", "Blue")])
    return lb.OntologyBuilder(
        tools=[
            lb.Tool(lb.Tool.Type.BBOX, "car", required=True, color="#ff0000", classifications=[color]),
            lb.Tool(lb.Tool.Type.RELATIONSHIP, "tows"),
        ],
        classifications=[
            lb.Classification(
                KIND.TEXT,
                "remark",
                scope=lb.Classification.Scope.INDEX,
                ui_mode=lb.Classification.UIMode.SEARCHABLE,
            )
        ],
    )


def test_what_is_built_is_an_ontology():
    ontology, issues = read_ontology(builder().asdict())
    assert issues == []
    assert [(one.name, one.kind) for one in ontology.features] == [
        ("car", "box"),
        ("tows", "relationship"),
        ("remark", "text"),
    ]
    assert [option.name for option in ontology.features[0].children[0].children] == ["red", "blue"]
    assert ontology.features[2].scope == "index"


def test_a_document_is_read_back():
    assert lb.OntologyBuilder.from_dict(builder().asdict()) == builder()


def test_instructions_are_a_name_and_a_name_is_instructions():
    assert lb.Classification(KIND.TEXT, instructions="Remark").name == "Remark"
    assert lb.Classification(KIND.TEXT, "remark").asdict()["instructions"] == "remark"


def test_a_name_given_twice_is_refused_where_it_is_given():
    built = builder()
    with pytest.raises(UsageError, match="'car' is given twice") as caught:
        built.add_tool(lb.Tool(lb.Tool.Type.POINT, "car"))
    assert caught.value.code == "ONT008"
    with pytest.raises(UsageError):
        built.add_classification(lb.Classification(KIND.TEXT, "remark"))
    with pytest.raises(UsageError):
        built.tools[0].classifications[0].add_option(lb.Option("red"))


def test_nodes_can_be_added():
    option = lb.Option("red")
    option.add_option(lb.Classification(KIND.TEXT, "shade"))
    tool = lb.Tool(lb.Tool.Type.POINT, "lamp")
    tool.add_classification(lb.Classification(KIND.RADIO, "color", options=[option]))
    (question,) = tool.asdict()["classifications"]
    assert question["options"][0]["options"][0]["name"] == "shade"


def test_a_tool_may_be_spelled_by_its_value():
    assert lb.Tool.from_dict({"tool": "rectangle", "name": "car"}).tool is lb.Tool.Type.BBOX
    with pytest.raises(UsageError, match="tool is 'circle', which is not known"):
        lb.Tool.from_dict({"tool": "circle", "name": "car"})


def test_a_question_without_a_name_is_refused():
    with pytest.raises(UsageError, match="has no name"):
        lb.Classification(KIND.TEXT)


def test_what_a_relationship_may_join_is_kept():
    tows = {"tool": "edge", "name": "tows", "definition": {"constraints": [["a", "b"]]}}
    assert lb.Tool.from_dict(tows).asdict()["definition"] == {"constraints": [["a", "b"]]}
