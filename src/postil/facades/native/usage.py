"""Usage: how many annotations were brought in, by day or month, kind and annotation type."""

from datetime import date
from typing import Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN, at_least, hidden
from postil.facades.native.scope import project_in_path
from postil.services.projects.usage import Period, UsageReport, UsageSum


class Usage(msgspec.Struct, kw_only=True, rename={"first": "from", "last": "to"}):
    """What was published from one day to another, both inclusive, UTC; `total` is the sum of the items."""

    first: date
    last: date
    by: Period
    project: str | None
    total: int
    items: list[UsageSum]


class UsageTime(
    msgspec.Struct, kw_only=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}
):
    """Which days, both inclusive, UTC: by default the last 30 days, or 12 months. At most 366 days by day."""

    first: date | None = None
    last: date | None = None
    by: Period = "day"


class UsageQuery(UsageTime, kw_only=True, forbid_unknown_fields=True):
    """Which days, both inclusive, UTC, by default the last 30 days or 12 months; and of which project."""

    project: str | None = None


def get_usage(call: Call[None, UsageQuery]) -> Usage:
    """Return the usage of one project, or of all the caller may see."""
    return _shown(call, call.query.project)


def get_project_usage(call: Call[None, UsageTime]) -> Usage:
    """Return the usage of a project."""
    return _shown(call, call.uid)


def _shown(call: Call[Any, Any], project: str | None) -> Usage:
    asked = call.query
    if project is not None:
        with hidden():
            project_id = call.services.projects.find(project).id
            call.services.members.demand_role(project_id, call.user, "viewer")
    report: UsageReport = call.services.usage.report(
        call.user, first=asked.first, last=asked.last, project_uid=project, by=asked.by
    )
    return Usage(
        first=report.first,
        last=report.last,
        by=report.by,
        project=project,
        total=report.total,
        items=report.sums,
    )


_PROJECT = "0190a000-0000-7000-8000-000000000030"
_SUM = {"period": "2026-01-05", "kind": "pre_label"}
_USAGE = {
    "from": "2026-01-01",
    "to": "2026-01-31",
    "by": "day",
    "project": _PROJECT,
    "total": 234,
    "items": [
        {**_SUM, "annotation_type": "box", "n": 117},
        {**_SUM, "annotation_type": "radio", "n": 117},
    ],
}
_ERRORS = {400: "The days are in the wrong order, or too many."}
_ABOUT = (
    "Counts the annotations of accepted and updated rows on the day their import was published: an object "
    "one, each question answered on it one, a relationship one. Undoing an import takes its usage away, "
    "redoing it brings it back."
)

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/usage",
        name="get_usage",
        summary="Count what was brought in to the projects you have a role in",
        access=SIGNED_IN,
        handler=get_usage,
        query=UsageQuery,
        response=Usage,
        errors={**_ERRORS, 404: "No such project, or none the caller may know of."},
        description=_ABOUT,
        example=Example(response={**_USAGE, "project": None}),
    ),
    Route(
        method="GET",
        path=f"{API}/projects/{{uid}}/usage",
        name="get_project_usage",
        summary="Count what was brought in to a project",
        access=at_least("viewer", project_in_path),
        handler=get_project_usage,
        query=UsageTime,
        response=Usage,
        errors=_ERRORS,
        description=_ABOUT,
        example=Example(response=_USAGE),
    ),
]
