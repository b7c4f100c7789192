"""Attachments: what is shown beside a data row."""

from typing import Any

import msgspec

from postil.errors import NotFoundError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.listing import Asked, Listing
from postil.model.identity import spell_id
from postil.ports.catalog import Attachment


class NewAttachment(msgspec.Struct, kw_only=True):
    """What an attachment is made of."""

    type: str
    value: str
    name: str | None = None
    data_row_id: str = msgspec.field(name="dataRowId")


class AttachmentChanges(msgspec.Struct, kw_only=True):
    """What is to be changed; None stays."""

    type: str | None = None
    value: str | None = None
    name: str | None = None


def create_attachment(call: Call, _: Any, *, data: Json) -> Json:
    """Put an attachment beside a data row."""
    new = read(data, NewAttachment)
    described = Attachment(type=new.type, value=new.value, name=new.name)
    row_uid = _made_row(call, call.uid(new.data_row_id))
    return attachment_json(call.services.attachments.create(row_uid, described, call.user))


def update_attachment(call: Call, _: Any, *, where: Json, data: Json) -> Json:
    """Change an attachment."""
    changes, uid = read(data, AttachmentChanges), _made_attachment(call, where)
    changed = call.services.attachments.update(
        uid, call.user, type=changes.type, value=changes.value, name=changes.name
    )
    return attachment_json(changed)


def delete_attachment(call: Call, _: Any, *, where: Json) -> Json:
    """Delete an attachment."""
    call.services.attachments.delete(_made_attachment(call, where), call.user)
    return {"id": where["id"]}


def attachments_of(call: Call, source: Json, **asked: Asked) -> list[Json]:
    """Answer the attachments of a data row."""
    found = call.services.attachments.list_attachments(call.uid(source["id"]))
    return Listing(("id", "type", "value", "name"), **asked).page(found, attachment_json)


def attachment_json(attachment: Attachment) -> Json:
    """Spell an attachment."""
    return {
        "id": spell_id(attachment.uid),
        "type": attachment.type,
        "value": attachment.value,
        "name": attachment.name,
    }


def _made_attachment(call: Call, where: Json) -> str:
    uid = call.uid(where["id"])
    try:
        _made_row(call, call.services.attachments.row_uid(uid))
    except NotFoundError:
        raise NotFoundError(f"no attachment {where['id'][:80]!r}") from None
    return uid


def _made_row(call: Call, uid: str) -> str:
    if uid not in call.services.visibility.made_rows("uid", [uid], call.user):
        raise NotFoundError(f"no data row {spell_id(uid)!r}")
    return uid


FIELDS: Fields = {
    "Mutation.createDataRowAttachment": create_attachment,
    "Mutation.updateDataRowAttachment": update_attachment,
    "Mutation.deleteDataRowAttachment": delete_attachment,
    "DataRow.attachments": attachments_of,
}
