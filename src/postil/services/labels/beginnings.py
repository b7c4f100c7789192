"""Beginnings: what a person's draft of a task begins with."""

import msgspec

from postil.model.annotation import Annotation
from postil.model.decision import Rejection
from postil.model.identity import new_uid
from postil.ports.access import User
from postil.ports.drafts import Draft
from postil.ports.labels import StoredLabel
from postil.ports.projects import Project, Task
from postil.ports.store import Session
from postil.services.labels.content import (
    content_of,
    foundation_of,
    leading_label,
    rejections_of,
    shown_label,
)
from postil.services.labels.offering import Offering, copy_of, offering_of
from postil.services.labels.tasks import has_role


class Beginning(msgspec.Struct, kw_only=True):
    """The label a draft is about, its state, and what the draft says.

    `offered_no` is the newest change of imports by then, `offering` what is offered, where that was read.
    """

    label: StoredLabel | None
    foundation: str
    offered_no: int
    annotations: list[Annotation]
    rejections: list[Rejection]
    offering: Offering | None = None


def label_for(
    session: Session, project: Project, task: Task, actor: User, *, is_reading: bool = False
) -> StoredLabel | None:
    """Return the label a person works on: where several label independently, their own until a review.

    With `is_reading` nothing is written: the label of an import that is visible and not followed to its end
    yet is not made, and none is returned in its place.
    """
    is_review = task.state in ("in_review", "done") and has_role(session, actor, project.id, "reviewer")
    if project.overlap > 1 and not is_review:
        return own_word(session, task, actor.id)
    return shown_label(session, task) if is_reading else leading_label(session, task)


def own_word(session: Session, task: Task, author_id: int) -> StoredLabel | None:
    """Return the label a person has begun on a data row and said something in, the newest of several."""
    labels = session.labels.of_rows(task.project_id, [task.data_row_id])
    own = [one for one in labels if one.author_id == author_id and one.head_version > 0]
    return max(own, key=lambda one: (one.updated_at, one.id), default=None)


def drafted_label(session: Session, draft: Draft, task: Task) -> tuple[StoredLabel | None, str]:
    """Return the label a draft is about, and its state now; one that came meanwhile counts too.

    Of a label that was deleted nothing is left to be about: what is shown there now is in its place.
    """
    label = session.labels.by_id(draft.label_id) if draft.label_id is not None else None
    if label is None or label.deleted_at is not None:
        project = session.projects.by_id(task.project_id)
        is_shared = project is not None and project.overlap > 1
        label = own_word(session, task, draft.author_id) if is_shared else shown_label(session, task)
    return label, foundation_of(session, label)


def begin(
    session: Session, project: Project, task: Task, label: StoredLabel | None, *, is_copying: bool
) -> Beginning:
    """Say what a draft begins with: what the label says; where there is none, copies of what is offered."""
    said, offering = content_of(session, label), None
    if is_copying and label is None:
        offering = offering_of(session, project, task)
        said = copy_of(session, project, task, offering.offers)
    return Beginning(
        label=label,
        foundation=foundation_of(session, label),
        offered_no=session.jobs.newest_change(),
        annotations=said,
        rejections=rejections_of(session, label),
        offering=offering,
    )


def drafted(task: Task, beginning: Beginning, actor: User, at: int) -> Draft:
    """Return a new draft, to be stored."""
    return Draft(
        id=0,
        uid=new_uid(),
        project_id=task.project_id,
        task_id=task.id,
        data_row_id=task.data_row_id,
        author_id=actor.id,
        label_id=beginning.label.id if beginning.label is not None else None,
        foundation=beginning.foundation,
        offered_no=beginning.offered_no,
        opened_at=at,
        created_at=at,
        updated_at=at,
        annotations=beginning.annotations,
        rejections=beginning.rejections,
    )


def begin_anew(draft: Draft, beginning: Beginning, *, is_copying: bool) -> None:
    """Let a draft that nobody has changed say what it would if it were begun now.

    Without `is_copying` copies that are in it stay, as long as the label says the same.
    """
    draft.offered_no = beginning.offered_no
    is_same = draft.foundation == beginning.foundation
    if is_same and (not is_copying or draft.annotations == beginning.annotations):
        return
    # Another window may show what it said until now: a change made from that has to be refused.
    draft.version += 1
    draft.label_id = beginning.label.id if beginning.label is not None else None
    draft.foundation = beginning.foundation
    draft.annotations, draft.rejections = beginning.annotations, beginning.rejections
