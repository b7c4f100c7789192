import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from postil.formats.entry import Run
from postil.formats.format import Block
from postil.formats.labelbox.rows import LABELBOX
from postil.model.data_row import DataRowReference
from postil.model.issue import Loss
from tests.unit.formats.labelbox.generated import broken_rows, image_rows
from tests.unit.formats.labelbox.roundtrip import (
    codes,
    is_same,
    only_issue,
    read_bytes,
    read_row,
    read_shape,
    written,
)

FIXTURES = Path(__file__).parents[3] / "fixtures" / "labelbox"
ROW_FILES = sorted(path for path in FIXTURES.glob("*.ndjson") if "status__" not in path.name)
# What the official client sends for these differs from the standard spelling, and is noted in `ext`.
WITH_NOTES = ("document__bbox_page0", "mmc__message_", "video__frame_")
SDK_FILES = [path for path in ROW_FILES if ".sdk" in path.name and not path.name.startswith(WITH_NOTES)]

BOX = {"top": 1, "left": 2, "height": 3, "width": 4}
PLAIN = (
    '{"uuid":"6b4cb242-4a23-4596-a217-beaddbc496cb","dataRow":{"globalKey":"gk-1"},"name":"car",'
    '"classifications":[],"bbox":{"top":1,"left":2,"height":3,"width":4}}'
)

lenient = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=150
)


def fixture_rows():
    return [json.loads(line) for path in ROW_FILES for line in path.read_bytes().splitlines()]


@pytest.mark.parametrize("path", ROW_FILES, ids=lambda path: path.name)
def test_every_fixture_is_read_without_an_error_and_written_as_it_came(path):
    data = path.read_bytes()
    entries = read_bytes(data)
    losses: list[Loss] = []
    assert [issue.code for entry in entries for issue in entry.issues if issue.severity == "error"] == []
    assert is_same(written(entries, losses), [json.loads(line) for line in data.splitlines()])
    assert losses == []


@pytest.mark.parametrize("path", SDK_FILES, ids=lambda path: path.name)
def test_ext_stays_empty_for_rows_of_the_official_client(path):
    annotations = [annotation for entry in read_bytes(path.read_bytes()) for annotation in entry.annotations]
    notes = [annotation.ext for annotation in annotations]
    notes += [question.ext for annotation in annotations for question in annotation.classifications]
    assert [note for note in notes if note] == []


@given(image_rows)
@lenient
def test_any_image_row_is_written_as_it_was_read(row):
    entry = read_row(row)
    assert [issue for issue in entry.issues if issue.severity == "error"] == []
    (found,) = written([entry])
    assert is_same(found, row)


@given(broken_rows(fixture_rows()))
@lenient
def test_a_broken_row_makes_one_entry_that_fails_or_is_written_as_it_came(row):
    (entry,) = read_bytes(json.dumps(row).encode())
    if any(issue.severity == "error" for issue in entry.issues):
        assert entry.annotations == []
    else:
        (found,) = written([entry])
        assert is_same(found, row)


def test_a_file_of_any_bytes_makes_one_entry_per_line_that_is_not_blank():
    lines = [
        b"\x00",
        b"\xff\xfe",
        b"[",
        b"{}",
        b"  ",
        b"null",
        b'{"a":',
        b'"\\ud800"',
        b"",
        b"\t\r",
        b"1e999",
    ]
    entries = read_bytes(b"\n".join(lines))
    assert [entry.line for entry in entries] == [1, 2, 3, 4, 6, 7, 8, 11]
    assert all(entry.issues for entry in entries)


def test_a_plain_box_is_read_with_its_numbers_as_spelled():
    (entry,) = read_bytes(
        PLAIN.replace('"top":1', '"top":1.0').replace('"height":3', '"height":3.5').encode()
    )
    (annotation,) = entry.annotations
    box = annotation.geometry
    assert (repr(box.top), repr(box.left), box.height, box.width) == ("1.0", "2", 3.5, 4)
    assert (annotation.key, annotation.feature) == ("6b4cb242-4a23-4596-a217-beaddbc496cb", "car")
    assert (entry.reference.by, entry.reference.value) == ("global_key", "gk-1")
    assert entry.issues == []


