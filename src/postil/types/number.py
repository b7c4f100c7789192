"""Numbers of programs as numbers of JSON: those of numpy become Python's own, all else is left alone."""

from collections.abc import Iterable
from decimal import Decimal
from math import isfinite
from numbers import Integral, Real
from typing import Any

PLAIN = frozenset({int, float})
"""Types JSON has a number for; `bool` has another spelling there."""


def plain(value: Any) -> Any:
    """Return a number of any library as `int` or `float`; what is no number is returned as it is."""
    if type(value) in PLAIN or isinstance(value, bool):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real | Decimal):
        return float(value)
    # Arrays without axes, such as the result of a sum.
    item = getattr(value, "item", None)
    return plain(item()) if callable(item) and getattr(value, "shape", None) == () else value


def plain_whole(value: Any) -> Any:
    """Return a whole number as `int`, also one that came as a fraction (`5.0`); else the value as it is."""
    found = plain(value)
    return int(found) if type(found) is float and found.is_integer() else found


def are_numbers(values: Iterable[Any]) -> bool:
    """Say whether all values are finite numbers of JSON."""
    return all(type(value) in PLAIN and _is_finite(value) for value in values)


def _is_finite(value: float) -> bool:
    try:
        return isfinite(value)
    except OverflowError:
        return False
