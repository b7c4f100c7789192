import json

import pytest

import postil as lb
from postil.client.exports import ExportedRow
from postil.errors import UnsupportedError, UsageError

Row = dict[str, object]


@pytest.fixture
def labelled(client: lb.Client, project: lb.Project, box: Row) -> lb.Project:
    lb.LabelImport.create_from_objects(client, project.uid, "truth", [box])
    return project


def test_rows_are_gone_through_or_taken_at_once(labelled: lb.Project, key: str):
    export = labelled.export()
    assert [row["data_row"]["global_key"] for row in export] == [key]
    assert export.result == list(export)
    assert (export.has_result(), export.has_errors(), export.errors) == (True, False, None)


def test_a_function_is_called_with_every_row(labelled: lb.Project, key: str):
    found: list[ExportedRow] = []
    export = labelled.export(params={"data_row_details": True}, filters={"global_keys": [key]})
    export.wait_till_done()
    export.get_buffered_stream().start(stream_handler=found.append)
    assert [row.json for row in found] == export.result
    assert json.loads(found[0].json_str) == found[0].json


def test_filters_leave_out(labelled: lb.Project):
    (batch,) = labelled.batches()
    assert len(labelled.export(filters={"batch_ids": [batch.uid]}).result) == 1
    assert not labelled.export(filters={"global_keys": ["nobody's"]}).has_result()
    assert labelled.export(filters={"purposes": ["pre_label"]}, format="labelbox").result == []


def test_a_format_that_is_no_list_of_rows_is_saved(labelled: lb.Project, tmp_path):
    export = labelled.export(format="label_studio")
    size = export.save(tmp_path / "tasks.json")
    assert size == (tmp_path / "tasks.json").stat().st_size
    assert len(json.loads((tmp_path / "tasks.json").read_bytes())) == 1
    with pytest.raises(UnsupportedError, match="use save"):
        list(export)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"filters": {"global_key": ["a"]}}, "did you mean 'global_keys'"),
        ({"params": {"attachment": True}}, "did you mean 'attachments'"),
        ({"format": "labelbocks"}, "did you mean 'labelbox'"),
    ],
)
def test_what_is_not_known_is_refused_with_the_nearest(labelled: lb.Project, arguments, said):
    with pytest.raises(UsageError, match=said):
        labelled.export(**arguments)


def test_two_batches_at_once_are_not_supported(labelled: lb.Project):
    with pytest.raises(UnsupportedError, match="takes one"):
        labelled.export(filters={"batch_ids": ["a", "b"]})