def test_rows_of_one_data_row_share_its_reference():
    first, second = read_bytes(f"{PLAIN}\n{PLAIN}\n".encode())
    assert first.reference is second.reference


@pytest.mark.parametrize("key", ["s3://bucket/a:b.jpg", "a\\u003ab", "\\u00fc:1"])
def test_a_colon_in_a_global_key_changes_nothing(key):
    row = PLAIN.replace("gk-1", key)
    (entry,) = read_bytes(row.encode())
    assert entry.issues == []
    assert written([entry]) == [json.loads(row)]


def test_a_key_given_twice_is_found_even_when_an_escaped_colon_evens_the_count():
    row = PLAIN.replace("gk-1", "a\\u003ab").replace('"name":"car"', '"name":"car","name":"bus"')
    (entry,) = read_bytes(row.encode())
    assert codes(entry) == ["SRC005"]


@pytest.mark.parametrize("value", [10**30, -(10**30), 2**63])
def test_a_number_beyond_64_bits_is_an_error(value):
    entry = read_shape(point={"x": value, "y": 1})
    assert codes(entry) == ["ROW010"]
    assert only_issue(entry).where.pointer == "/point/x"


@pytest.mark.parametrize("value", [10**30, -(10**250), 2**63])
def test_a_box_with_a_number_beyond_64_bits_is_an_error(value):
    (entry,) = read_bytes(PLAIN.replace('"top":1', f'"top":{value}').encode())
    assert codes(entry) == ["ROW010"]


def test_one_bad_row_leaves_its_neighbours_alone():
    bad = PLAIN.replace('"top":1', '"top":"1"')
    entries = read_bytes("\n".join([PLAIN, bad, PLAIN]).encode())
    assert [codes(entry) for entry in entries] == [[], ["ROW010"], []]
    assert [len(entry.annotations) for entry in entries] == [1, 0, 1]


def test_crlf_and_blank_lines_are_fine_and_counted():
    entries = read_bytes(f"{PLAIN}\r\n\r\n\n{PLAIN}\r\n".encode())
    assert [entry.line for entry in entries] == [1, 4]
    assert [entry.issues for entry in entries] == [[], []]


def test_a_byte_order_mark_at_the_start_is_skipped():
    (entry,) = read_bytes(b"\xef\xbb\xbf" + PLAIN.encode())
    assert entry.issues == []


def test_an_empty_file_has_no_rows():
    assert read_bytes(b"") == []


def test_line_separators_inside_strings_do_not_end_a_row_and_are_written_escaped():
    row = json.loads(PLAIN) | {"name": "x\u2028y\u2029z\u0085"}
    (entry,) = read_bytes(json.dumps(row, ensure_ascii=False).encode())
    assert entry.annotations[0].feature == "x\u2028y\u2029z\u0085"
    assert written([entry]) == [row]


def test_a_row_of_exactly_the_limit_is_read_and_a_longer_one_is_refused():
    entries = read_bytes(
        b'{"a":"%b"}\n' % (b"x" * (64 * 1024 * 1024 - 8)) + b'{"a":"%b"}' % (b"x" * (64 * 1024 * 1024))
    )
    assert ["SRC008" in codes(entry) for entry in entries] == [False, True]


def test_a_row_over_the_limit_leaves_the_rows_around_it_readable():
    entries = read_bytes(PLAIN.encode() + b"\n" + b"x" * (70 * 1024 * 1024) + b"\n" + PLAIN.encode() + b"\n")
    assert [(entry.line, codes(entry)) for entry in entries] == [(1, []), (2, ["SRC008"]), (3, [])]


def test_a_missing_uuid_leaves_the_key_empty():
    assert read_shape(bbox=BOX).annotations[0].key == ""


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (PLAIN.encode(), 1.0),
        (b"\xef\xbb\xbf\n" + PLAIN.encode() + b"\n", 1.0),
        (PLAIN.encode()[:60], 0.8),
        (b'{"name": "m", "mask": {"imBytes": "iVBORw0KGgo', 0.6),
        (b'{"dataRow": {"id": "x"}, "name": \n{}', 0.0),
        (b'{"data_row": {"id": "x"}, "projects": {}}', 0.0),
        (b'[{"dataRow": {}}]', 0.0),
        (b"<svg/>", 0.0),
        (b"", 0.0),
    ],
)
def test_rows_are_recognised_by_their_data_row(head, expected):
    assert LABELBOX.sniff(head) == expected


