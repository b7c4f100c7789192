"""The one table of issue codes: what each checks, why, and how to mend what it finds."""

from collections.abc import Mapping
from types import MappingProxyType

from postil.checks.catalogue import (
    answer,
    confidence,
    duplicate,
    geometry,
    loss,
    mask,
    media,
    ontology,
    relation,
    row,
    source,
    storage,
    text,
    video,
)
from postil.checks.catalogue.entry import Document, Example, IssueCode
from postil.checks.catalogue.explanation import describe, suggest_code
from postil.errors import NotFoundError

__all__ = ["CATALOGUE", "FAMILIES", "Document", "Example", "IssueCode", "explain"]

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "SRC": "Source files and addresses",
        "MED": "Media of data rows",
        "ROW": "Rows",
        "ONT": "Ontologies and features",
        "GEO": "Shapes",
        "MSK": "Masks",
        "TXT": "Text and pages",
        "CLS": "Questions and answers",
        "REL": "Relationships",
        "VID": "Video and time",
        "CNF": "Confidences and metrics",
        "DUP": "Duplicates",
        "LOS": "Losses of conversions",
        "STO": "Storage of the server",
    }
)
"""The families of codes in the order they are listed."""

_TABLES = (
    source,
    media,
    row,
    ontology,
    geometry,
    mask,
    text,
    answer,
    relation,
    video,
    confidence,
    duplicate,
    loss,
    storage,
)

CATALOGUE: Mapping[str, IssueCode] = MappingProxyType(
    {entry.code: entry for table in _TABLES for entry in table.CODES}
)
"""Every code there is. Codes are stable: they are never given another meaning."""


def explain(code: str) -> str:
    """Say what a code means, as Markdown that also reads well in a terminal.

    Raises:
        NotFoundError: No such code; a near one is suggested.
    """
    found = CATALOGUE.get(code.strip().upper())
    if found is None:
        near = suggest_code(code, CATALOGUE)
        hint = f"did you mean {near}?" if near else f"codes begin with one of {', '.join(FAMILIES)}"
        raise NotFoundError(f"no issue code {code!r}", hint=hint)
    return describe(found)
