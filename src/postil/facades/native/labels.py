"""Labels: what people have submitted about data rows, and which of them others are measured by."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from postil.facades.native.call import Answer, Call
from postil.facades.native.page import Page, PageQuery
from postil.facades.native.precondition import etag
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path, project_of_label
from postil.model.annotation import Annotation
from postil.ports.labels import StoredLabel
from postil.services.instant import moment
from postil.services.labels.content import seconds
from postil.services.labels.deletions import MOST_LABELS
from postil.services.labels.labels import LabelView


class Label(msgspec.Struct, kw_only=True):
    """What one author says about a data row; people are named by their email addresses.

    `version` counts what people have submitted; 0 says that the label is as it was imported, by `author`.
    """

    id: str
    project: str
    data_row: str
    global_key: str | None
    author: str | None
    version: int
    is_benchmark: bool
    is_skipped: bool
    created_at: datetime
    updated_at: datetime


class WholeLabel(Label, kw_only=True):
    """A label with what it says, in the units it is stored in.

    `lead_time_s` is how long the author of the newest version worked on it.
    """

    lead_time_s: float
    annotations: list[Annotation]


class LabelQuery(PageQuery, kw_only=True, forbid_unknown_fields=True):
    """Which labels; `author` is an email address. Conditions combine with "and"."""

    author: str | None = None
    is_benchmark: bool = False
    is_skipped: bool = False


class NamedLabels(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Labels by their ids."""

    labels: Annotated[
        list[str], msgspec.Meta(min_length=1, max_length=MOST_LABELS, description="Ids of labels.")
    ]


def list_labels(call: Call[None, LabelQuery]) -> Page[Label]:
    """List labels."""
    asked = call.query
    found, following = call.services.labels.list_labels(
        call.uid,
        author=asked.author,
        is_benchmark=asked.is_benchmark,
        is_skipped=asked.is_skipped,
        after_id=asked.after,
        limit=asked.limit,
    )
    return Page(items=[shown_label(one) for one in found], next=following)


def get_label(call: Call[None, None]) -> Answer:
    """Return a label."""
    found = call.services.labels.get(call.uid)
    plain = {name: getattr(shown_label(found), name) for name in Label.__struct_fields__}
    whole = WholeLabel(
        **plain,
        annotations=found.annotations,
        lead_time_s=seconds(found.head.lead_time) if found.head is not None else 0,
    )
    return Answer(whole, 200, {"etag": etag(found.label.head_version)})


def delete_labels(call: Call[NamedLabels, None]) -> None:
    """Delete labels."""
    call.services.deletions.delete(call.body.labels, call.user, project_uid=call.uid)


def set_benchmark(call: Call[None, None]) -> Label:
    """Mark a benchmark."""
    return shown_label(call.services.labels.mark(call.uid, call.user, is_benchmark=True))


def delete_benchmark(call: Call[None, None]) -> None:
    """Take a mark away."""
    call.services.labels.mark(call.uid, call.user, is_benchmark=False)


def shown_label(view: LabelView) -> Label:
    """Show a label without what it says."""
    label: StoredLabel = view.label
    return Label(
        id=label.uid,
        project=view.project_uid,
        data_row=view.row_uid,
        global_key=view.global_key,
        author=view.emails.get(label.author_id or 0),
        version=label.head_version,
        is_benchmark=label.is_benchmark,
        is_skipped=label.is_skipped,
        created_at=moment(label.created_at),
        updated_at=moment(label.updated_at),
    )


EXAMPLE_LABEL: dict[str, Any] = {
    "id": "0190a000-0000-7000-8000-000000000070",
    "project": "0190a000-0000-7000-8000-000000000030",
    "data_row": "0190a000-0000-7000-8000-000000000011",
    "global_key": "kobe.jpg",
    "author": "ada@example.org",
    "version": 2,
    "is_benchmark": False,
    "is_skipped": False,
    "created_at": "2026-01-05T09:30:00Z",
    "updated_at": "2026-01-05T09:40:00Z",
}
EXAMPLE_BOX: dict[str, Any] = {
    "key": "00000000-0000-4000-8000-000000000001",
    "feature": "car",
    "geometry": {"type": "box", "left": 10, "top": 20, "width": 30, "height": 40},
}
PATH = f"{API}/labels/{{uid}}"

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/projects/{{uid}}/labels",
        name="list_labels",
        summary="List the labels of a project, oldest first",
        access=at_least("viewer", project_in_path),
        handler=list_labels,
        query=LabelQuery,
        response=Page[Label],
        description="Benchmarks are listed by data row. A page may hold fewer labels than asked for: those "
        "that stand for an undone import are left out.",
        example=Example(response={"items": [EXAMPLE_LABEL], "next": None}),
    ),
    Route(
        method="POST",
        path=f"{API}/projects/{{uid}}/labels/delete",
        name="delete_labels",
        summary="Delete labels of a project, all of them or none",
        access=at_least("manager", project_in_path),
        handler=delete_labels,
        request=NamedLabels,
        status=204,
        errors={404: "One of the labels is not in the project, or deleted already."},
        description=(
            "Data rows without another label are to be labelled again. What an import has said is hidden by "
            "a change of its own, which is listed among the imports; undoing that shows the labels again. "
            "What people have submitted stays deleted."
        ),
        example=Example({"labels": [EXAMPLE_LABEL["id"]]}, None),
    ),
    Route(
        method="GET",
        path=PATH,
        name="get_label",
        summary="Get a label",
        access=at_least("viewer", project_of_label),
        handler=get_label,
        response=WholeLabel,
        description="The ETag is its version, for whoever restores an older one.",
        example=Example(response={**EXAMPLE_LABEL, "lead_time_s": 42.5, "annotations": [EXAMPLE_BOX]}),
    ),
    Route(
        method="PUT",
        path=f"{PATH}/benchmark",
        name="set_benchmark",
        summary="Make a label the benchmark of its data row",
        access=at_least("reviewer", project_of_label),
        handler=set_benchmark,
        response=Label,
        errors={400: "The label is skipped."},
        description="A data row has one benchmark in a project: another label of it loses the mark.",
        example=Example(response={**EXAMPLE_LABEL, "is_benchmark": True}),
    ),
    Route(
        method="DELETE",
        path=f"{PATH}/benchmark",
        name="delete_benchmark",
        summary="Take the benchmark mark away from a label",
        access=at_least("reviewer", project_of_label),
        handler=delete_benchmark,
        status=204,
        description="Imports that marked it do not mark it again.",
    ),
]
