"""Models and runs in the words of the official package."""

import pytest

RUN = "createdAt createdBy id modelAppId modelId name trainingMetadata updatedAt"
CREATE = """mutation createModelPyApi($name: String!, $ontologyId: ID!){
            createModel(data: {name : $name, ontologyId : $ontologyId}){
                    id name ontologyId
                }
            }"""
GET = "query GetModelPyApi($param_0: ID!){model(where: {id: $param_0}){id name ontologyId}}"
LIST = (
    "query GetModelsPyApi($param_0: String!)"
    "{models(where: {name: $param_0} skip: 0 first: 100){id name ontologyId}}"
)
CREATE_RUN = f"""mutation CreateModelRunPyApi($name: String!, $config: Json, $modelId: ID!) {{
            createModelRun(data: {{name: $name, trainingMetadata: $config, modelId: $modelId}}) {{{RUN}}}}}"""
GET_RUN = f"query GetModelRunPyApi($param_0: ID!){{modelRun(where: {{id: $param_0}}){{{RUN}}}}}"
RUNS = (
    "query GetModelModelRunsPyApi($param_0: ID!){model(where: {id: $param_0})"
    f"{{modelRuns(skip: 0 first: 100){{{RUN}}}}}}}"
)
DELETE = """mutation DeleteModelPyApi($ids: ID!) {
            deleteModels(where: {ids: [$ids]})}"""
DELETE_RUN = """mutation DeleteModelRunPyApi($ids: ID!) {
            deleteModelRuns(where: {ids: [$ids]})}"""
UPDATE = """mutation updateModelRunConfigPyApi($modelRunId: ID!, $data: UpdateModelRunConfigInput!){
                updateModelRunConfig(modelRun: {id : $modelRunId}, data: $data){trainingMetadata}
            }
        """
RESET = """mutation resetModelRunConfigPyApi($modelRunId: ID!){
                resetModelRunConfig(modelRun: {id : $modelRunId}){trainingMetadata}
            }
        """
CONFIG = """query ModelRunPyApi($modelRunId: ID!){
                modelRun(where: {id : $modelRunId}){trainingMetadata}
            }
        """
INFO = """
                query GetModelRunCostInfoPyApi($modelRunId: ID!) {
                    modelFoundryModelRunInfo(where: {modelRunId: $modelRunId}) {
                        cost
                        status
                        totalDataRows
                    }
                }
            """
STATUS = """mutation setPipelineStatusPyApi($modelRunId: ID!, $data: UpdateTrainingPipelineInput!){
                updateTrainingPipeline(modelRun: {id : $modelRunId}, data: $data){status}
            }
        """
ADD = """mutation createMEAModelRunDataRowRegistrationTaskPyApi($modelRunId: ID!, $dataRowIds: [ID!], $globalKeys: [ID!]) {
          createMEAModelRunDataRowRegistrationTask(where : { id : $modelRunId}, data : {dataRowIds: $dataRowIds, globalKeys: $globalKeys})}
          """  # noqa: E501 - as the package sends it
ADDED = """query MEADataRowRegistrationTaskStatusPyApi($where: WhereUniqueIdInput!){
                MEADataRowRegistrationTaskStatus(where: $where) {status errorMessage}
            }
            """
SPLIT = """mutation assignDataSplitPyApi($modelRunId: ID!, $data: CreateAssignDataRowsToDataSplitTaskInput!){
                  createAssignDataRowsToDataSplitTask(modelRun : {id: $modelRunId}, data: $data)}
            """
ASSIGNED = """query assignDataRowsToDataSplitTaskStatusPyApi($id: ID!){
                assignDataRowsToDataSplitTaskStatus(where: {id : $id}){status errorMessage}}
                """
REMOVE = """mutation DeleteModelRunDataRowsPyApi($modelRunId: ID!, $dataRowIds: [ID!]!) {
            deleteModelRunDataRows(where: {modelRunId: $modelRunId, dataRowIds: $dataRowIds})}"""
TAKE = """mutation createMEAModelRunLabelRegistrationTaskPyApi($modelRunId: ID!, $labelIds : [ID!]!) {
        createMEAModelRunLabelRegistrationTask(where : { id : $modelRunId}, data : {labelIds: $labelIds})}
        """
TAKEN = """query MEALabelRegistrationTaskStatusPyApi($where: WhereUniqueIdInput!){
            MEALabelRegistrationTaskStatus(where: $where) {status errorMessage}
        }
        """
