"""Exports in the words of the official package: asked for, and fetched piece by piece."""

import json

import pytest

from postil.blobs.spool import FolderSpool
from postil.services.exports.files import ExportFiles
from tests.facades.labelbox.installation import Installation
from tests.facades.native.scene import box, make_dataset, make_ontology, ndjson, send

PROJECT = (
    "mutation exportDataRowsInProjectPyApi($input: ExportDataRowsInProjectInput!)"
    "{exportDataRowsInProject(input: $input){taskId isStreamable}}"
)
CATALOG = (
    "mutation exportDataRowsInCatalogPyApi($input: ExportDataRowsInCatalogInput!)"
    "{exportDataRowsInCatalog(input: $input){taskId isStreamable}}"
)
HEADER = (
    "query GetExportMetadataHeaderPyApi($where: WhereUniqueIdInput, $streamType: TaskStreamType!)"
    "{task(where: $where){exportMetadataHeader(streamType: $streamType){totalSize totalLines}}}"
)
FILE = (
    "query GetExportFileFromOffsetPyApi"
    "($where: WhereUniqueIdInput, $streamType: TaskStreamType!, $offset: UInt64!)"
    "{task(where: $where)"
    "{exportFileFromOffset(streamType: $streamType, offset: $offset)"
    "{offsets {start end} lines {start end} file}}}"
)
PARAMS = {
    "mediaTypeOverride": None,
    "includeAttachments": False,
    "includeEmbeddings": False,
    "includeMetadata": False,
    "includeDataRowDetails": False,
    "includeProjectDetails": False,
    "includePerformanceDetails": False,
    "includeLabelDetails": False,
    "includeInterpolatedFrames": False,
}
KEYS = ["a.jpg", "b.jpg", "ü\u2028.jpg"]


class Place:
    """A project with three data rows, of which one has a label; a fourth row is in the dataset only."""

    def __init__(self, client):
        self.client = client
        self.dataset = make_dataset(client.http, *KEYS, "outside.jpg")
        self.ontology = make_ontology(client.http, "traffic of exports")
        self.project = self.made("projects", {"name": "exports", "ontology": self.ontology})
        self.path = f"/api/v1/projects/{self.project}"
        self.batches = [self.batch("first", *KEYS[:2]), self.batch("second", KEYS[2])]
        self.truth = send(
            client.http, self.project, ndjson(box("a.jpg")), name="truth", purpose="ground_truth"
        )

    def made(self, path, body):
        answer = self.client.http.post(f"/api/v1/{path}", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def batch(self, name, *keys):
        body = {"name": name, "global_keys": list(keys)}
        return self.client.http.post(f"{self.path}/batches", json=body).json()["batch"]["id"]

    def asked(self, *query, **params):
        return asked({"projectId": self.project}, query, params)

    def exported(self, *query, **params):
        return self.rows(self.client.gql(PROJECT, self.asked(*query, **params))["exportDataRowsInProject"])

    def cataloged(self, *query, client=None, **params):
        client = client or self.client
        begun = client.gql(CATALOG, asked({}, query, params))["exportDataRowsInCatalog"]
        return self.rows(begun, client=client)

    def rows(self, begun, client=None):
        return fetched(client or self.client, begun)


def fetched(client, begun, stream="RESULT"):
    """Fetch a stream as the package does: piece after piece, each without saying who asks."""
    assert begun["isStreamable"] is True
    where = {"where": {"id": begun["taskId"]}, "streamType": stream}
    header = client.gql(HEADER, where)["task"]["exportMetadataHeader"]
    if header is None:
        return []
    content, offset = b"", 0
    while offset < int(header["totalSize"]):
        piece = client.gql(FILE, where | {"offset": str(offset)})["task"]["exportFileFromOffset"]
        body = client.fetch(piece["file"]).content
        assert len(body) == int(piece["offsets"]["end"]) - int(piece["offsets"]["start"]) + 1
        content, offset = content + body, int(piece["offsets"]["end"]) + 1
    assert content.isascii()
    lines = content.decode().splitlines()
    assert len(lines) == int(header["totalLines"])
    return [json.loads(line) for line in lines]


def asked(filters, query, params):
    search = {"scope": None, "query": list(query)}
    return {
        "input": {
            "taskName": None,
            "isStreamableReady": True,
            "filters": {**filters, "searchQuery": search},
            "params": PARAMS | params,
            "streamable": True,
        }
    }


def named(rows):
    return sorted(row["data_row"]["global_key"] for row in rows)


@pytest.fixture(scope="module")
def place(admin):
    return Place(admin)


def ids(kind, *values):
    return {"ids": list(values), "operator": "is", "type": kind}


def times(kind, operator, value, timezone="UTC"):
    return {"type": kind, "value": {"operator": operator, "timezone": timezone, "value": value}}


def test_every_data_row_of_a_project_is_exported_and_no_other(place):
    assert named(place.exported()) == sorted(KEYS)


def test_without_parameters_a_row_says_what_it_always_says(place):
    (row,) = place.exported(ids("global_key", "a.jpg"))
    assert row.keys() == {"data_row", "media_attributes", "projects"}
    assert row["data_row"].keys() == {"id", "global_key", "row_data"}
    ((uid, project),) = row["projects"].items()
    assert (len(uid), project.keys()) == (25, {"name", "labels"})
    (label,) = project["labels"]
    assert label.keys() == {"label_kind", "version", "id", "annotations"}
    (found,) = label["annotations"]["objects"]
    assert found["bounding_box"] == {"top": 1.0, "left": 2.0, "height": 3.0, "width": 4.0}


def test_every_parameter_adds_its_part(place):
    (row,) = place.exported(
        ids("global_key", "a.jpg"), **{name: True for name in PARAMS if name != "mediaTypeOverride"}
    )
    assert (row["attachments"], row["metadata_fields"], row["embeddings"]) == ([], [], [])
    assert row["data_row"]["details"]["dataset_name"] == "scenes"
    (project,) = row["projects"].values()
    details = project["project_details"]
    assert (details["batch_name"], details["workflow_status"], details["priority"]) == ("first", "DONE", 5)
    (label,) = project["labels"]
    assert label["label_details"]["is_benchmark_reference"] is False
    assert label["performance_details"]["skipped"] is False


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (ids("global_key", "a.jpg", "unknown.jpg"), ["a.jpg"]),
        (ids("data_row_id", "invalid_id"), []),
        (ids("global_key", "outside.jpg"), []),
        ({"type": "task_queue_status", "status": "Done"}, ["a.jpg"]),
        ({"type": "task_queue_status", "status": "InReview"}, []),
        ({"type": "task_queue_not_exist"}, KEYS[1:]),
        (times("labeled_at", "GREATER_THAN_OR_EQUAL", "2020-01-01"), ["a.jpg"]),
        (times("labeled_at", "LESS_THAN_OR_EQUAL", "2020-01-01 00:00:00"), []),
        (times("labeled_at", "GREATER_THAN_OR_EQUAL", "2120-01-01T00:00:00+0230"), []),
        (times("data_row_last_activity_at", "BETWEEN", {"min": "2020-01-01", "max": "2120-01-01"}), KEYS),
        (times("data_row_last_activity_at", "LESS_THAN_OR_EQUAL", "2020-01-01", "Europe/Berlin"), []),
    ],
)
def test_conditions_choose_data_rows(place, condition, expected):
    assert named(place.exported(condition)) == sorted(expected)


