"""TXT006: what a source quotes stands where it says."""

from postil.checks.place import Places
from postil.checks.report import Report, quoted
from postil.model.issue import Severity
from postil.model.span import TextSpan
from postil.model.text import codepoint_of, quotation


def quoting(format_name: str) -> Severity:
    """Return how bad a wrong quotation is: rows are refused, whole labels of people are let through."""
    return "error" if format_name == "labelbox" else "warning"


def check_quotation(
    span: TextSpan, text: str, places: Places, report: Report, *, severity: Severity = "error"
) -> None:
    """Compare the quotation of a span with what stands there; one that lies outside has another code.

    White space may differ: sources fold it, or write line ends as the two characters backslash and n.
    """
    found = quotation(span, text)
    if span.text is None or found is None or _plain(found) == _plain(span.text):
        return
    report.add(
        "TXT006", f"the {places.noun(span)} covers {quoted(found)}, but quotes {quoted(span.text)}",
        _hint(span, text), places.field(places.shape(span), places.quotation),
        got=span.text, expected=found, severity=severity,
    )  # fmt: skip


def _plain(text: str) -> str:
    return "".join(text.replace("\\n", "\n").replace("\\r", "\r").split())


def _hint(span: TextSpan, text: str) -> str:
    """Say how the positions were counted, where the quotation tells."""
    wanted, start, end = _plain(span.text or ""), span.start, span.end
    if _plain(text[max(start, 0) : max(end, 0)]) == wanted:
        return "positions were counted in code points; count UTF-16 code units"
    first, last = codepoint_of(text, start), codepoint_of(text, end)
    if first is not None and last is not None and _plain(text[first:last]) == wanted:
        return "positions were counted in UTF-16 code units; count characters (code points)"
    part = text.encode("utf-8", "surrogatepass")[max(start, 0) : max(end, 0)]
    if _plain(part.decode("utf-8", "replace")) == wanted:
        return "positions were counted in bytes; count characters (code points)"
    return "check which text the row names, and that its characters are counted from 0"
