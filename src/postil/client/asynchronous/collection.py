"""Collection: many resources, asked for in pages while they are gone through."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Generic, TypeVar

from postil.client.asynchronous.bridge import Bridge

S = TypeVar("S")
T = TypeVar("T")


class AsyncCollection(Generic[T]):
    """An asynchronous iterator over resources; nothing is asked before the first is wanted.

    What was taken is gone: `[one async for one in …]` keeps all of them.
    """

    def __init__(self, items: AsyncIterator[T]) -> None:
        self._items = items

    @classmethod
    def of(
        cls, bridge: Bridge, make: Callable[[], Iterator[S]], wrap: Callable[[S], T]
    ) -> "AsyncCollection[T]":
        """Return the collection of what a plain one yields."""
        return AsyncCollection(wrap(one) async for one in bridge.iterate(make))

    def __aiter__(self) -> AsyncIterator[T]:
        """Return the iterator itself."""
        return self

    async def __anext__(self) -> T:
        """Return the next resource."""
        return await anext(self._items)

    async def get_one(self) -> T | None:
        """Return the next resource, None when there are no more."""
        return await anext(self._items, None)

    async def get_many(self, n: int) -> list[T]:
        """Return the next `n` resources, fewer at the end."""
        found: list[T] = []
        while len(found) < n and (one := await anext(self._items, None)) is not None:
            found.append(one)
        return found
