"""Comments of people on tasks."""

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from postil.ports.comments import Comment
from postil.stores.sql import schema as t
from postil.stores.sql.records import first_record, record

_comment = t.comment.c
_PLAIN = [name for name in Comment.__struct_fields__ if name != "id"]
_CHANGING = ("text", "updated_at", "resolved_at", "resolved_by")


class SqlComments:
    """`ports.comments.CommentStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, comment: Comment) -> Comment:
        """Store a comment; its id is given here."""
        values = {name: getattr(comment, name) for name in _PLAIN}
        statement = insert(t.comment).values(values).returning(_comment.id)
        comment.id = self._connection.execute(statement).scalar_one()
        return comment

    def get(self, uid: str) -> Comment | None:
        """Return a comment."""
        return self._first(_comment.uid == uid)

    def by_id(self, comment_id: int) -> Comment | None:
        """Return a comment."""
        return self._first(_comment.id == comment_id)

    def _first(self, condition: ColumnElement[bool]) -> Comment | None:
        return first_record(Comment, self._connection.execute(select(t.comment).where(condition)).first())

    def list_comments(self, task_id: int, *, after_id: int, limit: int) -> list[Comment]:
        """List the comments on a task, oldest first."""
        query = select(t.comment).where(_comment.task_id == task_id, _comment.id > after_id)
        rows = self._connection.execute(query.order_by(_comment.id).limit(limit))
        return [record(Comment, row) for row in rows]

    def save(self, comment: Comment) -> None:
        """Store its text and whether it is resolved."""
        values = {name: getattr(comment, name) for name in _CHANGING}
        self._connection.execute(update(t.comment).where(_comment.id == comment.id).values(values))

    def delete(self, comment_id: int) -> None:
        """Forget a comment, and the answers to it."""
        # Two questions of one index each: for both at once, PostgreSQL may read the whole table.
        self._connection.execute(delete(t.comment).where(_comment.thread_id == comment_id))
        self._connection.execute(delete(t.comment).where(_comment.id == comment_id))
