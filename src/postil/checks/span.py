"""ROW015, TXT001 to TXT004, TXT006, TXT007, VID009: stretches of text, pages, time and series."""

from postil.checks.bounds import report_unknown_size
from postil.checks.facts import RowFacts
from postil.checks.place import Places
from postil.checks.quotation import check_quotation
from postil.checks.report import Report, figure
from postil.checks.text_place import check_places
from postil.model.issue import Severity
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, Span, TextSpan, TimeRange, TokenSpan
from postil.model.target import Target


def check_span(
    span: Span,
    facts: RowFacts,
    target: Target | None,
    places: Places,
    report: Report,
    *,
    quoting: Severity = "error",
) -> None:
    """Check that a span begins before it ends, inside what is known of the text.

    `quoting` is how bad it is that a quotation is not what stands there, or that a position in UTF-16 is no
    place of the text.
    """
    match span:
        case TextSpan():
            is_whole = target is None or target.message is None
            _check_text(span, facts.text_length if is_whole else None, places, report)
            if is_whole and not report.issues:
                _check_against(span, facts, places, report, quoting)
        case MarkupSpan():
            if span.global_start is not None and span.global_end is not None:
                _check_order(span.global_start, span.global_end, span, "globalOffsets", places, report)
        case ParagraphSpan():
            _check_paragraphs(span, places, report)
        case TokenSpan():
            for index, group in enumerate(span.groups):
                check_page(group.page, places.token_page(index), report)
        case TimeRange() | SeriesRange():
            _check_range(span, places, report)


def check_page(page: int, pointer: str, report: Report) -> None:
    """Pages count from 1."""
    if page < 1:
        report.add(
            "TXT004", f"page is {page}, must be at least 1", "count pages from 1", pointer,
            got=page, expected=">= 1",
        )  # fmt: skip


def _check_text(span: TextSpan, length: int | None, places: Places, report: Report) -> None:
    pointer = places.shape(span)
    inclusive = 1 if places.is_end_inclusive else 0
    end = span.end - inclusive
    if span.start < 0 or end < 0:
        name, value = ("start", span.start) if span.start < 0 else ("end", end)
        report.add(
            "TXT002", f"{name} of the {places.noun(span)} is {value}, must not be negative",
            "count characters from 0", places.field(pointer, name), got=value, expected=">= 0",
        )  # fmt: skip
    elif span.start > end:
        _check_order(span.start, end, span, "", places, report)
    elif length is not None and span.unit == "codepoint" and span.end > length:
        last = length - inclusive
        report.add(
            "TXT003",
            f"end of the {places.noun(span)} is {end}, but the text has {figure(length)} characters",
            f"give at most {last}" + ("; the last character counts in" if inclusive else ""),
            places.field(pointer, "end"), got=end, expected=f"<= {last}",
        )  # fmt: skip


def _check_against(
    span: TextSpan, facts: RowFacts, places: Places, report: Report, severity: Severity
) -> None:
    """Compare a span with what is known of the text; that nothing is known is said as of images."""
    if facts.text is not None:
        check_places(span, facts.text, places, report, severity=severity)
        check_quotation(span, facts.text, places, report, severity=severity)
    elif facts.text_length is None and facts.media_type == "text":
        report_unknown_size(report, "length of the text")


def _check_order(start: int, end: int, span: Span, inner: str, places: Places, report: Report) -> None:
    if start <= end:
        return
    pointer = places.shape(span) + (f"/{inner}" if inner else "")
    report.add(
        "TXT001", f"{places.noun(span)} starts at {start}, after its end {end}", "exchange start and end",
        places.field(pointer, "start"), got=[start, end], expected="start <= end",
    )  # fmt: skip


def _check_paragraphs(span: ParagraphSpan, places: Places, report: Report) -> None:
    pointer = places.shape(span)
    numbers = (span.start_paragraph, span.start_offset, span.end_paragraph, span.end_offset)
    if min(numbers) < 0:
        report.add(
            "TXT002", f"a position of the {places.noun(span)} is {min(numbers)}, must not be negative",
            "count paragraphs and characters from 0", pointer, got=min(numbers), expected=">= 0",
        )  # fmt: skip
    elif numbers[:2] > numbers[2:]:
        report.add(
            "TXT001", f"{places.noun(span)} starts after its end", "exchange start and end", pointer,
            got=list(numbers), expected="start <= end",
        )  # fmt: skip


def _check_range(span: TimeRange | SeriesRange, places: Places, report: Report) -> None:
    start, end = span.start, span.end
    if isinstance(start, str) or isinstance(end, str) or start <= end:
        return
    report.add(
        "VID009", f"{places.noun(span)} starts at {figure(start)}, after its end {figure(end)}",
        "exchange start and end", places.field(places.shape(span), "start"),
        got=[start, end], expected="start <= end",
    )  # fmt: skip
