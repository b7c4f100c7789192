import json

import pytest

from postil.errors import ConflictError, NotFoundError
from postil.sdk.arrangement import arrange
from postil.sdk.imports import ImportOrder
from postil.sdk.plan import plan
from postil.sdk.proposal import propose
from tests.unit.sdk.samples import box_row


@pytest.fixture
def job(client, tmp_path, request):
    """An import of three rows, one of which is refused."""
    name = request.node.name.removeprefix("test_")
    file = tmp_path / f"{name}.ndjson"
    rows = box_row(name, "car"), box_row(name, "car", left=3), box_row(name, "car", width=-1)
    file.write_text("".join(rows))
    found = propose(file)
    project = arrange(client, plan(client, found), found, "batch", lambda *_: None).project
    return client.imports.create(project.id, file, ImportOrder(name=file.name, source_name=file.name))


def test_every_row_is_counted_once(job):
    counts = job.counts
    assert (counts.read, counts.accepted, counts.rejected) == (3, 2, 1)


def test_an_import_is_found_by_id_by_name_and_by_the_end_of_its_id(client, job):
    for spelling in (job.id, job.name, job.id[-8:], job.id[-8:].upper()):
        assert client.imports.named(spelling).id == job.id


def test_an_unknown_import_is_not_found(client):
    with pytest.raises(NotFoundError):
        client.imports.named("nothing of that name")


def test_the_imports_of_a_project_are_listed_newest_first(client, job):
    assert [one.id for one in client.imports.list(job.project)] == [job.id]
    assert next(client.imports.list()).id == job.id


def test_issues_come_grouped_with_an_example(client, job):
    (group,) = [one for one in client.imports.groups(job.id) if one.severity == "error"]
    assert (group.code, group.count, group.example.where.line) == ("GEO002", 1, 3)


def test_rejected_rows_come_back_with_a_note(client, job):
    with client.imports.rejected(job.id) as pieces:
        row = json.loads(b"".join(pieces))
    assert row.pop("$postil")["line"] == 3
    assert row["bbox"]["width"] == -1


def test_an_import_that_has_ended_cannot_be_cancelled(client, job):
    with pytest.raises(ConflictError):
        client.imports.cancel(job.id)


def test_an_import_that_has_ended_cannot_be_resumed(client, job):
    assert not job.is_interrupted
    with pytest.raises(ConflictError):
        client.imports.resume(job.id)


def test_an_import_is_previewed_undone_and_redone(client, job):
    assert client.imports.preview_undo(job.id).forecast.removed == 2
    undone = client.imports.undo(job.id)
    assert [one.id for one in undone.undone] == [job.id]
    assert client.imports.undo(job.id).was_undone
    assert client.imports.get(job.id).undone_at is not None
    assert not client.imports.redo(job.id).was_shown
    standing = client.imports.get(job.id).standing
    assert [change.action for change in standing.changes] == ["publish", "undo", "redo"]


def test_every_row_has_a_status_in_the_order_of_the_file(client, job):
    statuses = list(client.imports.statuses(job.id))
    assert [one.line for one in statuses] == list(range(1, job.counts.read + 1))
    assert [one.status for one in statuses].count("failure") == job.counts.rejected
