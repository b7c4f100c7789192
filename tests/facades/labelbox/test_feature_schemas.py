"""Feature schemas: the texts and paths of the official package, and what they answer."""

import json
from typing import Any

import httpx
import pytest

from postil.model.identity import new_uid, spell_id
from postil.services.catalog.data_rows import RowDraft
from postil.services.imports.receive import NewImport
from tests.facades.labelbox.installation import Client, Installation

REST = "/labelbox/api/v1"
FEATURE = "name name normalized id"
CREATE = (
    "mutation upsertRootSchemaNodePyApi($data:  UpsertRootSchemaNodeInput!){\n"
    "                        upsertRootSchemaNode(data: $data){ FIELDS }\n        } "
).replace("FIELDS", FEATURE)
GET = (
    "query rootSchemaNodePyApi($rootSchemaNodeWhere: RootSchemaNodeWhere!){\n"
    "              rootSchemaNode(where: $rootSchemaNodeWhere){FIELDS}\n        }"
).replace("FIELDS", FEATURE)
LIST = (
    "query rootSchemaNodesPyApi($search: String, $filter: RootSchemaNodeFilter, $from : String, "
    "$first: PageSize){ rootSchemaNodes(where: {filter: $filter, search: $search}, after: $from, "
    "first: $first){ nodes {FIELDS} nextCursor } }"
).replace("FIELDS", FEATURE)
CREATE_ONTOLOGY = (
    "mutation upsertRootSchemaNodePyApi($data:  UpsertOntologyInput!){"
    "upsertOntology(data: $data){ id normalized } }"
)
GET_ONTOLOGY = "query($id: ID!){ontology(where: {id: $id}){normalized}}"

# As Tool(tool=Tool.Type.POINT, name="name", color="#ff0000").asdict() of the package spells it.
POINT: dict[str, Any] = {
    "tool": "point",
    "name": "name",
    "required": False,
    "color": "#ff0000",
    "classifications": [],
    "schemaNodeId": None,
    "featureSchemaId": None,
    "attributes": None,
}


