import json

import msgspec
import pytest

import postil as lb
from postil.errors import (
    AccessError,
    ConflictError,
    ImportRejected,
    NotFoundError,
    ServerError,
    StoreError,
    UsageError,
)
from tests.seeds.pictures import served

Row = dict[str, object]
FINISHED = lb.AnnotationImportState.FINISHED


@pytest.fixture
def bad(box: Row) -> Row:
    return box | {"name": "cart"}


def test_a_small_import_is_over_at_once(client: lb.Client, project: lb.Project, box: Row):
    job = lb.MALPredictionImport.create_from_objects(client, project.uid, "first", [box])
    assert (job.state, job.progress, job.errors) == (FINISHED, "100%", [])
    assert (job.counts.read, job.counts.accepted) == (1, 1)
    assert job.parent_id == project.uid


def test_a_refused_row_says_why_and_with_which_code(
    client: lb.Client, project: lb.Project, box: Row, bad: Row, key: str
):
    job = lb.LabelImport.create_from_objects(client, project.uid, "first", [box, bad])
    (row,) = job.errors
    assert (row["line"], row["dataRow"]["globalKey"], row["status"]) == (2, key, "FAILURE")
    assert row["errors"][0]["name"] == "ONT001"
    assert 'did you mean "car"?' in row["errors"][0]["message"]
    assert [one["status"] for one in job.statuses] == ["SUCCESS", "FAILURE"]
    assert [(group.code, group.count) for group in job.issues][:1] == [("ONT001", 1)]
    with job.rejected() as pieces:
        assert json.loads(b"".join(pieces))["name"] == "cart"


def test_issues_of_objects_name_the_import_as_their_source(client: lb.Client, project: lb.Project, bad: Row):
    job = lb.LabelImport.create_from_objects(client, project.uid, "by a model", [bad])
    assert [group.example.where.source for group in job.issues][:1] == ["by a model"]


def test_the_same_rows_under_the_same_name_are_one_import(client: lb.Client, project: lb.Project, box: Row):
    first = lb.MALPredictionImport.create_from_objects(client, project.uid, "first", [box])
    assert lb.MALPredictionImport.create_from_objects(client, project.uid, "first", [box]) == first


def test_other_rows_under_the_same_name_are_refused(
    client: lb.Client, project: lb.Project, box: Row, bad: Row
):
    lb.MALPredictionImport.create_from_objects(client, project.uid, "first", [box])
    with pytest.raises(ConflictError):
        lb.MALPredictionImport.create_from_objects(client, project.uid, "first", [bad])


def test_a_file_is_imported_too(client: lb.Client, project: lb.Project, box: Row, tmp_path):
    path = tmp_path / "rows.ndjson"
    path.write_text(json.dumps(box) + "\n")
    job = lb.MALPredictionImport.create_from_file(client, project.uid, "a file", path)
    assert job.counts.accepted == 1


def test_an_address_is_read_by_the_server(client: lb.Client, project: lb.Project, box: Row):
    with served({"/rows.ndjson": json.dumps(box).encode()}) as web:
        job = lb.LabelImport.create_from_url(client, project.uid, "a URL", f"{web}rows.ndjson")
    assert (job.name, job.counts.accepted) == ("a URL", 1)


def test_an_address_the_server_may_not_reach_is_told(client: lb.Client, project: lb.Project):
    with pytest.raises(AccessError) as caught:
        lb.LabelImport.create_from_url(client, project.uid, "a URL", "http://10.0.0.1/rows.ndjson")
    assert caught.value.code == "SRC020"


def test_an_address_that_cannot_be_read_is_told(client: lb.Client, project: lb.Project):
    with served({}) as web, pytest.raises(StoreError) as caught:
        lb.LabelImport.create_from_url(client, project.uid, "a URL", f"{web}rows.ndjson")
    assert caught.value.code == "SRC022"