def test_conditions_are_all_demanded(place):
    done = {"type": "task_queue_status", "status": "Done"}
    assert place.exported(ids("global_key", "b.jpg"), done) == []


def test_a_batch_is_named_by_its_id(place):
    assert named(place.exported(ids("batch", place.batches[1]))) == [KEYS[2]]


def test_data_rows_of_another_media_type_are_left_out(place):
    assert place.exported(mediaTypeOverride="VIDEO") == []
    assert named(place.exported(mediaTypeOverride="IMAGE")) == sorted(KEYS)


def test_the_rows_of_a_dataset_say_nothing_of_projects_nobody_asked_for(place):
    rows = place.cataloged(ids("dataset", place.dataset))
    assert named(rows) == sorted([*KEYS, "outside.jpg"])
    assert [row["projects"] for row in rows] == [{}] * 4


@pytest.mark.parametrize("all_of_them", [True, False])
def test_projects_are_told_of_by_name_or_all(place, all_of_them):
    named_ones = {"allProjects": True} if all_of_them else {"projectIds": [place.project]}
    rows = place.cataloged(ids("dataset", place.dataset), **named_ones)
    told = {row["data_row"]["global_key"]: len(row["projects"]) for row in rows}
    assert told == dict.fromkeys(KEYS, 1) | {"outside.jpg": 0}


def test_data_rows_are_exported_by_id(place):
    found = {row["data_row"]["global_key"]: row["data_row"]["id"] for row in place.exported()}
    assert named(place.cataloged(ids("data_row_id", found["b.jpg"]))) == ["b.jpg"]


def test_the_errors_of_an_export_that_lost_nothing_are_empty(place):
    begun = place.client.gql(PROJECT, place.asked())["exportDataRowsInProject"]
    where = {"where": {"id": begun["taskId"]}, "streamType": "ERRORS"}
    assert place.client.gql(HEADER, where)["task"]["exportMetadataHeader"] is None
    piece = place.client.gql(FILE, where | {"offset": "0"})["task"]["exportFileFromOffset"]
    assert piece is None


