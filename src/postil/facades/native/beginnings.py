"""Beginnings: what a draft would say, told before its task is opened and not sent again when it is."""

import hashlib
from typing import Any

import msgspec

from postil.facades.native.call import Answer, Call
from postil.facades.native.drafts import (
    EXAMPLE_DRAFT,
    Draft,
    OfferedBundle,
    WithheldOffers,
    answered,
    shown_offers,
    shown_withheld,
)
from postil.facades.native.precondition import etag
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path
from postil.facades.native.task_work import task_in_path
from postil.model.annotation import Annotation
from postil.services.labels.drafts import DraftView
from postil.services.labels.offers import Accepted


class BeginningQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where the task would be opened from."""

    from_queue: bool = False


class Opening(BeginningQuery, kw_only=True, forbid_unknown_fields=True):
    """Where it is opened from, and what is known of it."""

    beginning: str | None = None


class Beginning(msgspec.Struct, kw_only=True):
    """What your draft of a task would say if you opened it now, spelled as in a draft.

    `state` is another one whenever anything else in here is.
    """

    state: str
    task: int
    data_row: str
    label: str | None
    is_outdated: bool
    annotations: list[Annotation]
    offers: list[OfferedBundle]
    rejected: list[Accepted]
    withheld: WithheldOffers | None


def get_beginning(call: Call[None, BeginningQuery]) -> Beginning:
    """Tell what a draft would say."""
    is_queued = call.query.from_queue
    return _shown(
        call.services.drafts.beginning(call.uid, task_in_path(call), call.user, is_queued=is_queued)
    )


def open_task(call: Call[None, Opening]) -> Answer:
    """Open a task."""
    query = call.query
    opened = call.services.drafts.open(call.uid, task_in_path(call), call.user, is_queued=query.from_queue)
    if query.beginning is None or query.beginning != _shown(opened).state:
        return answered(opened, 200)
    draft = opened.draft
    headers = {"location": f"{API}/drafts/{draft.uid}", "etag": etag(draft.version)}
    return Answer(None, 204, headers)


def _shown(view: DraftView) -> Beginning:
    shown = Beginning(
        state="",
        task=view.draft.task_id,
        data_row=view.row.uid,
        label=view.label.uid if view.label is not None else None,
        is_outdated=view.is_outdated,
        annotations=view.annotations,
        offers=shown_offers(view),
        rejected=[Accepted(one.bundle_id, one.key) for one in view.draft.rejections],
        withheld=shown_withheld(view.withheld),
    )
    shown.state = hashlib.blake2b(msgspec.json.encode(shown), digest_size=16).hexdigest()
    return shown


_PATH = f"{API}/projects/{{uid}}/tasks/{{task}}"
_TOLD_IN_BOTH = set(Beginning.__struct_fields__) & set(Draft.__struct_fields__)
_EXAMPLE: dict[str, Any] = {
    "state": "9f2c0b5a1d7e4c3899f2c0b5a1d7e4c3",
    **{name: value for name, value in EXAMPLE_DRAFT.items() if name in _TOLD_IN_BOTH},
}

ROUTES = [
    Route(
        method="GET",
        path=f"{_PATH}/beginning",
        name="get_beginning",
        summary="Get what your draft of a task would say, without opening it",
        access=at_least("labeler", project_in_path),
        handler=get_beginning,
        query=BeginningQuery,
        response=Beginning,
        errors={409: "Somebody else has it open."},
        description="For an editor that fetches what comes next while somebody works. The task is kept for "
        "nobody and may be given to others. Open it with the `state` as `beginning`: what is still the same "
        "is then not sent again. Tasks you may not open are refused as when they are opened.",
        example=Example(response=_EXAMPLE),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/open",
        name="open_task",
        summary="Open a task and get your draft of it",
        access=at_least("labeler", project_in_path),
        handler=open_task,
        query=Opening,
        response=Draft,
        also={
            204: "The draft says what `beginning` stands for; its address is the `Location`, its version the "
            "`ETag`."
        },
        errors={409: "Somebody else has it open."},
        description="The draft holds what you had changed before, or else what the label says. Opening "
        "another task of the project leaves this one to others; your draft stays. With `from_queue` it "
        "holds the newest pre-labels where the project has its `offers` `copied` and there is no label yet.",
        example=Example(response=EXAMPLE_DRAFT),
    ),
]
