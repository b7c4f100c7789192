"""Comments as stored: what people tell each other about a task."""

from typing import Protocol

import msgspec


class Comment(msgspec.Struct, kw_only=True):
    """What a person said about a task, or about the annotation with `annotation_key` there.

    `thread_id` is the comment it answers, None for one that begins a thread; a thread is resolved as a whole.
    `updated_at` is when its text was last changed.
    """

    id: int
    uid: str
    project_id: int
    task_id: int
    author_id: int
    text: str
    annotation_key: str | None = None
    thread_id: int | None = None
    created_at: int = 0
    updated_at: int = 0
    resolved_at: int | None = None
    resolved_by: int | None = None


class CommentStore(Protocol):
    """Comments, by their id and by what they are about."""

    def create(self, comment: Comment) -> Comment:
        """Store a comment; its id is given here."""
        ...

    def get(self, uid: str) -> Comment | None: ...

    def by_id(self, comment_id: int) -> Comment | None: ...

    def list_comments(self, task_id: int, *, after_id: int, limit: int) -> list[Comment]:
        """List the comments on a task, oldest first."""
        ...

    def save(self, comment: Comment) -> None:
        """Store its text and whether it is resolved."""
        ...

    def delete(self, comment_id: int) -> None:
        """Forget a comment, and the answers to it."""
        ...
