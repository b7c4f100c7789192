"""Drafts: opening a task, changing what is there by patches, closing it again."""

from collections.abc import Sequence

import msgspec

from postil.errors import ChangedError, NotFoundError
from postil.model.annotation import Annotation
from postil.model.issue import Issue
from postil.model.pixels import in_pixels
from postil.ports.access import User
from postil.ports.blobs import Blobs
from postil.ports.catalog import CatalogRow
from postil.ports.clock import Clock
from postil.ports.drafts import Draft
from postil.ports.labels import StoredLabel
from postil.ports.projects import Project, Task
from postil.ports.store import Session, Store
from postil.services.catalog.texts import Texts
from postil.services.instant import MICROSECONDS, instant
from postil.services.labels.answered_patches import answer_of, note
from postil.services.labels.beginnings import begin, begin_anew, drafted, drafted_label, label_for
from postil.services.labels.judge import Judge
from postil.services.labels.offering import Offering, Withheld, mark_newer, offering_of
from postil.services.labels.offers import Offer, Taken
from postil.services.labels.patches import Patch, Working, applied
from postil.services.labels.tasks import HOLD_S, demand_open, task_of

HOLD = HOLD_S * MICROSECONDS


class DraftView(msgspec.Struct, kw_only=True):
    """A draft as an editor works on it: `annotations` and `offers` in pixels.

    `label` is what it began with. `is_outdated` says that the label says something else by now,
    `withheld` which pre-labels are there and not shown.
    """

    draft: Draft
    row: CatalogRow
    label: StoredLabel | None
    annotations: list[Annotation]
    offers: list[Offer]
    withheld: Withheld | None
    is_outdated: bool


class Saved(msgspec.Struct):
    """What a patch came to: the draft as it is stored now, and warnings about what was put."""

    draft: Draft
    is_outdated: bool
    issues: list[Issue]


