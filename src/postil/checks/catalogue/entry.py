"""What the catalogue says about one code, and the examples that prove it."""

import json
from typing import Any, Literal

import msgspec

from postil.model.issue import Severity
from postil.model.label import SetKind

Document = Literal[
    "labelbox", "label_studio", "ontology", "file", "url", "image", "tiled", "arguments", "array",
    "segment_index", "size", "image_rotation", "conversion", "boxes", "imports", "recipe",
]  # fmt: skip
"""What the payload of an example is, and with it what judges it.

`labelbox` rows and `label_studio` tasks go through the reader and every check of an import. `file` is what
somebody uploads; `url` an address to fetch; `image` an image file as base64; `boxes` rows of a file judged
together; `imports` whole imports of Labelbox rows into one project, of which the last is judged;
`conversion` a Label Studio task written as Labelbox rows; `recipe` a recipe in TOML. The others are single
arguments as JSON.
"""


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A payload that is executed by the tests; `needs` says why one cannot be.

    `encoding` is how the payload is saved (`cp1252` for text that is not UTF-8).
    """

    document: Document
    payload: str
    purpose: SetKind = "pre_label"
    is_strict: bool = False
    encoding: str = "utf-8"
    needs: str = ""


class IssueCode(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the catalogue; `severity` is the one it usually has."""

    code: str
    title: str
    checks: str
    why: str
    fix: str
    failing: Example
    passing: Example
    severity: Severity = "error"

    @property
    def family(self) -> str:
        """The three letters a code begins with."""
        return self.code[:3]


def rows(*fields: dict[str, Any], on: str = "kobe.jpg", purpose: SetKind = "pre_label") -> Example:
    """Make an example of Labelbox rows about one data row of the sample catalog."""
    lines = [json.dumps({"dataRow": {"globalKey": on}} | row, ensure_ascii=False) for row in fields]
    return Example(document="labelbox", payload="\n".join(lines), purpose=purpose)


def raw(payload: str, *, encoding: str = "utf-8") -> Example:
    """Make an example of Labelbox rows exactly as spelled."""
    return Example(document="labelbox", payload=payload, encoding=encoding)


def task(
    *results: dict[str, Any],
    purpose: SetKind = "pre_label",
    document: Document = "label_studio",
    **extra: Any,
) -> Example:
    """Make an example of one Label Studio task with one prediction about the sample image."""
    content = {
        "data": {"image": "https://example.test/kobe.jpg"},
        "predictions": [{"result": list(results)} | extra],
    }
    return Example(document=document, payload=json.dumps([content], ensure_ascii=False), purpose=purpose)


def given(document: Document, value: Any) -> Example:
    """Make an example of a JSON value."""
    return Example(document=document, payload=json.dumps(value, ensure_ascii=False))


def imports(
    *files: list[dict[str, Any]], purpose: SetKind = "pre_label", before: SetKind = "pre_label"
) -> Example:
    """Make an example of several imports; `purpose` is that of the last one, `before` that of the others."""
    lines = [
        {"purpose": purpose if number == len(files) else before, "rows": file}
        for number, file in enumerate(files, 1)
    ]
    payload = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    return Example(document="imports", payload=payload, purpose=purpose)


def server(what: str, needs: str) -> Example:
    """Describe an example that only a server with a database or a network can show."""
    return Example(document="labelbox", payload=what, needs=needs)
