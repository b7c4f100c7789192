"""Plan: a statement as its driver takes it, and what has to be done to values on their way in and out.

What the library puts between a driver and its caller costs more than most statements of a small import. A
plan asks the library once what it would do each time.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Result, Select, Update
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Change = Callable[[Any], Any]
Statement = Select[Any] | Insert | Update | Delete


class Plan:
    """A statement as it is sent.

    Args:
        statement: The statement.
        dialect: What it is spelled for.
        lists: How long the lists among its placeholders are; item n of `ids` is given as `ids_n`, from 1.
    """

    def __init__(self, statement: Statement, dialect: Dialect, lists: Mapping[str, int]) -> None:
        compiled = statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(f"not a statement: {statement}")
        spelled = compiled.construct_expanded_state({mark: [None] * size for mark, size in lists.items()})
        self._text, self._driver = spelled.statement, dialect.loaded_dbapi
        self._order = spelled.positiontup
        ins = {name: _on_the_way_in(bind.type, dialect) for name, bind in compiled.binds.items()}
        changes = {**ins, **spelled.processors}
        self._changes = {name: change for name, change in changes.items() if callable(change)}
        # Constants of the statement; what is given takes the place of the others.
        self._values = {
            name: self._changes[name](value) if value is not None and name in self._changes else value
            for name, value in spelled.parameters.items()
        }
        columns = getattr(compiled.statement, "exported_columns", ())
        self._has_rows = len(columns) > 0
        self._metadata = SimpleResultMetaData([column.key for column in columns])
        outs = [_on_the_way_out(column.type, dialect) for column in columns]
        self._outs = [(number, change) for number, change in enumerate(outs) if change is not None]

    def rows(self, connection: Connection, given: dict[str, Any]) -> Result[Any]:
        """Run the statement and return its rows."""
        with closing(connection.connection.cursor()) as cursor:
            self._execute(cursor, given)
            found = cursor.fetchall() if self._has_rows else []
        return IteratorResult(self._metadata, iter(self._changed(found) if self._outs else found))

    def count(self, connection: Connection, given: dict[str, Any]) -> int:
        """Run the statement and return how many rows it has changed."""
        with closing(connection.connection.cursor()) as cursor:
            self._execute(cursor, given)
            changed: int = cursor.rowcount
        return changed

    def _execute(self, cursor: Any, given: dict[str, Any]) -> None:
        try:
            cursor.execute(self._text, self._parameters(given))
        except self._driver.Error as error:
            # As from the library: callers tell what happened by its classes.
            raise DBAPIError.instance(self._text, None, error, self._driver.Error) from error

    def _parameters(self, given: dict[str, Any]) -> Any:
        changes = self._changes
        values = self._values | {
            name: changes[name](value) if name in changes else value for name, value in given.items()
        }
        return values if self._order is None else [values[name] for name in self._order]

    def _changed(self, rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
        changed = [list(row) for row in rows]
        for row in changed:
            for number, change in self._outs:
                row[number] = change(row[number])
        return changed


def _on_the_way_in(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _on_the_way_out(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
