"""Drafts as stored: what a person has changed about a data row and not yet submitted."""

from typing import Protocol

import msgspec

from postil.model.annotation import Annotation
from postil.model.decision import Rejection
from postil.model.issue import Issue


class AnsweredPatch(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A patch that was applied to a draft: its id, the version it made, and the warnings it was answered."""

    patch_id: str
    version: int
    issues: list[Issue] = []


class Draft(msgspec.Struct, kw_only=True):
    """One person's work on one task. It is no label, and nobody else sees it.

    `foundation` tells the state of the label it began with, `label_id` which that is; None when the data row
    had none. `version` counts changes of what it says from 1, and `patch_id` names the last of its
    author's, None before the first. `opened_at` is when the present sitting began, None between two;
    `lead_time` is how long the earlier ones took, in microseconds. `offered_no` is the newest
    change of imports its author began with. `rejections` are what its author decided
    against of what was offered. `answered` has the patches applied last, oldest first, because they may be
    sent again.
    """

    id: int
    uid: str
    project_id: int
    task_id: int
    data_row_id: int
    author_id: int
    label_id: int | None = None
    foundation: str = ""
    version: int = 1
    patch_id: str | None = None
    offered_no: int = 0
    opened_at: int | None = None
    lead_time: int = 0
    created_at: int = 0
    updated_at: int = 0
    annotations: list[Annotation] = []
    rejections: list[Rejection] = []
    answered: list[AnsweredPatch] = []


class DraftStore(Protocol):
    """Drafts, by their id and by whose work on which task they are."""

    def get(self, uid: str) -> Draft | None: ...

    def of_task(self, task_id: int, author_id: int) -> Draft | None: ...

    def create(self, draft: Draft) -> Draft:
        """Store a draft; its id is given here."""
        ...

    def save(self, draft: Draft, *, before: int) -> bool:
        """Store what may change about a draft; False when its version is not `before` any more."""
        ...

    def delete(self, draft_id: int) -> None: ...
