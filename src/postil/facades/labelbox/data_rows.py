"""Data rows: what is in the catalog."""

from typing import Any

import msgspec

from postil.errors import NotFoundError, UsageError
from postil.facades.labelbox.arguments import read
from postil.facades.labelbox.call import Call
from postil.facades.labelbox.datasets import dataset_json
from postil.facades.labelbox.field import Fields, Json
from postil.facades.labelbox.instants import instant_text
from postil.facades.labelbox.metadata_schemas import schemas
from postil.facades.labelbox.users import organization_of, user_by_id
from postil.formats.labelbox.media import ending_type, is_url, read_media
from postil.formats.labelbox.row_items import RowItem
from postil.model.data_row import Asset
from postil.model.identity import canonical_uuid, read_id, spell_id
from postil.ports.catalog import CatalogRow
from postil.services.people.links import UPLOADS

MOST_PAGE = 1_000
MOST_EXTERNAL = 1_500
"""Data rows told for external ids in one answer, as the package documents it."""

MOST_NAMED = 100_000


MOST_AWAITED = 200
PATIENCE_S = 2.0
"""Of so many data rows the media are waited for, for so many seconds; the package waits 30 at once."""


class Filter(msgspec.Struct, kw_only=True):
    """Which data rows of a dataset."""

    external_id: str | None = msgspec.field(name="externalId", default=None)


class Doomed(msgspec.Struct, kw_only=True, rename="camel"):
    """What is to be deleted."""

    data_row_ids: list[str]


class Changes(msgspec.Struct, kw_only=True, rename="camel"):
    """What is to be changed; None stays."""

    external_id: str | None = None
    global_key: str | None = None
    row_data: str | None = None
    metadata_fields: list[Json] | None = None


def get_data_row(call: Call, _: Any, *, where: Json) -> Json:
    """Answer a data row."""
    return data_row_json(call, call.services.visibility.data_row(call.uid(where["id"]), call.user))


def list_dataset_rows(call: Call, _: Any, **asked: Any) -> Json:
    """Answer a page of the data rows of a dataset."""
    limit = asked.get("first") or 100
    if not 0 < limit <= MOST_PAGE:
        raise UsageError(f"a page of {limit} is none", hint=f"ask for 1 to {MOST_PAGE}")
    before = asked.get("from")
    found = call.services.visibility.newest_rows(
        call.uid(asked["id"]),
        call.user,
        before_uid=call.uid(before) if before else None,
        limit=limit + 1,
        external_id=read(asked.get("where") or {}, Filter, "where").external_id,
    )
    shown, has_more = found[:limit], len(found) > limit
    cursor = spell_id(shown[-1].uid) if has_more else None
    return {
        "nodes": [data_row_json(call, row) for row in shown],
        "pageInfo": {"hasNextPage": has_more, "startCursor": cursor},
    }


def list_external_ids(call: Call, _: Any, **asked: Any) -> list[Json]:
    """Answer which data rows have external ids, oldest first."""
    names = asked["externalId_in"]
    if len(names) > MOST_EXTERNAL:
        raise UsageError(f"{len(names)} external ids are too many", hint=f"ask for {MOST_EXTERNAL} at most")
    found = call.services.visibility.external_rows(names, call.user, limit=MOST_EXTERNAL)
    return [{"dataRowId": spell_id(row.uid), "externalId": row.external_id} for row in found]


def have_been_processed(
    call: Call,
    _: Any,
    *,
    dataRowIds: list[str] | None = None,  # noqa: N803 - as the package spells it
    globalKeys: list[str] | None = None,  # noqa: N803 - as the package spells it
) -> Json:
    """Answer whether data rows are there; what is not known is waited for only while data rows are made."""
    ids, keys = dataRowIds or [], globalKeys or []
    if len(ids) + len(keys) > MOST_NAMED:
        raise UsageError(f"{len(ids) + len(keys)} data rows are too many", hint=f"name {MOST_NAMED} at most")
    by, names = ("uid", [_uid(one) for one in ids]) if ids else ("global_key", keys)
    is_done = not call.services.upserts.is_running(call.user)
    if not is_done or len(names) <= MOST_AWAITED:
        found = call.services.visibility.seen_findings(by, list(dict.fromkeys(names)), call.user)
        is_done = is_done or len(found) == len(set(names))
        if len(found) <= MOST_AWAITED:
            # Positions of annotations are compared with the size of media that are known.
            call.services.data_rows.await_media([row.uid for row in found.values()], PATIENCE_S)
    return {"allDataRowsHaveBeenProcessed": is_done}


