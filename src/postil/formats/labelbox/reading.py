"""One row on its way to an entry: what was decoded, what was unusual about it, what is wrong with it."""

import binascii
import hashlib
from typing import Any

from postil.formats.labelbox.wire import Row
from postil.model.issue import Issue, Severity, Where

EXT = "labelbox"
"""The key of this format in every `ext`."""

MAX_ISSUES = 20
"""Issues of one severity kept per row; a row with more is broken as a whole."""

MAX_CACHED_BYTES = 64 * 1024 * 1024


_NONE: frozenset[str] = frozenset()


class Contents:
    """Bytes of the inline masks of one block: rows repeat a composite once per colour, it is decoded once."""

    def __init__(self) -> None:
        self._decoded: dict[str, tuple[str, bytes]] = {}
        self._size = 0

    def decode(self, text: str) -> tuple[str, bytes]:
        """Return `(sha256, bytes)` of base64 text; raises ValueError when it is none."""
        known = self._decoded.get(text)
        if known is None:
            content = binascii.a2b_base64(text, strict_mode=True)
            known = (hashlib.sha256(content).hexdigest(), content)
            self._size += len(text)
            if self._size > MAX_CACHED_BYTES:
                self._decoded.clear()
                self._size = len(text)
            self._decoded[text] = known
        return known


class Reading:
    """The state of reading one row.

    `broken` names top-level keys whose value had the wrong type (reported already). `quirks` become the
    annotation's `ext`: how the row was spelled where that differs from what the official client sends.
    `extra` holds values the model has no place for, by JSON pointer.
    """

    __slots__ = ("_contents", "broken", "extra", "has_errors", "issues", "line", "quirks", "row", "used")

    def __init__(self, line: int, row: Row, contents: Contents) -> None:
        self.line = line
        self.row = row
        self.issues: list[Issue] = []
        self.broken = _NONE
        self.quirks: dict[str, Any] = {}
        self.extra: dict[str, Any] = {}
        self.used: dict[str, bytes] = {}
        self.has_errors = False
        self._contents = contents

    def report(
        self, code: str, message: str, hint: str, pointer: str = "", *, got: Any = None,
        expected: Any = None, severity: Severity = "error",
    ) -> None:  # fmt: skip
        """Note a problem at a JSON pointer of the row."""
        self.has_errors = self.has_errors or severity == "error"
        if sum(issue.severity == severity for issue in self.issues) >= MAX_ISSUES:
            return
        where = Where(
            line=self.line, data_row=self.data_row_name(), annotation=self.row.uuid, pointer=pointer
        )
        self.issues.append(Issue(code, message, hint, severity, short(got), expected, where))

    def data_row_name(self) -> str | None:
        """Return the data row as the source spells it."""
        name = self.row.dataRow
        return None if name is None else (name.globalKey or name.id)

    def inline_content(self, text: str, pointer: str) -> str | None:
        """Keep the bytes of base64 text and return their sha256; report MSK010 when it is not base64."""
        try:
            sha256, content = self._contents.decode(text)
        except ValueError as error:
            reason = "not base64" if not text.isascii() else str(error)
            self.report(
                "MSK010", f"mask bytes are not valid base64 ({reason})",
                "give the PNG file as standard base64 with padding, without a data: prefix or line breaks",
                pointer, got=text[:60],
            )  # fmt: skip
            return None
        self.used[sha256] = content
        return sha256


def short(value: Any) -> Any:
    """Cut a value of the source to a readable length."""
    if isinstance(value, str):
        return value if len(value) <= 200 else f"{value[:199]}…"
    if isinstance(value, list | dict):
        text = repr(value)
        return value if len(text) <= 200 else f"{text[:199]}…"
    return value


def quoted(value: Any) -> str:
    """Show a value of the source inside a message."""
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
