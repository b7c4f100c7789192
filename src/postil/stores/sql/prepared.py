"""Prepared: statements built once, because building one costs several times what running it costs.

    @Prepared
    def _by_name(project_id: Any, name: Any) -> Select[Any]:
        return select(t.job).where(_job.project_id == project_id, _job.name == name)

    _by_name(connection, project_id=7, name="boxes.ndjson")

The function is called once, with placeholders; so it must not look at its arguments. A list may stand only
where `in_` takes it, and None only where a column is set: `== None` is not `IS NULL`.
"""

from collections.abc import Callable
from inspect import signature
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Result, bindparam

from postil.stores.sql.plan import Plan, Statement


class Prepared:
    """A statement with placeholders.

    Args:
        build: Makes the statement from its placeholders.
        more: Names of those that `build` takes as `**more`.
    """

    def __init__(self, build: Callable[..., Statement], *more: str) -> None:
        taken = signature(build).parameters.values()
        named = [one.name for one in taken if one.kind != one.VAR_KEYWORD]
        # Names of columns are not free: an UPDATE or INSERT takes such a placeholder for an assignment.
        self._marks = {name: f"given_{name}" for name in (*named, *more)}
        self._statement = build(
            **{name: bindparam(mark, required=False) for name, mark in self._marks.items()}
        )
        self._plans: dict[Dialect, Plan | None] = {}
        self.__doc__ = build.__doc__

    def __call__(self, connection: Connection, **given: Any) -> Result[Any]:
        """Run the statement and return its rows; every placeholder has to be given."""
        plan = self._plan(connection.dialect)
        if plan is None:
            return self._run(connection, given)
        return plan.rows(connection, self._marked(given))

    def count(self, connection: Connection, **given: Any) -> int:
        """Run the statement and return how many rows it has changed; every placeholder has to be given."""
        plan = self._plan(connection.dialect)
        if plan is None:
            return self._run(connection, given).rowcount
        return plan.count(connection, self._marked(given))

    def _run(self, connection: Connection, given: dict[str, Any]) -> CursorResult[Any]:
        return connection.execute(self._statement, self._marked(given))

    def _marked(self, given: dict[str, Any]) -> dict[str, Any]:
        if len(given) != len(self._marks):
            raise TypeError(f"not given: {sorted(self._marks.keys() - given.keys())}")
        marks = self._marks
        return {marks[name]: value for name, value in given.items()}

    def _plan(self, dialect: Dialect) -> Plan | None:
        """Return how the statement is run in that dialect; None when its text depends on its values."""
        try:
            return self._plans[dialect]
        except KeyError:
            plan = self._plans[dialect] = Plan.of(self._statement, dialect, set(self._marks.values()))
            return plan
