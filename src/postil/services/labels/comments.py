"""Comments: what people tell each other about a task, in threads that can be resolved."""

import msgspec

from postil.errors import AccessError, NotFoundError, UsageError
from postil.model.identity import new_uid
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.comments import Comment
from postil.ports.store import Activity, Session, Store
from postil.services.instant import instant
from postil.services.labels.tasks import emails, has_role, task_of


class CommentView(msgspec.Struct, kw_only=True):
    """A comment with its thread's id, and who its people are, by store id."""

    comment: Comment
    task_id: int
    thread_uid: str | None
    emails: dict[int, str]


class Comments:
    """Writes, answers and resolves comments on tasks."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def list_comments(
        self, project_uid: str, task_id: int, *, after_id: int = 0, limit: int = 100
    ) -> list[CommentView]:
        """List the comments on a task, oldest first.

        Raises:
            NotFoundError: The project has no such task.
        """
        with self._store.read() as session:
            task = task_of(session, project_uid, task_id)
            found = session.comments.list_comments(task.id, after_id=after_id, limit=limit)
            return [_view(session, one) for one in found]

    def find(self, uid: str) -> Comment:
        """Return a comment as it is stored.

        Raises:
            NotFoundError: There is none.
        """
        with self._store.read() as session:
            return _comment(session, uid)

    def create(
        self,
        project_uid: str,
        task_id: int,
        actor: User,
        text: str,
        *,
        annotation_key: str | None = None,
        thread_uid: str | None = None,
    ) -> CommentView:
        """Say something about a task or one of its annotations, or answer; an answer opens its thread again.

        Raises:
            NotFoundError: The project has no such task, or the task no such thread.
            UsageError: There is no text.
        """
        _check_text(text)
        at = instant(self._clock)
        with self._store.write() as session:
            task = task_of(session, project_uid, task_id)
            thread = _thread(session, task.id, thread_uid)
            made = session.comments.create(
                Comment(
                    id=0,
                    uid=new_uid(),
                    project_id=task.project_id,
                    task_id=task.id,
                    author_id=actor.id,
                    text=text,
                    annotation_key=annotation_key if thread is None else thread.annotation_key,
                    thread_id=None if thread is None else thread.id,
                    created_at=at,
                    updated_at=at,
                )
            )
            if thread is not None and thread.resolved_at is not None:
                thread.resolved_at = thread.resolved_by = None
                session.comments.save(thread)
            _record(session, made, "create", actor, at)
            return _view(session, made)

    def update(
        self, uid: str, actor: User, *, text: str | None = None, is_resolved: bool | None = None
    ) -> CommentView:
        """Change what a comment of one's own says, or resolve a thread or open it again.

        Raises:
            NotFoundError: There is no such comment.
            AccessError: The text is somebody else's.
            UsageError: There is no text, or an answer is to be resolved.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            comment = _comment(session, uid)
            if text is not None:
                _check_text(text)
                _demand_own(comment, actor)
                comment.text, comment.updated_at = text, at
            if is_resolved is not None:
                _resolve(comment, actor, at, is_resolved=is_resolved)
            session.comments.save(comment)
            _record(session, comment, "update", actor, at)
            return _view(session, comment)

    def delete(self, uid: str, actor: User) -> None:
        """Delete a comment of one's own, with the answers to it; a manager deletes those of others too.

        Raises:
            NotFoundError: There is no such comment.
            AccessError: It is somebody else's.
        """
        with self._store.write() as session:
            comment = _comment(session, uid)
            if not has_role(session, actor, comment.project_id, "manager"):
                _demand_own(comment, actor)
            session.comments.delete(comment.id)
            _record(session, comment, "delete", actor, instant(self._clock))


def _comment(session: Session, uid: str) -> Comment:
    found = session.comments.get(uid)
    # The comments on a task that was taken out of its project are for nobody to see.
    if found is None or not session.projects.tasks_by_id([found.task_id]):
        raise NotFoundError(f"no comment {uid!r}", hint="list the comments on the task")
    return found


def _thread(session: Session, task_id: int, uid: str | None) -> Comment | None:
    if uid is None:
        return None
    found = session.comments.get(uid)
    if found is None or found.task_id != task_id:
        raise NotFoundError(f"no comment {uid!r} on this task", hint="list the comments on the task")
    return found if found.thread_id is None else session.comments.by_id(found.thread_id)


def _resolve(comment: Comment, actor: User, at: int, *, is_resolved: bool) -> None:
    if comment.thread_id is not None:
        raise UsageError("an answer is resolved with its thread", hint="resolve the comment it answers")
    if (comment.resolved_at is not None) is not is_resolved:
        comment.resolved_at, comment.resolved_by = (at, actor.id) if is_resolved else (None, None)


def _check_text(text: str) -> None:
    if not text.strip():
        raise UsageError("a comment says something", hint="give `text` at least one character")


def _demand_own(comment: Comment, actor: User) -> None:
    if comment.author_id != actor.id:
        raise AccessError("the comment is somebody else's", hint="answer it")


def _view(session: Session, comment: Comment) -> CommentView:
    thread = session.comments.by_id(comment.thread_id) if comment.thread_id is not None else None
    return CommentView(
        comment=comment,
        task_id=comment.task_id,
        thread_uid=thread.uid if thread is not None else None,
        emails=emails(session, {comment.author_id, comment.resolved_by}),
    )


def _record(session: Session, comment: Comment, action: str, actor: User, at: int) -> None:
    detail: dict[str, object] = {
        "project": session.projects.uid_of(comment.project_id),
        "task": comment.task_id,
        "is_resolved": comment.resolved_at is not None,
    }
    session.record(
        Activity(
            at=at,
            user_id=actor.id,
            action=action,
            object_kind="comment",
            object_uid=comment.uid,
            detail=detail,
        )
    )
