"""Row exports: the lines of one order, page by page, without holding a transaction while bytes go out."""

from collections.abc import Callable, Iterator

from postil.model.issue import Loss
from postil.ports.access import User
from postil.ports.store import Store
from postil.services.exports.order import Order
from postil.services.exports.page import Pages
from postil.services.exports.scope import PAGE, Scope
from postil.services.exports.sources import Sources

FIRST = 50
AIM_BYTES = 1 << 20
"""What is read at once makes about so much text: rows may hold one box or thousands."""


class RowExport:
    """One run of an order; what it names is looked up when it is made.

    Raises:
        NotFoundError: It names a project that is none of the user's.
    """

    def __init__(
        self,
        store: Store,
        order: Order,
        user: User | None,
        sources: Sources,
        losses: Callable[[Loss], None],
    ) -> None:
        self._store = store
        with store.read() as session:
            self._scope = Scope(session, order, user)
            self._pages = Pages(session, self._scope, sources, losses)

    def pages(self) -> Iterator[list[bytes]]:
        """Yield lines, a few hundred at a time."""
        size = FIRST
        for ids in self._scope.pages(self._store):
            start = 0
            while start < len(ids):
                with self._store.read() as session:
                    lines = self._pages.lines(session, ids[start : start + size])
                start += size
                size = _next_size(size, sum(map(len, lines)))
                yield lines

    def lines(self) -> Iterator[bytes]:
        """Yield one line per data row."""
        for page in self.pages():
            yield from page

    def amount(self, most: int) -> int:
        """Return how many data rows will be looked at, counting no further than a page over `most`."""
        amount = 0
        for ids in self._scope.pages(self._store):
            amount += len(ids)
            if amount > most:
                break
        return amount

    def total(self) -> int | None:
        """Count the data rows that will be looked at; None where that would take long."""
        with self._store.read() as session:
            return self._scope.total(session)


def _next_size(size: int, produced: int) -> int:
    if produced > AIM_BYTES:
        return max(size // 2, 1)
    return min(size * 2, PAGE) if produced < AIM_BYTES // 2 else size
