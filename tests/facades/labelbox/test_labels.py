"""Labels: the texts of the official package, and what they answer."""

import json
from typing import Any

import pytest

from postil.model.data_row import Asset
from postil.model.identity import new_uid, spell_id
from postil.model.ontology import Feature, Ontology
from postil.ports.catalog import NewRow
from postil.services.catalog.data_rows import RowDraft
from postil.services.imports.receive import NewImport
from tests.facades.labelbox.installation import Client, Installation

LABEL = "agreement benchmarkAgreement createdAt id isBenchmarkReference label secondsToLabel updatedAt"
LABELS = (
    "query GetProjectLabelsPyApi($projectId: ID!)\n            {project (where: {id: $projectId})\n"
    "                {labels (skip: %d first: %d %s %s) {FIELDS}}}"
).replace("FIELDS", LABEL)
COUNT = "query LabelCountPyApi($projectId: ID!) {project(where: {id: $projectId}) {labelCount}}"
DELETE = "mutation DeleteLabelsPyApi{DeleteLabels(labelIds: [%s]){id}}".replace("DeleteL", "deleteL")
CREATE_BENCHMARK = (
    "mutation CreateBenchmarkPyApi($labelId: ID!) {createBenchmark(data: {labelId: $labelId}) "
    "{averageAgreement completedCount createdAt id lastActivity}} "
)
DELETE_BENCHMARK = (
    "mutation DeleteBenchmarkPyApi($labelId: ID!) {deleteBenchmark(where: {labelId: $labelId}) {id}} "
)
BENCHMARKS = (
    "query GetProjectBenchmarksPyApi($param_0: ID!){project(where: {id: $param_0})"
    "{benchmarks(skip: 0 first: 100){averageAgreement completedCount createdAt id lastActivity}}}"
)
REFERENCE = "query($id: ID!){benchmark(where: {id: $id}){referenceLabel{FIELDS}}}".replace("FIELDS", LABEL)
PROJECT_OF = "query($id: ID!){label(where: {id: $id}){project{id name} createdBy{id email}}}"


class Street:
    """A project of three images with truth about each."""

    def __init__(self, installation: Installation) -> None:
        self.installation, self.admin = installation, installation.labelbox()
        self.services, self.actor = installation.application.services, installation.application.admin
        name = new_uid()
        ontology = self.services.ontologies.create(Ontology(name, [Feature("car", "box")]), self.actor)
        self.uid = self.services.projects.create(name, self.actor, ontology_uid=ontology.uid).uid
        self.project = spell_id(self.uid)
        self.keys = [f"{name} {number}" for number in range(3)]
        self.dataset = self.services.datasets.create(name, self.actor).uid
        rows = [
            NewRow(
                uid=new_uid(),
                media_type="image",
                assets=[Asset(width=100, height=100, size_source="declared")],
                global_key=key,
                media_state="ready",
            )
            for key in self.keys
        ]
        store = self.services.projects._store  # noqa: SLF001 - sizes are declared, nothing is fetched
        with store.write() as session:
            dataset = session.catalog.find_dataset(self.dataset)
            assert dataset is not None
            session.catalog.create_rows(dataset.id, rows, self.actor.id, 1)
        self.services.batches.create(self.uid, "all", self.actor, global_keys=self.keys)

    def truth(self, *keys: str, left: int = 1) -> None:
        box = {"left": left, "top": 2, "width": 3, "height": 4}
        lines = [
            json.dumps({"uuid": uuid(number), "name": "car", "dataRow": {"globalKey": key}, "bbox": box})
            for number, key in enumerate(keys, left * 10)
        ]
        new = NewImport(project_uid=self.uid, purpose="ground_truth", format="labelbox", name=new_uid())
        receiver = self.services.imports.receive(new, self.actor)
        receiver.write("\n".join(lines).encode())
        job = self.services.imports.start(receiver.finish())
        assert self.services.imports.get(job.uid).counts.rejected == 0

    def labels(self, skip: int = 0, first: int = 100, where: str = "", order: str = "") -> list[Any]:
        query = LABELS % (skip, first, where, order)
        found: list[Any] = self.admin.gql(query, {"projectId": self.project})["project"]["labels"]
        return found

    def count(self) -> int:
        found: int = self.admin.gql(COUNT, {"projectId": self.project})["project"]["labelCount"]
        return found


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


@pytest.fixture
def street(installation: Installation) -> Street:
    return Street(installation)


def test_labels_are_read_page_by_page(street: Street) -> None:
    street.truth(*street.keys)
    ids = [one["id"] for one in street.labels()]
    assert len(ids) == 3
    assert street.count() == 3
    assert [one["id"] for one in street.labels(skip=1, first=1)] == ids[1:2]
    assert [one["id"] for one in street.labels(order="orderBy: id_DESC")] == ids[::-1]


def test_a_label_says_what_was_imported(street: Street) -> None:
    street.truth(street.keys[0])
    [label] = street.labels()
    [box] = json.loads(label["label"])["objects"]
    assert box["bounding_box"] == {"left": 1, "top": 2, "width": 3, "height": 4}
    assert (box["name"], label["isBenchmarkReference"]) == ("car", False)


def test_labels_are_found_by_author_and_dataset(street: Street, stranger: Client) -> None:
    street.truth(*street.keys)
    me = spell_id(street.actor.uid)
    assert len(street.labels(where=f'where:{{createdBy: {{id: "{me}"}}}}')) == 3
    other = spell_id(new_uid())
    assert street.labels(where=f'where:{{createdBy: {{id: "{other}"}}}}') == []
    inside = f'where:{{dataRow: {{dataset: {{id_in: ["{spell_id(street.dataset)}"]}}}}}}'
    assert len(street.labels(where=inside)) == 3
    assert street.labels(where="where:{deleted: true}") == []


