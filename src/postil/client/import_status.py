"""Import status: what became of each row, in the spelling scripts read."""

from collections.abc import Iterable, Sequence
from typing import Any

from postil.model.issue import Issue
from postil.sdk.client import Client as Connected
from postil.sdk.imports import RowStatus

Status = dict[str, Any]


def spell_statuses(connected: Connected, statuses: Iterable[RowStatus]) -> list[Status]:
    """Return one mapping per row: `uuid`, `dataRow`, `status`, `errors`, and `line`, counted from 1.

    `dataRow` has both names of a data row that exists, however the row named it.
    """
    found = list(statuses)
    keys = {one.data_row["global_key"] for one in found if one.data_row and "global_key" in one.data_row}
    ids = {row.global_key: row.id for row in connected.data_rows.with_keys(sorted(keys))}
    return [_spell(status, ids) for status in found]


def _spell(status: RowStatus, ids: dict[str | None, str]) -> Status:
    row = status.data_row or {}
    spelled = {}
    if "global_key" in row:
        key = row["global_key"]
        spelled = ({"id": ids[key]} if key in ids else {}) | {"globalKey": key}
    elif "id" in row:
        spelled = {"id": row["id"]}
    is_taken = status.status == "success"
    errors = [issue for issue in status.issues if issue.severity == "error"]
    return {
        "uuid": status.uuid,
        "dataRow": spelled,
        "status": "SUCCESS" if is_taken else "FAILURE",
        "errors": spell_issues(errors),
        "line": status.line,
    }


def spell_issues(issues: Sequence[Issue]) -> list[Status]:
    """Return one mapping per issue; `name` is its stable code."""
    return [
        {
            "name": issue.code,
            "message": message_of(issue),
            "additionalInfo": {
                "pointer": issue.where.pointer,
                "hint": issue.hint,
                "got": issue.got,
                "expected": issue.expected,
            },
        }
        for issue in issues
    ]


def message_of(issue: Issue) -> str:
    """Return an issue as one sentence: what is wrong, where, and how to fix it."""
    place = f" at {issue.where.pointer}" if issue.where.pointer else ""
    return f"{issue.message}{place}" + (f" - {issue.hint}" if issue.hint else "")
