"""Import status: what became of each row, in the spelling scripts read."""

from collections.abc import Sequence
from typing import Any

from postil.model.issue import Issue
from postil.sdk.imports import RowStatus

Status = dict[str, Any]

_NAMES = {"id": "id", "global_key": "globalKey"}


def spell_status(status: RowStatus) -> Status:
    """Return a mapping of `uuid`, `dataRow`, `status`, `errors`, and `line`, counted from 1.

    `dataRow` has the name the row has for it, and the `id` of one that exists.
    """
    row = status.data_row or {}
    spelled = {_NAMES[name]: value for name, value in row.items() if name in _NAMES}
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