def test_keys_that_are_no_uuid_are_written_as_one_derived_from_them():
    assert LABELBOX.spell_key("region-1") == LABELBOX.spell_key("region-1")
    assert len(LABELBOX.spell_key("region-1")) == 36
    assert (
        LABELBOX.spell_key("6b4cb242-4a23-4596-a217-beaddbc496cb") == "6b4cb242-4a23-4596-a217-beaddbc496cb"
    )


def box_line(number: int, **changes: object) -> bytes:
    row: dict[str, object] = {
        "uuid": f"00000000-0000-4000-8000-{number:012}",
        "dataRow": {"globalKey": f"image-{number // 3}"},
        "name": "car",
        "classifications": [],
        "bbox": {"top": 1.5, "left": number, "height": 3, "width": 4},
    }
    return json.dumps(row | changes).encode()


ODD_LINES = [
    b"",
    b"{oops",
    b'{"name": "car"} {"name": "car"}',
    box_line(7, name="a:b"),
    box_line(8, extra=1),
    box_line(9, uuid="{00000000-0000-4000-8000-000000000009}"),
    box_line(10, dataRow={"globalKey": "gs://bucket/\u00fc.jpg"}),
    box_line(11).replace(b'"name"', b'"name": "bus", "name"'),
    box_line(12).replace(b'"left": 12', b'"left": NaN'),
    box_line(13).replace(b'"left": 13', b'"left": 123456789012345678901234567890'),
    box_line(14).replace(b'"car"', b'"c\\u003ar"'),
    box_line(15).replace(b'"image-5"', b'"image\\u003a5", "globalKey": "image\\u003a5"'),
    box_line(16, confidence=0.25),
    b'{"dataRow":{"globalKey":"image-5"},"name":"lane","line":[{"x":1,"y":2},{"x":3,"y":4}]}',
]


@pytest.mark.parametrize("odd", [None, *range(len(ODD_LINES))])
def test_many_lines_read_at_once_are_what_each_is_by_itself(odd: int | None) -> None:
    lines = [box_line(number) for number in range(40)]
    if odd is not None:
        lines[20:20] = [ODD_LINES[odd]]
    together = list(LABELBOX.read(Block(b"\n".join(lines) + b"\n", 0, 1)))
    alone = [
        entry
        for number, line in enumerate(lines, 1)
        for entry in LABELBOX.read(Block(line + b"\n", 0, number))
    ]
    assert together == alone


def test_plain_boxes_of_one_data_row_are_one_run() -> None:
    content = b"\n".join(box_line(number) for number in range(6))
    runs = list(LABELBOX.read_runs(Block(content, 0, 1)))
    assert [(type(run).__name__, list(run.lines)) for run in runs if isinstance(run, Run)] == [
        ("Run", [1, 2, 3]),
        ("Run", [4, 5, 6]),
    ]


def test_a_data_row_spelled_in_two_ways_is_one_data_row() -> None:
    other = PLAIN.replace('{"globalKey":"gk-1"}', '{ "globalKey" : "gk\\u002d1" }')
    entries = read_bytes(f"{PLAIN}\n{other}\n{PLAIN}\n".encode())
    assert [entry.reference for entry in entries] == [DataRowReference("global_key", "gk-1")] * 3
    assert not any(entry.issues for entry in entries)


@pytest.mark.parametrize("name", ["null", "7", '"gk-1"', '["gk-1"]', '{"globalKey":7}', "{}"])
def test_a_row_whose_data_row_is_none_fails_beside_plain_boxes(name: str) -> None:
    bad = PLAIN.replace('{"globalKey":"gk-1"}', name)
    entries = read_bytes(f"{PLAIN}\n{bad}\n{PLAIN}\n".encode())
    assert [bool(entry.issues) for entry in entries] == [False, True, False]
