"""The statements an import repeats thousands of times, which every dialect spells in its fastest way."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import Table

BundleKey = tuple[int, int]
"""`(data row id, no)` within one set."""

SegmentValues = tuple[
    int,  # bundle_id
    int,  # data_row_id
    int,  # job_id
    int,  # chunk
    int,  # n
    bool,  # needs_settle
    int | None,  # same_as
    str | None,  # about, as JSON
    bytes,  # digest
    bytes,  # lines
    bytes | None,  # document
]

FailureValues = tuple[int, int, str | None, str | None, str]
"""`(job_id, line, key, data_row, issues)`, the issues as JSON."""


class HotStatements(Protocol):
    """Bulk writes inside the transaction at hand."""

    def append(self, table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert rows of the named columns; JSON columns take text.

        Raises:
            ConflictError: A row contradicts a unique key or a reference.
        """
        ...

    def ensure_bundles(self, set_id: int, keys: Sequence[BundleKey]) -> dict[BundleKey, int]:
        """Make the bundles that are missing; return the ids, but not where the data row is not there."""
        ...

    def put_segments(self, rows: Iterable[SegmentValues]) -> None:
        """Write layers; one of the same bundle, job and chunk is replaced and keeps its id."""
        ...

    def put_failures(self, rows: Iterable[FailureValues]) -> None:
        """Write failures; one of the same job and line is replaced."""
        ...
