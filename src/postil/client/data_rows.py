"""Data rows as objects."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from postil.client.field import Field
from postil.client.media_type import MediaType
from postil.client.resource import Resource
from postil.sdk.client import Client as Connected
from postil.sdk.data_rows import Attachment
from postil.sdk.data_rows import DataRow as Stored

if TYPE_CHECKING:
    from postil.client.datasets import Dataset


class DataRow(Resource):
    """The thing annotations are about: its media, your key for it, and what else is known.

    Attributes:
        uid: The id.
        global_key: Your own key, unique in the whole catalog.
        external_id: Any text of yours; need not be unique.
        row_data: The URL of the media, the media itself where it was given inline, or None.
        media_type: What kind of media it is.
        media_attributes: `width` and `height` in pixels as displayed, and `mime_type`; what is not known
            (yet) is left out.
        media_state: `ready`, or why not: `pending`, `unreachable` …; `media_error` says more.
        metadata: Your fields, by name.
        attachments: Files and texts shown beside it.
        created_at: When it was made, UTC.
        updated_at: When it was changed last, UTC.
    """

    global_key = Field[str | None]()
    external_id = Field[str | None]()
    media_type = Field[MediaType]()
    media_state = Field[str]()
    created_at = Field[datetime | None]()
    updated_at = Field[datetime | None]()

    def __init__(self, connected: Connected, stored: Stored) -> None:
        super().__init__(connected)
        self._take(stored)

    @property
    def name(self) -> str | None:
        """Return what it is called: the global key, else the external id."""
        return self.global_key or self.external_id

    def dataset(self) -> "Dataset":
        """Return the dataset it is in.

        `row.dataset().name`
        """
        from postil.client.datasets import Dataset

        return Dataset(self._connected, self._connected.datasets.get(self._dataset))

    def update(
        self,
        *,
        global_key: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        attachments: Sequence[Attachment] | None = None,
    ) -> None:
        """Change what is given; metadata and attachments are replaced whole.

        `row.update(metadata=row.metadata | {"weather": "rain"})`

        Raises:
            ConflictError: DUP003, another data row has the global key.
        """
        self._take(
            self._connected.data_rows.update(
                self.uid,
                global_key=global_key,
                metadata=None if metadata is None else dict(metadata),
                attachments=attachments,
            )
        )

    @property
    def metadata_fields(self) -> list[dict[str, Any]]:
        """Return the metadata as a list of `name` and `value`."""
        return [{"name": name, "value": value} for name, value in self.metadata.items()]

    def create_attachment(
        self, attachment_type: str, attachment_value: str, attachment_name: str | None = None
    ) -> Attachment:
        """Show one more file or text beside it.

        `row.create_attachment("RAW_TEXT", "taken at night")`
        """
        made = Attachment(type=attachment_type, value=attachment_value, name=attachment_name)
        self.update(attachments=[*self.attachments, made])
        return made

    @staticmethod
    def bulk_delete(data_rows: "Iterable[DataRow]") -> None:
        """Delete data rows one after the other.

        `lb.DataRow.bulk_delete(dataset.data_rows())`
        """
        for row in data_rows:
            row.delete()

    def refresh(self) -> None:
        """Ask the server how it is by now.

        `row.refresh()`
        """
        self._take(self._connected.data_rows.get(self.uid))

    def delete(self) -> None:
        """Delete it and free its global key.

        `row.delete()`
        """
        self._connected.data_rows.delete(self.uid)

    def _take(self, stored: Stored) -> None:
        asset = stored.assets[0] if stored.assets else None
        self.uid = stored.id
        self.global_key = stored.global_key
        self.external_id = stored.external_id
        self.row_data: Any = None if asset is None else asset.url or asset.inline
        self.media_type = MediaType.of(stored.media_type)
        self.media_state = stored.media_state
        self.media_error: str | None = stored.media_error
        self.media_attributes: dict[str, Any] = {}
        if asset is not None:
            known = {"width": asset.width, "height": asset.height, "mime_type": asset.mime}
            self.media_attributes = {name: value for name, value in known.items() if value is not None}
        self.metadata: dict[str, Any] = stored.metadata
        self.attachments: list[Attachment] = stored.attachments
        self.created_at = stored.created_at
        self.updated_at = stored.updated_at
        self._dataset = stored.dataset
