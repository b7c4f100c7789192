"""Parts given as objects, or as mappings of their arguments."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

T = TypeVar("T")


def listed(given: Iterable[Any], kind: type[T]) -> list[T]:
    """Return parts as a list of their own; mappings become what they are the arguments of."""
    return [kind(**one) if isinstance(one, Mapping) else one for one in given]
