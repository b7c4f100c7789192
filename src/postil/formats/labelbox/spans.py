"""Text entities: characters of a text or message, words of a document; and back."""

from typing import Any

from postil.formats.labelbox.wire import Location, TextSelection
from postil.model.span import TextSpan, TokenGroup, TokenSpan


def read_location(location: Location) -> TextSpan:
    """Labelbox counts the last character in: an entity over 10 to 20 is 11 characters long."""
    return TextSpan(location.start, location.end + 1)


def read_selections(selections: list[TextSelection]) -> TokenSpan:
    """Turn text selections into groups of tokens; a wrong page is for the checks to report."""
    return TokenSpan(
        [TokenGroup(selection.groupId, selection.tokenIds, selection.page) for selection in selections]
    )


def spell_span(span: TextSpan | TokenSpan) -> dict[str, Any]:
    """Return the row's shape key and value."""
    if isinstance(span, TextSpan):
        return {"location": {"start": span.start, "end": span.end - 1}}
    return {
        "textSelections": [
            {"tokenIds": group.token_ids, "groupId": group.group_id, "page": group.page}
            for group in span.groups
        ]
    }


def quoted_location(span: TextSpan, text: str | None) -> dict[str, Any]:
    """Return where an export says a span lies, its last character included, and what is written there.

    Without the text it quotes what the source has quoted, if anything.
    """
    start, end = span.start, span.end
    if text is None:
        token = span.text
    else:
        if span.unit == "utf16":
            start, end = _code_points(text, start), _code_points(text, end)
        token = text[start:end]
    return {"start": start, "end": end - 1, "token": token}


def _code_points(text: str, units: int) -> int:
    """Return how many characters of a text so many 16-bit units are."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