def update_data_row(call: Call, _: Any, *, where: Json, data: Json) -> Json:
    """Change a data row."""
    changes, uid = read(data, Changes), call.uid(where["id"])
    if uid not in call.services.visibility.made_rows("uid", [uid], call.user):
        raise NotFoundError(f"no data row {where['id']!r}")
    if changes == Changes():
        return get_data_row(call, None, where=where)
    item = RowItem(by="uid", key=uid)
    if changes.external_id is not None:
        item.external_id = changes.external_id
    if changes.global_key is not None:
        item.global_key = changes.global_key
    if changes.metadata_fields is not None:
        item.metadata = changes.metadata_fields
    if changes.row_data is not None:
        item.asset = _content(changes.row_data)
        item.is_guessed = is_url(changes.row_data) and ending_type(changes.row_data) is None
    [outcome] = call.services.upserts.apply([item], call.user)
    if outcome.message is not None:
        raise UsageError(outcome.message)
    return get_data_row(call, None, where=where)


def delete_data_rows(call: Call, _: Any, *, where: Json) -> list[Json]:
    """Delete data rows; what is not there is passed over."""
    uids = [call.uid(one) for one in read(where, Doomed, "where").data_row_ids]
    found = call.services.visibility.made_rows("uid", uids, call.user)
    call.services.data_rows.delete(list(found), call.user)
    return [{"id": spell_id(uid)} for uid in found]


def data_row_json(call: Call, row: CatalogRow) -> Json:
    """Spell a data row; what takes a look elsewhere is found only when it is asked for."""
    return {
        "id": spell_id(row.uid),
        "externalId": row.external_id,
        "globalKey": row.global_key,
        "rowData": lambda: row_data_text(call, row),
        "createdAt": instant_text(row.created_at),
        "updatedAt": instant_text(row.updated_at),
        "mediaAttributes": lambda: media_attributes(row),
        "customMetadata": lambda: schemas(call).write(row.metadata),
        "metadataFields": lambda: schemas(call).write_named(row.metadata),
        "dataset": lambda: _dataset(call, row.dataset_id),
        "createdBy": lambda: user_by_id(call, row.created_by),
    }


def row_data_text(call: Call, row: CatalogRow) -> str:
    """Return what a data row shows: an address, a text, or an object as JSON."""
    asset = row.assets[0] if row.assets else Asset()
    if asset.sha256 is not None:
        return call.link(UPLOADS, asset.sha256, lasts_s=None)
    if asset.inline is not None and not isinstance(asset.inline, str):
        return msgspec.json.encode(asset.inline).decode()
    return asset.inline or asset.url or ""


def media_attributes(row: CatalogRow) -> Json:
    """Return size and type of what a data row shows, as they are known."""
    asset = row.assets[0] if row.assets else Asset()
    mime = asset.mime or ("text/plain" if row.media_type == "text" else None)
    known = {"width": asset.width, "height": asset.height, "mimeType": mime, **asset.facts}
    return {name: value for name, value in known.items() if value is not None}


def _content(row_data: str) -> Asset:
    """Read row data as the package sends it to change a data row: an object as its JSON."""
    if row_data.lstrip().startswith("{"):
        try:
            return read_media(msgspec.json.decode(row_data, type=dict[str, Any]), None)
        except (msgspec.DecodeError, RecursionError):
            pass
    return read_media(row_data, None)


def _uid(spelled: str) -> str:
    return read_id(spelled) or canonical_uuid(spelled) or ""


def _dataset(call: Call, dataset_id: int) -> Json | None:
    known = call.memo.setdefault("datasets", {})
    if dataset_id not in known:
        known[dataset_id] = call.services.datasets.by_ids({dataset_id}).get(dataset_id)
    return None if known[dataset_id] is None else dataset_json(call, known[dataset_id])


FIELDS: Fields = {
    "Query.dataRow": get_data_row,
    "Query.datasetDataRows": list_dataset_rows,
    "Query.externalIdsToDataRowIds": list_external_ids,
    "Query.queryAllDataRowsHaveBeenProcessed": have_been_processed,
    "Mutation.updateDataRow": update_data_row,
    "Mutation.deleteDataRows": delete_data_rows,
    "DataRow.organization": organization_of,
}
