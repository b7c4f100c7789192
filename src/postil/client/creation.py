"""Creation: data rows made in bulk, and the task that tells what became of them."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, TypeVar

from postil.client.progress import Advance
from postil.client.row_spec import ReadSpec
from postil.errors import PostilError, ServerError
from postil.model.identity import new_uid
from postil.model.issue import Issue
from postil.sdk.call_keys import one_call
from postil.sdk.client import Client as Connected
from postil.sdk.data_rows import ROWS_PER_REQUEST, DataRow, NewDataRow, RowOutcome
from postil.sdk.patience import patiently

Row = dict[str, Any]
T = TypeVar("T", bound="Task")


class Task:
    """What became of data rows that were to be made.

    Everything has been made, or refused, by the time there is a task: `wait_till_done` returns at once.
    Media given by URL is fetched and measured by the server afterwards; `DataRow.media_state` tells.

    Attributes:
        uid: An id of this task, for logs.
        status: `COMPLETE`, also when rows failed: those that could be made were made.
        completion_percentage: 100.
        created_data_rows: What was made: `id`, `global_key`, `external_id` and `row_data` of each.
        issues: What was wrong, with its code, in the order of the rows.
    """

    name = "create data rows"
    status = "COMPLETE"
    completion_percentage = 100.0

    def __init__(self) -> None:
        self.uid = new_uid()
        self.created_data_rows: list[Row] = []
        self.issues: list[Issue] = []
        self._failed: list[Row] = []
        self._errors: list[dict[str, Any]] = []

    @property
    def errors(self) -> list[dict[str, Any]] | None:
        """Return one entry per problem, None without any.

        Each has `message`, `code`, `hint`, and in `failedDataRows` the row as it was given.
        """
        return self._errors or None

    @property
    def failed_data_rows(self) -> list[Row] | None:
        """Return the rows that were not made as they were given, None without any."""
        return self._failed or None

    @property
    def result(self) -> list[Row]:
        """Return what was made; see `created_data_rows`."""
        return self.created_data_rows

    def has_errors(self) -> bool:
        """Tell whether a row was not made.

        `task.has_errors()`
        """
        return bool(self._failed)

    def wait_till_done(self, timeout_seconds: float = 300.0) -> None:
        """Wait until all rows are made or refused, which they are.

        `task.wait_till_done()`
        """

    def wait_until_done(self, timeout_seconds: float = 300.0) -> None:
        """Wait until all rows are made or refused, which they are.

        `task.wait_until_done()`
        """

    def __repr__(self) -> str:
        """Show the outcome in numbers."""
        return f"<Task {self.name!r}: {len(self.created_data_rows)} made, {len(self._failed)} failed>"

    def take(self, spec: ReadSpec, uid: str | None, issues: Sequence[Issue]) -> None:
        """Note what became of a row."""
        row = spec.row
        if uid is not None:
            self.created_data_rows.append(
                {
                    "id": uid,
                    "global_key": row.global_key,
                    "external_id": row.external_id,
                    "row_data": spec.given.get("row_data"),
                }
            )
            return
        self.issues += issues
        self._failed.append(spec.given)
        failed = {
            "globalKey": row.global_key,
            "externalId": row.external_id,
            "rowData": spec.given.get("row_data"),
        }
        for issue in issues:
            told = {"message": issue.message, "code": issue.code, "hint": issue.hint}
            self._errors.append({**told, "failedDataRows": [failed]})


def create_rows(
    connected: Connected, dataset: str, specs: Iterable[ReadSpec], advance: Advance, task: T
) -> T:
    """Make data rows, as many as can be, and return the task, which tells what became of each."""
    rest = iter(specs)
    while part := list(islice(rest, ROWS_PER_REQUEST)):
        sent = [spec for spec in part if spec.file is None and spec.issue is None]
        outcomes = iter(_send(connected, dataset, [spec.row for spec in sent]) if sent else [])
        for spec in part:
            if spec.issue is not None:
                task.take(spec, None, [spec.issue])
            elif spec.file is not None:
                task.take(spec, *_upload(connected, dataset, spec))
            else:
                outcome = next(outcomes)
                task.take(spec, outcome.id, outcome.issues)
        advance(len(part))
    return task


def _send(connected: Connected, dataset: str, rows: list[NewDataRow]) -> list[RowOutcome]:
    """Make one request's worth of rows.

    When the answer is lost they are sent again as the same logical call, of which the server makes nothing
    twice. Should it have forgotten: a row that is refused, and found to be there just as it was asked for, in
    this dataset, was made the first time.
    """
    with one_call():
        with suppress(ServerError):
            return list(connected.data_rows.make(dataset, rows, once=True))
        outcomes = patiently(
            connected.uploads.connection, lambda: list(connected.data_rows.make(dataset, rows))
        )
    asked = {row.global_key: row for row in rows}
    refused = [one.global_key for one in outcomes if one.id is None and one.global_key is not None]
    found = {row.global_key: row for row in connected.data_rows.with_keys(refused)}
    for outcome in outcomes:
        there = found.get(outcome.global_key)
        if there is not None and there.dataset == dataset and _is_as_asked(there, asked[outcome.global_key]):
            outcome.id, outcome.issues = there.id, []
    return outcomes


def _is_as_asked(there: DataRow, asked: NewDataRow) -> bool:
    asset = there.assets[0] if there.assets else None
    content = (None, None) if asset is None else (asset.url, asset.inline)
    said = (asked.url, asked.inline, asked.external_id, asked.metadata)
    return (*content, there.external_id, there.metadata) == said


def _upload(connected: Connected, dataset: str, spec: ReadSpec) -> tuple[str | None, list[Issue]]:
    row, file = spec.row, spec.file
    if file is None:
        raise AssertionError("only a row with a file is uploaded")
    try:
        made = connected.data_rows.upload(
            dataset, file, row.global_key, external_id=row.external_id, media_type=row.media_type
        )
        if row.metadata or row.attachments:
            connected.data_rows.update(made.id, metadata=row.metadata, attachments=row.attachments)
    except ServerError:
        raise
    except PostilError as error:
        return None, [Issue(error.code, error.message, error.hint)]
    return made.id, []
