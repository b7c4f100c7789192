import hashlib

import pytest

from postil.errors import ConflictError, ImportRejected, NotFoundError, UsageError
from postil.sdk.imports import ImportOrder
from tests.unit.sdk.samples import box_row

PART = 65_536


@pytest.fixture
def content(request):
    name = request.node.name.removeprefix("test_")
    return (box_row(name, "car") + " " * PART + "\n" + box_row(name, "car", left=3)).encode()


@pytest.fixture
def upload(client, content, request):
    """An announced file of two parts."""
    name = request.node.name.removeprefix("test_")
    tree = {"name": name, "features": [{"name": "car", "kind": "box"}]}
    connection = client.uploads.connection
    ontology = connection.send("POST", "/api/v1/ontologies", dict, tree)
    project = connection.send("POST", "/api/v1/projects", dict, {"name": name, "ontology": ontology["id"]})
    order = ImportOrder(name=f"{name}.ndjson", source_name="rows.ndjson", format="labelbox")
    sha256 = hashlib.sha256(content).hexdigest()
    found = client.uploads.announce(project["id"], len(content), sha256, order, part_size=PART).upload
    yield found
    if any(one.id == found.id for one in client.uploads.list()):
        client.uploads.delete(found.id)


def send(client, upload, content, *numbers):
    for no in numbers:
        client.uploads.send_part(upload.id, no, content[(no - 1) * PART : no * PART])


def test_an_upload_tells_what_is_missing(client, upload, content):
    assert (upload.missing, upload.share) == ([1, 2], 0)
    send(client, upload, content, 1)
    told = client.uploads.get(upload.id)
    assert told.missing == [2]
    assert told.share == PART / len(content)


def test_a_complete_upload_is_an_import(client, upload, content):
    send(client, upload, content, 2, 1)
    job = client.uploads.complete(upload)
    assert (job.id, job.counts.read, job.counts.rejected) == (upload.id, 2, 2)
    assert client.uploads.complete(upload).id == upload.id


def test_an_incomplete_upload_is_none(client, upload):
    with pytest.raises(ConflictError, match="2 of 2 parts are missing"):
        client.uploads.complete(upload)


def test_a_part_of_another_size_is_refused_with_a_code(client, upload):
    with pytest.raises(UsageError) as refused:
        client.uploads.send_part(upload.id, 1, b"short")
    assert refused.value.code == "SRC012"


def test_parts_of_another_file_are_refused_in_the_end(client, upload, content):
    send(client, upload, content.replace(b'"left": 3', b'"left": 4'), 1, 2)
    with pytest.raises(ImportRejected) as refused:
        client.uploads.complete(upload)
    assert refused.value.code == "SRC013"


def test_an_upload_is_found_by_id_by_name_and_by_the_end_of_its_id(client, upload):
    for spelling in (upload.id, upload.name, upload.id[-8:], upload.id[-8:].upper()):
        assert client.uploads.named(spelling).id == upload.id
    assert client.uploads.named("nothing") is None
    assert client.uploads.named(upload.id[-3:]) is None


def test_an_ended_upload_is_gone(client, upload):
    client.uploads.delete(upload.id)
    with pytest.raises(NotFoundError):
        client.uploads.get(upload.id)
