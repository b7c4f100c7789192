"""Data rows that get a new version because something that hangs on them has changed."""

from collections.abc import Sequence

from sqlalchemy import Connection, case, func, update

from postil.stores.sql import schema as t
from postil.stores.sql.records import chunked

_row = t.data_row.c


def touch_rows(connection: Connection, ids: Sequence[int], at: int) -> None:
    """Give data rows the version `at`, or one more than they have where a clock stands still or goes back."""
    version = func.coalesce(_row.edited_at, _row.created_at)
    edited = case((version >= at, version + 1), else_=at)
    for piece in chunked(ids):
        rows = update(t.data_row).where(_row.id.in_(piece)).values(updated_at=at, edited_at=edited)
        connection.execute(rows)
