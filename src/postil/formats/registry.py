"""The formats Postil speaks: one declared table, each module loaded when it is first asked for."""

import functools
from importlib import import_module

from postil.errors import NotFoundError
from postil.formats.format import Format

FORMATS: dict[str, str] = {
    "labelbox": "postil.formats.labelbox.rows:LABELBOX",
    "label_studio": "postil.formats.label_studio.tasks:LABEL_STUDIO",
    "postil": "postil.formats.postil.rows:POSTIL",
}
"""Name of a format -> `module:instance`. Names are what people write in `--format`."""

MIN_CONFIDENCE = 0.5
_NAMED = 0.01


@functools.cache
def get_format(name: str) -> Format:
    """Return the format of that name.

    Raises:
        NotFoundError: There is none (SRC009).
    """
    place = FORMATS.get(name)
    if place is None:
        known = ", ".join(FORMATS)
        raise NotFoundError(f"no format {name!r}", code="SRC009", hint=f"use one of {known}")
    module, instance = place.split(":")
    found: Format = getattr(import_module(module), instance)
    return found


def sniff_format(head: bytes, filename: str = "") -> Format | None:
    """Return the format a file most likely is, or None when no format claims its first bytes.

    Args:
        head: The first bytes of the file; 64 KiB are plenty.
        filename: Decides between formats that are equally sure: lines in `.ndjson` and `.jsonl` files,
            arrays in `.json` files.
    """
    wanted = {"ndjson": "lines", "jsonl": "lines", "json": "array"}.get(filename.rpartition(".")[2].lower())
    best, best_confidence = None, MIN_CONFIDENCE
    for name in FORMATS:
        found = get_format(name)
        confidence = found.sniff(head)
        if confidence < MIN_CONFIDENCE:
            continue
        if found.container == wanted:
            confidence += _NAMED
        if best is None or confidence > best_confidence:
            best, best_confidence = found, confidence
    return best
