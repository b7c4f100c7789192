"""TXT003, TXT007: whether positions counted in UTF-16 code units are places of a text that is at hand."""

from postil.checks.place import Places
from postil.checks.report import Report, figure
from postil.model.issue import Severity
from postil.model.span import TextSpan
from postil.model.text import codepoint_of, utf16_of


def check_places(
    span: TextSpan, text: str, places: Places, report: Report, *, severity: Severity = "error"
) -> None:
    """Report an end behind the text, or one within a character; order and sign are judged without a text.

    Spans in code points are compared with the length alone, which may be known where the text is not.
    """
    if span.unit != "utf16" or not 0 <= span.start <= span.end:
        return
    pointer, units = places.shape(span), utf16_of(text, len(text))
    if span.end > units:
        report.add(
            "TXT003",
            f"end of the {places.noun(span)} is {span.end}, but the text has "
            f"{figure(units)} UTF-16 code units",
            f"give at most {units}, and check that this is the text that was annotated",
            places.field(pointer, "end"), got=span.end, expected=f"<= {units}", severity=severity,
        )  # fmt: skip
        return
    for name, place in (("start", span.start), ("end", span.end)):
        if codepoint_of(text, place) is None:
            report.add(
                "TXT007", f"{name} of the {places.noun(span)} is {place}, in the middle of a character",
                f"give {place - 1} or {place + 1}: this character is two UTF-16 code units",
                places.field(pointer, name), got=place, severity=severity,
            )  # fmt: skip
            return
