"""The data rows of a project, found by what was said about them and where they stand."""

from typing import Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.data_rows import EXAMPLE_ROW, DataRow, shown_rows
from postil.facades.native.filtering import ABOUT_PAGES, UNKNOWN, SearchPage, SearchQuery, filter_of
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.ports.projects import TaskState


class ProjectRow(msgspec.Struct, kw_only=True):
    """A data row in a project.

    `labels` counts labels, `pre_labels` and `predictions` annotations; they are those of the index.
    """

    data_row: DataRow
    task: int
    state: TaskState
    priority: int
    labels: int
    pre_labels: int
    predictions: int


def list_project_rows(call: Call[None, SearchQuery]) -> SearchPage[ProjectRow]:
    """List data rows of a project."""
    query = call.query
    page = call.services.annotations.list_rows(
        call.uid, filter_of(query), after=query.after, limit=query.limit
    )
    shown = shown_rows(call, [found.row for found in page.items])
    items = [
        ProjectRow(
            data_row=row,
            task=found.task.id,
            state=found.task.state,
            priority=found.task.priority,
            labels=found.summary.label_count,
            pre_labels=found.summary.pre_label_count,
            predictions=found.summary.prediction_count,
        )
        for row, found in zip(shown, page.items, strict=True)
    ]
    return SearchPage(items=items, next=page.next, index_complete=page.is_complete)


_FOUND: dict[str, Any] = {
    "data_row": EXAMPLE_ROW,
    "task": 1,
    "state": "to_label",
    "priority": 5,
    "labels": 0,
    "pre_labels": 12,
    "predictions": 0,
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/projects/{{uid}}/data-rows",
        name="list_project_rows",
        summary="List the data rows of a project that pass a filter, oldest first",
        access=at_least("viewer", project_in_path),
        handler=list_project_rows,
        query=SearchQuery,
        response=SearchPage[ProjectRow],
        errors=UNKNOWN,
        description=(
            "With conditions about annotations, a data row passes when one annotation meets them all. "
            f"{ABOUT_PAGES}"
        ),
        example=Example(response={"items": [_FOUND], "next": None, "index_complete": True}),
    ),
]
