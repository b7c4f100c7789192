import json

import pytest

from postil.errors import NotFoundError, ServerError
from postil.sdk.arrangement import arrange
from postil.sdk.exports import FORMATS, ExportOrder, whole, whole_lines
from postil.sdk.imports import ImportOrder
from postil.sdk.plan import plan
from postil.sdk.proposal import propose
from tests.unit.sdk.samples import box_row


@pytest.fixture
def project(client, tmp_path, request):
    name = request.node.name.removeprefix("test_").partition("[")[0]
    file = tmp_path / f"{name}.ndjson"
    file.write_text(box_row(f"{name}-a", "car") + box_row(f"{name}-b", "car"))
    found = propose(file)
    made = arrange(client, plan(client, found), found, "batch", lambda *_: None).project
    client.imports.create(made.id, file, ImportOrder(name=file.name, source_name=file.name))
    return made


def read(client, project, **order) -> bytes:
    with client.exports.open(project.id, ExportOrder(**order)) as pieces:
        return b"".join(pieces)


def test_what_was_imported_comes_out(client, project):
    rows = [json.loads(line) for line in read(client, project, format="labelbox").splitlines()]
    assert [row["bbox"]["width"] for row in rows] == [5, 5]
    assert {row["dataRow"]["globalKey"] for row in rows} == {
        f"{project.name}-a", f"{project.name}-b",
    }  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_asked_for(client, project, name):
    assert read(client, project, format=name)


def test_filters_go_to_the_server(client, project):
    rows = read(client, project, format="labelbox", global_key=[f"{project.name}-b"])
    assert len(rows.splitlines()) == 1


def test_nothing_is_lost_in_the_format_it_came_in(client, project):
    assert client.exports.losses(project.id, ExportOrder(format="labelbox")) == []


def test_a_project_that_is_not_there_is_told_before_anything_is_read(client):
    with pytest.raises(NotFoundError), client.exports.open("nope", ExportOrder()):
        pass


def test_an_export_that_breaks_off_is_not_taken_for_a_whole_one():
    pieces = [b'{"a": 1}\n', b'\n{"$error":{"type":"x","detail":"disk', b' failed","code":"","hint":"h"}}\n']
    with pytest.raises(ServerError, match="disk failed"):
        list(whole(iter(pieces)))


def test_rows_that_mention_errors_are_rows():
    pieces = [b'{"text":"{\\"$error\\":1}"}\n']
    assert list(whole(iter(pieces))) == pieces


def test_lines_are_whole_however_the_pieces_are_cut():
    pieces = [b'{"a": 1', b'}\n{"b": 2}\n{"c"', b": 3}"]
    assert list(whole_lines(iter(pieces))) == [b'{"a": 1}', b'{"b": 2}', b'{"c": 3}']


def test_the_line_that_says_what_failed_is_no_row():
    lines = whole_lines(iter([b'{"a": 1}\n', b'\n{"$error":{"detail":"the disk is gone"}}\n']))
    assert next(lines) == b'{"a": 1}'
    with pytest.raises(ServerError, match="the disk is gone"):
        next(lines)
