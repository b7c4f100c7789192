"""Data rows: what is in the catalog.

Reading them; `data_row_changes` makes and changes them.
"""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from postil.facades.native.call import Call, Tagged
from postil.facades.native.metadata_query import MetadataConditions
from postil.facades.native.page import After, Limit, Page
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN, seen
from postil.facades.native.scope import row_in_path
from postil.model.data_row import Asset, MediaType
from postil.ports.catalog import CatalogRow, MediaState
from postil.services.catalog.row_search import RowFilter
from postil.services.instant import moment


class Attachment(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A file or text shown beside a data row; `type` is what Labelbox calls it, such as `IMAGE_URL`."""

    type: str
    value: str
    name: str | None = None


class DataRow(msgspec.Struct, kw_only=True):
    """A data row with its assets in order. Sizes are pixels as displayed."""

    id: str
    dataset: str
    media_type: MediaType
    media_state: MediaState
    assets: list[Asset]
    global_key: str | None = None
    external_id: str | None = None
    data: dict[str, Any] | None = None
    metadata: dict[str, Any] = {}
    attachments: list[Attachment] = []
    media_error: str | None = None
    created_at: datetime
    updated_at: datetime


class DataRowQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which data rows: those of the global keys given, or all that meet the other conditions.

    With `global_key_prefix` they come by global key, otherwise oldest first. A page with a `next` may hold
    fewer than were asked for: a request looks at a bounded number of rows.
    """

    dataset: str | None = None
    global_key: Annotated[
        list[str], msgspec.Meta(max_length=1000, description="May be repeated; then no pages are made.")
    ] = []
    global_key_prefix: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] | None = None
    media_state: MediaState | None = None
    media_type: MediaType | None = None
    metadata: MetadataConditions = []
    after: After = 0
    limit: Limit = 100


def list_data_rows(call: Call[None, DataRowQuery]) -> Page[DataRow]:
    """List data rows."""
    query, visibility = call.query, call.services.visibility
    if query.global_key:
        named = call.services.data_rows.by_global_keys(query.global_key)
        return Page(items=shown_rows(call, visibility.only_seen(named, call.user)))
    found, following = visibility.data_rows(
        call.user,
        RowFilter(
            global_key_prefix=query.global_key_prefix,
            media_state=query.media_state,
            media_type=query.media_type,
            metadata=query.metadata,
        ),
        dataset_uid=query.dataset,
        after_id=query.after,
        limit=query.limit,
    )
    return Page(items=shown_rows(call, found), next=following)


def get_data_row(call: Call[None, None]) -> Tagged:
    """Return a data row."""
    return tagged_row(call, row_in_path(call))


def tagged_row(call: Call[Any, Any], row: CatalogRow) -> Tagged:
    """Show a data row with its version."""
    return Tagged(shown_rows(call, [row])[0], row.version)


def shown_rows(call: Call[Any, Any], rows: list[CatalogRow]) -> list[DataRow]:
    """Show data rows with the public id of their dataset."""
    datasets = call.services.datasets.by_ids({row.dataset_id for row in rows})
    uids = {dataset_id: dataset.uid for dataset_id, dataset in datasets.items()}
    return [_data_row(row, uids.get(row.dataset_id, "")) for row in rows]


def _data_row(row: CatalogRow, dataset_uid: str) -> DataRow:
    return DataRow(
        id=row.uid,
        dataset=dataset_uid,
        media_type=row.media_type,
        media_state=row.media_state,
        assets=row.assets,
        global_key=row.global_key,
        external_id=row.external_id,
        data=row.data,
        metadata=row.metadata,
        attachments=[Attachment(type=a.type, value=a.value, name=a.name) for a in row.attachments],
        media_error=row.media_error,
        created_at=moment(row.created_at),
        updated_at=moment(row.updated_at),
    )


EXAMPLE_ROW = {
    "id": "0190a000-0000-7000-8000-000000000011",
    "dataset": "0190a000-0000-7000-8000-000000000010",
    "media_type": "image",
    "media_state": "ready",
    "assets": [
        {
            "url": "https://images.example.org/kobe.jpg",
            "mime": "image/jpeg",
            "width": 1024,
            "height": 768,
            "size_source": "probed",
        }
    ],
    "global_key": "kobe.jpg",
    "external_id": None,
    "data": None,
    "metadata": {"weather": "rain"},
    "attachments": [],
    "media_error": None,
    "created_at": "2026-01-05T09:30:00Z",
    "updated_at": "2026-01-05T09:30:02Z",
}

ROUTES = [
    Route(
        method="GET",
        path=f"{API}/data-rows",
        name="list_data_rows",
        summary="List the data rows you may know of",
        access=SIGNED_IN,
        handler=list_data_rows,
        query=DataRowQuery,
        response=Page[DataRow],
        description="Those of datasets you made, and those in projects you have a role in.",
        example=Example(response={"items": [EXAMPLE_ROW], "next": None}),
    ),
    Route(
        method="GET",
        path=f"{API}/data-rows/{{uid}}",
        name="get_data_row",
        summary="Get a data row",
        access=seen(row_in_path),
        handler=get_data_row,
        etag=True,
        response=DataRow,
        example=Example(response=EXAMPLE_ROW),
    ),
]
