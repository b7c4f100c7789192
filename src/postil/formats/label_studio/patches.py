"""What a source said beyond what the model would write: small corrections that know what they correct.

A patch is `[pointer, was, is]`. `was` and `is` are one-element lists around a value, or empty where the
key is absent. A patch is applied only where the value to be written still equals `was`, so a correction that
belonged to a geometry goes away with it.
"""

from typing import Any

from postil.formats.pointers import pointer_to

Patch = list[Any]

_MISSING = object()


def same(left: Any, right: Any) -> bool:
    """Say whether two JSON values are equal and spelled alike: 1, 1.0 and true differ."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(value, right[key]) for key, value in left.items())
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


def diff(was: Any, now: Any, pointer: str = "") -> list[Patch]:
    """Return the patches that turn `was` into `now`; lists of different length are replaced whole."""
    if isinstance(was, dict) and isinstance(now, dict):
        return _diff_objects(was, now, pointer)
    if isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        pairs = enumerate(zip(was, now, strict=True))
        return [patch for index, (old, new) in pairs for patch in diff(old, new, f"{pointer}/{index}")]
    return [] if same(was, now) else [[pointer, [was], [now]]]


def _diff_objects(was: dict[str, Any], now: dict[str, Any], pointer: str) -> list[Patch]:
    found: list[Patch] = []
    for key, old in was.items():
        here = pointer_to(pointer, key)
        found += diff(old, now[key], here) if key in now else [[here, [old], []]]
    found += [[pointer_to(pointer, key), [], [new]] for key, new in now.items() if key not in was]
    return found


def apply(patches: list[Patch], value: Any) -> None:
    """Apply in place every patch that still fits."""
    for pointer, was, now in patches:
        steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
        place = value
        for step in steps[:-1]:
            place = _child(place, step)
        current = _child(place, steps[-1])
        if place is not _MISSING and same([] if current is _MISSING else [current], was):
            _set(place, steps[-1], now)


def _child(place: Any, step: str) -> Any:
    if isinstance(place, dict):
        return place.get(step, _MISSING)
    if isinstance(place, list) and step.isdigit() and int(step) < len(place):
        return place[int(step)]
    return _MISSING


def _set(place: Any, step: str, now: list[Any]) -> None:
    if isinstance(place, list):
        if step.isdigit() and int(step) < len(place) and now:
            place[int(step)] = now[0]
    elif isinstance(place, dict):
        if now:
            place[step] = now[0]
        else:
            place.pop(step, None)
