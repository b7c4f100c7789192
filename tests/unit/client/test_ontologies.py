from uuid import uuid4

import pytest

import postil as lb
from postil.errors import UsageError

CAR = lb.Tool(lb.Tool.Type.BBOX, "car", color="#ff0000")
BUS = lb.Tool(lb.Tool.Type.BBOX, "bus")


def built(*tools: lb.Tool) -> dict[str, object]:
    return lb.OntologyBuilder(tools=list(tools)).asdict()


@pytest.fixture
def name() -> str:
    return f"traffic {uuid4()}"


def test_the_same_features_under_the_same_name_are_the_ontology_that_exists(client: lb.Client, name: str):
    first = client.create_ontology(name, built(CAR), lb.MediaType.Image)
    assert client.create_ontology(name, built(CAR), lb.MediaType.Image) == first


def test_other_features_under_the_same_name_get_another_name(client: lb.Client, name: str):
    client.create_ontology(name, built(CAR))
    other = client.create_ontology(name, built(CAR, BUS))
    assert other.name == f"{name} (2)"
    assert client.create_ontology(name, built(CAR, BUS)) == other


def test_what_was_stored_is_read_back_with_ids(client: lb.Client, name: str):
    question = lb.Classification(
        lb.Classification.Type.RADIO, "weather", options=[lb.Option("rain", options=[])]
    )
    document = lb.OntologyBuilder([CAR], [question]).asdict()
    made = client.create_ontology(name, document)
    (tool,) = made.tools()
    assert (tool.name, tool.tool, tool.color) == ("car", lb.Tool.Type.BBOX, "#ff0000")
    assert len(tool.feature_schema_id or "") == 25
    (asked,) = made.classifications()
    assert [option.value for option in asked.options] == ["rain"]


def test_a_document_may_be_text(client: lb.Client, name: str):
    made = client.create_ontology(name, '{"tools": [{"tool": "rectangle", "name": "car"}]}', "image")
    (tool,) = made.tools()
    assert (tool.name, tool.required, len(tool.feature_schema_id or "")) == ("car", False, 25)


def test_a_wrong_feature_is_refused_with_its_place(client: lb.Client, name: str):
    question = lb.Classification(lb.Classification.Type.RADIO, "weather")
    with pytest.raises(UsageError, match="has no options at /classifications/0") as caught:
        client.create_ontology(name, lb.OntologyBuilder([], [question]).asdict())
    assert caught.value.code == "ONT009"


def test_an_ontology_is_begun_from_another(client: lb.Client, project: lb.Project):
    builder = lb.OntologyBuilder.from_project(project)
    builder.add_tool(BUS)
    made = client.create_ontology(f"more {uuid4()}", builder.asdict())
    assert [tool.name for tool in made.tools()] == ["car", "bus"]
    assert lb.OntologyBuilder.from_ontology(made).tools == made.tools()
    assert lb.OntologyBuilder.from_project(client.create_project("empty")) == lb.OntologyBuilder()
