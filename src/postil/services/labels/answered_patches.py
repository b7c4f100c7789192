"""Answered patches: what a draft remembers of the patches applied last, because one of them may come again.

An answer can be lost after the patch was applied, and a repetition can overtake the request that it repeats.
"""

from collections.abc import Sequence

import msgspec

from postil.model.issue import Issue
from postil.ports.drafts import AnsweredPatch, Draft

MOST_PATCHES = 16
"""Patches a draft remembers; an editor has one on its way at a time."""

MOST_ISSUES = 50
"""Warnings kept of each."""


def note(draft: Draft, patch_id: str, issues: Sequence[Issue]) -> None:
    """Remember the patch that has made the version a draft has now."""
    one = AnsweredPatch(patch_id=patch_id, version=draft.version, issues=list(issues[:MOST_ISSUES]))
    draft.patch_id, draft.answered = patch_id, [*draft.answered, one][-MOST_PATCHES:]


def answer_of(draft: Draft, patch_id: str, version: int) -> tuple[Draft, list[Issue]] | None:
    """Return what a patch was answered that was made from a version: the draft as of then, and warnings.

    The draft returned has the version of then; what it says is of now. The one applied last is known by its
    id alone. None when the patch is not remembered.
    """
    for one in reversed(draft.answered):
        is_last = one is draft.answered[-1]
        if one.patch_id == patch_id and (is_last or one.version == version + 1):
            return msgspec.structs.replace(draft, version=one.version), one.issues
    return None
