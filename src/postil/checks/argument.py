"""ROW017: the arguments of an import as a whole, before any row is read."""

from collections.abc import Mapping
from typing import Any

from postil.model.issue import Issue, Where

SOURCES = ("path", "url", "rows")


def check_sources(arguments: Mapping[str, Any]) -> Issue | None:
    """Check that exactly one of `path`, `url` and `rows` is given, and that rows are a filled list.

    Absent, None and empty mean the same, as they do for Labelbox clients.
    """
    rows = arguments.get("rows")
    if rows is not None:
        issue = check_rows(rows)
        if issue is not None:
            return issue
    given = [name for name in SOURCES if arguments.get(name)]
    if len(given) == 1:
        return None
    what = f"import has several sources ({', '.join(given)})" if given else "import has no source"
    return Issue(
        "ROW017", what, f"give exactly one of {', '.join(SOURCES)}", got=given, expected=list(SOURCES)
    )


def check_rows(rows: object, pointer: str = "/rows") -> Issue | None:
    """Check that what should be a list of annotations is one, and not empty."""
    where = Where(pointer=pointer)
    if not isinstance(rows, list | tuple):
        kind = type(rows).__name__
        message, hint = f"annotations are a {kind}, must be a list", "put the annotations into a list"
        return Issue("ROW017", message, hint, got=kind, expected="list", where=where)
    if not rows:
        message, hint = "list of annotations is empty", "give at least one annotation"
        return Issue("ROW017", message, hint, got=0, expected=">= 1", where=where)
    return None
