"""Marking data rows whose projections are no longer true, inside the transaction that made them so."""

from sqlalchemy import ColumnElement, Connection, exists, insert, or_, select

from postil.stores.sql import schema as t

_row, _bundle, _label = t.data_row.c, t.bundle.c, t.label.c


def mark_rows(connection: Connection, *conditions: ColumnElement[bool]) -> None:
    """Mark those of the data rows that anything was said about."""
    is_said = or_(
        exists().where(_bundle.data_row_id == _row.id), exists().where(_label.data_row_id == _row.id)
    )
    rows = select(_row.id).where(*conditions, is_said)
    connection.execute(insert(t.dirty_row).from_select(["data_row_id"], rows.order_by(_row.id)))