@pytest.mark.parametrize("where", ["where:{agreement: 3}", "where:{createdBy: 3}", "orderBy: agreement_ASC"])
def test_conditions_nobody_knows_are_refused(street: Street, where: str) -> None:
    code, _ = street.admin.error(LABELS % (0, 9, where, ""), {"projectId": street.project})
    assert code == "MALFORMED_REQUEST"


def test_a_deleted_label_is_gone_and_the_next_import_stands_alone(street: Street) -> None:
    street.truth(*street.keys)
    [first, second, third] = [one["id"] for one in street.labels()]
    gone = street.admin.gql(DELETE % f'"{first}", "{third}"')["deleteLabels"]
    assert gone == [{"id": first}, {"id": third}]
    assert [one["id"] for one in street.labels()] == [second]
    assert street.count() == 1
    street.truth(street.keys[0], left=9)
    [again] = [one for one in street.labels() if one["id"] != second]
    assert [box["bounding_box"]["left"] for box in json.loads(again["label"])["objects"]] == [9]


def test_a_benchmark_is_made_listed_and_taken_away(street: Street) -> None:
    street.truth(street.keys[0])
    [label] = street.labels()
    made = street.admin.gql(CREATE_BENCHMARK, {"labelId": label["id"]})["createBenchmark"]
    assert street.admin.gql(BENCHMARKS, {"param_0": street.project})["project"]["benchmarks"] == [made]
    reference = street.admin.gql(REFERENCE, {"id": made["id"]})["benchmark"]["referenceLabel"]
    assert (reference["id"], reference["isBenchmarkReference"]) == (label["id"], True)
    street.admin.gql(DELETE_BENCHMARK, {"labelId": label["id"]})
    assert street.admin.gql(BENCHMARKS, {"param_0": street.project})["project"]["benchmarks"] == []
    assert street.labels()[0]["isBenchmarkReference"] is False


def test_a_label_knows_its_project_and_author(street: Street) -> None:
    street.truth(street.keys[0])
    [label] = street.labels()
    found = street.admin.gql(PROJECT_OF, {"id": label["id"]})["label"]
    assert found["project"]["id"] == street.project
    assert found["createdBy"]["id"] == spell_id(street.actor.uid)


def test_a_foreign_label_is_like_a_missing_one(street: Street, stranger: Client) -> None:
    street.truth(street.keys[0])
    [label] = street.labels()
    for query in (PROJECT_OF, REFERENCE):
        assert stranger.error(query, {"id": label["id"]})[0] == "RESOURCE_NOT_FOUND"
    assert stranger.error(DELETE % f'"{label["id"]}"')[0] == "RESOURCE_NOT_FOUND"
    assert stranger.error(CREATE_BENCHMARK, {"labelId": label["id"]})[0] == "RESOURCE_NOT_FOUND"


def test_deleting_labels_takes_a_manager_and_marking_them_a_reviewer(street: Street) -> None:
    street.truth(street.keys[0])
    [label] = street.labels()
    user = street.installation.user(f"{new_uid()}@example.org")
    client = street.installation.labelbox_of(user)
    street.services.members.set_role(street.uid, user.email, "reviewer", street.actor)
    assert client.error(DELETE % f'"{label["id"]}"')[0] == "AUTHORIZATION_ERROR"
    street.services.members.set_role(street.uid, user.email, "labeler", street.actor)
    assert client.error(CREATE_BENCHMARK, {"labelId": label["id"]})[0] == "AUTHORIZATION_ERROR"


def test_a_label_is_found_on_its_data_row(street: Street) -> None:
    street.truth(street.keys[0])
    [label] = street.labels()
    query = "query($id: ID!){label(where: {id: $id}){dataRow{id globalKey}}}"
    row = street.admin.gql(query, {"id": label["id"]})["label"]["dataRow"]
    assert row["globalKey"] == street.keys[0]
    of_row = (
        "query GetDataRowLabelsPyApi($param_0: ID!, $param_1: Boolean!){dataRow(where: {id: $param_0})"
        "{labels(where: {deleted: $param_1} skip: 0 first: 100){FIELDS}}}"
    ).replace("FIELDS", LABEL)
    found = street.admin.gql(of_row, {"param_0": row["id"], "param_1": False})
    assert found["dataRow"]["labels"] == [label]


def test_a_label_of_a_text_quotes_it(installation: Installation) -> None:
    application = installation.application
    services, actor = application.services, application.admin
    name = new_uid()
    tree = Ontology(name, [Feature("who", "text_entity")], "text")
    ontology = services.ontologies.create(tree, actor)
    project = services.projects.create(name, actor, media_type="text", ontology_uid=ontology.uid)
    dataset = services.datasets.create(name, actor)
    draft = RowDraft(media_type="text", inline="Ada wrote it", global_key=name)
    services.data_rows.create(dataset.uid, [draft], actor)
    services.batches.create(project.uid, "all", actor, global_keys=[name])
    new = NewImport(project_uid=project.uid, purpose="ground_truth", format="labelbox", name=name)
    receiver = services.imports.receive(new, actor)
    # Both ends are inclusive.
    entity = {
        "uuid": uuid(1),
        "name": "who",
        "dataRow": {"globalKey": name},
        "location": {"start": 0, "end": 2},
    }
    receiver.write(json.dumps(entity).encode())
    services.imports.start(receiver.finish())
    asked = {"projectId": spell_id(project.uid)}
    [label] = installation.labelbox().gql(LABELS % (0, 9, "", ""), asked)["project"]["labels"]
    [said] = json.loads(label["label"])["objects"]
    assert said["location"] == {"start": 0, "end": 2, "token": "Ada"}
