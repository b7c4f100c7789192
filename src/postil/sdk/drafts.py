"""Drafts, as the client sees them: the tasks one has open, and what one makes of them."""

from collections.abc import Sequence

import msgspec

from postil.model.annotation import Annotation
from postil.model.issue import Issue
from postil.model.number import Number
from postil.sdk.connection import API, Connection
from postil.sdk.labels import LabelOutcome


class OfferedBundle(msgspec.Struct, kw_only=True):
    """Pre-labels of one source, in pixels."""

    bundle: int
    version: str | None = None
    score: Number | None = None
    newer: list[str] = []
    annotations: list[Annotation]


class Draft(msgspec.Struct, kw_only=True):
    """What one has open, in pixels; `label` is the label it began with, `offers` are pre-labels.

    `rejected` are those that were decided against.
    """

    id: str
    version: int
    task: int
    data_row: str
    label: str | None = None
    is_outdated: bool = False
    annotations: list[Annotation]
    offers: list[OfferedBundle] = []
    rejected: list["Accepted"] = []


class SavedDraft(msgspec.Struct, kw_only=True):
    """The version a draft has after a patch, and warnings about what was put."""

    id: str
    version: int
    is_outdated: bool = False
    issues: list[Issue] = []


class Accepted(msgspec.Struct):
    """The pre-label an annotation is made from: the bundle that offers it, and its key there."""

    bundle: int
    key: str


class Put(msgspec.Struct, tag_field="op", tag="put", omit_defaults=True):
    """An annotation to be added, or to take the place of the one with its key."""

    annotation: Annotation
    accepts: Accepted | None = None


class Remove(msgspec.Struct, tag_field="op", tag="remove"):
    """A key whose annotation is to go."""

    key: str


class Reject(msgspec.Struct, tag_field="op", tag="reject"):
    """A pre-label one decides against."""

    offered: Accepted


class Restore(msgspec.Struct, tag_field="op", tag="restore"):
    """A pre-label that is undecided again; what was made from it goes."""

    offered: Accepted


Patch = Put | Remove | Reject | Restore


class Drafts:
    """Change, submit and skip what one has open."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, uid: str) -> Draft:
        """Return a draft of one's own.

        Raises:
            NotFoundError: There is none, or it is somebody else's.
        """
        return self._connection.get(f"{API}/drafts/{uid}", Draft)

    def patch(self, uid: str, patches: Sequence[Patch], *, version: int, patch_id: str) -> SavedDraft:
        """Apply changes to the version they were made from, all or none.

        A patch may be sent again as it was when its answer was lost: it is applied once.

        Raises:
            ChangedError: The draft has another version.
            RefusedError: What is put breaks rules.
        """
        body = {"patch_id": patch_id, "patches": patches}
        path = f"{API}/drafts/{uid}"
        return self._connection.revise("PATCH", path, SavedDraft, body, version)

    def submit(self, uid: str, *, version: int, reason: str = "", overwrite: bool = False) -> LabelOutcome:
        """Make a draft the newest version of its label.

        Raises:
            ChangedError: The draft has another version.
            RefusedError: What was changed breaks rules, or leaves a required question open.
            ConflictError: The label has changed meanwhile; `overwrite` submits all the same.
        """
        body = {"reason": reason, "overwrite": overwrite}
        path = f"{API}/drafts/{uid}/submit"
        return self._connection.revise("POST", path, LabelOutcome, body, version)

    def skip(self, uid: str, *, version: int, reason: str = "") -> LabelOutcome:
        """Say that there is nothing to be said about the data row.

        Raises:
            ChangedError: The draft has another version.
            ConflictError: The label has changed meanwhile.
        """
        path = f"{API}/drafts/{uid}/skip"
        return self._connection.revise("POST", path, LabelOutcome, {"reason": reason}, version)

    def close(self, uid: str) -> None:
        """Leave the task to others, and keep the draft."""
        self._connection.send("POST", f"{API}/drafts/{uid}/close", type(None))

    def discard(self, uid: str) -> None:
        """Forget a draft."""
        self._connection.send("DELETE", f"{API}/drafts/{uid}", type(None))
