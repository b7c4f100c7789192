"""One problem with one row, as data: never an exception, never only text."""

from typing import Any, Literal

import msgspec

Severity = Literal["error", "warning", "info"]


class Where(msgspec.Struct, omit_defaults=True, gc=False):
    """Where in the source: file, line (from 1), data row as spelled, annotation key, JSON pointer.

    `feature` is the feature the row names, as it spells it.
    """

    source: str = ""
    line: int | None = None
    data_row: str | None = None
    annotation: str | None = None
    pointer: str = ""
    feature: str | None = None


class Issue(msgspec.Struct, omit_defaults=True):
    """A coded problem. An `error` fails its row; a `warning` or `info` does not.

    `message` says what is wrong with which value, `hint` how to fix it. `got` and `expected` repeat the
    values for programs; `got` is cut to a readable length by whoever raises the issue.
    """

    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    got: Any = None
    expected: Any = None
    where: Where = msgspec.field(default_factory=Where)


class Loss(msgspec.Struct, omit_defaults=True, gc=False):
    """What a target format could not carry, counted per kind instead of dropped silently."""

    code: str
    message: str
    count: int = 1
    example: str | None = None
