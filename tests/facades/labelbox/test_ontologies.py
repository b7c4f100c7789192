"""Ontologies: the texts of the official package, and what they answer."""

import json
from typing import Any

import pytest

from postil.model.identity import read_id
from tests.facades.labelbox.installation import Client, Installation

ONTOLOGY = (
    "classificationSchemaCount createdAt description id mediaType name normalized objectSchemaCount updatedAt"
)
CREATE = (
    "mutation upsertRootSchemaNodePyApi($data:  UpsertOntologyInput!){upsertOntology(data: $data){ %s } }"
).replace("%s", ONTOLOGY)
LIST = (
    "query getOntologiesPyApi($search: String, $filter: OntologyFilter, $from : String, $first: PageSize){"
    "ontologies(where: {filter: $filter, search: $search}, after: $from, first: $first){"
    "nodes {%s} nextCursor } }"
).replace("%s", ONTOLOGY)
GET = "query GetOntologyPyApi($param_0: ID!){ontology(where: {id: $param_0}){%s}}".replace("%s", ONTOLOGY)
PROJECT = "mutation CreateProjectPyApi($name: String!){createProject(data: {name: $name}) {id}}"
CONNECT = (
    "mutation ConnectOntologyPyApi($projectId: ID!, $ontologyId: ID!){"
    "project(where: {id: $projectId}) {connectOntology(ontologyId: $ontologyId) {id}}}"
)
OF_PROJECT = "query($id: ID!){project(where: {id: $id}){ontology{%s}}}".replace("%s", ONTOLOGY)

# As OntologyBuilder.asdict() of the package spells it.
TREE: dict[str, Any] = {
    "tools": [
        {
            "tool": "rectangle",
            "name": "bounding_box",
            "required": False,
            "color": "#ff0000",
            "classifications": [
                {
                    "type": "radio",
                    "instructions": "sub_radio_question",
                    "name": "sub_radio_question",
                    "required": False,
                    "options": [
                        {
                            "schemaNodeId": None,
                            "featureSchemaId": None,
                            "label": "first_sub_radio_answer",
                            "value": "first_sub_radio_answer",
                            "options": [],
                        }
                    ],
                    "schemaNodeId": None,
                    "featureSchemaId": None,
                    "attributes": None,
                }
            ],
            "schemaNodeId": None,
            "featureSchemaId": None,
            "attributes": None,
        }
    ],
    "classifications": [],
}


def create(client: Client, tree: dict[str, Any], name: str = "tree", media: str | None = "IMAGE") -> Any:
    data = {"name": name, "normalized": json.dumps(tree), "mediaType": media}
    return client.gql(CREATE, {"data": data})["upsertOntology"]


def walk(node: Any):
    if isinstance(node, dict):
        if "featureSchemaId" in node:
            yield node
        for value in node.values():
            yield from walk(value)
    if isinstance(node, list):
        for value in node:
            yield from walk(value)


def test_every_node_of_a_new_ontology_has_ids_of_25_characters(admin: Client) -> None:
    made = create(admin, TREE)
    nodes = list(walk(made["normalized"]))
    assert len(nodes) == 3
    assert {len(one[key]) for one in nodes for key in ("featureSchemaId", "schemaNodeId")} == {25}
    assert len({one["featureSchemaId"] for one in nodes}) == 3


def test_an_ontology_comes_back_with_its_order_names_and_counts(admin: Client) -> None:
    tools = [{"tool": "point", "name": name, "color": "blue"} for name in ("c", "a", "b")]
    made = create(
        admin, {"tools": tools, "classifications": [{"type": "text", "name": "t", "instructions": "T"}]}
    )
    assert [tool["name"] for tool in made["normalized"]["tools"]] == ["c", "a", "b"]
    assert (made["objectSchemaCount"], made["classificationSchemaCount"]) == (3, 1)
    assert made["mediaType"] == "IMAGE"
    assert admin.gql(GET, {"param_0": made["id"]})["ontology"] == made