def test_an_import_is_found_by_its_name_and_kind(client: lb.Client, project: lb.Project, box: Row):
    job = lb.MALPredictionImport.create_from_objects(client, project.uid, "first", [box])
    assert lb.MALPredictionImport.from_name(client, project.uid, "first") == job
    with pytest.raises(NotFoundError):
        lb.LabelImport.from_name(client, project.uid, "first")


def test_a_dry_run_shows_nothing_until_it_is_committed(client: lb.Client, project: lb.Project, box: Row):
    job = lb.LabelImport.create_from_objects(client, project.uid, "dry", [box], dry_run=True)
    assert project.export(format="labelbox").result == []
    assert job.diff().counts.created == 1
    job.commit()
    job.wait_till_done()
    assert len(project.export(format="labelbox").result) == 1


def test_an_import_is_undone_and_redone(client: lb.Client, project: lb.Project, box: Row):
    job = lb.LabelImport.create_from_objects(client, project.uid, "first", [box])
    job.undo()
    assert project.export(format="labelbox").result == []
    job.redo()
    assert len(project.export(format="labelbox").result) == 1


def test_all_or_nothing_is_refused_whole(client: lb.Client, project: lb.Project, box: Row, bad: Row):
    job = lb.LabelImport.create_from_objects(client, project.uid, "all", [box, bad], policy="atomic")
    with pytest.raises(ImportRejected, match="import 'all' was refused"):
        job.wait_till_done()
    assert job.state is lb.AnnotationImportState.FAILED


def test_nothing_to_import_is_refused(client: lb.Client, project: lb.Project):
    with pytest.raises(UsageError, match="no annotations"):
        lb.LabelImport.create_from_objects(client, project.uid, "none", [])


def as_it_was(client: lb.Client, job: lb.LabelImport, **then: object) -> lb.LabelImport:
    """Return an import as it looked at an earlier moment."""
    stored = client.connected.imports.get(job.uid)
    return lb.LabelImport(client.connected, msgspec.structs.replace(stored, **then))


def test_reading_errors_waits_until_the_import_is_over(client: lb.Client, project: lb.Project, bad: Row):
    job = lb.LabelImport.create_from_objects(client, project.uid, "first", [bad])
    earlier = as_it_was(client, job, state="running", progress={"bytes": 5, "of_bytes": 10})
    assert (earlier.state, earlier.progress) == (lb.AnnotationImportState.RUNNING, "50%")
    assert len(earlier.errors) == 1
    assert (earlier.state, earlier.progress) == (FINISHED, "100%")


@pytest.mark.parametrize(
    ("then", "kind", "said"),
    [
        ({"state": "running", "is_interrupted": True}, ServerError, "was interrupted - resume"),
        ({"state": "cancelled"}, ImportRejected, "was cancelled"),
    ],
)
def test_an_import_that_does_not_go_on_is_not_waited_for(
    client: lb.Client, project: lb.Project, box: Row, then: Row, kind: type[Exception], said: str
):
    job = lb.LabelImport.create_from_objects(client, project.uid, "first", [box])
    with pytest.raises(kind, match=said):
        as_it_was(client, job, **then).wait_till_done()


def test_an_import_is_made_of_exactly_one_source(client: lb.Client, project: lb.Project, box: Row, tmp_path):
    path = tmp_path / "rows.ndjson"
    path.write_text(json.dumps(box) + "\n")
    assert lb.LabelImport.create(client, project.uid, "a", labels=[box]).counts.accepted == 1
    assert lb.LabelImport.create(client, project.uid, "b", path=path).counts.unchanged == 1
    with served({"/rows.ndjson": path.read_bytes()}) as web:
        job = lb.LabelImport.create(client, project.uid, "c", url=f"{web}rows.ndjson")
    assert job.counts.unchanged == 1
    for wrong in ({}, {"labels": [box], "path": path}):
        with pytest.raises(UsageError, match="exactly one"):
            lb.LabelImport.create(client, project.uid, "d", **wrong)
