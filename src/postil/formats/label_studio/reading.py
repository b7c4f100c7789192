"""One task on its way to an entry: what is wrong with it, and typed access to what it says."""

import hashlib
from collections import Counter
from typing import Any

from postil.formats.pointers import pointer_to
from postil.formats.source import type_name
from postil.model.issue import Issue, Severity, Where
from postil.model.number import Number

EXT = "label_studio"
"""The key of this format in every `ext`."""

MAX_ISSUES = 100


class Reading:
    """The issues of one task, and the inline bytes its annotations refer to, by sha256."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.data_row: str | None = None
        self.issues: list[Issue] = []
        self.contents: dict[str, bytes] = {}
        self._counts: Counter[Severity] = Counter()

    @property
    def has_errors(self) -> bool:
        """Whether the task fails."""
        return self._counts["error"] > 0

    def report(
        self, code: str, message: str, hint: str, pointer: str = "", *, got: Any = None,
        expected: Any = None, severity: Severity = "error",
    ) -> None:  # fmt: skip
        """Note a problem at a JSON pointer of the task; the first hundred of a severity are kept."""
        self._counts[severity] += 1
        if self._counts[severity] <= MAX_ISSUES:
            where = Where(line=self.line, data_row=self.data_row, pointer=pointer)
            self.issues.append(Issue(code, message, hint, severity, _short(got), expected, where))

    def keep(self, content: bytes) -> str:
        """Keep inline bytes and return their sha256."""
        sha256 = hashlib.sha256(content).hexdigest()
        self.contents[sha256] = content
        return sha256


class Fields:
    """The keys of one JSON object of a task; wrong and missing ones are reported as ROW010.

    What was reported comes back as 0, an empty text or an empty list: the task fails anyway.
    """

    def __init__(self, value: dict[str, Any], pointer: str, reading: Reading) -> None:
        self.value, self.pointer, self.reading = value, pointer, reading

    def number(self, key: str) -> Number:
        """Return a number."""
        found = self.value.get(key)
        if type(found) is float or type(found) is int:
            return found
        self._wrong(key, "a number")
        return 0

    def number_or_none(self, key: str) -> Number | None:
        """Return a number, or None when the key is absent or null."""
        return None if self.value.get(key) is None else self.number(key)

    def whole(self, key: str) -> int:
        """Return an integer."""
        found = self.value.get(key)
        if type(found) is int:
            return found
        self._wrong(key, "a whole number")
        return 0

    def text(self, key: str) -> str:
        """Return a text."""
        found = self.value.get(key)
        if isinstance(found, str):
            return found
        self._wrong(key, "text")
        return ""

    def text_or_none(self, key: str) -> str | None:
        """Return a text, or None when the key is absent or null."""
        return None if self.value.get(key) is None else self.text(key)

    def flag(self, key: str) -> bool:
        """Return a boolean; absent and null are false."""
        found = self.value.get(key)
        if found is None or isinstance(found, bool):
            return bool(found)
        self._wrong(key, "true or false")
        return False

    def items(self, key: str) -> list[Any]:
        """Return a list."""
        found = self.value.get(key)
        if isinstance(found, list):
            return found
        self._wrong(key, "a list")
        return []

    def texts(self, key: str) -> list[str]:
        """Return a list of texts; absent is empty."""
        found = self.value.get(key, [])
        if isinstance(found, list) and all(isinstance(text, str) for text in found):
            return found
        self._wrong(key, "a list of text")
        return []

    def objects(self, key: str) -> "list[Fields]":
        """Return a list of objects."""
        found = []
        for index, item in enumerate(self.items(key)):
            pointer = f"{pointer_to(self.pointer, key)}/{index}"
            if isinstance(item, dict):
                found.append(Fields(item, pointer, self.reading))
            else:
                self.report_type(pointer, f"{key} {index}", item, "an object")
        return found

    def object(self, key: str) -> "Fields":
        """Return an object."""
        found = self.value.get(key)
        if not isinstance(found, dict):
            self._wrong(key, "an object")
            found = {}
        return Fields(found, pointer_to(self.pointer, key), self.reading)

    def pairs(self, key: str) -> list[tuple[Number, Number]]:
        """Return a list of pairs of numbers."""
        found = []
        for index, item in enumerate(self.items(key)):
            if isinstance(item, list) and len(item) == 2 and all(type(part) in (int, float) for part in item):
                found.append((item[0], item[1]))
            else:
                pointer = f"{pointer_to(self.pointer, key)}/{index}"
                self.report_type(pointer, f"point {index}", item, "[x, y]")
        return found

    def report_type(self, pointer: str, name: str, got: Any, expected: str) -> None:
        """Report a value of the wrong JSON type."""
        message = f"{name} is {_quoted(got)}, must be {expected}"
        self.reading.report("ROW010", message, f"give {expected}", pointer, got=got, expected=expected)

    def _wrong(self, key: str, expected: str) -> None:
        pointer = pointer_to(self.pointer, key)
        if key in self.value:
            self.report_type(pointer, key, self.value[key], expected)
        else:
            self.reading.report("ROW010", f"{key} is missing", f"give {expected}", pointer, expected=expected)


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= 200 else f"{value[:199]}…"
    if isinstance(value, list | dict):
        return type_name(value) if len(repr(value)) > 200 else value
    return value


def _quoted(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
