"""Drafts: the task a person has open, changed by patches until it is submitted, skipped or discarded."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from postil.facades.native.call import Answer, Call
from postil.facades.native.label_versions import LabelOutcome
from postil.facades.native.labels import EXAMPLE_BOX
from postil.facades.native.precondition import demanded, etag
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import author
from postil.facades.native.scope import project_of_draft
from postil.model.annotation import Annotation
from postil.model.issue import Issue
from postil.model.number import Number
from postil.services.instant import moment
from postil.services.labels.content import seconds
from postil.services.labels.drafts import DraftView
from postil.services.labels.offering import Withheld, WithheldReason
from postil.services.labels.offers import Accepted
from postil.services.labels.patches import Patch
from postil.services.labels.submissions import Submitted

MOST_PATCHES = 5_000
Reason = Annotated[str, msgspec.Meta(max_length=2_000)]


class OfferedBundle(msgspec.Struct, kw_only=True):
    """Pre-labels of one source, in pixels. A patch names one by `bundle` and its key to accept it."""

    bundle: int
    version: str | None
    score: Number | None
    imported_at: datetime
    newer: list[str]
    annotations: list[Annotation]


class WithheldOffers(msgspec.Struct, kw_only=True):
    """Pre-labels that are there and not shown, as the project has set it."""

    reason: WithheldReason
    versions: list[str | None]
    annotations: int


class Draft(msgspec.Struct, kw_only=True):
    """What a person has open, in pixels wherever the size of the asset is known.

    `label` is the label it began with, null where there was none. `is_outdated` says that the label says
    something else by now. `offers` are pre-labels, `rejected` those that were decided against,
    `withheld` tells of those that the project does not show.
    """

    id: str
    version: int
    task: int
    data_row: str
    label: str | None
    is_outdated: bool
    annotations: list[Annotation]
    offers: list[OfferedBundle]
    rejected: list[Accepted]
    withheld: WithheldOffers | None
    created_at: datetime
    updated_at: datetime


class SavedDraft(msgspec.Struct, kw_only=True):
    """The version a draft has after a patch, and warnings about what was put."""

    id: str
    version: int
    is_outdated: bool
    issues: list[Issue]


class DraftPatch(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Changes of single annotations, applied in their order, all or none.

    `patch_id` is the client's own name for the request: one of the last 16 may be sent again, with the
    version it was made from, and gets the answer it got.
    """

    patch_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    patches: Annotated[list[Patch], msgspec.Meta(min_length=1, max_length=MOST_PATCHES)]


