"""Projects in the words of the official package."""

import pytest

FIELDS = (
    "allowedMediaType autoAuditNumberOfLabels autoAuditPercentage createdAt dataRowCount description"
    " editorTaskType id isBenchmarkEnabled isConsensusEnabled lastActivityTime modelSetupComplete name"
    " setupComplete updatedAt uploadType"
)
CREATE = (
    "mutation CreateProjectPyApi($name: String!, $allowedMediaType: MediaType!, "
    "$autoAuditNumberOfLabels: Int!, $autoAuditPercentage: Float!)"
    "{createProject(data: {name: $name allowedMediaType: $allowedMediaType "
    "autoAuditNumberOfLabels: $autoAuditNumberOfLabels autoAuditPercentage: $autoAuditPercentage}) "
    f"{{{FIELDS}}}}} "
)
GET = f"query GetProjectPyApi($param_0: ID!){{project(where: {{id: $param_0}}){{{FIELDS}}}}}"
LIST = (
    "query GetProjectsPyApi($param_0: Boolean!)"
    f"{{projects(where: {{deleted: $param_0}} skip: 0 first: 100){{{FIELDS}}}}}"
)
UPDATE = (
    "mutation updateProjectPyApi($name: String!, $param_0: ID!)"
    f"{{updateProject(where: {{id: $param_0}} data: {{name: $name}}) {{{FIELDS}}}}} "
)
DELETE = (
    "mutation deleteProjectPyApi($param_0: ID!)"
    "{updateProject(where: {id: $param_0} data: {deleted: true}) {id}} "
)
FRONTEND = (
    "query GetProjectLabelingFrontendPyApi($param_0: ID!)"
    "{project(where: {id: $param_0}){labelingFrontend{description iframeUrlPath id name}}}"
)


def made(client, name="street", media_type="IMAGE"):
    variables = {
        "name": name,
        "allowedMediaType": media_type,
        "autoAuditNumberOfLabels": 3,
        "autoAuditPercentage": 0,
    }
    return client.gql(CREATE, variables)["createProject"]


def test_every_field_of_a_new_project_is_there(admin):
    project = made(admin)
    assert set(project) == set(FIELDS.split())
    assert (project["dataRowCount"], project["setupComplete"]) == (0, None)


@pytest.mark.parametrize(
    "media_type", ["IMAGE", "VIDEO", "TEXT", "PDF", "AUDIO", "CONVERSATIONAL", "HTML", "TMS_GEO"]
)
def test_a_project_keeps_its_media_type(admin, media_type):
    assert made(admin, media_type=media_type)["allowedMediaType"] == media_type


def test_a_media_type_that_is_not_supported_is_named(admin):
    code, message = admin.error('mutation{createProject(data: {name: "x" allowedMediaType: LLM}){id}}')
    assert (code, "LLM" in message) == ("MALFORMED_REQUEST", True)


def test_an_editor_for_conversations_with_models_is_not_there(admin):
    code, message = admin.error(
        'mutation{createProject(data: {name: "x" editorTaskType: MODEL_CHAT_EVALUATION}){id}}'
    )
    assert (code, "MODEL_CHAT_EVALUATION" in message) == ("OPERATION_NOT_ALLOWED", True)


def test_a_project_is_found_renamed_and_deleted(admin):
    project = made(admin)
    wanted = {"param_0": project["id"]}
    assert admin.gql(GET, wanted)["project"] == project
    assert admin.gql(UPDATE, {**wanted, "name": "lane"})["updateProject"]["name"] == "lane"
    assert admin.gql(DELETE, wanted)["updateProject"] == {"id": project["id"]}
    assert admin.error(GET, wanted)[0] == "RESOURCE_NOT_FOUND"


QUALITY = (
    "autoAuditNumberOfLabels: $autoAuditNumberOfLabels autoAuditPercentage: $autoAuditPercentage"
    " isBenchmarkEnabled: $isBenchmarkEnabled isConsensusEnabled: $isConsensusEnabled"
)
CREATE_QUALITY = (
    "mutation CreateProjectPyApi($name: String!, $allowedMediaType: MediaType!, "
    "$autoAuditPercentage: Float!, $autoAuditNumberOfLabels: Int!, "
    "$isBenchmarkEnabled: Boolean!, $isConsensusEnabled: Boolean!)"
    f"{{createProject(data: {{name: $name allowedMediaType: $allowedMediaType {QUALITY}}}) {{{FIELDS}}}}} "
)
UPDATE_QUALITY = (
    "mutation updateProjectPyApi($autoAuditPercentage: Float!, $param_0: ID!)"
    "{updateProject(where: {id: $param_0} data: {autoAuditPercentage: $autoAuditPercentage})"
    f" {{{FIELDS}}}}} "
)


