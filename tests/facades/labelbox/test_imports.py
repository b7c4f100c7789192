"""Imports in the words of the official package, and what it reads about their rows."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from postil.facades.labelbox.import_json import ERRORS
from tests.facades.labelbox.installation import Installation, installed
from tests.facades.native.installation import LOCAL_TOKEN
from tests.facades.native.scene import box, make_project, ndjson

FIXTURE = Path(__file__).parents[2] / "fixtures" / "labelbox" / "status__rows.doc.ndjson"
KEY = "A0EEBC999C0B4EF8BB6D6BB9BD380A11"
OTHER = "b1ffcd00-0d1c-4f09-8c7e-7cc0ce491b22"
PROJECT = (
    "project{allowedMediaType autoAuditNumberOfLabels autoAuditPercentage createdAt dataRowCount description "
    "editorTaskType id isBenchmarkEnabled isConsensusEnabled lastActivityTime modelSetupComplete name "
    "setupComplete updatedAt uploadType}"
)
FIELDS = f"errorFileUrl id inputFileUrl name progress state statusFileUrl {PROJECT}"
NAMES = {
    "MAL": ("ModelAssistedLabelingPredictionImport", "modelAssistedLabelingPredictionImport"),
    "Label": ("LabelImport", "labelImport"),
}
BY_FILE = """mutation create%sImportByFilePyApi($projectId : ID!, $name: String!, $file: Upload!, $contentLength: Int!) {
            create%s(data: {
                projectId: $projectId name: $name filePayload: { file: $file, contentLength: $contentLength}
        }) {%s}
        }"""  # noqa: E501 - as the package sends it
BY_URL = """mutation create%sImportByUrlPyApi($projectId : ID!, $name: String!, $fileUrl: String!) {
            create%s(data: {
                projectId: $projectId name: $name fileUrl: $fileUrl
            }) {%s}
        }"""
GET = """query get%sPyApi($projectId : ID!, $name: String!) {
            %s(
                where: {projectId: $projectId, name: $name}){
                    %s
                }}"""
LIST = """query get%ssPyApi($projectId: ID!) {
            %ss(skip: %d, first: %d, where: { projectId: $projectId  }) { %s }}"""
DELETE = """mutation deleteModelAssistedLabelingPredictionImportPyApi($id: ID!) {
                deleteModelAssistedLabelingPredictionImport(where: { id: $id }) {
                    id
                }
            }"""
UPLOAD = """mutation UploadFile($file: Upload!, $contentLength: Int!, $sign: Boolean) {
            uploadFile(file: $file, contentLength: $contentLength, sign: $sign) {url filename} } """


class Scene:
    """One project, and a client that imports into it."""

    def __init__(self, client, uid: str) -> None:
        self.client, self.uid = client, uid
        found = client.gql(f'{{project(where: {{id: "{uid}"}}){{id}}}}')
        self.id = found["project"]["id"]

    def answer(self, content: bytes, kind: str = "MAL", name: str = "monday"):
        # The package sends the length of how Python would print the bytes.
        variables = {"projectId": self.id, "name": name, "contentLength": len(str(content))}
        part = f"{self.id}__{name}.ndjson"
        text = BY_FILE % (kind, NAMES[kind][0], FIELDS)
        return self.client.send(text, variables, part, content, "application/x-ndjson")

    def create(self, content: bytes, kind: str = "MAL", name: str = "monday"):
        answer = self.answer(content, kind, name)
        assert "errors" not in answer, answer
        return answer["data"][f"create{NAMES[kind][0]}"]

    def create_by_url(self, url: str, name: str = "monday"):
        variables = {"projectId": self.id, "name": name, "fileUrl": url}
        answer = self.client.gql(BY_URL % ("MAL", NAMES["MAL"][0], FIELDS), variables)
        return answer[f"create{NAMES['MAL'][0]}"]

    def get(self, kind: str = "MAL", name: str = "monday"):
        root = NAMES[kind][1]
        return self.client.gql(GET % (NAMES[kind][0], root, FIELDS), {"projectId": self.id, "name": name})[
            root
        ]

    def error(self, kind: str = "MAL", name: str = "monday"):
        text = GET % (NAMES[kind][0], NAMES[kind][1], FIELDS)
        return self.client.error(text, {"projectId": self.id, "name": name})[0]

    def names(self, kind: str = "MAL", skip: int = 0, first: int = 100):
        root = NAMES[kind][1]
        text = LIST % (NAMES[kind][0], root, skip, first, "name")
        return [one["name"] for one in self.client.gql(text, {"projectId": self.id})[f"{root}s"]]

    def lines(self, url: str):
        answer = self.client.fetch(url)
        assert answer.status_code == 200
        # The way the package reads them.
        return json.loads("[" + ",".join(answer.text.splitlines()) + "]")


@pytest.fixture
def scene(admin, request) -> Scene:
    name = request.node.name
    return Scene(admin, make_project(admin.http, name, f"{name}.jpg"))


def row(scene_name: str, name: str = "car", **fields):
    return box(f"{scene_name}.jpg", name, **fields)


def test_a_small_import_is_finished_in_its_creation(scene, request):
    made = scene.create(ndjson(row(request.node.name, uuid=KEY)))
    assert (made["state"], made["progress"], made["name"]) == ("FINISHED", "100%", "monday")
    assert (len(made["id"]), made["project"]["id"], made["project"]["name"]) == (
        25,
        scene.id,
        request.node.name,
    )
    assert None not in (made["inputFileUrl"], made["errorFileUrl"], made["statusFileUrl"])


def test_every_row_has_a_status_with_its_uuid_as_it_was_spelled(scene, request, admin):
    good, bad = row(request.node.name, uuid=KEY), row(request.node.name, "caar", uuid=OTHER)
    made = scene.create(ndjson(good, bad))
    statuses = scene.lines(made["statusFileUrl"])
    assert [(one["uuid"], one["status"]) for one in statuses] == [(KEY, "SUCCESS"), (OTHER, "FAILURE")]
    assert [one["dataRow"]["globalKey"] for one in statuses] == [f"{request.node.name}.jpg"] * 2
    assert [len(one["dataRow"]["id"]) for one in statuses] == [25, 25]
    assert statuses[0]["errors"] == []
    assert scene.lines(made["errorFileUrl"]) == statuses[1:]


def test_an_error_has_our_code_and_the_sentence_every_client_is_told(scene, request):
    made = scene.create(ndjson(row(request.node.name, "caar")))
    [status] = scene.lines(made["errorFileUrl"])
    [error] = status["errors"]
    assert (error["name"], error["message"]) == (
        "ONT001",
        'name "caar" is not a feature of this ontology - did you mean "car"?',
    )
    assert (error["additionalInfo"]["line"], error["additionalInfo"]["pointer"]) == (1, "/name")


def test_statuses_have_the_keys_labelbox_documents(scene, request):
    documented = [json.loads(line) for line in FIXTURE.read_text().splitlines()]
    made = scene.create(ndjson(row(request.node.name, uuid=KEY), row(request.node.name, "caar", uuid=OTHER)))
    found = scene.lines(made["statusFileUrl"])
    assert [set(one) for one in found] == [set(one) for one in documented]
    assert [one["status"] for one in found] == [one["status"] for one in documented]
    assert [set(one["dataRow"]) for one in found] == [set(one["dataRow"]) for one in documented]
    assert set(found[1]["errors"][0]) == set(documented[1]["errors"][0])


def test_a_row_without_a_uuid_is_given_one_that_stays(scene, request):
    made = scene.create(ndjson(row(request.node.name), row(request.node.name)))
    once, again = (
        [one["uuid"] for one in scene.lines(made["statusFileUrl"])] for made in (made, scene.get())
    )
    assert once == again
    assert len({UUID(one) for one in once}) == 2


def test_blank_lines_have_no_status_and_all_of_it_is_ascii(scene, request):
    odd = "k\u014dbe \u2028 x"
    content = ndjson(row(request.node.name, uuid=KEY)) + b"\n\r\n" + ndjson(box(odd, uuid=OTHER))
    made = scene.create(content)
    answer = scene.client.fetch(made["statusFileUrl"])
    assert answer.content.isascii()
    assert [one["dataRow"].get("globalKey") for one in scene.lines(made["statusFileUrl"])][1] == odd


def test_a_row_about_an_unknown_data_row_has_no_id(scene):
    made = scene.create(ndjson(box("nothing.jpg", uuid=KEY)))
    [status] = scene.lines(made["errorFileUrl"])
    assert status["dataRow"] == {"id": None, "globalKey": "nothing.jpg"}
    assert status["errors"][0]["name"] == "ROW003"


def test_a_line_that_is_no_json_fails_by_itself(scene, request):
    made = scene.create(b"{oops\n" + ndjson(row(request.node.name, uuid=KEY)))
    assert made["state"] == "FINISHED"
    assert [one["status"] for one in scene.lines(made["statusFileUrl"])] == ["FAILURE", "SUCCESS"]


def test_an_import_without_failures_has_an_empty_error_file(scene, request):
    made = scene.create(ndjson(row(request.node.name, uuid=KEY)))
    answer = scene.client.fetch(made["errorFileUrl"])
    assert (answer.status_code, answer.content) == (200, b"")


def test_the_input_is_given_back_byte_for_byte(scene, request):
    content = b"\n" + ndjson(row(request.node.name)) + b"  \r\n"
    made = scene.create(content)
    assert scene.client.fetch(made["inputFileUrl"]).content == content
    assert scene.client.fetch(made["inputFileUrl"], "HEAD").status_code == 200


def test_the_same_file_under_the_same_name_is_the_same_import(scene, request):
    content = ndjson(row(request.node.name))
    assert scene.create(content)["id"] == scene.create(content)["id"]


def test_another_file_under_the_same_name_is_a_conflict(scene, request):
    scene.create(ndjson(row(request.node.name)))
    [error] = scene.answer(ndjson(row(request.node.name, uuid=KEY)))["errors"]
    assert error["extensions"]["code"] == "RESOURCE_CONFLICT"
    assert "monday" in error["message"]


def test_an_import_is_found_by_project_and_name_and_kind(scene, request):
    made = scene.create(ndjson(row(request.node.name)))
    assert scene.get()["id"] == made["id"]
    assert scene.error("Label") == scene.error(name="tuesday") == "RESOURCE_NOT_FOUND"


def test_imports_are_listed_newest_first_in_pages(scene, request):
    for name in ("one", "two", "three"):
        scene.create(ndjson(row(request.node.name)), name=name)
    scene.create(ndjson(row(request.node.name)), "Label", "truth")
    assert scene.names() == ["three", "two", "one"]
    assert scene.names(skip=1, first=1) == ["two"]
    assert scene.names("Label") == ["truth"]


def test_a_deleted_import_is_undone_and_leaves_its_name(scene, request):
    content = ndjson(row(request.node.name, uuid=KEY))
    made = scene.create(content)
    assert scene.client.gql(DELETE, {"id": made["id"]}) == {
        "deleteModelAssistedLabelingPredictionImport": {"id": made["id"]}
    }
    exported = scene.client.http.get(f"/api/v1/projects/{scene.uid}/export?format=labelbox")
    assert exported.text == ""
    assert (scene.error(), scene.names()) == ("RESOURCE_NOT_FOUND", [])
    assert scene.create(ndjson(row(request.node.name, uuid=OTHER)))["id"] != made["id"]


def test_ground_truth_is_imported_with_its_benchmark_mark(scene, request):
    scene.create(ndjson(row(request.node.name, uuid=KEY, isBenchmarkReferenceLabel=True)), "Label")
    exported = scene.client.http.get(f"/api/v1/projects/{scene.uid}/export?format=postil").text
    assert [one["is_benchmark"] for one in json.loads(exported)["bundles"]] == [True]


def test_a_relationship_cannot_be_ground_truth(scene, request):
    relation = {"source": KEY, "target": OTHER, "type": "unidirectional"}
    link = {"name": "near", "dataRow": {"globalKey": f"{request.node.name}.jpg"}, "relationship": relation}
    made = scene.create(ndjson(row(request.node.name, uuid=KEY), link), "Label")
    statuses = scene.lines(made["statusFileUrl"])
    assert [one["status"] for one in statuses] == ["SUCCESS", "FAILURE"]
    assert "REL006" in [error["name"] for error in statuses[1]["errors"]]


def test_a_file_of_ours_is_imported_by_its_url(scene, request):
    content = ndjson(row(request.node.name, uuid=KEY))
    sent = scene.client.send(UPLOAD, {"contentLength": 1, "sign": True}, "1", content, "text/plain")
    url = sent["data"]["uploadFile"]["url"]
    made = scene.create_by_url(url)
    assert (made["state"], made["inputFileUrl"]) == ("FINISHED", url)
    assert [one["uuid"] for one in scene.lines(made["statusFileUrl"])] == [KEY]


def test_a_foreign_url_is_fetched_by_the_one_way_out(scene):
    # This installation is offline.
    variables = {"projectId": scene.id, "name": "away", "fileUrl": "https://files.test/rows.ndjson"}
    code, message = scene.client.error(BY_URL % ("MAL", NAMES["MAL"][0], FIELDS), variables)
    assert (code, "SRC025" in message or "offline" in message) == ("AUTHORIZATION_ERROR", True)


def test_an_import_needs_a_file_and_only_one(scene):
    text = f'mutation{{createLabelImport(data: {{projectId: "{scene.id}", name: "x"}}){{id}}}}'
    assert scene.client.error(text)[0] == "MALFORMED_REQUEST"


def test_imports_of_others_look_like_none(scene, request, stranger):
    made = scene.create(ndjson(row(request.node.name)))
    for query, variables in [
        (GET % (*NAMES["MAL"], "id"), {"projectId": scene.id, "name": "monday"}),
        (LIST % (*NAMES["MAL"], 0, 9, "id"), {"projectId": scene.id}),
    ]:
        assert stranger.error(query, variables)[0] == "RESOURCE_NOT_FOUND"
    foreign, missing = (stranger.error(DELETE, {"id": one}) for one in (made["id"], "c" + "0" * 24))
    assert (foreign[0], missing[0]) == ("RESOURCE_NOT_FOUND", "RESOURCE_NOT_FOUND")
    assert foreign[1].replace(made["id"], "") == missing[1].replace("c" + "0" * 24, "")


def test_a_viewer_reads_imports_and_makes_none(scene, request, installation):
    content = ndjson(row(request.node.name))
    scene.create(content)
    user = installation.user(f"{request.node.name[:20]}@example.org")
    member = {"email": user.email, "role": "viewer"}
    scene.client.http.put(f"/api/v1/projects/{scene.uid}/members", json=member)
    viewer = Scene(installation.labelbox_of(user), scene.uid)
    assert viewer.names() == ["monday"]
    [error] = viewer.answer(content, name="tuesday")["errors"]
    assert error["extensions"]["code"] == "AUTHORIZATION_ERROR"


def test_an_import_that_came_to_nothing_has_no_statuses(scene, request):
    options = {"name": "monday", "policy": "atomic", "purpose": "pre_label"}
    rows = ndjson(row(request.node.name, uuid=KEY), row(request.node.name, "caar", uuid=OTHER))
    scene.client.http.post(f"/api/v1/projects/{scene.uid}/imports", params=options, content=rows)
    found = scene.get()
    assert (found["state"], found["progress"]) == ("FAILED", "100%")
    assert scene.client.fetch(found["statusFileUrl"]).content == b""


def test_a_link_of_one_kind_opens_nothing_of_another(scene, request):
    made = scene.create(ndjson(row(request.node.name)))
    token = made["statusFileUrl"].rpartition("/")[2]
    assert scene.client.fetch(f"/labelbox/files/{ERRORS}/{token}").status_code == 404


def test_a_server_may_say_that_imports_run_first(tmp_path, request):
    server = Installation(tmp_path / "data", labelbox_running_first=True)
    try:
        client = server.labelbox(LOCAL_TOKEN)
        scene = Scene(client, make_project(client.http, "slow", "slow.jpg"))
        made = scene.create(ndjson(box("slow.jpg", uuid=KEY)))
        assert (made["state"], made["progress"]) == ("RUNNING", "0%")
        assert (made["statusFileUrl"], made["errorFileUrl"]) == (None, None)
        assert scene.get()["state"] == "FINISHED"
    finally:
        server.close()


def test_an_import_with_many_rows_is_waited_for(tmp_path):
    server = installed(tmp_path)
    try:
        client = server.labelbox()
        scene = Scene(client, make_project(client.http, "large", "large.jpg"))
        rows = [box("large.jpg", uuid=str(UUID(int=number, version=4))) for number in range(2_500)]
        made = scene.create(ndjson(*rows))
        assert made["state"] == "FINISHED"
        assert len(scene.lines(made["statusFileUrl"])) == 2_500
    finally:
        server.close()