PROJECT = """mutation createMEAModelRunProjectLabelRegistrationTaskPyApi($modelRunId: ID!, $projectId : ID!) {
        createMEAModelRunProjectLabelRegistrationTask(where : { modelRunId : $modelRunId, projectId: $projectId})}
        """  # noqa: E501 - as the package sends it
NOTHING = "c" + "0" * 24


@pytest.fixture(scope="module")
def ontology(admin):
    body = {"name": "models", "features": [{"name": "car", "kind": "box"}]}
    return admin.http.post("/api/v1/ontologies", json=body).json()["id"]


@pytest.fixture(scope="module")
def rows(admin):
    dataset = admin.http.post("/api/v1/datasets", json={"name": "of models"}).json()["id"]
    body = {"rows": [{"global_key": key} for key in ("one", "two", "three")]}
    answer = admin.http.post(f"/api/v1/datasets/{dataset}/data-rows", json=body).json()
    return [one["id"] for one in answer["outcomes"]]


@pytest.fixture
def model(admin, ontology):
    return admin.gql(CREATE, {"name": "detector", "ontologyId": ontology})["createModel"]


@pytest.fixture
def run(admin, model):
    variables = {"name": "iteration 1", "config": None, "modelId": model["id"]}
    return admin.gql(CREATE_RUN, variables)["createModelRun"]


def status(client, query, task):
    (found,) = client.gql(query, {"where": {"id": task}, "id": task}).values()
    return found["status"], found["errorMessage"]


def test_a_model_is_found_by_id_and_by_name(admin, ontology):
    made = admin.gql(CREATE, {"name": "by name", "ontologyId": ontology})["createModel"]
    assert (len(made["id"]), made["name"], len(made["ontologyId"])) == (25, "by name", 25)
    assert admin.gql(GET, {"param_0": made["id"]})["model"] == made
    assert admin.gql(LIST, {"param_0": "by name"})["models"] == [made]


def test_a_deleted_model_is_not_found(admin, model):
    assert admin.gql(DELETE, {"ids": model["id"]})["deleteModels"] == [model["id"]]
    assert admin.error(GET, {"param_0": model["id"]})[0] == "RESOURCE_NOT_FOUND"


def test_a_run_says_who_made_it_by_id(admin, model, run):
    me = admin.gql("{user{id}}")["user"]["id"]
    assert (run["createdBy"], run["modelId"], run["trainingMetadata"]) == (me, model["id"], None)
    assert admin.gql(GET_RUN, {"param_0": run["id"]})["modelRun"] == run
    assert admin.gql(RUNS, {"param_0": model["id"]})["model"]["modelRuns"] == [run]


def test_a_deleted_run_is_not_found(admin, run):
    admin.gql(DELETE_RUN, {"ids": run["id"]})
    assert admin.error(GET_RUN, {"param_0": run["id"]})[0] == "RESOURCE_NOT_FOUND"


def test_two_runs_of_one_name_are_a_conflict(admin, model, run):
    variables = {"name": run["name"], "config": None, "modelId": model["id"]}
    assert admin.error(CREATE_RUN, variables)[0] == "RESOURCE_CONFLICT"


def test_a_configuration_is_kept_changed_and_reset(admin, model):
    variables = {"name": "configured", "config": {"batch_size": 1000}, "modelId": model["id"]}
    made = admin.gql(CREATE_RUN, variables)["createModelRun"]
    assert made["trainingMetadata"] == {"batch_size": 1000}
    named = {"modelRunId": made["id"]}
    admin.gql(UPDATE, {**named, "data": {"config": {"rate": 0.5}}})
    assert admin.gql(CONFIG, named)["modelRun"]["trainingMetadata"] == {"rate": 0.5}
    admin.gql(RESET, named)
    assert admin.gql(CONFIG, named)["modelRun"]["trainingMetadata"] is None


def test_the_state_of_a_training_is_kept(admin, run):
    named = {"modelRunId": run["id"]}
    answer = admin.gql(STATUS, {**named, "data": {"status": "TRAINING_MODEL"}}, path="/_gql")
    assert answer["updateTrainingPipeline"] == {"status": "TRAINING_MODEL"}
    assert admin.error(STATUS, {**named, "data": {"status": "ASLEEP"}})[0] == "MALFORMED_REQUEST"


def test_data_rows_are_added_by_id_and_by_key_and_counted(admin, run, rows):
    named = {"modelRunId": run["id"]}
    task = admin.gql(ADD, {**named, "dataRowIds": [rows[0]], "globalKeys": ["two", "nowhere"]})
    found = status(admin, ADDED, task["createMEAModelRunDataRowRegistrationTask"])
    assert found == ("COMPLETE", "not found, or not in the run: nowhere")
    info = admin.gql(INFO, named)["modelFoundryModelRunInfo"]
    assert info == {"cost": None, "status": None, "totalDataRows": 2}
    assert admin.gql(REMOVE, {**named, "dataRowIds": [rows[0]]})["deleteModelRunDataRows"] == 1
    assert admin.gql(INFO, named)["modelFoundryModelRunInfo"]["totalDataRows"] == 1


