"""Attachments, one at a time; `CatalogStore` reads them with their data rows."""

from typing import Protocol

import msgspec

from postil.ports.catalog import Attachment


class PlacedAttachment(msgspec.Struct, kw_only=True):
    """An attachment, and the store id of the data row it is shown beside."""

    data_row_id: int
    attachment: Attachment


class AttachmentStore(Protocol):
    """Attachments of data rows that are there. Every change makes a new version of the data row."""

    def create(self, data_row_id: int, attachment: Attachment, at: int) -> Attachment:
        """Store an attachment behind those the data row has; it gets its `id` and `uid` here."""
        ...

    def get(self, uid: str) -> PlacedAttachment | None: ...

    def update(self, placed: PlacedAttachment, at: int) -> None: ...

    def delete(self, placed: PlacedAttachment, at: int) -> None: ...