class Drafts:
    """What people have open. A draft is its author's alone: nobody else can read it.

    `blobs` keeps texts that are not inline: without them stretches of those cannot be compared.
    """

    def __init__(self, store: Store, clock: Clock, blobs: Blobs | None = None) -> None:
        self._store, self._clock, self._texts = store, clock, Texts(blobs)

    def open(self, project_uid: str, task_id: int, actor: User, *, is_queued: bool = False) -> DraftView:
        """Open a task: go on with one's draft, or begin one with what the label says.

        Opened from the queue (`is_queued`), the draft of a data row without a label begins with copies of the
        newest pre-labels that are shown, where the project says so.

        A draft in which nothing was changed begins anew when its label has changed. What a person had open in
        the project before is left to others, their draft of it stays.

        Raises:
            NotFoundError: The project has no such task.
            ConflictError: Somebody else has it open.
            AccessError: It is somebody else's, or takes a reviewer.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            task = task_of(session, project_uid, task_id)
            begun = _opened(session, task, actor, at, is_copying=is_queued)
            session.queue.hold(task, actor.id, at + HOLD)
        # What is offered may be much to read: others need not wait for it with what they write.
        with self._store.read() as session:
            return view(session, begun.draft, task, begun.offering)

    def beginning(self, project_uid: str, task_id: int, actor: User, *, is_queued: bool = False) -> DraftView:
        """Tell what a person's draft would say if they opened the task now, and open nothing.

        Neither a draft is made nor the task kept for anybody, so what is told is true until anybody changes
        something. Whoever could not open the task is told as little as then.

        Raises:
            NotFoundError: The project has no such task.
            ConflictError: Somebody else has it open.
            AccessError: It is somebody else's, or takes a reviewer.
        """
        at = instant(self._clock)
        with self._store.read() as session:
            task = task_of(session, project_uid, task_id)
            project = project_with(session, task)
            label = label_for(session, project, task, actor, is_reading=True)
            begun = _begun(session, project, task, label, actor, at, is_copying=is_queued)
            return view(session, begun.draft, task, begun.offering)

    def find(self, uid: str, actor: User) -> Draft:
        """Return one's draft as it is stored.

        Raises:
            NotFoundError: There is none, or it is somebody else's.
        """
        with self._store.read() as session:
            return draft_of(session, uid, actor)

    def get(self, uid: str, actor: User) -> DraftView:
        """Return one's draft.

        Raises:
            NotFoundError: There is none, or it is somebody else's.
        """
        with self._store.read() as session:
            draft = draft_of(session, uid, actor)
            return view(session, draft, drafted_task(session, draft))

    def patch(self, uid: str, actor: User, patches: Sequence[Patch], *, version: int, patch_id: str) -> Saved:
        """Apply patches to the version of a draft they were made from, all of them or none.

        One of the patches applied last may come again, also while its original is still at work: it happens
        once, and is answered as before.

        Raises:
            NotFoundError: There is no such draft, or it is somebody else's.
            ChangedError: The draft has another version.
            RefusedError: What is put breaks rules.
            ConflictError: A pre-label that is accepted or rejected is not offered any more.
            LimitError: There would be too many annotations.
        """
        at = instant(self._clock)
        with self._store.read() as session:
            draft = draft_of(session, uid, actor)
            task = drafted_task(session, draft)
            is_outdated = drafted_label(session, draft, task)[1] != draft.foundation
            answered = answer_of(draft, patch_id, version)
            if answered is not None:
                return Saved(answered[0], is_outdated, answered[1])
            demand_version(draft, version)
            judge, taken = Judge(session, task, self._texts), Taken(session, task)
            working = Working(annotations=draft.annotations, rejections=draft.rejections)
            after, issues = applied(working, patches, judge, taken)
            draft.annotations, draft.rejections = after.annotations, after.rejections
        is_first = draft.patch_id is None
        draft.version = version + 1
        note(draft, patch_id, issues)
        touch(draft, at)
        with self._store.write() as session:
            if not session.drafts.save(draft, before=version):
                found = draft_of(session, uid, actor)
                answered = answer_of(found, patch_id, version)
                if answered is None:
                    raise stale(found)
                return Saved(answered[0], is_outdated, answered[1])
            _keep_for(session, task, actor, at)
            if is_first:
                # Somebody works on it now: undoing the import that made it does not take it away.
                session.queue.keep(task.id)
        return Saved(draft, is_outdated, issues)

    def close(self, uid: str, actor: User) -> None:
        """Leave a task to others and end the sitting; the draft stays."""
        at = instant(self._clock)
        with self._store.write() as session:
            draft = draft_of(session, uid, actor)
            draft.lead_time, draft.opened_at = worked(draft, at), None
            session.drafts.save(draft, before=draft.version)
            session.queue.release(draft.task_id, actor.id)

    def discard(self, uid: str, actor: User) -> None:
        """Forget a draft, and leave its task to others."""
        with self._store.write() as session:
            draft = draft_of(session, uid, actor)
            session.drafts.delete(draft.id)
            session.queue.release(draft.task_id, actor.id)


class _Begun(msgspec.Struct):
    """What a draft says when it is opened, and its version in the store until now, 0 for a new one.

    `offering` is what is offered beside it, where that was read already.
    """

    draft: Draft
    before: int
    offering: Offering | None


def _opened(session: Session, task: Task, actor: User, at: int, *, is_copying: bool) -> _Begun:
    project = project_with(session, task)
    label = label_for(session, project, task, actor)
    begun = _begun(session, project, task, label, actor, at, is_copying=is_copying)
    if begun.before == 0:
        begun.draft = session.drafts.create(begun.draft)
        return begun
    touch(begun.draft, at)
    session.drafts.save(begun.draft, before=begun.before)
    return begun


def _begun(
    session: Session,
    project: Project,
    task: Task,
    label: StoredLabel | None,
    actor: User,
    at: int,
    *,
    is_copying: bool,
) -> _Begun:
    demand_open(session, task, actor, author_of(session, label), at)
    beginning = begin(session, project, task, label, is_copying=is_copying)
    draft = session.drafts.of_task(task.id, actor.id)
    if draft is None:
        return _Begun(drafted(task, beginning, actor, at), 0, beginning.offering)
    before = draft.version
    if draft.patch_id is None:
        begin_anew(draft, beginning, is_copying=is_copying)
    return _Begun(draft, before, beginning.offering)


def touch(draft: Draft, at: int) -> None:
    """Note that its author is at work: a sitting goes on, or after a long pause another one begins."""
    if draft.opened_at is None or at - draft.updated_at > HOLD:
        draft.lead_time, draft.opened_at = worked(draft, at), at
    draft.updated_at = at


def worked(draft: Draft, at: int) -> int:
    """Return how long a draft was worked on, in microseconds; a long pause ends with the last change."""
    if draft.opened_at is None:
        return draft.lead_time
    end = at if at - draft.updated_at <= HOLD else draft.updated_at
    return draft.lead_time + max(end - draft.opened_at, 0)


def view(session: Session, draft: Draft, task: Task, offering: Offering | None = None) -> DraftView:
    """Show a draft to its author; `offering` is what is offered beside it, read here where it is None."""
    judge = Judge(session, task)
    label, current = drafted_label(session, draft, task)
    if offering is None:
        offering = offering_of(session, project_with(session, task), task)
    offers = offering.offers
    mark_newer(session, task, offers, draft.offered_no)
    for offer in offers:
        offer.annotations = [in_pixels(one, judge.size_of(one)) for one in offer.annotations]
    return DraftView(
        draft=draft,
        row=judge.row,
        label=label,
        annotations=[in_pixels(one, judge.size_of(one)) for one in draft.annotations],
        offers=offers,
        withheld=offering.withheld,
        is_outdated=current != draft.foundation,
    )


def project_with(session: Session, task: Task) -> Project:
    """Return the project of a task.

    Raises:
        NotFoundError: It was deleted.
    """
    project = session.projects.by_id(task.project_id)
    if project is None:
        raise NotFoundError("the project of the task is deleted", hint="list the projects")
    return project


def author_of(session: Session, label: StoredLabel | None) -> int | None:
    """Return who has said the newest in a label."""
    if label is None:
        return None
    version = session.labels.version(label.id, label.head_version)
    return version.author_id if version is not None else label.author_id


def _keep_for(session: Session, task: Task, actor: User, at: int) -> None:
    hold = session.queue.hold_on(task.id, at)
    if hold is None or hold.user_id == actor.id:
        session.queue.hold(task, actor.id, at + HOLD)


def draft_of(session: Session, uid: str, actor: User) -> Draft:
    """Return a draft of a person.

    Raises:
        NotFoundError: There is none, or it is somebody else's.
    """
    draft = session.drafts.get(uid)
    if draft is None or draft.author_id != actor.id:
        raise NotFoundError(f"you have no draft {uid!r}", hint="open the task")
    return draft


def drafted_task(session: Session, draft: Draft) -> Task:
    """Return the task of a draft.

    Raises:
        NotFoundError: It was taken out of its project.
    """
    found = session.projects.tasks_by_id([draft.task_id])
    if not found:
        raise NotFoundError("the data row is not in the project any more", hint="discard the draft")
    return found[0]


def demand_version(draft: Draft, version: int) -> None:
    """Return when a draft has this version.

    Raises:
        ChangedError: It has another one.
    """
    if draft.version != version:
        raise stale(draft)


def stale(draft: Draft) -> ChangedError:
    """Say that a draft has moved on."""
    return ChangedError(
        f"the draft has version {draft.version} by now",
        version=draft.version,
        hint="get it again, and repeat the change on what it says now",
    )
