"""From a JSON tree to a typed row, field by field: unknown keys, empty spellings and wrong types.

The strict path's second half. A tree that comes out of it without an error gives the same row as typed
decoding; what the row cannot hold is kept in `extra` by JSON pointer, so that the writer puts it back.
"""

import re
import types
import typing
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from postil.formats.labelbox import wire
from postil.formats.labelbox.reading import Reading, quoted
from postil.formats.labelbox.wire import FILLED, Row
from postil.formats.pointers import pointer_to, value_at

Struct = type[msgspec.Struct]


def _members(hint: Any) -> list[Any]:
    """Flatten unions, lists and annotations of a type hint."""
    if get_origin(hint) is typing.Annotated:
        return [*hint.__metadata__, *_members(hint.__origin__)]
    if get_origin(hint) in (list, Union, types.UnionType):
        return [member for part in get_args(hint) for member in _members(part)]
    return [hint]


def _struct(hint: Any) -> Struct | None:
    found = [part for part in _members(hint) if isinstance(part, type) and issubclass(part, msgspec.Struct)]
    return found[0] if found else None


_HINTS = get_type_hints(Row, include_extras=True)
_CHILDREN: dict[Struct, dict[str, Struct | None]] = {}
_FILLED: set[tuple[Struct, str]] = set()


def _learn(struct: Struct) -> None:
    if struct in _CHILDREN:
        return
    hints = get_type_hints(struct, vars(wire), include_extras=True)
    _CHILDREN[struct] = {key: _struct(hint) for key, hint in hints.items()}
    _FILLED.update((struct, key) for key, hint in hints.items() if FILLED in _members(hint))
    for child in _CHILDREN[struct].values():
        if child is not None:
            _learn(child)


_learn(Row)


def fill(reading: Reading, tree: dict[str, Any]) -> None:
    """Set the row of `reading` from a tree; report unknown keys (ROW009) and wrong types."""
    known = _known(tree, Row, "", reading)
    fields: dict[str, Any] = {}
    broken = []
    # The names first, so that every later issue says which data row and which annotation it is about.
    for key in sorted(known, key=lambda name: name not in ("uuid", "dataRow")):
        try:
            fields[key] = msgspec.convert(known[key], _HINTS[key])
        except msgspec.ValidationError as error:
            broken.append(key)
            _report_type(reading, tree, key, str(error))
        else:
            if key in ("uuid", "dataRow"):
                setattr(reading.row, key, fields[key])
    reading.row = Row(**fields)
    reading.broken = frozenset(broken)


def _known(value: Any, struct: Struct | None, pointer: str, reading: Reading) -> Any:
    """Copy a tree without what the row has no field for."""
    if isinstance(value, list):
        return [_known(inner, struct, f"{pointer}/{index}", reading) for index, inner in enumerate(value)]
    if not isinstance(value, dict) or struct is None:
        return value
    children = _CHILDREN[struct]
    kept = {}
    for key, inner in value.items():
        here = pointer_to(pointer, key)
        if key not in children:
            reading.extra[here] = inner
            hint = "remove it, or correct its spelling; it is kept and written back"
            reading.report("ROW009", f"unknown key {quoted(key)}", hint, here, got=inner, severity="warning")
        elif inner is None or (inner == [] and (struct, key) in _FILLED):
            reading.extra[here] = inner
        else:
            kept[key] = _known(inner, children[key], here, reading)
    return kept


_PATH = re.compile(r" - at `\$([^`]*)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_TYPES = (
    ("`int | float", "a number"),
    ("`int", "a whole number"),
    ("`float", "a number"),
    ("`str | object | array", "text, an object or a list of objects"),
    ("`str", "text"),
    ("`object", "an object"),
    ("`array", "a list"),
    ("`bool", "true or false"),
)
_CODES = (
    (re.compile(r"/answers?(/\d+)?$"), "CLS003", 'give text, an option as {"name": …}, or a list of these'),
    (re.compile(r"/colorRGB(/\d+)?$"), "MSK007", "give three integers from 0 to 255"),
    (re.compile(r"/mask/(counts|size)(/\d+)?$"), "MSK005", "give size as [height, width], counts as a list"),
    (re.compile(r"^/uuid$"), "ROW012", "give a uuid as text, or leave it out"),
    (re.compile(r"^/relationship/type$"), "REL003", "use unidirectional or bidirectional"),
)  # fmt: skip
_TIMES = re.compile(r"/(frame|index)$|/frames/\d+/(start|end)$")


def _report_type(reading: Reading, tree: dict[str, Any], key: str, text: str) -> None:
    found = _PATH.search(text)
    steps = [first or second for first, second in _STEP.findall(found.group(1) if found else "")]
    pointer = "/" + "/".join([key, *steps])
    missing = re.match(r"Object missing required field `([^`]*)`", text)
    if missing:
        name = missing.group(1)
        pointer = f"{pointer}/{name}"
        reading.report("ROW010", f"{name} is missing", f"give {name}", pointer)
        return
    got = value_at(tree, pointer)
    expected = next(
        (words for start, words in _TYPES if text.startswith(f"Expected {start}")), "another type"
    )
    if "`int` <=" in text or "`int` >=" in text:
        expected = "a number within 64 bits"
    code, hint = _code(pointer, got)
    name = pointer.rsplit("/", 1)[1]
    name = f"item {name}" if name.isdigit() else name
    reading.report(
        code, f"{name} is {quoted(got)}, must be {expected}", hint or f"give {expected}",
        pointer, got=got, expected=expected,
    )  # fmt: skip


def _code(pointer: str, got: Any) -> tuple[str, str]:
    if isinstance(got, float) and _TIMES.search(pointer):
        return "VID010", "give whole frames or milliseconds"
    for pattern, code, hint in _CODES:
        if pattern.search(pointer):
            return code, hint
    return "ROW010", ""
