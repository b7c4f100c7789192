"""How an import stands: when it was shown and hidden, by whom, and what later imports made of it."""

from datetime import datetime
from typing import Any

import msgspec

from postil.facades.native.call import Call
from postil.ports.jobs import Action, Job
from postil.services.instant import moment


class ImportChange(msgspec.Struct, kw_only=True):
    """A change of what readers see. `by` is the email address of who made it."""

    action: Action
    at: datetime
    by: str | None


class ImportName(msgspec.Struct, kw_only=True):
    """Another import."""

    id: str
    name: str


class SupersedingImport(ImportName, kw_only=True):
    """A later import and how many annotations of the earlier one it has replaced or taken away."""

    annotations: int


class Overlaps(msgspec.Struct, kw_only=True):
    """Later imports on the same data rows, the newest first; `items` holds at most 50 of `count`."""

    count: int
    items: list[ImportName]


class ImportStanding(msgspec.Struct, kw_only=True):
    """What `get_import` says beyond a list.

    `why_not` says why it cannot be undone. Without `is_exact`, `superseded_by` and `overlaps` were counted on
    the first 2,000 data rows only; ask for what undoing would change to count more.
    """

    can_undo: bool
    why_not: str | None
    changes: list[ImportChange]
    superseded_by: list[SupersedingImport]
    overlaps: Overlaps
    is_exact: bool


def standing_of(call: Call[Any, Any], job: Job) -> ImportStanding:
    """Tell how an import stands."""
    found = call.services.undos.standing(job.uid)
    publisher = job.settings.committed_by or job.created_by
    changes = [
        ImportChange(
            action=change.action,
            at=moment(change.at),
            by=found.emails.get(change.user_id or (publisher or 0 if change.action == "publish" else 0)),
        )
        for change in found.changes
    ]
    return ImportStanding(
        can_undo=found.refusal is None,
        why_not=found.refusal,
        changes=changes,
        superseded_by=superseding(found.superseded),
        overlaps=Overlaps(count=found.overlap_count, items=[name_of(one) for one in found.overlaps]),
        is_exact=found.is_exact,
    )


def superseding(counted: list[tuple[Job, int]]) -> list[SupersedingImport]:
    """Spell later imports with their counts."""
    return [SupersedingImport(id=job.uid, name=job.name, annotations=count) for job, count in counted]


def name_of(job: Job) -> ImportName:
    """Spell another import."""
    return ImportName(id=job.uid, name=job.name)


EXAMPLE_STANDING = {
    "can_undo": True,
    "why_not": None,
    "changes": [{"action": "publish", "at": "2026-01-05T09:30:01Z", "by": "ann@example.org"}],
    "superseded_by": [],
    "overlaps": {"count": 0, "items": []},
    "is_exact": True,
}
