"""Keys and data rows of sound lines, without reading the shapes."""

from postil.formats.labelbox.keyed_rows import keyed_rows
from postil.model.data_row import DataRowReference

ONE = b'{"uuid": "A", "dataRow": {"globalKey": "k\\u014d"}, "bbox": {"left": 1}}\n'
TWO = b'{"dataRow": {"globalKey": "k\xc5\x8d"}, "uuid": "{b}", "name": "x"}\r\n'
THREE = b'{"uuid": "c", "dataRow": {"id": "row"}}'


def test_keys_of_one_data_row_stand_together_as_they_are_spelled():
    assert keyed_rows(ONE + b"\n  \n" + TWO + THREE) == [
        (DataRowReference("global_key", "k\u014d"), ["A", "{b}"]),
        (DataRowReference("id", "row"), ["c"]),
    ]


def test_a_data_row_that_comes_again_later_comes_again():
    assert [keys for _, keys in keyed_rows(ONE + THREE + b"\n" + TWO) or []] == [["A"], ["c"], ["{b}"]]


ODD = (b'{"dataRow": {"id": "row"}}', b'{"uuid": null, "dataRow": {"id": "row"}}', b"{", b'{"uuid": "a"}')


def test_lines_that_are_not_what_they_seem_are_left_to_the_reader():
    for line in (
        b'{"dataRow": {"id": "row"}}',
        b'{"uuid": null, "dataRow": {"id": "row"}}',
        b"{",
        b'{"uuid": "a"}',
    ):
        assert keyed_rows(ONE + line) is None
