"""Field: an attribute of a resource, by which listings can be narrowed down: `Project.name == "street"`."""

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, Self, TypeVar, overload

from postil.client.resource import Resource
from postil.errors import UsageError

T = TypeVar("T")
R = TypeVar("R", bound=Resource)
Test = Callable[[Any, Any], Any]


class Comparison:
    """A condition on a field, or several that must all hold: `(a == 1) & (b > 2)`."""

    def __init__(self, kind: type[Resource], told: str, matches: Callable[[Any], bool]) -> None:
        self.kind, self.told, self._matches = kind, told, matches

    def matches(self, resource: Resource) -> bool:
        """Tell whether a resource meets it."""
        return self._matches(resource)

    def __and__(self, other: "Comparison") -> "Comparison":
        """Both must hold."""
        mine, theirs = self._matches, other._matches
        return Comparison(self.kind, f"{self.told} & {other.told}", lambda it: mine(it) and theirs(it))

    def __or__(self, other: object) -> "Comparison":
        """Refuse: a listing is narrowed down, never widened."""
        raise UsageError("conditions are joined by &", hint="list twice, and put the results together")

    def __bool__(self) -> bool:
        """Refuse what `and`, `not` and chained comparisons would silently make of it."""
        raise UsageError("a condition is neither true nor false", hint="join them by &, each in brackets")

    def __repr__(self) -> str:
        """Show the condition."""
        return self.told


class Field(Generic[T]):
    """An attribute that resources have, and that their class compares: `Dataset.created_at > monday`."""

    def __set_name__(self, owner: type[Resource], name: str) -> None:
        """Learn whose it is."""
        self._owner, self._name = owner, name

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...

    @overload
    def __get__(self, instance: Resource, owner: type[Any]) -> T: ...

    def __get__(self, instance: Resource | None, owner: type[Any]) -> Self | T:
        """Return the value of a resource; of the class, the field."""
        if instance is None:
            return self
        try:
            found: T = vars(instance)[self._name]
        except KeyError:
            raise AttributeError(f"{owner.__name__!r} object has no attribute {self._name!r}") from None
        return found

    def __set__(self, instance: Resource, value: T) -> None:
        """Keep the value in the resource."""
        vars(instance)[self._name] = value

    def _compared(self, test: Test, sign: str, value: Any) -> Comparison:
        name = self._name

        def matches(resource: Any) -> bool:
            found = getattr(resource, name)
            # What is not known is neither before nor after anything.
            is_comparable = found is not None or test in (operator.eq, operator.ne)
            return is_comparable and bool(test(found, value))

        return Comparison(self._owner, f"({self._owner.__name__}.{name} {sign} {value!r})", matches)

    def __eq__(self, value: object) -> Comparison:  # type: ignore[override]
        """Equal to a value."""
        return self._compared(operator.eq, "==", value)

    def __ne__(self, value: object) -> Comparison:  # type: ignore[override]
        """Not equal to a value."""
        return self._compared(operator.ne, "!=", value)

    def __lt__(self, value: T) -> Comparison:
        """Less than, or before."""
        return self._compared(operator.lt, "<", value)

    def __le__(self, value: T) -> Comparison:
        """At most, or not after."""
        return self._compared(operator.le, "<=", value)

    def __gt__(self, value: T) -> Comparison:
        """Greater than, or after."""
        return self._compared(operator.gt, ">", value)

    def __ge__(self, value: T) -> Comparison:
        """At least, or not before."""
        return self._compared(operator.ge, ">=", value)

    __hash__ = object.__hash__


def narrowed(kind: type[R], found: Iterable[R], where: Comparison | None) -> Iterator[R]:
    """Yield the resources that meet a condition; all without one.

    Raises:
        UsageError: The condition is about resources of another kind, or is none.
    """
    if where is None:
        return iter(found)
    if not isinstance(where, Comparison):
        raise UsageError(
            f"where is {where!r:.60}, must be a condition", hint=f"write {kind.__name__}.created_at > …"
        )
    if where.kind is not kind:
        raise UsageError(
            f"{where!r} is about a {where.kind.__name__}, listed are {kind.__name__}s",
            hint=f"compare a field of {kind.__name__}",
        )
    return filter(where.matches, found)
