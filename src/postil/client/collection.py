"""Collection: many resources, asked for in pages while they are gone through."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")


class Collection(Generic[T]):
    """An iterator over resources; nothing is asked of the server before the first is wanted.

    What was taken is gone, as with any iterator: `list(...)` keeps all of them.
    """

    def __init__(self, items: Iterable[T]) -> None:
        self._items = iter(items)

    def __iter__(self) -> Iterator[T]:
        """Return the iterator itself."""
        return self

    def __next__(self) -> T:
        """Return the next resource."""
        return next(self._items)

    def get_one(self) -> T | None:
        """Return the next resource, None when there are no more.

        `first = client.get_projects(name="street").get_one()`
        """
        return next(self._items, None)

    def get_many(self, n: int) -> list[T]:
        """Return the next `n` resources, fewer at the end.

        `some = dataset.data_rows().get_many(10)`
        """
        return list(islice(self._items, n))
