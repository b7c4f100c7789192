import json

import numpy as np
import pytest

import postil.types as lb_types
from postil.client.import_payload import lines_of, write_payload
from postil.errors import UsageError

LABEL = lb_types.Label(
    data={"global_key": "kobe.png"},
    annotations=[lb_types.ObjectAnnotation(name="lamp", value=lb_types.Point(x=1, y=2))],
)


def test_labels_and_rows_may_be_mixed(tmp_path):
    row = {"name": "lamp", "point": {"x": 3, "y": 4}}
    assert write_payload([LABEL, row], tmp_path / "rows.ndjson") == 2
    first, second = (json.loads(line) for line in (tmp_path / "rows.ndjson").read_bytes().splitlines())
    assert first["point"] == {"x": 1, "y": 2}
    assert second == row


def test_one_label_is_a_payload():
    assert [len(lines) for lines in lines_of(LABEL)] == [1]


def test_numbers_of_arrays_are_numbers(tmp_path):
    row = {"point": {"x": np.float32(0.5), "y": np.int64(7)}, "mask": {"counts": np.array([1, 2])}}
    write_payload([row], tmp_path / "rows.ndjson")
    written = json.loads((tmp_path / "rows.ndjson").read_bytes())
    assert written == {"point": {"x": 0.5, "y": 7}, "mask": {"counts": [1, 2]}}


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ([], "no annotations"),
        ({"name": "lamp"}, "put it into a list"),
        ([LABEL.annotations[0]], "put annotations into a Label"),
        ([{"name": object()}], "object 1 cannot be written as JSON"),
    ],
)
def test_what_is_no_payload_is_refused(tmp_path, payload, said):
    with pytest.raises(UsageError, match=said):
        write_payload(payload, tmp_path / "rows.ndjson")
