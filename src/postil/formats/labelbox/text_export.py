"""Text entities as an export spells them: characters, the last one included, and which these are."""

from typing import Any

from postil.formats.labelbox.spelling import Spelling
from postil.model.annotation import Annotation
from postil.model.span import TextSpan
from postil.model.text import in_codepoints, quotation


def export_entity(span: TextSpan, annotation: Annotation, spelling: Spelling) -> dict[str, Any]:
    """Return the kind and the place of an entity of a text, or of a message of a conversation."""
    message = annotation.target.message if annotation.target is not None else None
    if message is not None:
        place = {"start": span.start, "end": span.end - 1}
        return {
            "kind": "ConversationalTextEntity",
            "conversational_location": {"message_id": message, "location": place},
        }
    text, token = spelling.text, span.text
    if text is not None:
        token = quotation(span, text) or token
        span = in_codepoints(span, text)
    location: dict[str, Any] = {"start": span.start, "end": span.end - 1}
    return {"kind": "TextEntity", "location": location if token is None else location | {"token": token}}
