"""Text entities: characters of a text or message, words of a document; and back."""

from typing import Any

from postil.formats.labelbox.reading import Reading
from postil.formats.labelbox.wire import Location, TextSelection
from postil.model.span import TextSpan, TokenGroup, TokenSpan
from postil.model.text import in_codepoints


def read_location(location: Location, reading: Reading) -> TextSpan:
    """Labelbox counts the last character in: an entity over 10 to 20 is 11 characters long."""
    if location.token is not None:
        reading.quirks["token"] = True
    return TextSpan(location.start, location.end + 1, text=location.token)


def read_selections(selections: list[TextSelection]) -> TokenSpan:
    """Turn text selections into groups of tokens; a wrong page is for the checks to report."""
    return TokenSpan(
        [TokenGroup(selection.groupId, selection.tokenIds, selection.page) for selection in selections]
    )


def in_characters(span: TextSpan | TokenSpan, text: str | None) -> TextSpan | TokenSpan:
    """Count a stretch of a known text in code points, as rows do."""
    return in_codepoints(span, text) if isinstance(span, TextSpan) and text is not None else span


def spell_span(span: TextSpan | TokenSpan, quirks: dict[str, Any]) -> dict[str, Any]:
    """Return the row's shape key and value; what it quotes only where the row did."""
    if isinstance(span, TextSpan):
        token = {"token": span.text} if quirks.get("token") and span.text is not None else {}
        return {"location": {"start": span.start, "end": span.end - 1} | token}
    return {
        "textSelections": [
            {"tokenIds": group.token_ids, "groupId": group.group_id, "page": group.page}
            for group in span.groups
        ]
    }
