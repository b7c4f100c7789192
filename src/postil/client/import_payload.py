"""Import payload: annotations given as objects, written as the rows of a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from postil.errors import UsageError
from postil.types import Label
from postil.types.ndjson import to_lines

Payload: TypeAlias = Iterable[Label | Mapping[str, Any]] | Label
"""Labels of `postil.types`, rows as mappings, or some of each."""

_BUFFER_BYTES = 1 << 20


def write_payload(payload: Payload, path: Path) -> int:
    """Write one row per line and return how many there are; only the label at hand is spelled in memory.

    Raises:
        UsageError: There is no annotation, or no list of them (ROW017); something is neither a Label nor a
            mapping (ROW010).
        AnnotationError: A label is wrong in a way that only shows as a whole.
    """
    count = 0
    with path.open("wb", buffering=_BUFFER_BYTES) as file:
        for lines in lines_of(payload):
            file.write(b"\n".join(lines))
            file.write(b"\n")
            count += len(lines)
    if not count:
        raise UsageError("there are no annotations to import", code="ROW017", hint="give at least one")
    return count


def lines_of(payload: Payload) -> Iterator[list[bytes]]:
    """Yield the lines of labels and mappings in their order, without their ends."""
    if isinstance(payload, Mapping | str):
        raise UsageError(
            f"the payload is one {type(payload).__name__}, must be a list of labels or rows",
            code="ROW017",
            hint="put it into a list",
        )
    encode = msgspec.json.Encoder(enc_hook=_plain).encode
    for number, item in enumerate([payload] if isinstance(payload, Label) else payload, 1):
        if isinstance(item, Label):
            yield from filter(None, to_lines(item))
        elif isinstance(item, Mapping):
            yield [_line(encode, item, number)]
        else:
            raise UsageError(
                f"object {number} is a {type(item).__name__}, must be a Label or a row as a mapping",
                code="ROW010",
                hint='put annotations into a Label: Label(data={"global_key": …}, annotations=[…])',
            )


def _line(encode: Callable[[Any], bytes], row: Mapping[str, Any], number: int) -> bytes:
    try:
        return encode(row)
    except TypeError as error:
        raise UsageError(
            f"object {number} cannot be written as JSON: {error}",
            code="ROW010",
            hint="use numbers, texts, lists and mappings",
        ) from None


def _plain(value: Any) -> Any:
    """Spell what arrays hold as plain numbers and lists."""
    plain = getattr(value, "tolist", None)
    if plain is None:
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    return plain()
