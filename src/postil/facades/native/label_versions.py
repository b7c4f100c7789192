"""Label versions: what a label said before, what changed, and going back to it."""

from datetime import datetime
from typing import Any

import msgspec

from postil.errors import NotFoundError
from postil.facades.native.call import Answer, Call
from postil.facades.native.labels import EXAMPLE_BOX, PATH
from postil.facades.native.page import Limit, Number, Page
from postil.facades.native.precondition import demanded, etag
from postil.facades.native.route import Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_of_label
from postil.model.annotation import Annotation
from postil.model.decision import count_decisions
from postil.ports.labels import LabelVersion as StoredVersion
from postil.ports.labels import VersionSummary
from postil.ports.projects import TaskState
from postil.services.instant import moment
from postil.services.labels.content import seconds


class Decisions(msgspec.Struct, kw_only=True):
    """What became of what was offered: numbers of annotations."""

    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    added: int = 0


class LabelVersion(msgspec.Struct, kw_only=True):
    """One version. `author` is an email address; `is_imported` says that an import added it.

    `lead_time_s` is how long its author worked on it, `counts` how many annotations it has by kind.
    """

    no: int
    author: str | None
    is_imported: bool
    is_skipped: bool
    lead_time_s: float
    reason: str
    created_at: datetime
    counts: dict[str, int]
    decisions: Decisions


class WholeLabelVersion(msgspec.Struct, kw_only=True):
    """One version with what it says, in the units it is stored in."""

    no: int
    author: str | None
    is_imported: bool
    is_skipped: bool
    lead_time_s: float
    reason: str
    created_at: datetime
    decisions: Decisions
    annotations: list[Annotation]


class LabelVersionQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which versions: those before `after`, the `next` of the page before."""

    after: Number | None = None
    limit: Limit = 100


class LabelDiffQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which versions to compare."""

    before: Number
    after: Number


class LabelChange(msgspec.Struct, kw_only=True):
    """An annotation that differs: `before` is null where it came, `after` where it went."""

    key: str
    before: Annotation | None
    after: Annotation | None


class LabelDiff(msgspec.Struct, kw_only=True):
    """What differs between two versions, by key."""

    added: list[LabelChange]
    changed: list[LabelChange]
    removed: list[LabelChange]


class Restoring(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The version to go back to."""

    no: Number


class LabelOutcome(msgspec.Struct, kw_only=True):
    """What has become of a label: its id, its newest version, and the state of its task."""

    label: str
    version: int
    state: TaskState
    is_skipped: bool
    lead_time_s: float


def list_label_versions(call: Call[None, LabelVersionQuery]) -> Page[LabelVersion]:
    """List versions."""
    asked = call.query
    found, emails = call.services.labels.versions(call.uid, before_no=asked.after, limit=asked.limit)
    is_more = len(found) == asked.limit and found[-1].no > 1
    return Page(items=[_summary(one, emails) for one in found], next=found[-1].no if is_more else None)


def get_label_version(call: Call[None, None]) -> WholeLabelVersion:
    """Return a version."""
    found, emails = call.services.labels.version(call.uid, _number(call))
    decisions = Decisions(**count_decisions(found.annotations, found.rejections))
    about = _about(found, emails)
    return WholeLabelVersion(**about, decisions=decisions, annotations=found.annotations)


def get_label_diff(call: Call[None, LabelDiffQuery]) -> LabelDiff:
    """Compare two versions."""
    found = call.services.labels.diff(call.uid, call.query.before, call.query.after)
    changes = [LabelChange(key=one.key, before=one.before, after=one.after) for one in found]
    return LabelDiff(
        added=[one for one in changes if one.before is None],
        changed=[one for one in changes if one.before is not None and one.after is not None],
        removed=[one for one in changes if one.after is None],
    )


def restore_label(call: Call[Restoring, None]) -> Answer:
    """Go back to a version."""
    done = call.services.labels.restore(call.uid, call.body.no, call.user, version=demanded(call))
    outcome = LabelOutcome(
        label=done.label.uid,
        version=done.version.no,
        state=done.state,
        is_skipped=done.version.is_skipped,
        lead_time_s=seconds(done.version.lead_time),
    )
    return Answer(outcome, 200, {"etag": etag(done.version.no)})


def _number(call: Call[None, None]) -> int:
    text = call.path["no"]
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise NotFoundError(f"the label has no version {text!r}", hint="list its versions")
    return int(text)


def _summary(one: VersionSummary, emails: dict[int, str]) -> LabelVersion:
    return LabelVersion(**_about(one, emails), counts=one.counts, decisions=Decisions(**one.decisions))


def _about(one: VersionSummary | StoredVersion, emails: dict[int, str]) -> dict[str, Any]:
    return {
        "no": one.no,
        "author": emails.get(one.author_id or 0),
        "is_imported": one.job_id is not None,
        "is_skipped": one.is_skipped,
        "lead_time_s": seconds(one.lead_time),
        "reason": one.reason,
        "created_at": moment(one.created_at),
    }


_VERSION: dict[str, Any] = {
    "no": 2,
    "author": "ada@example.org",
    "is_imported": False,
    "is_skipped": False,
    "lead_time_s": 42.5,
    "reason": "the wheel belongs to the car",
    "created_at": "2026-01-05T09:40:00Z",
}
_DECISIONS = {"accepted": 0, "corrected": 1, "rejected": 0, "added": 0}
_MOVED = {**EXAMPLE_BOX, "geometry": {**EXAMPLE_BOX["geometry"], "left": 12}}
_KEY = EXAMPLE_BOX["key"]

ROUTES = [
    Route(
        method="GET",
        path=f"{PATH}/versions",
        name="list_label_versions",
        summary="List the versions of a label, newest first",
        access=at_least("viewer", project_of_label),
        handler=list_label_versions,
        query=LabelVersionQuery,
        response=Page[LabelVersion],
        example=Example(
            response={
                "items": [{**_VERSION, "counts": {"object": 1}, "decisions": _DECISIONS}],
                "next": None,
            }
        ),
    ),
    Route(
        method="GET",
        path=f"{PATH}/versions/{{no}}",
        name="get_label_version",
        summary="Get a version of a label",
        access=at_least("viewer", project_of_label),
        handler=get_label_version,
        response=WholeLabelVersion,
        example=Example(response={**_VERSION, "decisions": _DECISIONS, "annotations": [EXAMPLE_BOX]}),
    ),
    Route(
        method="GET",
        path=f"{PATH}/diff",
        name="get_label_diff",
        summary="Compare two versions of a label",
        access=at_least("viewer", project_of_label),
        handler=get_label_diff,
        query=LabelDiffQuery,
        response=LabelDiff,
        example=Example(
            response={
                "added": [],
                "changed": [{"key": _KEY, "before": EXAMPLE_BOX, "after": _MOVED}],
                "removed": [],
            }
        ),
    ),
    Route(
        method="POST",
        path=f"{PATH}/restore",
        name="restore_label",
        summary="Go back to an older version of a label",
        access=at_least("reviewer", project_of_label),
        handler=restore_label,
        request=Restoring,
        response=LabelOutcome,
        headers={"If-Match": "The ETag of the label."},
        errors={412: "The label has changed meanwhile.", 428: "There is no If-Match."},
        description="The label gets a new version that says what the old one said; none is ever lost.",
        example=Example(
            {"no": 1},
            {
                "label": "0190a000-0000-7000-8000-000000000070",
                "version": 3,
                "state": "done",
                "is_skipped": False,
                "lead_time_s": 0.0,
            },
        ),
    ),
]
