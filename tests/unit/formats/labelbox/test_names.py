"""Which data row a line is about is found without reading the rest of it."""

from postil.formats.labelbox.names import name_rows

KEYED = b'{"uuid": "u", "dataRow": {"globalKey": "a.jpg"}, "bbox": {"top": 1}}'
BY_ID = b'{"dataRow": {"id": "c123"}, "name": "car"}'


def test_every_line_is_named_by_key_or_id() -> None:
    assert name_rows(KEYED + b"\n" + BY_ID + b"\n") == ["a.jpg", "c123"]


def test_a_last_line_without_an_end_counts() -> None:
    assert name_rows(BY_ID + b"\r\n" + KEYED) == ["c123", "a.jpg"]


def test_a_line_that_says_nothing_has_an_empty_name_and_disturbs_no_other() -> None:
    lines = [KEYED, b"{oops", b"{}", b'{"dataRow": 5}', b'{"dataRow": null}', b"\xff", b"[" * 9000, BY_ID]
    assert name_rows(b"\n".join(lines) + b"\n") == ["a.jpg", "", "", "", "", "", "", "c123"]


def test_two_values_on_one_line_are_one_line() -> None:
    assert len(name_rows(KEYED + KEYED + b"\n" + BY_ID)) == 2


def test_half_a_character_pair_is_no_name() -> None:
    assert name_rows(b'{"dataRow": {"globalKey": "\\ud83d"}}\n' + BY_ID) == ["", "c123"]
