"""JSON pointers (RFC 6901) into rows: extend one, follow one, put values back where they came from."""

from collections.abc import Mapping
from typing import Any


def pointer_to(pointer: str, key: str) -> str:
    """Extend a pointer by one key."""
    return f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"


def value_at(tree: Any, pointer: str) -> Any:
    """Return what a pointer leads to, or None when it leads nowhere."""
    for step in _steps(pointer):
        try:
            tree = tree[int(step)] if isinstance(tree, list) else tree[step]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return tree


def put_back(row: dict[str, Any], extra: Mapping[str, Any]) -> None:
    """Set every value at its pointer, outer ones first; those whose place is gone are left out."""
    for pointer, value in sorted(extra.items(), key=lambda item: item[0].count("/")):
        *way, last = _steps(pointer)
        place = row if not way else value_at(row, "".join(pointer_to("", step) for step in way))
        if isinstance(place, dict):
            place[last] = value


def _steps(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
