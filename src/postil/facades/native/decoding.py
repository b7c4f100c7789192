"""Decoding: JSON bodies and query strings into declared structs, with the place of what is wrong."""

import difflib
import functools
import re
import sys
from collections.abc import Hashable, Iterator
from typing import Annotated, Any, TypeVar, cast, get_origin
from urllib.parse import parse_qsl

import msgspec
import numpy as np

from postil.facades.native.errors import InputError
from postil.formats.source import has_long_number
from postil.model.issue import Issue, Where

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)

MAX_DEPTH = 64
_BRACKETS = b'"[]{}'
_OTHERS = bytes(set(range(256)) - set(_BRACKETS))
_STRING = re.compile(rb'"[^"]*"?')
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
_PLACED = re.compile(r"(?P<message>.*?)(?: - at `(?P<path>[^`]*)`)?", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*)`", re.DOTALL)
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


@functools.cache
def _decoder(kind: Hashable) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(kind)


def decode_json(document: bytes, kind: type[T]) -> T:
    """Decode a JSON body.

    Raises:
        InputError: SRC003 not JSON, SRC006 a number beyond a double, SRC007 nested deeper than 64,
            ROW010 not what the route takes.
    """
    if depth(document) > MAX_DEPTH:
        raise _refused("SRC007", f"the body is nested deeper than {MAX_DEPTH} levels", "flatten it")
    try:
        decoded: T = _decoder(cast(Hashable, kind)).decode(document)
    except msgspec.ValidationError as error:
        raise _misfit(str(error), kind) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refused("SRC003", f"the body is not JSON: {error}", "send one JSON document") from None
    if has_long_number(document):
        _demand_calculable(msgspec.json.decode(document), "")
    return decoded


def _demand_calculable(value: Any, place: str) -> None:
    """Refuse whole numbers that are too large to be calculated with; the decoder sees to fractions."""
    if isinstance(value, dict):
        for name, inner in value.items():
            _demand_calculable(inner, f"{place}/{name.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for no, inner in enumerate(value):
            _demand_calculable(inner, f"{place}/{no}")
    elif isinstance(value, int) and abs(value) > sys.float_info.max:
        raise _refused("SRC006", "a number is too large to calculate with", "correct the number", place)


def depth(document: bytes) -> int:
    """Return how deep arrays and objects are nested, without decoding; for broken JSON an upper bound."""
    if document.count(b"[") + document.count(b"{") <= MAX_DEPTH:
        return 0
    # Escaped quotes go first, then all but quotes and brackets, then the strings.
    plain = document.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, _OTHERS)
    steps = _STRING.sub(b"", plain).translate(_STEPS)
    return int(np.frombuffer(steps, np.int8).cumsum(dtype=np.int64).max(initial=0))


def decode_query(query: str, kind: type[S]) -> S:
    """Decode a query string; a parameter may be repeated where the struct has a list.

    Raises:
        InputError: ROW010, a parameter is unknown, given twice, or not what the route takes.
    """
    lists = {field.encode_name for field in msgspec.structs.fields(kind) if _is_list(field.type)}
    values: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, max_num_fields=10_000):
        if name in lists:
            values.setdefault(name, []).append(value)
        elif name in values:
            raise _refused("ROW010", f"parameter {name!r} is given twice", "give it once", f"/{name}")
        else:
            values[name] = value
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise _misfit(str(error), kind) from None


def _is_list(kind: Any) -> bool:
    plain = kind.__origin__ if get_origin(kind) is Annotated else kind
    return get_origin(plain) is list


def _misfit(text: str, kind: Any) -> InputError:
    match = _PLACED.fullmatch(text)
    message, path = (match["message"], match["path"] or "$") if match else (text, "$")
    unknown = _UNKNOWN.fullmatch(message)
    if unknown:
        name = unknown["name"]
        hint, place = suggestion(name, field_names(kind)), pointer(f"{path}.{name}")
        return _refused("ROW010", f"unknown field {name!r} at {path}", hint, place)
    return _refused("ROW010", f"{message} at {path}", "see the description of this route", pointer(path))


def pointer(path: str) -> str:
    """Turn a path like `$.rows[2].name` into a JSON pointer; `-` stands for an element not named."""
    steps = (name or ("-" if index == "..." else index) for name, index in _STEP.findall(path))
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def suggestion(name: str, known: "list[str]") -> str:
    """Say which of the known names was probably meant."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else "known here: " + ", ".join(sorted(known))


def field_names(kind: Any) -> "list[str]":
    """List the field names of a struct and of the structs below it, its own first."""
    return list(dict.fromkeys(_names(msgspec.inspect.type_info(kind), set())))


def _names(info: Any, seen: "set[type]") -> Iterator[str]:
    if isinstance(info, msgspec.inspect.StructType) and info.cls not in seen:
        seen.add(info.cls)
        yield from (field.encode_name for field in info.fields)
        for field in info.fields:
            yield from _names(field.type, seen)
    for part in (getattr(info, "item_type", None), getattr(info, "value_type", None)):
        yield from _names(part, seen) if part is not None else ()
    for part in getattr(info, "types", ()):
        yield from _names(part, seen)


def _refused(code: str, message: str, hint: str, place: str = "") -> InputError:
    issue = Issue(code, message, hint, where=Where(pointer=place))
    return InputError(message, code=code, hint=hint, issues=[issue])
