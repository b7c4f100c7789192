"""Data rows, for a program with an event loop."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from postil.client.asynchronous.resource import AsyncResource
from postil.client.data_rows import DataRow
from postil.client.media_type import MediaType
from postil.sdk.data_rows import Attachment


class AsyncDataRow(AsyncResource[DataRow]):
    """See `postil.DataRow`, whose attributes it has."""

    name: str | None
    global_key: str | None
    external_id: str | None
    row_data: Any
    media_type: MediaType
    media_attributes: dict[str, Any]
    media_state: str
    media_error: str | None
    metadata: dict[str, Any]
    metadata_fields: list[dict[str, Any]]
    attachments: list[Attachment]
    created_at: datetime | None
    updated_at: datetime | None

    async def update(
        self,
        *,
        global_key: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        attachments: Sequence[Attachment] | None = None,
    ) -> None:
        """See `DataRow.update`."""
        await self._bridge.call(
            self.plain.update, global_key=global_key, metadata=metadata, attachments=attachments
        )

    async def create_attachment(
        self, attachment_type: str, attachment_value: str, attachment_name: str | None = None
    ) -> Attachment:
        """See `DataRow.create_attachment`."""
        return await self._bridge.call(
            self.plain.create_attachment, attachment_type, attachment_value, attachment_name
        )

    async def refresh(self) -> None:
        """See `DataRow.refresh`."""
        await self._bridge.call(self.plain.refresh)

    async def delete(self) -> None:
        """See `DataRow.delete`."""
        await self._bridge.call(self.plain.delete)