class Shop:
    """The package's calls about features."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def put(self, node: dict[str, Any]) -> str:
        name = node.get("featureSchemaId") or "new_feature_schema_id"
        answer = self.client.http.put(f"{REST}/feature-schemas/{name}", json={"normalized": json.dumps(node)})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["schemaId"])

    def get(self, feature: str) -> Any:
        asked = {"rootSchemaNodeWhere": {"featureSchemaId": feature}}
        return self.client.gql(GET, asked)["rootSchemaNode"]["normalized"]

    def ontology(self, *tools: dict[str, Any], **rest: Any) -> Any:
        tree = {"tools": list(tools), "classifications": rest.get("classifications", [])}
        data = {"name": "ontology", "normalized": json.dumps(tree), "mediaType": "IMAGE"}
        return self.client.gql(CREATE_ONTOLOGY, {"data": data})["upsertOntology"]

    def tools(self, ontology: str) -> Any:
        return self.client.gql(GET_ONTOLOGY, {"id": ontology})["ontology"]["normalized"]["tools"]

    def call(self, method: str, path: str, body: Any = None) -> httpx.Response:
        return self.client.http.request(method, REST + path, json=body)

    def archived(self, ontology: str) -> dict[str, bool]:
        nodes = self.call("GET", f"/ontologies/{ontology}").json()["featureSchemaNodes"]
        found = [*nodes["tools"], *nodes["classifications"], *nodes["relationships"]]
        return {one["featureSchemaId"]: one["archived"] for one in found}


@pytest.fixture
def shop(admin: Client) -> Shop:
    return Shop(admin)


def message(answer: httpx.Response) -> str:
    assert answer.status_code < 500
    assert not answer.is_success
    return str(answer.json()["message"])


def test_a_feature_is_made_read_and_found_by_name(shop: Shop) -> None:
    # `create_feature_schema` of the package leaves out what is empty.
    name = f"Needle {new_uid()}"
    sent = {"tool": "polygon", "name": name, "color": "black"}
    made = shop.client.gql(CREATE, {"data": {"normalized": json.dumps(sent)}})["upsertRootSchemaNode"]
    assert made["normalized"].items() >= {**sent, "classifications": []}.items()
    feature = made["normalized"]["featureSchemaId"]
    assert len(feature) == len(made["normalized"]["schemaNodeId"]) == 25
    assert shop.get(feature) == made["normalized"]
    asked = {"search": name.lower(), "filter": {"status": "ALL"}, "from": None, "first": 100}
    found = shop.client.gql(LIST, asked)["rootSchemaNodes"]
    assert [one["normalized"] for one in found["nodes"]] == [made["normalized"]]
    assert found["nextCursor"] is None


def test_features_are_listed_once_and_page_by_page(shop: Shop) -> None:
    word = new_uid()
    features = [shop.put({**POINT, "name": f"{word} {number}"}) for number in range(3)]
    shop.ontology(shop.get(features[0]))
    asked: dict[str, Any] = {"search": word, "filter": None, "from": None, "first": 2}
    first = shop.client.gql(LIST, asked)["rootSchemaNodes"]
    second = shop.client.gql(LIST, {**asked, "from": first["nextCursor"]})["rootSchemaNodes"]
    nodes = [one["normalized"]["featureSchemaId"] for one in first["nodes"] + second["nodes"]]
    assert nodes == features


def test_an_ontology_made_of_features_names_them(shop: Shop) -> None:
    feature = shop.get(shop.put(POINT))
    [tool] = shop.ontology(feature)["normalized"]["tools"]
    assert tool == feature


def test_a_changed_feature_changes_where_it_is_used(shop: Shop) -> None:
    feature = shop.put(POINT)
    ontology = shop.ontology(shop.get(feature))["id"]
    question = {"type": "radio", "name": "q", "instructions": "q", "options": [{"value": "a", "label": "a"}]}
    shop.put({**POINT, "name": "new name", "featureSchemaId": feature, "classifications": [question]})
    [tool] = shop.tools(ontology)
    assert (tool["name"], tool["featureSchemaId"]) == ("new name", feature)
    assert tool == shop.get(feature)


def test_a_feature_is_renamed(shop: Shop) -> None:
    feature = shop.put(POINT)
    ontology = shop.ontology(shop.get(feature))["id"]
    answer = shop.call("PATCH", f"/feature-schemas/{feature}/definition", {"title": "new title"})
    assert answer.status_code == 200
    assert shop.get(feature)["name"] == "new title"
    assert [one["name"] for one in shop.tools(ontology)] == ["new title"]
    message(shop.call("PATCH", f"/feature-schemas/{feature}/definition", {"title": ""}))
    message(shop.call("PATCH", "/feature-schemas/doesntexist/definition", {"title": "a"}))


# The sentences are those the tests of the package expect.
def test_a_feature_is_deleted_once_and_only_while_nothing_uses_it(shop: Shop) -> None:
    feature = shop.put(POINT)
    ontology = shop.ontology(shop.get(feature))["id"]
    used = "Feature schema cannot be deleted because it is used in ontologies"
    assert message(shop.call("DELETE", f"/feature-schemas/{feature}")) == used
    assert shop.call("DELETE", f"/ontologies/{ontology}").status_code == 204
    assert shop.call("DELETE", f"/feature-schemas/{feature}").status_code == 204
    again = message(shop.call("DELETE", f"/feature-schemas/{feature}"))
    assert again == "Feature schema is already deleted"
    missing = message(shop.call("DELETE", "/feature-schemas/doesntexist"))
    assert missing == "Cannot find root schema node with feature schema id doesntexist"


def test_an_ontology_of_a_project_is_not_deleted(installation: Installation, shop: Shop) -> None:
    ontology = shop.ontology(POINT)["id"]
    services, actor = installation.application.services, installation.application.admin
    uid = services.visibility.ontologies(actor, limit=1_000)[-1].uid
    project = services.projects.create("test", actor, ontology_uid=uid)
    assert message(shop.call("DELETE", f"/ontologies/{ontology}")) == (
        "Cannot delete an ontology connected to a project. "
        f"The ontology is connected to projects: {spell_id(project.uid)}"
    )
    assert ontology not in shop.call("GET", "/ontologies/unused", {"after": None}).json()
    services.projects.delete(project.uid, actor)
    assert ontology in shop.call("GET", "/ontologies/unused", {"after": None}).json()
    assert shop.call("DELETE", f"/ontologies/{ontology}").status_code == 204
    assert shop.client.error(GET_ONTOLOGY, {"id": ontology})[0] == "RESOURCE_NOT_FOUND"


def test_features_no_ontology_has_are_listed_behind_one(shop: Shop) -> None:
    first, second, third = (shop.put({**POINT, "name": str(number)}) for number in range(3))
    shop.ontology(shop.get(second))
    unused = shop.call("GET", "/feature-schemas/unused", {"after": None}).json()
    assert [one for one in unused if one in (first, second, third)] == [first, third]
    assert shop.call("GET", "/feature-schemas/unused", {"after": first}).json() == [third]


def test_a_feature_is_put_at_a_position_and_moved(shop: Shop) -> None:
    tools = [{"tool": "polygon", "name": name, "color": "blue"} for name in ("tool1", "tool2")]
    ontology, feature = shop.ontology(*tools)["id"], shop.put(POINT)
    path = f"/ontologies/{ontology}/feature-schemas/{feature}"
    assert shop.call("POST", path, {"position": 1}).status_code == 201
    assert shop.tools(ontology)[1] == shop.get(feature)
    assert shop.call("POST", path, {"position": 0}).status_code == 201
    assert [one["name"] for one in shop.tools(ontology)] == ["name", "tool1", "tool2"]


def test_an_unused_feature_is_deleted_from_its_ontology(shop: Shop) -> None:
    made = shop.ontology(POINT, {**POINT, "name": "other"})
    feature = made["normalized"]["tools"][0]["featureSchemaId"]
    assert shop.archived(made["id"])[feature] is False
    gone = shop.call("DELETE", f"/ontologies/{made['id']}/feature-schemas/{feature}").json()
    assert gone == {"archived": False, "deleted": True}
    assert [one["name"] for one in shop.tools(made["id"])] == ["other"]
    assert feature not in shop.archived(made["id"])


def test_a_used_feature_is_archived_and_comes_back(installation: Installation, shop: Shop) -> None:
    box = {**POINT, "tool": "rectangle", "name": "car"}
    made = shop.ontology(box, {**POINT, "name": "other"})
    feature = made["normalized"]["tools"][0]["featureSchemaId"]
    use(installation)
    path = f"/ontologies/{made['id']}/feature-schemas/{feature}"
    assert shop.call("DELETE", path).json() == {"archived": True, "deleted": False}
    assert shop.archived(made["id"])[feature] is True
    assert shop.call("PATCH", f"{path}/unarchive").json() == {"unarchived": True}
    assert shop.archived(made["id"])[feature] is False
    assert feature in [one["featureSchemaId"] for one in shop.tools(made["id"])]


def use(installation: Installation) -> None:
    """Say something with the newest ontology."""
    services, actor = installation.application.services, installation.application.admin
    uid = services.visibility.ontologies(actor, limit=1_000)[-1].uid
    name = new_uid()
    project = services.projects.create(name, actor, ontology_uid=uid)
    dataset = services.datasets.create(name, actor)
    services.data_rows.create(dataset.uid, [RowDraft(global_key=name)], actor)
    services.batches.create(project.uid, "all", actor, global_keys=[name])
    new = NewImport(project_uid=project.uid, purpose="ground_truth", format="labelbox", name=name)
    receiver = services.imports.receive(new, actor)
    box = {"left": 1, "top": 1, "width": 1, "height": 1}
    row = {"uuid": new_uid(), "name": "car", "dataRow": {"globalKey": name}, "bbox": box}
    receiver.write(json.dumps(row).encode())
    job = services.imports.start(receiver.finish())
    assert services.imports.get(job.uid).counts.accepted == 1


def test_what_is_not_there_is_named(shop: Shop) -> None:
    ontology = shop.ontology(POINT)["id"]
    path = f"/ontologies/{ontology}/feature-schemas/invalid-feature-schema-id/unarchive"
    assert message(shop.call("PATCH", path)) == (
        "Failed to find feature schema node by id: invalid-feature-schema-id"
    )
    path = "/ontologies/invalid-ontology/feature-schemas/a/unarchive"
    assert message(shop.call("PATCH", path)) == "Failed to find ontology by id: invalid-ontology"
    assert shop.call("GET", "/ontologies/invalid-ontology").status_code == 404


def test_strangers_find_nothing_and_change_nothing(shop: Shop, stranger: Client) -> None:
    feature, other = shop.put(POINT), Shop(stranger)
    made = shop.ontology(shop.get(feature))
    asked = {"rootSchemaNodeWhere": {"featureSchemaId": feature}}
    assert stranger.error(GET, asked)[0] == "RESOURCE_NOT_FOUND"
    for method, path in (
        ("GET", f"/ontologies/{made['id']}"),
        ("DELETE", f"/ontologies/{made['id']}"),
        ("DELETE", f"/feature-schemas/{feature}"),
        ("POST", f"/ontologies/{made['id']}/feature-schemas/{feature}"),
    ):
        assert other.call(method, path, {"position": 0}).status_code == 404
    assert feature not in other.call("GET", "/feature-schemas/unused", {"after": None}).json()
    own = other.put(POINT)
    mine = other.ontology(other.get(own))["id"]
    answer = other.call("POST", f"/ontologies/{mine}/feature-schemas/{own}", {"position": 0})
    assert answer.status_code == 403


@pytest.mark.parametrize("text", ["", "[]", "3", '{"tool": "spoon", "name": "a"}', '{"name": "a"}'])
def test_what_is_no_feature_is_refused(shop: Shop, text: str) -> None:
    assert shop.client.error(CREATE, {"data": {"normalized": text}})[0] == "MALFORMED_REQUEST"
    answer = shop.call("PUT", "/feature-schemas/new_feature_schema_id", {"normalized": text})
    assert answer.status_code == 400
