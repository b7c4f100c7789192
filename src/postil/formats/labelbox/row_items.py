"""Row items: data rows to be made or changed, as the official package sends them in files of many.

Each item says which data row it means, `id`, and what it is to be, `payload`. What a payload leaves out
stays as it is.
"""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from postil.errors import UsageError
from postil.formats.labelbox.media import declared_type, ending_type, is_url, read_media
from postil.model.data_row import Asset

Json = dict[str, Any]
Absent = msgspec.UnsetType
UNSET = msgspec.UNSET

_BY: dict[str, Literal["new", "uid", "global_key"]] = {"AUTO": "new", "ID": "uid", "GKEY": "global_key"}
_OWN_KEYS = frozenset(
    {
        "row_data", "rowData", "global_key", "globalKey", "external_id", "externalId", "dataset_id",
        "datasetId", "metadata_fields", "metadataFields", "metadata", "attachments", "media_type",
        "mediaType", "embeddings", "media_attributes", "mediaAttributes",
    }
)  # fmt: skip


class ItemAttachment(msgspec.Struct, frozen=True):
    """An attachment as sent."""

    type: str
    value: str
    name: str | None = None


class RowItem(msgspec.Struct, kw_only=True):
    """What is wanted of one data row.

    `row_data` is as it was sent, for who asks what became of it. The media type of an asset is a guess when
    nothing tells it.
    """

    by: Literal["new", "uid", "global_key"]
    key: str = ""
    dataset: str | None = None
    row_data: str | None = None
    asset: Asset | Absent = UNSET
    global_key: str | Absent | None = UNSET
    external_id: str | Absent | None = UNSET
    metadata: list[Json] | Absent = UNSET
    attachments: list[ItemAttachment] | Absent = UNSET
    is_guessed: bool = False
    fault: str | None = None


class _Key(msgspec.Struct):
    type: str = "AUTO"
    value: str | None = None


class _Item(msgspec.Struct):
    payload: Json
    id: _Key = msgspec.field(default_factory=_Key)


_split = msgspec.json.Decoder(list[msgspec.Raw])
_item = msgspec.json.Decoder(_Item)


def split_items(content: bytes) -> list[msgspec.Raw]:
    """Split a file of items without reading them; they refer to `content`.

    Raises:
        UsageError: It is no JSON array.
    """
    try:
        return _split.decode(content)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UsageError(f"a file of data rows is no JSON array: {error}") from None


def read_items(raw: Sequence[msgspec.Raw]) -> list[RowItem]:
    """Read items; of one that cannot be read, `fault` says why."""
    return [_read(one) for one in raw]


def _read(raw: msgspec.Raw) -> RowItem:
    try:
        item = _item.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        return RowItem(by="new", fault=f"the data row cannot be read: {error}")
    read = RowItem(by=_BY.get(item.id.type, "new"), key=item.id.value or "")
    try:
        if item.id.type not in _BY:
            raise UsageError(f"{item.id.type[:80]!r} is no type of key")
        _fill(read, item.payload)
    except UsageError as error:
        read.fault = error.message
    return read


def _fill(read: RowItem, payload: Json) -> None:
    row_data = _given(payload, "row_data", "rowData")
    if row_data is UNSET and "tileLayerUrl" in payload:
        row_data = {key: value for key, value in payload.items() if key not in _OWN_KEYS}
    if row_data is not UNSET:
        read.row_data = row_data if isinstance(row_data, str) else msgspec.json.encode(row_data).decode()
    read.dataset = _text(payload, "dataset_id", "datasetId") or None
    read.global_key = _text(payload, "global_key", "globalKey")
    read.external_id = _text(payload, "external_id", "externalId")
    read.attachments = _attachments(_given(payload, "attachments"))
    read.metadata = _metadata(payload)
    declared = declared_type(payload.get("media_type", payload.get("mediaType")))
    if row_data is not UNSET:
        read.asset = read_media(row_data, declared, read.external_id or None)
        untold = isinstance(row_data, str) and is_url(row_data) and declared is None
        read.is_guessed = untold and ending_type(row_data, read.external_id or None) is None


def _given(payload: Json, *names: str) -> Any:
    return next((payload[name] for name in names if name in payload), UNSET)


def _text(payload: Json, *names: str) -> str | Absent | None:
    found = _given(payload, *names)
    if isinstance(found, str):
        return found
    if found is UNSET or found is None:
        return UNSET if found is UNSET else None
    raise UsageError(f"{names[0]} is {found!r:.60}, must be text")


def _attachments(found: Any) -> list[ItemAttachment] | Absent:
    if isinstance(found, msgspec.UnsetType):
        return found
    try:
        return [msgspec.convert(one, ItemAttachment) for one in msgspec.convert(found or [], list[Any])]
    except msgspec.ValidationError as error:
        raise UsageError(f"attachments cannot be read: {error}") from None


def _metadata(payload: Json) -> list[Json] | Absent:
    found = [payload[name] for name in ("metadata_fields", "metadataFields", "metadata") if name in payload]
    if not found:
        return UNSET
    try:
        lists: list[list[Json] | None] = msgspec.convert(found, list[list[Json] | None])
    except msgspec.ValidationError as error:
        raise UsageError(f"metadata cannot be read: {error}") from None
    return [entry for entries in lists for entry in entries or []]
