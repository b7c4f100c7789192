"""Page: a part of a long list, and where the next part begins."""

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

import msgspec

T = TypeVar("T")

MOST = 2**53 - 1
"""The largest number that every client reads exactly, and more than any id or version will be."""

Number = Annotated[int, msgspec.Meta(ge=1, le=MOST)]
Limit = Annotated[int, msgspec.Meta(ge=1, le=1000, description="Largest number of items of one page.")]
After = Annotated[
    int,
    msgspec.Meta(
        ge=0, le=MOST, description="The `next` of the page before; leave it out for the first page."
    ),
]


class Page(msgspec.Struct, Generic[T], kw_only=True):
    """Some items. `next` is null on the last page; a page may hold fewer items than were asked for."""

    items: list[T]
    next: int | None = None


class PageQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which part of a list."""

    after: After = 0
    limit: Limit = 100


def next_after(found: Sequence[Any], limit: int) -> int | None:
    """Return the `next` of a page: the store id of its last record when there may be more."""
    last_id: int | None = found[-1].id if len(found) == limit else None
    return last_id
