"""Recognition: which format a file is, and in words what was seen of it."""

import re
from collections.abc import Callable

import msgspec

from postil.formats.registry import FORMATS, get_format, sniff_format

_BLANKS = b"\xef\xbb\xbf \t\r\n"


class Recognition(msgspec.Struct, kw_only=True, frozen=True):
    """What the beginning of a file looks like. `format` is None when no format claims it.

    `seen` says in a sentence what decided; `hint` what to do with a file that is no annotations.
    """

    format: str | None
    title: str
    seen: str
    hint: str = ""


def recognise(head: bytes, filename: str = "") -> Recognition:
    """Say what a file is from its first bytes; 64 KiB are plenty."""
    text = head.lstrip(_BLANKS)
    found = sniff_format(head, filename)
    if found is not None:
        return Recognition(format=found.name, title=found.title, seen=_SEEN[found.name](text))
    if not text:
        return Recognition(format=None, title="", seen="the file is empty", hint="drop a file with rows")
    for pattern, seen, hint in _OTHERS:
        if pattern.search(text):
            return Recognition(format=None, title="", seen=seen, hint=hint)
    start = text[:24].decode("utf-8", "replace")
    known = ", ".join(get_format(name).title for name in FORMATS)
    return Recognition(
        format=None,
        title="",
        seen=f"the file begins with {start!r}, which no format does",
        hint=f"known are: {known}",
    )


def _labelbox(text: bytes) -> str:
    first = text.split(b"\n", 1)[0]
    names = [name for name in _GEOMETRIES if f'"{name}"'.encode() in first]
    told = f" and `{names[0]}`" if names else ""
    return f"the first line is a JSON object with `dataRow`{told}: one annotation per line"


def _label_studio(text: bytes) -> str:
    what = "a JSON array of tasks" if text.startswith(b"[") else "a task in each JSON object"
    if b'"from_name"' in text:
        return f"{what}, with results that name `from_name` and `to_name`"
    offered = [name for name in ("predictions", "annotations") if f'"{name}"'.encode() in text]
    return f"{what}, each with `data`{''.join(f' and `{name}`' for name in offered)}"


def _postil(_: bytes) -> str:
    return "every line begins with `postil` and a version: one data row per line, as `postil export` writes"


_GEOMETRIES = ("bbox", "polygon", "line", "point", "mask", "segments", "location", "relationship", "answer")
_SEEN: dict[str, Callable[[bytes], str]] = {
    "labelbox": _labelbox,
    "label_studio": _label_studio,
    "postil": _postil,
}
_CATALOG = "drop it on a dataset in the catalog"
_OTHERS = [
    (re.compile(rb"\A(\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|RIFF)"), "the file is media", _CATALOG),
    (re.compile(rb"\A%PDF"), "the file is a PDF document", _CATALOG),
    (re.compile(rb"\APK\x03\x04"), "the file is a ZIP archive", "unpack it and drop what is in it"),
    (re.compile(rb"\A\x1f\x8b"), "the file is compressed with gzip", "decompress it first"),
    (
        re.compile(rb"\A<(\?xml|View)"),
        "the file is XML, perhaps a labeling configuration",
        "make an ontology of it",
    ),
    (
        re.compile(rb'"categories"|"annotations"\s*:\s*\[\s*\{\s*"(id|image_id|bbox)"'),
        "the file is one JSON object of images, annotations and categories, as COCO writes it",
        "this version does not read COCO: convert it to NDJSON first",
    ),
    (
        re.compile(rb'"tools"|"classifications"\s*:\s*\['),
        "the file is an ontology",
        "drop it on the page of ontologies",
    ),
    (re.compile(rb"\A[^\n{\[<]*,[^\n]*\n"), "the file is a table of comma-separated values", _CATALOG),
]
