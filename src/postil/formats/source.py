"""One line of a file as a JSON tree, with everything that is wrong with it as JSON.

The strict path: several times slower than typed decoding, and taken only for rows that failed it or whose
count of colons says that they hold a key twice or one that is not known.
"""

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from postil.formats.pointers import pointer_to

MAX_DEPTH = 64

Report = Callable[..., None]

_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
# Fewer digits than a whole number beyond the range of a double has; elsewhere seldom seen outside masks.
_MANY_DIGITS = re.compile(rb"[0-9]{300}")
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = np.zeros(256, np.int8)
_STEPS[list(b"[{")] = 1
_STEPS[list(b"]}")] = -1
_PIECE = 1 << 20


class JsonObject(dict[str, Any]):
    """A JSON object that remembers which of its keys came more than once."""

    repeated: tuple[str, ...] = ()


def parse(line: bytes, report: Report) -> JsonObject | None:
    """Return the object on a line, or None after reporting why there is none (SRC002 … SRC007)."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        hint = "save the file as UTF-8"
        report("SRC002", f"byte {error.start + 1} of the row is not UTF-8", hint, got=line[error.start])
        return None
    if is_too_deep(line):
        hint = f"give at most {MAX_DEPTH} levels"
        report("SRC007", f"the row is nested deeper than {MAX_DEPTH} levels", hint)
        return None
    try:
        tree = json.loads(text, object_pairs_hook=_object)
    except ValueError as error:
        report("SRC003", f"the row is not valid JSON: {_reason(error, text)}", _hint(text), got=text[:80])
        return None
    if not isinstance(tree, JsonObject):
        kind = type_name(tree)
        report(
            "SRC004", f"the row is {kind}, must be a JSON object", "write one object per line", got=text[:80]
        )
        return None
    return tree if _is_sound(tree, report) else None


def is_too_deep(line: bytes) -> bool:
    """Say whether brackets outside strings nest deeper than 64."""
    if line.count(b"{") + line.count(b"[") <= MAX_DEPTH:
        return False
    brackets = np.frombuffer(_STRINGS.sub(b"", line).translate(None, _NOT_BRACKETS), np.uint8)
    depth = 0
    for start in range(0, brackets.size, _PIECE):
        levels = np.cumsum(_STEPS[brackets[start : start + _PIECE]], dtype=np.int64) + depth
        if int(levels.max()) > MAX_DEPTH:
            return True
        depth = int(levels[-1])
    return False


def has_long_number(document: bytes) -> bool:
    """Say whether a whole number may be beyond the range of a double; most decoders let those pass."""
    return _MANY_DIGITS.search(document) is not None


def type_name(value: Any) -> str:
    """Name the JSON type of a decoded value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    names = {str: "a string", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "an object")


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    found = JsonObject(pairs)
    if len(found) != len(pairs):
        times = Counter(key for key, _ in pairs)
        found.repeated = tuple(key for key, count in times.items() if count > 1)
    return found


def _reason(error: ValueError, text: str) -> str:
    if isinstance(error, json.JSONDecodeError):
        if error.pos >= len(text.rstrip()):
            return "it ends in the middle"
        return f"{error.msg.lower()} at character {error.pos + 1}"
    return "a number in it has too many digits"


def _hint(text: str) -> str:
    if text.lstrip()[:1] == "[":
        return "write one object per line, without a list around them"
    return "write one complete JSON object per line"


def _is_sound(tree: JsonObject, report: Report) -> bool:
    sound = True
    for pointer, problem in _problems(tree, ""):
        sound = False
        if problem == "surrogate":
            report("SRC003", "a string holds half of a surrogate pair", "write the character itself", pointer)
        elif problem == "twice":
            key = pointer.rsplit("/", 1)[1]
            report("SRC005", f"key {key!r} is given twice", "keep one of them", pointer, got=key)
        else:
            hint = "leave the field out when the value is unknown"
            report("SRC006", f"{problem} is not a finite number", hint, pointer, got=problem)
    return sound


def _problems(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, JsonObject):
        for key in filter(is_text, value.repeated):
            yield pointer_to(pointer, key), "twice"
        for key, inner in value.items():
            if is_text(key):
                yield from _problems(inner, pointer_to(pointer, key))
            else:
                yield pointer, "surrogate"
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _problems(inner, f"{pointer}/{index}")
    elif isinstance(value, str):
        if not is_text(value):
            yield pointer, "surrogate"
    elif isinstance(value, int | float) and (problem := _number_problem(value)) is not None:
        yield pointer, problem


def _number_problem(value: float) -> str | None:
    if isinstance(value, int):
        is_beyond = abs(value) > sys.float_info.max
        return f"about {'-' if value < 0 else ''}1e{len(str(abs(value))) - 1}" if is_beyond else None
    if math.isfinite(value):
        return None
    return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


def is_text(value: str) -> bool:
    """Say whether a string can be written as UTF-8: it holds no lone surrogate."""
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
