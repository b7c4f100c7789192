"""Attachments, one at a time."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from postil.model.identity import new_uid
from postil.ports.attachments import PlacedAttachment
from postil.ports.catalog import Attachment
from postil.stores.sql import schema as t
from postil.stores.sql.data_rows import IS_VISIBLE
from postil.stores.sql.touched_rows import touch_rows

_attachment = t.attachment.c


class SqlAttachments:
    """`ports.attachments.AttachmentStore`; every method acts in the transaction at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, data_row_id: int, attachment: Attachment, at: int) -> Attachment:
        """Store an attachment behind those the data row has; it gets its `id` and `uid` here."""
        values = {"uid": new_uid(), "data_row_id": data_row_id, **_content(attachment)}
        made = insert(t.attachment).values(values).returning(_attachment.id, _attachment.uid)
        number, uid = self._connection.execute(made).one()
        touch_rows(self._connection, [data_row_id], at)
        return Attachment(id=number, uid=uid, **_content(attachment))

    def get(self, uid: str) -> PlacedAttachment | None:
        """Return an attachment of a data row that is there."""
        query = select(t.attachment).join(t.data_row, t.data_row.c.id == _attachment.data_row_id)
        row = self._connection.execute(query.where(_attachment.uid == uid, *IS_VISIBLE)).first()
        if row is None:
            return None
        found = Attachment(id=row.id, uid=row.uid, type=row.type, value=row.value, name=row.name)
        return PlacedAttachment(data_row_id=row.data_row_id, attachment=found)

    def update(self, placed: PlacedAttachment, at: int) -> None:
        """Store type, value and name anew."""
        changed = update(t.attachment).where(_attachment.id == placed.attachment.id)
        self._connection.execute(changed.values(_content(placed.attachment)))
        touch_rows(self._connection, [placed.data_row_id], at)

    def delete(self, placed: PlacedAttachment, at: int) -> None:
        """Forget an attachment."""
        self._connection.execute(delete(t.attachment).where(_attachment.id == placed.attachment.id))
        touch_rows(self._connection, [placed.data_row_id], at)


def _content(attachment: Attachment) -> dict[str, Any]:
    return {"type": attachment.type, "value": attachment.value, "name": attachment.name}
