"""Where: the grammar of conditions, order and offset pages the official package generates."""

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from postil.errors import UsageError

T = TypeVar("T")
Json = dict[str, Any]

MOST_PAGE = 5_000
WINDOW = 500
MOST_SORTED = 100_000

_SUFFIXES: dict[str, Callable[[Any, Any], bool]] = {
    "_not": operator.ne,
    "_lte": operator.le,
    "_gte": operator.ge,
    "_lt": operator.lt,
    "_gt": operator.gt,
    "_in": lambda value, wanted: value in wanted,
}


class Where:
    """Conditions that must all hold: `{name: ..}`, `{size_gt: ..}`, `{AND: [{..}, {..}]}`.

    `deleted` is a condition of every list: what is deleted is in none.

    Raises:
        UsageError: A condition is none of these, or is about a field that is not in `known`.
    """

    def __init__(self, where: object, known: Iterable[str]) -> None:
        self.conditions: list[tuple[str, str, Any]] = []
        self._known = frozenset(known)
        self._read({} if where is None else where, 0)

    def equal(self, name: str) -> Any:
        """Return what a field is to be equal to, None when it is not asked for."""
        return next((value for key, suffix, value in self.conditions if (key, suffix) == (name, "")), None)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing can pass: it asks for what is deleted."""
        return any(
            name == "deleted" and bool(value) != (suffix == "_not") for name, suffix, value in self.conditions
        )

    def holds(self, item: Json) -> bool:
        """Tell whether all conditions hold for an object spelled by its GraphQL names."""
        return all(
            _holds(_value(item.get(name)), suffix, wanted)
            for name, suffix, wanted in self.conditions
            if name != "deleted"
        )

    def _read(self, where: object, depth: int) -> None:
        if not isinstance(where, dict) or depth > 20:
            raise UsageError("`where` has to be an object of conditions")
        for key, value in where.items():
            if key == "AND":
                for part in value if isinstance(value, list) else [value]:
                    self._read(part, depth + 1)
                continue
            name, suffix = _split(key)
            if name not in self._known and name != "deleted":
                raise UsageError(f"conditions on {key!r} are not known", hint=f"known: {sorted(self._known)}")
            self.conditions.append((name, suffix, value))


def _split(key: str) -> tuple[str, str]:
    for suffix in _SUFFIXES:
        if key.endswith(suffix):
            return key.removesuffix(suffix), suffix
    return key, ""


def _value(value: Any) -> Any:
    return value() if callable(value) else value


def _holds(value: Any, suffix: str, wanted: Any) -> bool:
    if not suffix:
        return bool(value == wanted)
    try:
        return bool(_SUFFIXES[suffix](value, wanted))
    except TypeError:
        return False  # what cannot be compared is neither less nor more


def page(
    items: Iterable[T],
    spell: Callable[[T], Json],
    where: Where,
    *,
    skip: int = 0,
    first: int = 100,
    order: object = None,
) -> list[Json]:
    """Return one page: what passes the conditions, in the order asked for or the one it came in.

    Items are taken from their iterator no further than the page needs, unless an order is asked for.

    Raises:
        UsageError: `skip` or `first` is below 0, `first` is over 5,000, or there is no such order.
    """
    if skip < 0 or not 0 <= first <= MOST_PAGE:
        raise UsageError(f"a page of {first} after {skip} is none", hint=f"ask for 0 to {MOST_PAGE}")
    if where.is_empty:
        return []
    passing = (spelled for spelled in map(spell, items) if where.holds(spelled))
    found = passing if order is None else _ordered(passing, order)
    return list(islice(found, skip, skip + first))


def _ordered(items: Iterator[Json], order: object) -> Iterator[Json]:
    name, _, direction = str(order).rpartition("_")
    if direction not in ("ASC", "DESC"):
        raise UsageError(f"{str(order)[:80]!r} is no order", hint="write createdAt_ASC or createdAt_DESC")
    known = list(islice(items, MOST_SORTED))
    if any(name not in item or callable(item[name]) for item in known):
        raise UsageError(f"nothing is ordered by {name[:80]!r}", hint="order by createdAt or name")
    known.sort(key=lambda item: (item[name] is not None, item[name]), reverse=direction == "DESC")
    return iter(known)


def windows(read: Callable[[int, int], Sequence[T]], id_of: Callable[[T], int]) -> Iterator[T]:
    """Yield everything a keyset list holds, a window at a time; `read(after_id, limit)` returns one."""
    after = 0
    while True:
        found = read(after, WINDOW)
        yield from found
        if len(found) < WINDOW:
            return
        after = id_of(found[-1])
