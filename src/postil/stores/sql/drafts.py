"""Drafts of people."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from postil.model.wire import decode_annotations, encode_annotations
from postil.ports.drafts import Draft
from postil.stores.sql import schema as t

_draft = t.draft.c
_PLAIN = [name for name in Draft.__struct_fields__ if name not in ("id", "annotations")]
_CHANGING = (
    "label_id", "foundation", "version", "patch_id", "opened_at", "lead_time", "updated_at", "rejections",
    "offered_no", "answered",
)  # fmt: skip


class SqlDrafts:
    """`ports.drafts.DraftStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, uid: str) -> Draft | None:
        """Return a draft."""
        return self._first(_draft.uid == uid)

    def of_task(self, task_id: int, author_id: int) -> Draft | None:
        """Return what a person has begun on a task."""
        return self._first(_draft.task_id == task_id, _draft.author_id == author_id)

    def _first(self, *conditions: ColumnElement[bool]) -> Draft | None:
        row = self._connection.execute(select(t.draft).where(*conditions)).first()
        if row is None:
            return None
        values: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
        return Draft(id=row.id, annotations=decode_annotations(row.document), **values)

    def create(self, draft: Draft) -> Draft:
        """Store a draft; its id is given here."""
        values = {name: getattr(draft, name) for name in _PLAIN}
        statement = insert(t.draft).values(document=encode_annotations(draft.annotations), **values)
        draft.id = self._connection.execute(statement.returning(_draft.id)).scalar_one()
        return draft

    def save(self, draft: Draft, *, before: int) -> bool:
        """Store what may change about a draft; False when its version is not `before` any more."""
        values = {name: getattr(draft, name) for name in _CHANGING}
        change = update(t.draft).where(_draft.id == draft.id, _draft.version == before)
        stored = change.values(document=encode_annotations(draft.annotations), **values)
        return self._connection.execute(stored).rowcount > 0

    def delete(self, draft_id: int) -> None:
        """Forget a draft."""
        self._connection.execute(delete(t.draft).where(_draft.id == draft_id))