def test_a_whole_export_is_fetched_at_once_by_whoever_asked_for_it(place, stranger):
    begun = place.client.gql(PROJECT, place.asked())["exportDataRowsInProject"]
    path = f"/labelbox/api/v1/export-%s/{begun['taskId']}/c{'0' * 24}"
    answer = place.client.http.get(path % "results")
    assert [json.loads(line) for line in answer.text.splitlines()] == place.rows(begun)
    assert place.client.http.get(path % "errors").text == ""
    assert stranger.http.get(path % "results").status_code == 404


def test_others_export_nothing_of_what_is_none_of_theirs(place, stranger):
    code, _ = stranger.error(PROJECT, place.asked())
    assert code == "RESOURCE_NOT_FOUND"
    assert place.cataloged(ids("dataset", place.dataset), client=stranger) == []
    assert place.cataloged(client=stranger, allProjects=True) == []


def test_a_member_exports_the_rows_of_their_project_and_is_told_of_it_alone(place, installation):
    user = installation.user("viewer@example.org")
    place.client.http.put(f"{place.path}/members", json={"email": user.email, "role": "viewer"})
    viewer = installation.labelbox_of(user)
    rows = place.cataloged(client=viewer, allProjects=True)
    assert named(rows) == sorted(KEYS)
    assert {len(row["projects"]) for row in rows} == {1}


def test_an_export_of_others_cannot_be_fetched(place, stranger):
    begun = place.client.gql(PROJECT, place.asked())["exportDataRowsInProject"]
    where = {"where": {"id": begun["taskId"]}, "streamType": "RESULT"}
    assert stranger.error(HEADER, where)[0] == "RESOURCE_NOT_FOUND"


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"type": "colour"}, "colour"),
        ({"type": "task_queue_status", "status": "Lost"}, "Lost"),
        (times("labeled_at", "GREATER_THAN_OR_EQUAL", "yesterday"), "yesterday"),
        (times("labeled_at", "AROUND", "2020-01-01"), "AROUND"),
        (times("labeled_at", "LESS_THAN_OR_EQUAL", "2020-01-01", "Mars/Base"), "Mars/Base"),
        (ids("global_key", *(str(number) for number in range(2_001))), "2000"),
    ],
)
def test_a_condition_that_is_none_is_named(place, condition, message):
    error = place.client.ask(PROJECT, place.asked(condition))["errors"][0]
    assert (error["extensions"]["code"], message in error["errors"]) == ("MALFORMED_REQUEST", True)


@pytest.mark.parametrize("condition", [ids("batch", "c" + "0" * 24), {"type": "task_queue_not_exist"}])
def test_what_only_a_project_has_is_asked_of_a_project(place, condition):
    error = place.client.ask(CATALOG, asked({}, [condition], {}))["errors"][0]
    assert (error["extensions"]["code"], "project" in error["errors"]) == ("MALFORMED_REQUEST", True)


@pytest.mark.parametrize("offset", ["-1", "x", "99999999", "9" * 30])
def test_an_offset_outside_is_refused(place, offset):
    begun = place.client.gql(PROJECT, place.asked())["exportDataRowsInProject"]
    where = {"where": {"id": begun["taskId"]}, "streamType": "RESULT", "offset": offset}
    (error,) = place.client.ask(FILE, where)["errors"]
    assert error["extensions"]["code"] in {"MALFORMED_REQUEST", "GRAPHQL_VALIDATION_FAILED"}


RUN = (
    "mutation exportDataRowsInModelRunPyApi($input: ExportDataRowsInModelRunInput!)"
    "{exportDataRowsInModelRun(input: $input){taskId isStreamable}}"
)
PREDICT = """mutation createModelErrorAnalysisPredictionImportPyApi($modelRunId: ID!, $name: String!, $file: Upload!, $contentLength: Int!) {
            createModelErrorAnalysisPredictionImport(data: {
                modelRunId: $modelRunId name: $name filePayload: { file: $file contentLength: $contentLength}
        }) {state}
        }"""  # noqa: E501 - as the package sends it


@pytest.fixture(scope="module")
def run(place, installation):
    """A run of three data rows: one with a label, one with predictions, and one in the test split."""
    services, admin = installation.application.services, installation.application.admin
    model = services.models.create("detector", place.ontology, admin)
    made = services.model_runs.create(model.uid, "one", admin)
    services.run_rows.add(made.uid, admin, global_keys=KEYS)
    services.run_rows.take_project_labels(made.uid, admin, place.project)
    services.run_rows.set_splits(made.uid, admin, global_keys={KEYS[2]: "test"})
    sure = box("b.jpg", confidence=0.25, customMetrics=[{"name": "iou", "value": 0.5}])
    content = ndjson(sure, box("b.jpg"))
    variables = {"modelRunId": made.uid, "name": "predictions", "contentLength": 1}
    answer = place.client.send(PREDICT, variables, "p.ndjson", content, "application/x-ndjson")
    assert answer["data"]["createModelErrorAnalysisPredictionImport"]["state"] == "FINISHED"
    return model, made


