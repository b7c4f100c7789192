"""Upsert: data rows changed where they exist, and made where they do not."""

from collections.abc import Iterable, Mapping
from typing import Any

from postil.client.creation import Row, Task, create_rows
from postil.client.progress import Advance
from postil.client.row_key import GlobalKey, RowKey, UniqueId
from postil.client.row_spec import ReadSpec, read_spec
from postil.errors import PostilError, ServerError, UsageError
from postil.model.issue import Issue
from postil.sdk.client import Client as Connected
from postil.sdk.data_rows import DataRow

FIXED = ("row_data", "external_id", "media_type")
"""What a data row has from its beginning."""


class UpsertTask(Task):
    """What became of data rows that were to be made or changed.

    Attributes:
        updated_data_rows: What was changed: `id`, `global_key` and `external_id` of each.
    """

    name = "upsert data rows"

    def __init__(self) -> None:
        super().__init__()
        self.updated_data_rows: list[Row] = []

    def change(self, stored: DataRow) -> None:
        """Note a change."""
        self.updated_data_rows.append(
            {"id": stored.id, "global_key": stored.global_key, "external_id": stored.external_id}
        )


def upsert_rows(
    connected: Connected, dataset: str, items: Iterable[Mapping[str, Any]], advance: Advance
) -> UpsertTask:
    """Change the rows whose `key` names one that exists, and make those without a `key`.

    Raises:
        UsageError: A row is spelled wrong (ROW009, ROW010); nothing was done.
    """
    task = UpsertTask()
    read = [_read(item, number) for number, item in enumerate(items, 1)]
    for key, spec in read:
        if key is not None:
            try:
                task.change(_change(connected, key, spec))
            except ServerError:
                raise
            except PostilError as error:
                task.take(spec, None, [Issue(error.code, error.message, error.hint)])
            advance(1)
    new = [spec for key, spec in read if key is None]
    return create_rows(connected, dataset, new, advance, task)


def _read(item: Any, number: int) -> tuple[RowKey | None, ReadSpec]:
    given = dict(item) if isinstance(item, Mapping) else item
    key = given.pop("key", None) if isinstance(given, dict) else None
    if key is not None and not isinstance(key, UniqueId | GlobalKey):
        raise UsageError(
            f"key of data row {number} is {key!r:.60}, must be a UniqueId or a GlobalKey",
            code="ROW010",
            hint='write "key": GlobalKey("…")',
        )
    return key, read_spec(given, number)


def _change(connected: Connected, key: RowKey, spec: ReadSpec) -> DataRow:
    stored = _find(connected, key)
    for name in FIXED:
        if name in spec.given:
            raise UsageError(
                f"{name} of a data row that exists cannot be changed",
                hint="leave it out, or make another data row",
            )
    given, row = spec.given, spec.row
    has_metadata = "metadata" in given or "metadata_fields" in given
    return connected.data_rows.update(
        stored.id,
        global_key=row.global_key,
        metadata=row.metadata if has_metadata else None,
        attachments=row.attachments if "attachments" in given else None,
    )


def _find(connected: Connected, key: RowKey) -> DataRow:
    if isinstance(key, UniqueId):
        return connected.data_rows.get(key.key)
    for stored in connected.data_rows.with_keys([key.key]):
        return stored
    raise UsageError(
        f"no data row has the global key {key.key!r}", code="ROW003", hint="leave `key` out to make it"
    )
