"""Submissions: a draft becomes a version of a label, or the person says that there is nothing to be said."""

from collections.abc import Callable

import msgspec

from postil.errors import ConflictError
from postil.model.annotation import Annotation
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.drafts import Draft
from postil.ports.labels import LabelVersion, StoredLabel
from postil.ports.projects import Project, Task, TaskState
from postil.ports.store import Session, Store
from postil.services.instant import instant
from postil.services.labels.beginnings import drafted_label
from postil.services.labels.content import Speech, content_of, keyed, own_label, speak
from postil.services.labels.drafts import (
    author_of,
    demand_version,
    draft_of,
    drafted_task,
    worked,
)
from postil.services.labels.judge import Judge
from postil.services.labels.patches import demand_clean
from postil.services.labels.tasks import demand_open


class Submitted(msgspec.Struct):
    """The label and its new version, and where the task stands now."""

    label: StoredLabel
    version: LabelVersion
    state: TaskState


class Submissions:
    """Submitting and skipping what one has open.

    Args:
        store: The database.
        clock: The time.
        follow: Called after a change of what readers see.
    """

    def __init__(self, store: Store, clock: Clock, follow: Callable[[], None] = lambda: None) -> None:
        self._store, self._clock, self._follow = store, clock, follow

    def submit(
        self, uid: str, actor: User, *, version: int, reason: str = "", is_overwriting: bool = False
    ) -> Submitted:
        """Make a draft a version of its label, and move the task on; all in one transaction.

        Without review in the project the task is done, with it a reviewer's turn. What was not changed is not
        judged again; what was has to answer everything that must be.

        Args:
            uid: The draft, which is gone afterwards.
            actor: Its author.
            version: The version of the draft that is meant.
            reason: Why, for whoever reads the history.
            is_overwriting: Submit although the label says something else by now than when it was opened.

        Raises:
            NotFoundError: There is no such draft, or it is somebody else's.
            ChangedError: The draft has another version.
            AccessError: The task is somebody else's by now, or takes a reviewer.
            RefusedError: What was changed breaks rules.
            ConflictError: The label has changed meanwhile, or somebody else has the task open.
        """
        with self._store.write() as session:
            draft = _draft(session, uid, actor, version)
            task = drafted_task(session, draft)
            label = self._target(session, draft, task, actor, is_overwriting=is_overwriting)
            _judge(session, draft, task, content_of(session, label))
            said, refused = draft.annotations, draft.rejections
            speech = Speech(action="submit", annotations=said, rejections=refused, reason=reason)
            done = self._say(session, draft, task, label, speech, actor)
        self._follow()
        return done

    def skip(self, uid: str, actor: User, *, version: int, reason: str = "") -> Submitted:
        """Say that nothing is to be said about a data row; what was drafted is forgotten.

        The label has a version without annotations and appears in no export with any, until somebody submits.

        Raises:
            NotFoundError: There is no such draft, or it is somebody else's.
            ChangedError: The draft has another version.
            AccessError: The task is somebody else's by now, or takes a reviewer.
            ConflictError: The label has changed meanwhile, or somebody else has the task open.
        """
        with self._store.write() as session:
            draft = _draft(session, uid, actor, version)
            task = drafted_task(session, draft)
            label = self._target(session, draft, task, actor, is_overwriting=False)
            speech = Speech(action="skip", annotations=[], is_skipped=True, reason=reason)
            done = self._say(session, draft, task, label, speech, actor)
        self._follow()
        return done

    def _target(
        self, session: Session, draft: Draft, task: Task, actor: User, *, is_overwriting: bool
    ) -> StoredLabel | None:
        label, foundation = drafted_label(session, draft, task)
        # A draft stays when its task goes to others: that it could be opened once says nothing about now.
        demand_open(session, task, actor, author_of(session, label), instant(self._clock))
        if foundation != draft.foundation and not is_overwriting:
            raise ConflictError(
                "the label says something else by now than when the task was opened",
                hint="discard the draft and open the task again, or submit with `overwrite`",
            )
        return label

    def _say(
        self,
        session: Session,
        draft: Draft,
        task: Task,
        label: StoredLabel | None,
        speech: Speech,
        actor: User,
    ) -> Submitted:
        at = instant(self._clock)
        speech.lead_time = worked(draft, at)
        label = label or own_label(session, task, actor, at)
        version = speak(session, label, speech, actor, at)
        state = move_on(session, task, at)
        session.drafts.delete(draft.id)
        session.queue.release(task.id, actor.id)
        return Submitted(session.labels.by_id(label.id) or label, version, state)


def move_on(session: Session, task: Task, at: int) -> TaskState:
    """Move a task to where it is after a person has spoken, and return that.

    As long as fewer people have spoken than are to, it is the turn of the others.
    """
    project = session.projects.by_id(task.project_id)
    state: TaskState = "in_review" if project is not None and project.review else "done"
    if project is not None and _is_short(session, project, task):
        state = "to_label"
        session.queue.assign([task.id], None, at)
    session.projects.set_task_state([task.id], state, at)
    return state


def _is_short(session: Session, project: Project, task: Task) -> bool:
    if project.overlap == 1:
        return False
    labels = session.labels.of_rows(project.id, [task.data_row_id])
    return len({one.author_id for one in labels if one.head_version}) < project.overlap


def _draft(session: Session, uid: str, actor: User, version: int) -> Draft:
    draft = draft_of(session, uid, actor)
    demand_version(draft, version)
    return draft


def _judge(session: Session, draft: Draft, task: Task, before: list[Annotation]) -> None:
    known = keyed(before)
    changed = {
        one.key: (f"/annotations/{no}", one)
        for no, one in enumerate(draft.annotations)
        if known.get(one.key) != one
    }
    others = {key: one for key, one in keyed(draft.annotations).items() if key not in changed}
    demand_clean(Judge(session, task).judge_submission(changed, others))
