"""Suggestions: the global key that was most likely meant, for the first keys of a block that nobody has."""

from postil.ports.store import Store

MAX_KEYS = 50


class Suggestions:
    """Looks near keys up; each key once, and only so many per block that a file of wrong keys stays fast.

    Args:
        store: The database.
        project_id: The project whose keys are told: those of others are none of its members' business.
            0 for an import that goes elsewhere: none are told.
    """

    def __init__(self, store: Store, project_id: int) -> None:
        self._store, self._project_id = store, project_id
        self._near: dict[str, str | None] = {}

    def near(self, key: str) -> str | None:
        """Return a key of the project that begins like `key`; None when there is none or enough were told."""
        if key not in self._near:
            if len(self._near) >= MAX_KEYS:
                return None
            self._near[key] = self._look_up(key)
        return self._near[key]

    def forget(self) -> None:
        """Begin a block. What is told must not depend on earlier ones: a resumed job has not seen them."""
        self._near.clear()

    def _look_up(self, key: str) -> str | None:
        if not self._project_id:
            return None
        with self._store.read() as session:
            for length in (len(key) - 2, len(key) // 2):
                near = session.catalog.near_global_keys(key[: max(length, 1)], 1, self._project_id)
                if near:
                    return near[0]
        return None
