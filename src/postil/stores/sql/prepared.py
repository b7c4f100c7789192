"""Prepared: statements built once, because building one costs several times what running it costs.

    @Prepared
    def _by_name(project_id: Any, name: Any) -> Select[Any]:
        return select(t.job).where(_job.project_id == project_id, _job.name == name)

    _by_name(connection, project_id=7, name="boxes.ndjson")

The function is called once, with placeholders; so it must not look at its arguments. A list may stand only
where `in_` takes it, and None only where a column is set: `== None` is not `IS NULL`.
"""

from collections.abc import Callable, Sequence
from inspect import signature
from typing import Any

from sqlalchemy import BindParameter, Connection, Dialect, Result, bindparam
from sqlalchemy.sql.visitors import iterate

from postil.stores.sql.plan import Plan, Statement
from postil.stores.sql.records import PIECE


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
        binds = [one for one in iterate(self._statement) if isinstance(one, BindParameter)]
        self._lists = sorted({one.key for one in binds if one.expanding} & set(self._marks.values()))
        self._plans: dict[tuple[Dialect, tuple[int, ...]], Plan] = {}
        self.__doc__ = build.__doc__

    def __call__(self, connection: Connection, **given: Any) -> Result[Any]:
        """Run the statement and return its rows; every placeholder has to be given."""
        values = self._marked(given)
        if not all(values[mark] for mark in self._lists):
            # The library knows how to ask for what is in no list.
            return connection.execute(self._statement, values)
        return self._plan(connection, values).rows(connection, values)

    def count(self, connection: Connection, **given: Any) -> int:
        """Run the statement, one without lists, and return how many rows it has changed."""
        values = self._marked(given)
        return self._plan(connection, values).count(connection, values)

    def _marked(self, given: dict[str, Any]) -> dict[str, Any]:
        if len(given) != len(self._marks):
            raise TypeError(f"not given: {sorted(self._marks.keys() - given.keys())}")
        marks = self._marks
        return {marks[name]: value for name, value in given.items()}

    def _plan(self, connection: Connection, values: dict[str, Any]) -> Plan:
        """Return how the statement is run, and spread its lists over placeholders of their own."""
        sizes: tuple[int, ...] = ()
        for mark in self._lists:
            spread = padded(values.pop(mark))
            sizes = (*sizes, len(spread))
            values.update((f"{mark}_{number}", value) for number, value in enumerate(spread, 1))
        key = (connection.dialect, sizes)
        plan = self._plans.get(key)
        if plan is None:
            lengths = dict(zip(self._lists, sizes, strict=True))
            plan = self._plans[key] = Plan(self._statement, connection.dialect, lengths)
        return plan


def padded(values: Sequence[Any]) -> list[Any]:
    """Repeat the last value of a list until it has one of a few lengths: each is a statement of its own."""
    size = 1 << (len(values) - 1).bit_length()
    return [*values, *[values[-1]] * ((size if size < PIECE else max(PIECE, len(values))) - len(values))]
