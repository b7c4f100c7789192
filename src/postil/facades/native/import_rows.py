"""What became of the rows of an import: grouped issues, failures, and the two streams of all rows."""

import msgspec

from postil.facades.native.call import Call, Download
from postil.facades.native.import_access import of_import
from postil.facades.native.page import Page, PageQuery
from postil.facades.native.route import API, Example, Route
from postil.model.issue import Issue
from postil.ports.jobs import Failure, IssueGroup


class RowFailure(msgspec.Struct, kw_only=True):
    """A rejected row: its line (from 1), key and data row as spelled, and all that is wrong with it."""

    line: int
    key: str | None
    data_row: str | None
    issues: list[Issue]


def list_issues(call: Call[None, None]) -> Page[IssueGroup]:
    """List grouped issues."""
    return Page(items=call.services.imports.groups(call.uid))


def list_failures(call: Call[None, PageQuery]) -> Page[RowFailure]:
    """List rejected rows."""
    part = call.query
    found = call.services.imports.failures(call.uid, after_line=part.after, limit=part.limit)
    following = found[-1].line if len(found) == part.limit else None
    return Page(items=[_failure(failure) for failure in found], next=following)


def stream_statuses(call: Call[None, None]) -> Download:
    """Tell the outcome of every row."""
    return Download(call.services.imports.statuses(call.uid), filename="statuses.ndjson")


def stream_rejected(call: Call[None, None]) -> Download:
    """Give back the rejected rows."""
    return Download(call.services.imports.rejected(call.uid), filename="report.ndjson")


def _failure(stored: Failure) -> RowFailure:
    return RowFailure(line=stored.line, key=stored.key, data_row=stored.data_row, issues=stored.issues)


_ISSUE = {
    "code": "GEO002",
    "message": "bbox width is -225, must be greater than 0",
    "hint": "give the left edge in `left` and a positive `width`",
    "severity": "error",
    "where": {"source": "boxes.ndjson", "line": 42, "data_row": "kobe.jpg", "pointer": "/bbox/width"},
}
_PATH = f"{API}/imports/{{uid}}"
_NDJSON = ("application/x-ndjson",)

ROUTES = [
    Route(
        method="GET",
        path=f"{_PATH}/issues",
        name="list_import_issues",
        summary="List the issues of an import, identical ones counted together",
        access=of_import("viewer"),
        handler=list_issues,
        response=Page[IssueGroup],
        description="Each comes with its first case as an example. All are in one page.",
        example=Example(
            response={"items": [{"code": "GEO002", "severity": "error", "count": 3119, "example": _ISSUE}]}
        ),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/failures",
        name="list_import_failures",
        summary="List the rejected rows of an import by line",
        access=of_import("viewer"),
        handler=list_failures,
        query=PageQuery,
        response=Page[RowFailure],
        example=Example(
            response={
                "items": [{"line": 42, "key": None, "data_row": "kobe.jpg", "issues": [_ISSUE]}],
                "next": None,
            }
        ),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/statuses",
        name="stream_import_statuses",
        summary="Stream the outcome of every row in input order",
        access=of_import("viewer"),
        handler=stream_statuses,
        download=_NDJSON,
        description=(
            "One JSON object per line: `line`, `uuid` as sent, `data_row` as the row names it and its `id`, "
            "`status`, `issues`."
        ),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/rejected",
        name="stream_rejected_rows",
        summary="Stream the rejected rows, ready to be mended and imported again",
        access=of_import("viewer"),
        handler=stream_rejected,
        download=_NDJSON,
        description=(
            "Each line is the source row with what was wrong under `$postil`, which every import ignores."
        ),
    ),
]