def test_what_the_package_demands_is_there_when_it_was_left_out(admin: Client) -> None:
    made = create(
        admin, {"tools": [{"tool": "point", "name": "p"}], "classifications": [{"type": "text", "name": "t"}]}
    )
    tool, question = made["normalized"]["tools"][0], made["normalized"]["classifications"][0]
    assert tool["color"].startswith("#")
    assert tool["classifications"] == []
    assert (question["instructions"], question["options"], question["required"]) == ("t", [], False)


def test_an_id_that_is_sent_along_stays(admin: Client) -> None:
    first = create(admin, TREE)["normalized"]["tools"][0]
    second = create(admin, {"tools": [first], "classifications": []})["normalized"]["tools"][0]
    assert second == first


def test_ids_made_up_for_the_ends_of_relationships_become_ours(admin: Client) -> None:
    box = {"tool": "rectangle", "name": "box", "color": "red", "featureSchemaId": "0c5b9a5e-made-up"}
    edge = {
        "tool": "edge",
        "name": "near",
        "color": "red",
        "definition": {"constraints": [["0c5b9a5e-made-up", "0c5b9a5e-made-up"]]},
    }
    [one, other] = create(admin, {"tools": [box, edge], "classifications": []})["normalized"]["tools"]
    assert len(one["featureSchemaId"]) == 25
    assert other["definition"]["constraints"] == [[one["featureSchemaId"]] * 2]


def test_two_ontologies_may_have_the_same_name(admin: Client) -> None:
    assert create(admin, TREE, "twin")["id"] != create(admin, TREE, "twin")["id"]


def test_an_ontology_without_a_media_type_has_none(admin: Client) -> None:
    assert create(admin, TREE, media=None)["mediaType"] is None


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"tools": [{"tool": "spoon", "name": "a"}]}', '{"tools": 3}']
)
def test_what_is_no_ontology_is_refused(admin: Client, text: str) -> None:
    code, _ = admin.error(CREATE, {"data": {"name": "x", "normalized": text, "mediaType": "IMAGE"}})
    assert code == "MALFORMED_REQUEST"


def test_ontologies_are_found_by_a_part_of_their_name_page_by_page(admin: Client) -> None:
    made = [create(admin, TREE, f"Needle {number}")["id"] for number in range(3)]
    asked: dict[str, Any] = {"search": "needle", "filter": {"status": "ALL"}, "from": None, "first": 2}
    first = admin.gql(LIST, asked)["ontologies"]
    second = admin.gql(LIST, {**asked, "from": first["nextCursor"]})["ontologies"]
    assert [one["id"] for one in first["nodes"] + second["nodes"]] == made
    assert second["nextCursor"] is None


def test_a_project_has_the_ontology_it_was_given(admin: Client) -> None:
    project = admin.gql(PROJECT, {"name": "street"})["createProject"]["id"]
    assert admin.gql(OF_PROJECT, {"id": project})["project"]["ontology"] is None
    made = create(admin, TREE)
    admin.gql(CONNECT, {"projectId": project, "ontologyId": made["id"]})
    assert admin.gql(OF_PROJECT, {"id": project})["project"]["ontology"] == made


def test_a_foreign_ontology_is_like_a_missing_one(admin: Client, stranger: Client) -> None:
    made = create(admin, TREE, "secret")["id"]
    missing = "c" + "0" * 24
    assert stranger.error(GET, {"param_0": made})[0] == stranger.error(GET, {"param_0": missing})[0]
    found = stranger.gql(LIST, {"search": "secret", "filter": None, "from": None, "first": 9})
    assert found["ontologies"]["nodes"] == []
    own = stranger.gql(PROJECT, {"name": "own"})["createProject"]["id"]
    assert stranger.error(CONNECT, {"projectId": own, "ontologyId": made})[0] == "RESOURCE_NOT_FOUND"


def test_connecting_an_ontology_takes_a_manager(installation: Installation, admin: Client) -> None:
    project = admin.gql(PROJECT, {"name": "street"})["createProject"]["id"]
    made = create(admin, TREE)["id"]
    ray = installation.user("ray@example.org")
    application = installation.application
    uid = read_id(project) or ""
    application.services.members.set_role(uid, "ray@example.org", "reviewer", application.admin)
    code, _ = installation.labelbox_of(ray).error(CONNECT, {"projectId": project, "ontologyId": made})
    assert code == "AUTHORIZATION_ERROR"
