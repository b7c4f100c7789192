"""Positions in a text: in code points, as they are kept, and in the UTF-16 code units of browsers.

The two differ behind every character outside the Basic Multilingual Plane, such as most emoji: such a
character is one code point and two code units.
"""

import msgspec

from postil.model.span import TextSpan


def utf16_of(text: str, place: int) -> int:
    """Return how many UTF-16 code units lie before a code point of a text."""
    before = text[:place]
    return len(before) + sum(letter > "\uffff" for letter in before) if not before.isascii() else len(before)


def codepoint_of(text: str, place: int) -> int | None:
    """Return how many code points lie before a UTF-16 code unit of a text.

    None when the text has no such place, or the place lies inside a character.
    """
    if place < 0:
        return None
    units = text.encode("utf-16-le", "surrogatepass")
    if 2 * place > len(units):
        return None
    before = units[: 2 * place].decode("utf-16-le", "surrogatepass")
    return len(before) if utf16_of(text, len(before)) == place else None


def in_codepoints(span: TextSpan, text: str) -> TextSpan:
    """Return a span counted in code points; as it is where one of its ends is no place of the text."""
    if span.unit == "codepoint":
        return span
    start, end = codepoint_of(text, span.start), codepoint_of(text, span.end)
    if start is None or end is None:
        return span
    return msgspec.structs.replace(span, start=start, end=end, unit="codepoint")


def in_utf16(span: TextSpan, text: str) -> TextSpan:
    """Return a span counted in UTF-16 code units; positions behind the text stay as far behind it."""
    if span.unit == "utf16":
        return span
    start, end = (
        utf16_of(text, place) + max(0, place - len(text)) if place > 0 else place
        for place in (span.start, span.end)
    )
    return msgspec.structs.replace(span, start=start, end=end, unit="utf16")


def quotation(span: TextSpan, text: str) -> str | None:
    """Return the characters a span covers; None when it does not lie inside the text."""
    counted = in_codepoints(span, text)
    if counted.unit != "codepoint" or not 0 <= counted.start <= counted.end <= len(text):
        return None
    return text[counted.start : counted.end]
