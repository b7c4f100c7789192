"""Plan: a statement as its driver takes it, and what has to be done to values on their way in and out.

What the library puts between a driver and its caller costs more than most statements of a small import. A
plan asks the library once what it would do each time.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from typing import Any, Self

from sqlalchemy import Connection, Delete, Dialect, Insert, Result, Select, Update
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Change = Callable[[Any], Any]
Statement = Select[Any] | Insert | Update | Delete


class Plan:
    """A compiled statement.

    Args:
        compiled: The statement, its lists written out.
        dialect: What it was compiled for.
    """

    def __init__(self, compiled: SQLCompiler, dialect: Dialect) -> None:
        self._text, self._driver = str(compiled), dialect.loaded_dbapi
        binds = {name: compiled.binds[name] for name in compiled.params if name in compiled.binds}
        self._changes = {
            name: change for name, bind in binds.items() if (change := _on_the_way_in(bind.type, dialect))
        }
        # Constants of the statement; what is given takes the place of the others.
        self._values = {
            name: self._changes[name](value) if value is not None and name in self._changes else value
            for name, value in compiled.params.items()
        }
        self._order: Sequence[str] | None = compiled.positiontup if compiled.positional else None
        columns = getattr(compiled.statement, "exported_columns", ())
        self._has_rows = len(columns) > 0
        self._metadata = SimpleResultMetaData([column.key for column in columns])
        outs = [_on_the_way_out(column.type, dialect) for column in columns]
        self._outs = [(number, change) for number, change in enumerate(outs) if change is not None]

    @classmethod
    def of(cls, statement: Statement, dialect: Dialect, marks: Collection[str]) -> Self | None:
        """Compile a statement; None when the text depends on the values of its placeholders `marks`."""
        binds = _compiled(statement, dialect).binds
        if any(binds[name].expanding for name in marks if name in binds):
            return None
        return cls(_compiled(statement, dialect, render_postcompile=True), dialect)

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


def _compiled(statement: Statement, dialect: Dialect, **options: bool) -> SQLCompiler:
    compiled = statement.compile(dialect=dialect, compile_kwargs=options)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError(f"not a statement: {statement}")
    return compiled


def _on_the_way_in(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _on_the_way_out(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