def of_run(place, run, client=None, **params):
    client = client or place.client
    asked = {"filters": {"modelRunId": run[1].uid}, "params": params}
    begun = client.gql(RUN, {"input": asked})["exportDataRowsInModelRun"]
    return {row["data_row"]["global_key"]: row for row in place.rows(begun, client=client)}


def part(row):
    [model] = row["experiments"].values()
    [found] = model["runs"].values()
    return found


def test_a_model_run_is_exported_with_the_labels_it_took(place, run):
    rows = of_run(place, run)
    assert sorted(rows) == sorted(KEYS)
    assert {key: len(part(row)["labels"]) for key, row in rows.items()} == dict.fromkeys(KEYS, 0) | {
        "a.jpg": 1
    }
    assert all("predictions" not in part(row) for row in rows.values())
    assert (part(rows["a.jpg"])["name"], rows["a.jpg"]["projects"]) == ("one", {})


def test_predictions_carry_their_confidence_and_none_that_nobody_gave(place, run):
    rows = of_run(place, run, includePredictions=True, includeModelRunDetails=True)
    [label] = part(rows["b.jpg"])["predictions"]
    found = label["annotations"]["objects"]
    assert [one.get("confidence") for one in found] == [0.25, None]
    assert found[0]["custom_metrics"] == [{"name": "iou", "value": 0.5}]
    assert found[0]["bounding_box"] == {"top": 1.0, "left": 2.0, "height": 3.0, "width": 4.0}
    assert part(rows["a.jpg"])["predictions"] == []
    assert part(rows[KEYS[2]])["run_details"] == {"data_split": "TEST"}


@pytest.mark.parametrize("all_of_them", [True, False])
def test_rows_of_a_dataset_tell_of_the_runs_asked_for(place, run, all_of_them):
    asked = {"allModelRuns": True} if all_of_them else {"modelRunIds": [run[1].uid]}
    rows = place.cataloged(ids("dataset", place.dataset), includePredictions=True, **asked)
    told = {row["data_row"]["global_key"]: len(row["experiments"]) for row in rows}
    assert told == dict.fromkeys(KEYS, 1) | {"outside.jpg": 0}


def test_a_model_run_of_others_is_not_exported(place, run, stranger):
    asked = {"filters": {"modelRunId": run[1].uid}, "params": {}}
    assert stranger.error(RUN, {"input": asked})[0] == "RESOURCE_NOT_FOUND"
    code, _ = stranger.error(CATALOG, {"input": {"filters": {}, "params": {"modelRunIds": [run[1].uid]}}})
    assert code == "RESOURCE_NOT_FOUND"


@pytest.mark.parametrize(
    ("result", "percentage"), [({}, 0.0), ({"done": 30, "total": 120}, 25.0), ({"done": 7, "total": 7}, 99.0)]
)
def test_a_running_export_tells_how_far_it_is_and_nothing_can_be_fetched(
    place, installation, result, percentage
):
    services, admin = installation.application.services, installation.application.admin
    operation = services.operations.begin("export", "", admin, {"content": {}})
    services.operations.advance(operation.uid, result)
    query = "query($id: ID!){task(where: {id: $id}){type status completionPercentage}}"
    task = place.client.gql(query, {"id": operation.uid})["task"]
    assert task == {"type": "export-data-rows", "status": "IN_PROGRESS", "completionPercentage": percentage}
    code, message = place.client.error(HEADER, {"where": {"id": operation.uid}, "streamType": "RESULT"})
    assert (code, "running" in message) == ("RESOURCE_CONFLICT", True)
    services.operations.fail(operation.uid, "the test is over")


def test_an_export_whose_files_have_expired_says_so_under_its_path(tmp_path):
    installation = Installation(tmp_path / "data")
    client = installation.labelbox()
    make_dataset(client.http, "a.jpg")
    task = client.gql(CATALOG, asked({}, (), {}))["exportDataRowsInCatalog"]["taskId"]
    path = f"/labelbox/api/v1/export-results/{task}/organization"
    assert client.http.get(path).text.count("\n") == 1
    ExportFiles(FolderSpool(tmp_path / "data" / "spool")).sweep(2**60)
    answer = client.http.get(path)
    installation.close()
    assert (answer.status_code, "kept for 7 days" in answer.json()["message"]) == (409, True)