ROWS = """query modelRunPyApi($modelRunId: ID!, $from : String, $first: Int){
                annotationGroups(where: {modelRunId: {id: $modelRunId}}, after: $from, first: $first)
                {nodes{dataSplit id labelId modelRunId dataRow{globalKey id}},pageInfo{endCursor}}
            }
        """


def test_data_rows_are_listed_in_pages_with_split_and_data_row(admin, run, rows):
    named = {"modelRunId": run["id"]}
    admin.gql(ADD, {**named, "dataRowIds": rows, "globalKeys": None})
    assignment = {"split": "VALIDATION", "dataRowIds": None, "globalKeys": ["one"]}
    admin.gql(SPLIT, {**named, "data": {"assignments": [assignment]}}, path="/_gql")
    first = admin.gql(ROWS, {**named, "from": None, "first": 2})["annotationGroups"]
    rest = admin.gql(ROWS, {**named, "from": first["pageInfo"]["endCursor"], "first": 2})["annotationGroups"]
    nodes = first["nodes"] + rest["nodes"]
    assert [node["dataRow"]["globalKey"] for node in nodes] == ["one", "two", "three"]
    assert [node["dataSplit"] for node in nodes] == ["VALIDATION", "UNASSIGNED", "UNASSIGNED"]
    assert {node["modelRunId"] for node in nodes} == {run["id"]}
    assert len({node["id"] for node in nodes}) == 3
    assert (nodes[0]["labelId"], rest["pageInfo"]["endCursor"]) == (None, None)


def test_adding_nothing_that_is_there_fails(admin, run):
    task = admin.gql(ADD, {"modelRunId": run["id"], "dataRowIds": None, "globalKeys": ["nowhere"]})
    assert status(admin, ADDED, task["createMEAModelRunDataRowRegistrationTask"])[0] == "FAILED"


def test_data_rows_are_split(admin, run, rows):
    named = {"modelRunId": run["id"]}
    admin.gql(ADD, {**named, "dataRowIds": None, "globalKeys": ["one", "two"]})
    assignment = {"split": "TEST", "dataRowIds": None, "globalKeys": ["one", "three"]}
    task = admin.gql(SPLIT, {**named, "data": {"assignments": [assignment]}}, path="/_gql")
    found = status(admin, ASSIGNED, task["createAssignDataRowsToDataSplitTask"])
    assert found == ("COMPLETE", "not found, or not in the run: three")


def test_labels_of_a_project_are_kept(admin, run, ontology, rows):
    project = admin.http.post("/api/v1/projects", json={"name": "p", "ontology": ontology}).json()["id"]
    task = admin.gql(PROJECT, {"modelRunId": run["id"], "projectId": project})
    assert status(admin, TAKEN, task["createMEAModelRunProjectLabelRegistrationTask"])[0] == "COMPLETE"
    task = admin.gql(TAKE, {"modelRunId": run["id"], "labelIds": [NOTHING]})
    assert status(admin, TAKEN, task["createMEAModelRunLabelRegistrationTask"])[0] == "FAILED"


@pytest.mark.parametrize(
    ("query", "more"),
    [
        (GET_RUN.replace("$param_0", "$modelRunId"), {}),
        (INFO, {}),
        (RESET, {}),
        (UPDATE, {"data": {"config": {}}}),
        (ADD, {"dataRowIds": [NOTHING], "globalKeys": None}),
        (REMOVE, {"dataRowIds": [NOTHING]}),
        (TAKE, {"labelIds": [NOTHING]}),
        (DELETE_RUN.replace("$ids", "$modelRunId"), {}),
    ],
)
def test_a_run_of_others_looks_like_none(stranger, run, query, more):
    for one in (run["id"], NOTHING):
        assert stranger.error(query, {"modelRunId": one, **more})[0] == "RESOURCE_NOT_FOUND"


def test_a_model_of_others_looks_like_none_and_is_in_no_list(stranger, model):
    for one in (model["id"], NOTHING):
        assert stranger.error(GET, {"param_0": one})[0] == "RESOURCE_NOT_FOUND"
        assert stranger.error(DELETE, {"ids": one})[0] == "RESOURCE_NOT_FOUND"
    assert stranger.gql(LIST, {"param_0": model["name"]})["models"] == []
