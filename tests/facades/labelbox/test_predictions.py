"""Predictions imported into a model run, and sent on to a project, in the words of the official package."""

import pytest

from tests.facades.labelbox.test_imports import PROJECT, Scene
from tests.facades.labelbox.test_models import ADD, CREATE, CREATE_RUN
from tests.facades.native.scene import box, make_dataset, make_project, ndjson

KEY, OTHER = "b1ffcd00-0d1c-4f09-8c7e-7cc0ce491b22", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
FIELDS = "errorFileUrl id inputFileUrl modelRunId name progress state statusFileUrl"
BY_FILE = f"""mutation createMEAPredictionImportByFilePyApi($modelRunId : ID!, $name: String!, $file: Upload!, $contentLength: Int!) {{
            createModelErrorAnalysisPredictionImport(data: {{
                modelRunId: $modelRunId name: $name filePayload: {{ file: $file, contentLength: $contentLength}}
        }}) {{{FIELDS}}}
        }}"""  # noqa: E501 - as the package sends it
GET = f"""query getModelErrorAnalysisPredictionImportPyApi($modelRunId : ID!, $name: String!) {{
                modelErrorAnalysisPredictionImport(
                where: {{modelRunId: $modelRunId, name: $name}}){{
                    {FIELDS}
                }}}}"""
SEND = f"""mutation createMalPredictionImportForModelRunDataRowsPyApi($dataRowIds: [ID!]!, $name: String!, $modelRunId: ID!, $projectId:ID!) {{
            createMalPredictionImportForModelRunDataRows(data: {{
                name: $name
                modelRunId: $modelRunId
                dataRowIds: $dataRowIds
                projectId: $projectId
            }}) {{id name state statusFileUrl errorFileUrl inputFileUrl progress {PROJECT}}}
        }}"""  # noqa: E501
SENT = f"""query getMEAToMALPredictionImportPyApi($projectId : ID!, $name: String!) {{
            meaToMalPredictionImport(
                where: {{projectId: $projectId, name: $name}}){{
                    id state {PROJECT}
                }}}}"""


class Run(Scene):
    """A run with one data row of two, and a project both are in."""

    def __init__(self, client) -> None:
        super().__init__(client, make_project(client.http, "runs", "run-a.jpg", "run-b.jpg"))
        make_dataset(client.http, "run-c.jpg")
        ontology = client.http.get(f"/api/v1/projects/{self.uid}").json()["ontology"]
        model = client.gql(CREATE, {"name": "detector", "ontologyId": ontology})["createModel"]
        variables = {"name": "one", "config": None, "modelId": model["id"]}
        self.run = client.gql(CREATE_RUN, variables)["createModelRun"]["id"]
        client.gql(ADD, {"modelRunId": self.run, "globalKeys": ["run-a.jpg"], "dataRowIds": []})

    def predict(self, *rows, name="monday"):
        variables = {"modelRunId": self.run, "name": name, "contentLength": 7}
        part = f"{self.run}__{name}.ndjson"
        answer = self.client.send(BY_FILE, variables, part, ndjson(*rows), "application/x-ndjson")
        assert "errors" not in answer, answer
        return answer["data"]["createModelErrorAnalysisPredictionImport"]


@pytest.fixture(scope="module")
def run(admin):
    return Run(admin)


def test_predictions_are_imported_into_their_run(run):
    good = box("run-a.jpg", uuid=KEY, confidence=0.5)
    made = run.predict(good, box("run-b.jpg", uuid=OTHER), name="two rows")
    assert (made["state"], made["modelRunId"]) == ("FINISHED", run.run)
    statuses = run.lines(made["statusFileUrl"])
    assert [(one["uuid"], one["status"]) for one in statuses] == [(KEY, "SUCCESS"), (OTHER, "FAILURE")]
    found = run.client.gql(GET, {"modelRunId": run.run, "name": "two rows"})
    assert found["modelErrorAnalysisPredictionImport"]["id"] == made["id"]


def test_predictions_of_others_look_like_none(run, stranger):
    run.predict(box("run-a.jpg", uuid=KEY), name="mine")
    assert stranger.error(GET, {"modelRunId": run.run, "name": "mine"})[0] == "RESOURCE_NOT_FOUND"
    variables = {"modelRunId": run.run, "name": "theirs", "contentLength": 7}
    answer = stranger.send(BY_FILE, variables, "f", ndjson(box("run-a.jpg")), "application/x-ndjson")
    assert answer["errors"][0]["extensions"]["code"] == "RESOURCE_NOT_FOUND"


def test_what_a_run_predicts_is_sent_on_as_pre_labels(run):
    statuses = run.lines(run.predict(box("run-a.jpg", uuid=KEY), name="to send")["statusFileUrl"])
    # The package takes the ids from the statuses.
    ids = [one["dataRow"]["id"] for one in statuses]
    variables = {"dataRowIds": ids, "name": "sent", "modelRunId": run.run, "projectId": run.id}
    (made,) = run.client.gql(SEND, variables).values()
    assert (made["state"], made["project"]["id"]) == ("FINISHED", run.id)
    assert [(one["uuid"], one["status"]) for one in run.lines(made["statusFileUrl"])] == [(KEY, "SUCCESS")]
    (again,) = run.client.gql(SEND, variables).values()
    (found,) = run.client.gql(SENT, {"projectId": run.id, "name": "sent"}).values()
    assert made["id"] == again["id"] == found["id"]


def test_an_empty_list_of_data_rows_does_not_send_all_of_them(run):
    variables = {"name": "nothing", "modelRunId": run.run, "projectId": run.uid, "dataRowIds": []}
    code, message = run.client.error(SEND, variables)
    assert (code, "no data row is named" in message) == ("MALFORMED_REQUEST", True)
