"""What happens beside an import: another import in the middle of it, or the end of its process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from postil.errors import StoreError
from postil.ports.clock import SystemClock
from postil.ports.store import Session, Store


class MeanwhileClock(SystemClock):
    """A clock that does something when an import looks at it for the second time: its rows are then read."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._act, self._looks = act, 0

    def now(self) -> datetime:
        """Return the present; the second look lasts as long as the act does."""
        self._looks += 1
        if self._looks == 2:
            self._act()
        return super().now()


class FailingStore:
    """A store whose power goes off at the n-th write, before or after that is committed."""

    def __init__(self, store: Store, at: int, *, is_committed: bool) -> None:
        self._store, self._left, self._is_committed = store, at, is_committed

    def read(self):
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

    def close(self) -> None:
        """Leave the store to its owner."""
