"""Compiled statements, kept for the whole process: each connection pool would compile every one again.

A store has a pool for reading and one for writing. Dialects that compile alike count as the same, so what was
compiled for one pool serves all of them. `sqlite+postil` and `postgresql+postil` name them in a URL.
"""

from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.util import LRUCache

KEPT = 1_000
"""Statements; Postil has some hundred, a few of them with choices that make them several."""

SHARED = {"compiled_cache": LRUCache[object, object](KEPT)}
"""Execution options of every engine."""


class Alike:
    """Makes dialects of one class that speak to the same version of a database equal."""

    server_version_info: tuple[Any, ...] | None

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Alike)
            and type(other) is type(self)
            and other.server_version_info == self.server_version_info
        )

    def __hash__(self) -> int:
        return hash((type(self), self.server_version_info))


for _name in ("sqlite", "postgresql"):
    # Loaded when it is used: whoever has SQLite need not have the other driver.
    registry.register(f"{_name}.postil", f"postil.stores.sql.{_name}_dialect", "Dialect")
