"""What happens beside an import: another import in the middle of it, or the end of its process."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from postil.errors import StoreError
from postil.ports.store import Session, Store


class MeanwhileStore:
    """A store with which something happens right before the n-th write.

    An import writes when it is leased, for every block, and when it is published.
    """

    layers_at_once = 1 << 30

    def __init__(self, store: Store, before: int, act: Callable[[], object]) -> None:
        self._store, self._left, self._act = store, before, act

    def read(self) -> AbstractContextManager[Session]:
        """Open a view."""
        return self._store.read()

    def write(self) -> AbstractContextManager[Session]:
        """Open a transaction."""
        self._left -= 1
        if self._left == 0:
            self._act()
        return self._store.write()

    def is_awaited(self) -> bool:
        """Ask the store."""
        return self._store.is_awaited()

    def close(self) -> None:
        """Leave the store to its owner."""


class FailingStore:
    """A store whose power goes off at the n-th write, before or after that is committed."""

    layers_at_once = 1 << 30

    def __init__(self, store: Store, at: int, *, is_committed: bool) -> None:
        self._store, self._left, self._is_committed = store, at, is_committed

    def read(self) -> AbstractContextManager[Session]:
        """Open a view."""
        return self._store.read()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a transaction, if there is power."""
        self._left -= 1
        with self._store.write() as session:
            yield session
            if self._left == 0 and not self._is_committed:
                raise StoreError("power lost")
        if self._left == 0:
            raise StoreError("power lost")

    def is_awaited(self) -> bool:
        """Ask the store."""
        return self._store.is_awaited()

    def close(self) -> None:
        """Leave the store to its owner."""