class Submission(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why; with `overwrite`, also if the label says something else by now than when it was opened."""

    reason: Reason = ""
    overwrite: bool = False


class Skipping(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Why there is nothing to be said."""

    reason: Reason = ""


def get_draft(call: Call[None, None]) -> Answer:
    """Return a draft."""
    return answered(call.services.drafts.get(call.uid, call.user), 200)


def update_draft(call: Call[DraftPatch, None]) -> Answer:
    """Change a draft."""
    body = call.body
    saved = call.services.drafts.patch(
        call.uid, call.user, body.patches, version=demanded(call), patch_id=body.patch_id
    )
    draft = saved.draft
    content = SavedDraft(
        id=draft.uid, version=draft.version, is_outdated=saved.is_outdated, issues=saved.issues
    )
    return Answer(content, 200, {"etag": etag(draft.version)})


def close_draft(call: Call[None, None]) -> None:
    """Leave a task."""
    call.services.drafts.close(call.uid, call.user)


def delete_draft(call: Call[None, None]) -> None:
    """Forget a draft."""
    call.services.drafts.discard(call.uid, call.user)


def submit_draft(call: Call[Submission, None]) -> LabelOutcome:
    """Submit a draft."""
    body = call.body
    done = call.services.submissions.submit(
        call.uid, call.user, version=demanded(call), reason=body.reason, is_overwriting=body.overwrite
    )
    return _outcome(done)


def skip_draft(call: Call[Skipping, None]) -> LabelOutcome:
    """Skip a data row."""
    version = demanded(call)
    return _outcome(
        call.services.submissions.skip(call.uid, call.user, version=version, reason=call.body.reason)
    )


def answered(view: DraftView, status: int) -> Answer:
    """Show a draft to its author, with its version as ETag."""
    draft = view.draft
    content = Draft(
        id=draft.uid,
        version=draft.version,
        task=draft.task_id,
        data_row=view.row.uid,
        label=view.label.uid if view.label is not None else None,
        is_outdated=view.is_outdated,
        annotations=view.annotations,
        offers=shown_offers(view),
        withheld=shown_withheld(view.withheld),
        rejected=[Accepted(one.bundle_id, one.key) for one in draft.rejections],
        created_at=moment(draft.created_at),
        updated_at=moment(draft.updated_at),
    )
    return Answer(content, status, {"etag": etag(draft.version)})


def shown_offers(view: DraftView) -> list[OfferedBundle]:
    """Show the pre-labels beside a draft."""
    return [
        OfferedBundle(
            bundle=one.bundle_id,
            version=one.version,
            score=one.score,
            imported_at=moment(one.imported_at),
            newer=one.newer,
            annotations=one.annotations,
        )
        for one in view.offers
    ]


def shown_withheld(found: Withheld | None) -> WithheldOffers | None:
    """Show which pre-labels are there and not shown; None where all are."""
    if found is None:
        return None
    return WithheldOffers(reason=found.reason, versions=found.versions, annotations=found.annotations)


def _outcome(done: Submitted) -> LabelOutcome:
    return LabelOutcome(
        label=done.label.uid,
        version=done.version.no,
        state=done.state,
        is_skipped=done.version.is_skipped,
        lead_time_s=seconds(done.version.lead_time),
    )


_PATH = f"{API}/drafts/{{uid}}"
_YOURS = author("labeler", project_of_draft)
_MATCH = {"If-Match": "The ETag of the draft."}
_MOVED = {412: "The draft has changed meanwhile; the answer has its ETag.", 428: "There is no If-Match."}
_OTHERS = {
    403: "The task is somebody else's by now, or takes a reviewer.",
    409: "The label says something else by now than when it was opened, or somebody else has the task open.",
}
EXAMPLE_DRAFT: dict[str, Any] = {
    "id": "0190a000-0000-7000-8000-000000000080",
    "version": 1,
    "task": 1,
    "data_row": "0190a000-0000-7000-8000-000000000011",
    "label": None,
    "is_outdated": False,
    "annotations": [],
    "offers": [
        {
            "bundle": 7,
            "version": "yolo 3",
            "score": 0.8,
            "imported_at": "2026-01-05T09:20:00Z",
            "newer": [],
            "annotations": [EXAMPLE_BOX],
        }
    ],
    "rejected": [],
    "withheld": {"reason": "older_version", "versions": ["yolo 2"], "annotations": 3},
    "created_at": "2026-01-05T09:30:00Z",
    "updated_at": "2026-01-05T09:30:00Z",
}
_OUTCOME: dict[str, Any] = {
    "label": "0190a000-0000-7000-8000-000000000070",
    "version": 1,
    "state": "done",
    "is_skipped": False,
    "lead_time_s": 42.5,
}

ROUTES = [
    Route(
        method="GET",
        path=_PATH,
        name="get_draft",
        summary="Get a draft of yours",
        access=_YOURS,
        handler=get_draft,
        response=Draft,
        description="A draft is its author's alone. Its ETag is what a change of it has to name.",
        example=Example(response=EXAMPLE_DRAFT),
    ),
    Route(
        method="PATCH",
        path=_PATH,
        name="update_draft",
        summary="Change annotations of a draft",
        access=_YOURS,
        handler=update_draft,
        request=DraftPatch,
        response=SavedDraft,
        headers=_MATCH,
        errors={
            409: "A pre-label that is accepted or rejected is not offered any more.",
            413: "The draft would have too many annotations.",
            422: "What is put breaks rules; `issues` says which, and nothing was changed.",
            **_MOVED,
        },
        description="Send pixels: a number equal to the one you were sent keeps its stored value, whatever "
        "its unit. To accept a pre-label, put an annotation that `accepts` it; `reject` decides against one, "
        "and `restore` leaves it undecided again: no rejection and nothing made from it is left. "
        "A read-only annotation is kept as it is (`ROW022`).",
        example=Example(
            {
                "patch_id": "a7",
                "patches": [
                    {
                        "op": "put",
                        "annotation": EXAMPLE_BOX,
                        "accepts": {"bundle": 7, "key": EXAMPLE_BOX["key"]},
                    },
                    {"op": "remove", "key": "00000000-0000-4000-8000-000000000002"},
                    {"op": "reject", "offered": {"bundle": 7, "key": "b1"}},
                ],
            },
            {"id": EXAMPLE_DRAFT["id"], "version": 2, "is_outdated": False, "issues": []},
        ),
    ),
    Route(
        method="DELETE",
        path=_PATH,
        name="delete_draft",
        summary="Discard a draft",
        access=_YOURS,
        handler=delete_draft,
        status=204,
        description="Its task is left to others.",
    ),
    Route(
        method="POST",
        path=f"{_PATH}/close",
        name="close_draft",
        summary="Close a draft and keep it",
        access=_YOURS,
        handler=close_draft,
        status=204,
        description="Its task is left to others, and the time until it is opened again does not count.",
    ),
    Route(
        method="POST",
        path=f"{_PATH}/submit",
        name="submit_draft",
        summary="Submit a draft",
        access=_YOURS,
        handler=submit_draft,
        request=Submission,
        response=LabelOutcome,
        headers=_MATCH,
        errors={
            **_OTHERS,
            422: "What was changed breaks rules, or leaves a required question open.",
            **_MOVED,
        },
        description="It becomes the newest version of the label, and is gone as a draft. The task is done, "
        "or in review where the project has `review`.",
        example=Example({"reason": "first pass"}, _OUTCOME),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/skip",
        name="skip_draft",
        summary="Skip the data row of a draft",
        access=_YOURS,
        handler=skip_draft,
        request=Skipping,
        response=LabelOutcome,
        headers=_MATCH,
        errors={**_OTHERS, **_MOVED},
        description="The label then says nothing, in every export and count, until somebody submits it.",
        example=Example({"reason": "too dark"}, {**_OUTCOME, "is_skipped": True}),
    ),
]
