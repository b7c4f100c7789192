"""What can be wrong with the data row a source row names."""

from typing import Any

from postil.formats.entry import Entry
from postil.model.data_row import DataRow, DataRowReference
from postil.ports.catalog import RowFinding
from postil.services.imports.membership import Membership
from postil.services.imports.resolve import Findings

BY_KEY = DataRowReference("global_key", "kobe.jpg")
BY_CONTENT = DataRowReference("content", "ab" * 32)


def codes(
    reference: DataRowReference,
    row: RowFinding | None,
    *,
    brings_rows: bool = False,
    is_described: bool = False,
    taken: frozenset[str] = frozenset(),
) -> list[tuple[str, str, str]]:
    members = Membership(lambda key: f"{key}eg" if key.endswith("jp") else None, brings_rows=brings_rows)
    entry = Entry(1, reference, data_row=DataRow([]) if is_described else None)
    issues = members.check(entry, reference, row, Findings({}, {}, set(taken)))
    return [(issue.code, issue.message, issue.hint) for issue in issues]


def found(**changes: Any) -> RowFinding:
    return RowFinding(**{"id": 1, "uid": "u", "media_type": "image", "task_id": 5, **changes})


def test_a_data_row_of_the_project_is_fine() -> None:
    assert codes(BY_KEY, found()) == []


def test_a_data_row_nobody_has_is_named() -> None:
    [(code, message, hint)] = codes(BY_KEY, None)
    assert (code, "'kobe.jpg'" in message, "create" in hint) == ("ROW003", True, True)


def test_the_key_most_likely_meant_is_told() -> None:
    [(_, _, hint)] = codes(DataRowReference("global_key", "kobe.jp"), None)
    assert "'kobe.jpeg'" in hint


def test_a_data_row_outside_the_project_is_refused() -> None:
    assert codes(BY_KEY, found(task_id=None))[0][0] == "ROW004"


def test_a_described_data_row_outside_the_project_is_brought_into_it_only_when_asked_for() -> None:
    outside = found(task_id=None)
    assert codes(BY_KEY, outside, brings_rows=True, is_described=True) == []
    assert codes(BY_KEY, outside, brings_rows=False, is_described=True)[0][0] == "ROW004"
    assert codes(BY_KEY, outside, brings_rows=True, is_described=False)[0][0] == "ROW004"


def test_a_deleted_data_row_is_refused() -> None:
    assert codes(BY_KEY, found(is_deleted=True, task_id=None))[0][0] == "ROW005"


def test_a_hash_of_the_content_is_no_name_for_people() -> None:
    [(code, message, hint)] = codes(BY_CONTENT, None, is_described=True)
    assert code == "ROW003"
    assert "abab" not in message
    assert "dataset" in hint


def test_a_data_row_another_import_is_bringing_is_said_to_be() -> None:
    [(code, _, hint)] = codes(BY_KEY, None, taken=frozenset({"kobe.jpg"}))
    assert (code, "wait" in hint) == ("DUP003", True)
