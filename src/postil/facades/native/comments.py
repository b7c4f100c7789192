"""Comments: what people tell each other about a task."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from postil.facades.native.call import Call
from postil.facades.native.page import Page, PageQuery
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import at_least
from postil.facades.native.scope import project_in_path, project_of_comment
from postil.facades.native.task_work import task_in_path
from postil.services.instant import moment
from postil.services.labels.comments import CommentView

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000)]
Key = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Comment(msgspec.Struct, kw_only=True):
    """What a person said about a task, or about one annotation there.

    `thread` is the comment it answers, null for one that begins a thread; `author` and `resolved_by` are
    email addresses.
    """

    id: str
    task: int
    author: str | None
    text: str
    annotation: str | None
    thread: str | None
    created_at: datetime
    updated_at: datetime
    resolved_at: datetime | None
    resolved_by: str | None


class NewComment(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is to be said: about the whole task, about an annotation, or in answer to another comment."""

    text: Text
    annotation: Key | None = None
    thread: str | None = None


class CommentChanges(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What to change; what is absent or null stays."""

    text: Text | None = None
    resolved: bool | None = None


def list_comments(call: Call[None, PageQuery]) -> Page[Comment]:
    """List comments."""
    part = call.query
    found = call.services.comments.list_comments(
        call.uid, task_in_path(call), after_id=part.after, limit=part.limit
    )
    after = found[-1].comment.id if len(found) == part.limit else None
    return Page(items=[_shown(one) for one in found], next=after)


def create_comment(call: Call[NewComment, None]) -> Comment:
    """Write a comment."""
    new = call.body
    made = call.services.comments.create(
        call.uid,
        task_in_path(call),
        call.user,
        new.text,
        annotation_key=new.annotation,
        thread_uid=new.thread,
    )
    return _shown(made)


def update_comment(call: Call[CommentChanges, None]) -> Comment:
    """Change or resolve a comment."""
    text, is_resolved = call.body.text, call.body.resolved
    return _shown(call.services.comments.update(call.uid, call.user, text=text, is_resolved=is_resolved))


def delete_comment(call: Call[None, None]) -> None:
    """Delete a comment."""
    call.services.comments.delete(call.uid, call.user)


def _shown(view: CommentView) -> Comment:
    one = view.comment
    return Comment(
        id=one.uid,
        task=one.task_id,
        author=view.emails.get(one.author_id),
        text=one.text,
        annotation=one.annotation_key,
        thread=view.thread_uid,
        created_at=moment(one.created_at),
        updated_at=moment(one.updated_at),
        resolved_at=moment(one.resolved_at) if one.resolved_at is not None else None,
        resolved_by=view.emails.get(one.resolved_by or 0),
    )


_COMMENT: dict[str, Any] = {
    "id": "0190a000-0000-7000-8000-000000000090",
    "task": 1,
    "author": "ada@example.org",
    "text": "is this a van?",
    "annotation": "00000000-0000-4000-8000-000000000001",
    "thread": None,
    "created_at": "2026-01-05T09:30:00Z",
    "updated_at": "2026-01-05T09:30:00Z",
    "resolved_at": None,
    "resolved_by": None,
}
_OF_TASK = f"{API}/projects/{{uid}}/tasks/{{task}}/comments"
_PATH = f"{API}/comments/{{uid}}"

ROUTES = [
    Route(
        method="GET",
        path=_OF_TASK,
        name="list_comments",
        summary="List the comments on a task, oldest first",
        access=at_least("viewer", project_in_path),
        handler=list_comments,
        query=PageQuery,
        response=Page[Comment],
        example=Example(response={"items": [_COMMENT], "next": None}),
    ),
    Route(
        method="POST",
        path=_OF_TASK,
        name="create_comment",
        summary="Comment on a task",
        access=at_least("labeler", project_in_path),
        handler=create_comment,
        request=NewComment,
        response=Comment,
        status=201,
        description="An answer belongs to the thread it answers, and opens it again when it is resolved.",
        example=Example({"text": "is this a van?", "annotation": _COMMENT["annotation"]}, _COMMENT),
    ),
    Route(
        method="PATCH",
        path=_PATH,
        name="update_comment",
        summary="Change a comment of yours, or resolve a thread",
        access=at_least("labeler", project_of_comment),
        handler=update_comment,
        request=CommentChanges,
        response=Comment,
        errors={400: "An answer is resolved with its thread."},
        description="The text is changed by its author alone; whoever may comment resolves a thread.",
        example=Example({"text": "is this a van or a bus?"}, {**_COMMENT, "text": "is this a van or a bus?"}),
    ),
    Route(
        method="DELETE",
        path=_PATH,
        name="delete_comment",
        summary="Delete a comment and the answers to it",
        access=at_least("labeler", project_of_comment),
        handler=delete_comment,
        status=204,
        description="By its author, or a manager of the project.",
    ),
]
