"""Marking data rows whose projections are no longer true, inside the transaction that made them so."""

from sqlalchemy import ColumnElement, Connection, exists, insert, select

from postil.stores.sql import schema as t

_row, _bundle, _label = t.data_row.c, t.bundle.c, t.label.c


def mark_rows(connection: Connection, *conditions: ColumnElement[bool]) -> None:
    """Mark those of the data rows that anything was said about, by an import or by a person."""
    # Asked one after the other: for either of two things PostgreSQL would read both tables through.
    for says in (_bundle.data_row_id, _label.data_row_id):
        rows = select(_row.id).where(*conditions, exists().where(says == _row.id))
        connection.execute(insert(t.dirty_row).from_select(["data_row_id"], rows.order_by(_row.id)))
