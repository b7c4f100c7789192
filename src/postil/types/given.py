"""Parts given as objects, or as mappings of their arguments."""

from collections.abc import Mapping
from typing import Any, TypeVar

from postil.types.refusal import refuse_type

T = TypeVar("T")


def listed(given: Any, kind: type[T], path: str = "") -> list[T]:
    """Return parts as a list of their own; mappings become what they are the arguments of.

    Raises:
        AnnotationError: Something is no such part (ROW010); `path` leads to the list.
    """
    if isinstance(given, list) and {kind}.issuperset(map(type, given)):
        return list(given)
    if isinstance(given, str | Mapping) or not hasattr(given, "__iter__"):
        what = "" if kind is object else f" of {kind.__name__}"
        refuse_type(f"{given!r:.80} is no list", f"give a list{what}", path, given)
    return [made(one, kind, path) for one in given]


def made(given: Any, kind: type[T], path: str = "") -> T:
    """Return one part; a mapping becomes what it is the arguments of.

    Raises:
        AnnotationError: It is no such part (ROW010); `path` leads to it.
    """
    if isinstance(given, kind):
        return given
    if not isinstance(given, Mapping):
        refuse_type(f"{given!r:.80} is no {kind.__name__}", f"give a {kind.__name__}", path, given)
    return kind(**given)


def check_text(value: object, path: str) -> None:
    """Refuse what should be text and is not (ROW010)."""
    if not isinstance(value, str):
        refuse_type(f"{value!r:.80} is no text", "give text", path, value)
