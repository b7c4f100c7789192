"""Attachments: files and texts shown beside a data row."""

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.ports.access import User
from postil.ports.attachments import PlacedAttachment
from postil.ports.catalog import Attachment
from postil.ports.clock import Clock
from postil.ports.store import Activity, Session, Store
from postil.services.catalog.data_rows import row_of
from postil.services.instant import instant

TYPES = (
    "IMAGE", "IMAGE_OVERLAY", "VIDEO", "AUDIO", "HTML", "RAW_TEXT", "TEXT_URL", "PDF_URL", "CAMERA_IMAGE",
)  # fmt: skip
"""What an attachment can be."""


class Attachments:
    """Create, list, get, change and delete attachments. Every change makes a version of the data row."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def create(self, row_uid: str, attachment: Attachment, actor: User) -> Attachment:
        """Put an attachment behind those of a data row.

        Raises:
            NotFoundError: No such data row.
            UsageError: There is no such type, or the value is empty.
        """
        demand_attachment(attachment)
        at = instant(self._clock)
        with self._store.write() as session:
            row = row_of(session, row_uid)
            made = session.attachments.create(row.id, attachment, at)
            _record(session, "create", made.uid, actor, at)
        return made

    def list_attachments(self, row_uid: str) -> list[Attachment]:
        """List the attachments of a data row in the order they were made.

        Raises:
            NotFoundError: No such data row.
        """
        with self._store.read() as session:
            return row_of(session, row_uid).attachments

    def row_uid(self, uid: str) -> str:
        """Return the data row an attachment belongs to.

        Raises:
            NotFoundError: No such attachment.
        """
        with self._store.read() as session:
            placed = _placed(session, uid)
            return session.catalog.rows_by_id([placed.data_row_id])[0].uid

    def update(
        self,
        uid: str,
        actor: User,
        *,
        type: str | None = None,  # noqa: A002 - as the field is called everywhere
        value: str | None = None,
        name: str | None = None,
    ) -> Attachment:
        """Change what is given; leave the rest.

        Raises:
            NotFoundError: No such attachment.
            UsageError: There is no such type, or the value is empty.
        """
        given = {"type": type, "value": value, "name": name}
        at = instant(self._clock)
        with self._store.write() as session:
            placed = _placed(session, uid)
            changes = {field: new for field, new in given.items() if new is not None}
            if not changes:
                return placed.attachment
            placed.attachment = msgspec.structs.replace(placed.attachment, **changes)
            demand_attachment(placed.attachment)
            session.attachments.update(placed, at)
            _record(session, "update", uid, actor, at)
        return placed.attachment

    def delete(self, uid: str, actor: User) -> None:
        """Delete an attachment.

        Raises:
            NotFoundError: No such attachment.
        """
        at = instant(self._clock)
        with self._store.write() as session:
            session.attachments.delete(_placed(session, uid), at)
            _record(session, "delete", uid, actor, at)


def demand_attachment(attachment: Attachment) -> None:
    """Return when an attachment can be.

    Raises:
        UsageError: There is no such type, or the value is empty.
    """
    if attachment.type not in TYPES:
        raise UsageError(
            f"{attachment.type[:80]!r} is no type of attachment", hint=f"use one of {', '.join(TYPES)}"
        )
    if not attachment.value:
        raise UsageError("the value of an attachment is empty", hint="give a URL, or the text itself")


def _placed(session: Session, uid: str) -> PlacedAttachment:
    placed = session.attachments.get(uid)
    if placed is None:
        raise NotFoundError(f"no attachment {uid!r}", hint="list the attachments of the data row")
    return placed


def _record(session: Session, action: str, uid: str, actor: User, at: int) -> None:
    session.record(Activity(at=at, user_id=actor.id, action=action, object_kind="attachment", object_uid=uid))
