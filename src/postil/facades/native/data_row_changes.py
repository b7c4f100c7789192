"""Data rows made, uploaded, changed and deleted."""

from io import BufferedReader
from typing import Annotated, Any

import msgspec

from postil.facades.native.call import Call, Tagged
from postil.facades.native.data_rows import EXAMPLE_ROW, Attachment, DataRow, shown_rows, tagged_row
from postil.facades.native.errors import InputError
from postil.facades.native.precondition import expected
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import creator
from postil.facades.native.scope import dataset_creator, row_creator
from postil.model.data_row import MediaType
from postil.model.issue import Issue
from postil.ports.catalog import Attachment as StoredAttachment
from postil.services.catalog.data_rows import RowDraft

MAX_ROWS = 10_000


class NewDataRow(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A data row to be made: content by `url` or `inline`, or none yet."""

    global_key: str | None = None
    external_id: str | None = None
    media_type: MediaType = "image"
    url: str | None = None
    inline: Any = None
    metadata: dict[str, Any] = {}
    attachments: list[Attachment] = []


class NewDataRows(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Data rows to be made."""

    rows: Annotated[list[NewDataRow], msgspec.Meta(min_length=1, max_length=MAX_ROWS)]


class NewRowOutcome(msgspec.Struct, kw_only=True):
    """What became of one new row, by its place in the request: its id, or what is wrong with it."""

    index: int
    global_key: str | None = None
    id: str | None = None
    issues: list[Issue] = []


class NewRowOutcomes(msgspec.Struct, kw_only=True):
    """One outcome per row, in the order of the request."""

    created: int
    rejected: int
    outcomes: list[NewRowOutcome]


class UploadQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What the uploaded file is to be called."""

    global_key: str | None = None
    external_id: str | None = None
    media_type: MediaType = "image"


class DataRowChanges(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What to change; what is absent or null stays. `metadata` and `attachments` are replaced whole."""

    global_key: str | None = None
    metadata: dict[str, Any] | None = None
    attachments: list[Attachment] | None = None


def create_data_rows(call: Call[NewDataRows, None]) -> NewRowOutcomes:
    """Make data rows."""
    drafts = [_draft(row) for row in call.body.rows]
    found = call.services.data_rows.create(call.uid, drafts, call.user)
    outcomes = [
        NewRowOutcome(index=one.index, global_key=one.global_key, id=one.uid, issues=one.issues)
        for one in found
    ]
    created = sum(outcome.id is not None for outcome in outcomes)
    return NewRowOutcomes(created=created, rejected=len(outcomes) - created, outcomes=outcomes)


def upload_data_row(call: Call[None, UploadQuery]) -> DataRow:
    """Make a data row of the body."""
    query, rows = call.query, call.services.data_rows
    draft = RowDraft(global_key=query.global_key, external_id=query.external_id, media_type=query.media_type)
    outcome = rows.upload(call.uid, BufferedReader(call.upload), draft, call.user)
    if outcome.uid is None:
        first = outcome.issues[0]
        raise InputError(first.message, code=first.code, hint=first.hint, issues=outcome.issues)
    return shown_rows(call, [rows.get(outcome.uid)])[0]


def update_data_row(call: Call[DataRowChanges, None]) -> Tagged:
    """Change a data row."""
    changes = call.body
    row = call.services.data_rows.update(
        call.uid,
        call.user,
        global_key=changes.global_key,
        metadata=changes.metadata,
        attachments=None if changes.attachments is None else _attachments(changes.attachments),
        expected=expected(call),
    )
    return tagged_row(call, row)


def delete_data_row(call: Call[None, None]) -> None:
    """Delete a data row."""
    call.services.data_rows.delete([call.uid], call.user, expected=expected(call))


def retry_media(call: Call[None, None]) -> DataRow:
    """Fetch and probe again."""
    row = call.services.data_rows.retry_media(call.uid, call.user)
    call.services.contents.forget(row)
    call.services.thumbnails.forget(row)
    return shown_rows(call, [row])[0]


def _draft(row: NewDataRow) -> RowDraft:
    return RowDraft(
        global_key=row.global_key,
        external_id=row.external_id,
        media_type=row.media_type,
        url=row.url,
        inline=row.inline,
        metadata=row.metadata,
        attachments=_attachments(row.attachments),
    )


def _attachments(given: list[Attachment]) -> list[StoredAttachment]:
    return [StoredAttachment(type=one.type, value=one.value, name=one.name) for one in given]


_NEW = {"rows": [{"global_key": "kobe.jpg", "url": "https://images.example.org/kobe.jpg"}]}
_OUTCOMES = {
    "created": 1,
    "rejected": 0,
    "outcomes": [{"index": 0, "global_key": "kobe.jpg", "id": EXAMPLE_ROW["id"], "issues": []}],
}

ROUTES = [
    Route(
        method="POST",
        path=f"{API}/datasets/{{uid}}/data-rows",
        name="create_data_rows",
        summary="Create data rows by URL or by value",
        access=creator(dataset_creator),
        handler=create_data_rows,
        request=NewDataRows,
        response=NewRowOutcomes,
        description=(
            "Every row that can be made is made; a wrong one is told in its outcome and keeps no other out. "
            "Media is fetched and measured afterwards: a row whose media cannot be reached exists all the "
            "same, with `media_state` `unreachable`, and can be retried."
        ),
        example=Example(_NEW, _OUTCOMES),
    ),
    Route(
        method="POST",
        path=f"{API}/datasets/{{uid}}/uploads",
        name="upload_data_row",
        summary="Create a data row from a file",
        access=creator(dataset_creator),
        handler=upload_data_row,
        query=UploadQuery,
        upload="application/octet-stream",
        response=DataRow,
        status=201,
        description="The body is the file itself. What it is, is read from its bytes, never from its name.",
        example=Example(response=EXAMPLE_ROW),
    ),
    Route(
        method="PATCH",
        path=f"{API}/data-rows/{{uid}}",
        name="update_data_row",
        summary="Change a data row",
        access=creator(row_creator),
        handler=update_data_row,
        etag=True,
        request=DataRowChanges,
        response=DataRow,
        errors={409: "Another data row has this global key."},
        example=Example({"metadata": {"weather": "rain"}}, EXAMPLE_ROW),
    ),
    Route(
        method="DELETE",
        path=f"{API}/data-rows/{{uid}}",
        name="delete_data_row",
        summary="Delete a data row and free its global key",
        access=creator(row_creator),
        handler=delete_data_row,
        etag=True,
        status=204,
    ),
    Route(
        method="POST",
        path=f"{API}/data-rows/{{uid}}/retry-media",
        name="retry_media",
        summary="Fetch and measure the media of a data row again",
        access=creator(row_creator),
        handler=retry_media,
        response=DataRow,
        example=Example(response=EXAMPLE_ROW),
    ),
]
