"""Exports as streams of rows."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec

from postil.errors import UnsupportedError, UsageError
from postil.sdk.client import Client as Connected
from postil.sdk.exports import FORMATS, ExportOrder, whole_lines

FILTERS = ("global_keys", "batch_ids", "dataset_ids", "purposes")
PARAMS = frozenset(
    {
        "attachments",
        "metadata_fields",
        "data_row_details",
        "project_details",
        "label_details",
        "performance_details",
        "interpolated_frames",
        "embeddings",
        "all_projects",
        "all_model_runs",
    }
)
"""What other programs ask to be included."""


class ExportedRow:
    """One row of an export, read when it is looked at."""

    __slots__ = ("json_str",)

    def __init__(self, line: bytes) -> None:
        self.json_str = line.decode()

    @property
    def json(self) -> dict[str, Any]:
        """Return the row."""
        found: dict[str, Any] = msgspec.json.decode(self.json_str)
        return found


class Export:
    """Everything a project holds in a format, streamed by the server while it is gone through.

    Every way of reading begins anew, and raises ServerError when the server broke off: what came before is
    incomplete then.
    """

    status = "COMPLETE"
    completion_percentage = 100.0
    errors = None

    def __init__(self, connected: Connected, project: str, order: ExportOrder) -> None:
        self._connected, self._project, self._order = connected, project, order

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the rows; nothing but the one at hand is in memory."""
        self._demand_lines()
        decode = msgspec.json.decode
        for line in self._lines():
            yield decode(line)

    def _open(self) -> AbstractContextManager[Iterator[bytes]]:
        return self._connected.exports.open(self._project, self._order)

    def get_buffered_stream(self) -> "ExportStream":
        """Return the rows as objects with `.json`, to iterate over or to hand to a function.

        `for row in export.get_buffered_stream(): print(row.json)`
        """
        self._demand_lines()
        return ExportStream(self._lines)

    @property
    def result(self) -> list[dict[str, Any]]:
        """Return all rows at once."""
        return list(self)

    def save(self, path: str | Path) -> int:
        """Write the export to a file as it comes, and return its bytes.

        `size = project.export(format="postil").save("street.ndjson")`
        """
        size = 0
        with (
            Path(path).open("wb") as file,
            self._open() as pieces,
        ):
            for piece in pieces:
                size += file.write(piece)
        return size

    def has_result(self) -> bool:
        """Tell whether there is any row.

        `export.has_result()`
        """
        with self._open() as pieces:
            return next(whole_lines(pieces), None) is not None

    def has_errors(self) -> bool:
        """Tell that an export that breaks off says so by an exception.

        `export.has_errors()`
        """
        return False

    def wait_till_done(self, timeout_seconds: float = 7200.0) -> None:
        """Wait until it can be read, which is at once.

        `export.wait_till_done()`
        """

    def wait_until_done(self, timeout_seconds: float = 7200.0) -> None:
        """Wait until it can be read, which is at once.

        `export.wait_until_done()`
        """

    def _lines(self) -> Iterator[bytes]:
        with self._open() as pieces:
            yield from whole_lines(pieces)

    def _demand_lines(self) -> None:
        if self._order.format == "label_studio":
            raise UnsupportedError(
                "an export for Label Studio is one JSON array, not a row per line", hint="use save(path)"
            )


class ExportStream:
    """The rows of an export, to iterate over once, or to hand to a function."""

    def __init__(self, lines: Callable[[], Iterator[bytes]]) -> None:
        self._lines = lines

    def __iter__(self) -> Iterator[ExportedRow]:
        """Yield the rows."""
        return map(ExportedRow, self._lines())

    def start(self, stream_handler: Callable[[ExportedRow], object]) -> None:
        """Call a function with every row.

        `export.get_buffered_stream().start(lambda row: print(row.json))`
        """
        for row in self:
            stream_handler(row)


ExportTask, BufferedJsonConverterOutput = Export, ExportedRow
"""The names other programs have for them."""


def order_of(format_name: str, filters: Mapping[str, Any], params: Mapping[str, Any]) -> ExportOrder:
    """Return what to ask the server for.

    Raises:
        UsageError: There is no such format, filter or parameter.
        UnsupportedError: Several datasets or batches are named.
    """
    for kind, given, known in (
        ("format", [format_name], FORMATS),
        ("filter", filters, FILTERS),
        ("parameter", params, sorted(PARAMS)),
    ):
        for name in given:
            if name not in known:
                raise _unknown(kind, name, known)
    return ExportOrder(
        format=format_name,
        purpose=list(filters.get("purposes") or []),
        dataset=_only(filters, "dataset_ids"),
        batch=_only(filters, "batch_ids"),
        global_key=list(filters.get("global_keys") or []),
    )


def _only(filters: Mapping[str, Any], name: str) -> str | None:
    given = list(filters.get(name) or [])
    if len(given) > 1:
        raise UnsupportedError(f"filter {name} has {len(given)} ids, takes one", hint="export one by one")
    return given[0] if given else None


def _unknown(kind: str, name: str, known: "tuple[str, ...] | list[str]") -> UsageError:
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(known)}"
    return UsageError(f"{kind} {name!r} of the export is not known", hint=hint)
