"""Listing: what a list by offset is asked for, and the page that answers it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from postil.facades.labelbox.where import Json, Where, page, windows


class Stored(Protocol):
    """What has an id of the store, by which lists are read."""

    id: int


T = TypeVar("T")
S = TypeVar("S", bound=Stored)


class Listing:
    """Conditions, a page and an order, as the package spells them.

    Args:
        known: Fields that may be asked about in `where`.
        where: Conditions.
        skip: How many to pass over; none when null.
        first: How many to answer at most; 100 when null.
        orderBy: A field, `_ASC` or `_DESC`; null for the order in which things were made.

    Raises:
        UsageError: A condition is not known.
    """

    def __init__(
        self,
        known: Iterable[str],
        *,
        where: object = None,
        skip: int | None = 0,
        first: int | None = 100,
        orderBy: object = None,  # noqa: N803 - as the package spells it
    ) -> None:
        self.where = Where(where, known)
        self._skip, self._first, self._order = skip or 0, 100 if first is None else first, orderBy

    @property
    def name(self) -> str | None:
        """Return the name things must have, None when any will do."""
        name = self.where.equal("name")
        return name if isinstance(name, str) else None

    def page(self, items: Iterable[T], spell: Callable[[T], Json]) -> list[Json]:
        """Answer a page of items; see `where.page`."""
        return page(items, spell, self.where, skip=self._skip, first=self._first, order=self._order)

    def page_of(self, read: Callable[[int, int], Sequence[S]], spell: Callable[[S], Json]) -> list[Json]:
        """Answer a page of what `read(after_id, limit)` lists in the order of ids."""
        return self.page(windows(read, lambda one: one.id), spell)


Asked = Any
"""The arguments of a list, handed on to `Listing`; the schema says which there are."""
