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

from sqlalchemy import Connection, CursorResult, Executable, bindparam


class Prepared:
    """A statement with placeholders.

    Args:
        build: Makes the statement from its placeholders.
        more: Names of those that `build` takes as `**more`.
    """

    def __init__(self, build: Callable[..., Executable], *more: str) -> None:
        taken = signature(build).parameters.values()
        named = [one.name for one in taken if one.kind != one.VAR_KEYWORD]
        # Names of columns are not free: an UPDATE or INSERT takes such a placeholder for an assignment.
        self._marks = {name: f"given_{name}" for name in (*named, *more)}
        self._statement = build(**{name: bindparam(mark) for name, mark in self._marks.items()})
        self.__doc__ = build.__doc__

    def __call__(self, connection: Connection, **given: Any) -> CursorResult[Any]:
        """Run the statement; every placeholder has to be given."""
        marks = self._marks
        return connection.execute(self._statement, {marks[name]: value for name, value in given.items()})
