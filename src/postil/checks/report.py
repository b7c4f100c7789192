"""Where the rules put what they find."""

from typing import Any

from postil.model.issue import Issue, Severity, Where

MAX_ISSUES = 20
"""Issues kept per annotation: one with more is broken as a whole."""

MAX_TEXT = 200


class Report:
    """The issues of one annotation. The caller adds file, line, data row and key to `where`."""

    __slots__ = ("issues",)

    def __init__(self) -> None:
        self.issues: list[Issue] = []

    def add(
        self, code: str, message: str, hint: str, pointer: str = "", *, got: Any = None,
        expected: Any = None, severity: Severity = "error",
    ) -> None:  # fmt: skip
        """Note a problem at a JSON pointer of the source row."""
        if len(self.issues) < MAX_ISSUES:
            where = Where(pointer=pointer)
            self.issues.append(Issue(code, message, hint, severity, shortened(got), expected, where))


def shortened(value: Any) -> Any:
    """Cut a value of the source to a readable length."""
    text = value if isinstance(value, str) else repr(value) if isinstance(value, list | dict) else ""
    return f"{text[: MAX_TEXT - 1]}…" if len(text) > MAX_TEXT else value


def quoted(value: Any) -> str:
    """Show a value of the source inside a message: text in double quotes, everything else as Python does."""
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    return text if len(text) <= 80 else f"{text[:78]}…{text[-1]}"


def figure(value: float) -> str:
    """Show a number inside a message without the noise of binary fractions."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