# What the package sends for the quality modes benchmark, consensus, and both.
@pytest.mark.parametrize(
    ("labels", "percentage", "benchmark", "consensus"),
    [(1, 1, True, False), (3, 0, False, True), (3, 0, True, True), (5, 0.25, True, True)],
)
def test_quality_settings_are_answered_as_they_were_sent(admin, labels, percentage, benchmark, consensus):
    sent = {
        "autoAuditNumberOfLabels": labels,
        "autoAuditPercentage": percentage,
        "isBenchmarkEnabled": benchmark,
        "isConsensusEnabled": consensus,
    }
    project = admin.gql(CREATE_QUALITY, {"name": "q", "allowedMediaType": "IMAGE", **sent})["createProject"]
    assert {name: project[name] for name in sent} == sent
    assert admin.gql(GET, {"param_0": project["id"]})["project"] == project


def test_a_quality_setting_is_changed_and_the_others_stay(admin):
    project = made(admin)
    variables = {"param_0": project["id"], "autoAuditPercentage": 0.5}
    changed = admin.gql(UPDATE_QUALITY, variables)["updateProject"]
    assert (changed["autoAuditPercentage"], changed["autoAuditNumberOfLabels"]) == (0.5, 3)
    assert admin.gql(GET, {"param_0": project["id"]})["project"] == changed
    named = admin.gql(UPDATE, {"param_0": project["id"], "name": "lane"})["updateProject"]
    assert named["autoAuditPercentage"] == 0.5


def test_a_project_made_elsewhere_has_the_quality_mode_benchmark(admin):
    body = {"name": "native", "media_type": "image"}
    assert admin.http.post("/api/v1/projects", json=body).status_code == 201
    listed = admin.gql(LIST, {"param_0": False})["projects"]
    [found] = [one for one in listed if one["name"] == "native"]
    assert (found["autoAuditNumberOfLabels"], found["autoAuditPercentage"]) == (1, 1.0)
    assert (found["isBenchmarkEnabled"], found["isConsensusEnabled"]) == (True, False)


@pytest.mark.parametrize("setting", ['"three"', "-1", "3.5"])
def test_a_number_of_labels_that_is_none_is_refused(admin, setting):
    text = f'mutation{{createProject(data: {{name: "x" autoAuditNumberOfLabels: {setting}}}){{id}}}}'
    assert admin.error(text)[0] == "MALFORMED_REQUEST"


def test_a_change_is_the_last_update_and_activity(admin):
    project = made(admin)
    assert project["updatedAt"] == project["createdAt"] == project["lastActivityTime"]
    changed = admin.gql(UPDATE, {"param_0": project["id"], "name": "lane"})["updateProject"]
    assert changed["createdAt"] == project["createdAt"]
    assert changed["updatedAt"] == changed["lastActivityTime"] > project["updatedAt"]


def test_the_media_type_of_a_project_does_not_change(admin):
    project = made(admin)
    text = "mutation($p: ID!){updateProject(where: {id: $p} data: {allowedMediaType: %s}){id}}"
    assert admin.gql(text % "IMAGE", {"p": project["id"]})
    assert admin.error(text % "VIDEO", {"p": project["id"]})[0] == "OPERATION_NOT_ALLOWED"


def test_every_project_has_an_editor(admin):
    project = made(admin)
    assert admin.gql(FRONTEND, {"param_0": project["id"]})["project"]["labelingFrontend"]["name"] == "Editor"


def test_the_editor_is_found_by_its_name(admin):
    text = '{labelingFrontends(where: {AND: [{name: "Editor"}, {deleted: false}]} skip: 0 first: 100){name}}'
    assert admin.gql(text)["labelingFrontends"] == [{"name": "Editor"}]


def test_a_project_knows_who_made_it(admin):
    text = "query($p: ID!){project(where: {id: $p}){createdBy{email} organization{name}}}"
    found = admin.gql(text, {"p": made(admin)["id"]})["project"]
    assert found["createdBy"]["email"] == admin.gql("{user{email}}")["user"]["email"]


def test_projects_of_others_are_in_no_list(admin, stranger):
    project = made(admin)
    assert project in admin.gql(LIST, {"param_0": False})["projects"]
    assert stranger.gql(LIST, {"param_0": False})["projects"] == []
    assert stranger.gql("{organization{projects(skip: 0 first: 100){id}}}")["organization"]["projects"] == []


@pytest.mark.parametrize(
    ("role", "renames", "deletes"), [("viewer", 0, 0), ("manager", 1, 0), ("owner", 1, 1)]
)
def test_what_a_member_may_do_depends_on_their_role(installation, admin, role, renames, deletes):
    project = made(admin)
    user = installation.user(f"{role}@example.org")
    member = installation.labelbox_of(user)
    uid = installation.application.services.visibility.projects(installation.application.admin, limit=1_000)[
        -1
    ].uid
    body = {"email": user.email, "role": role}
    assert admin.http.put(f"/api/v1/projects/{uid}/members", json=body).status_code == 200
    wanted = {"param_0": project["id"]}
    assert member.gql(GET, wanted)["project"]["id"] == project["id"]
    refused = "AUTHORIZATION_ERROR"
    for text, is_allowed in ((UPDATE, renames), (DELETE, deletes)):
        variables = {**wanted, "name": "lane"} if text is UPDATE else wanted
        answer = member.ask(text, variables)
        codes = [one["extensions"]["code"] for one in answer.get("errors", [])]
        assert codes == ([] if is_allowed else [refused])
