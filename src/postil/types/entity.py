"""Stretches of text: of a text, of a message, of a document."""

from typing import Any

import msgspec

from postil.types.given import check_text, listed
from postil.types.number import plain_whole
from postil.types.refusal import Row, refuse


class TextEntity(msgspec.Struct, kw_only=True, gc=False):
    """Characters from `start` to `end`, counted from 0; `end` is the last one that belongs.

    `token` quotes them, as exports do; it travels with the row and is compared with the text on import.

    Raises:
        AnnotationError: It starts after its end (TXT001) or is negative (TXT002), or counts in fractions, or
            quotes something that is no text.
    """

    start: int
    end: int
    token: str | None = None
    extra: dict[str, Any] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the order."""
        self.start, self.end = start, end = plain_whole(self.start), plain_whole(self.end)
        if type(start) is not int or type(end) is not int or not 0 <= start <= end:
            row = {"name": "-", "location": spell_location(self)}
            what = f"text entity is from {start!r} to {end!r}"
            refuse(row, "text", what=what, hint="give start and end as whole numbers from 0")
        if self.token is not None:
            check_text(self.token, "/location/token")


class ConversationEntity(TextEntity, kw_only=True, gc=False):
    """Characters of one message of a conversation."""

    message_id: str

    def __post_init__(self) -> None:
        """Check the message too."""
        TextEntity.__post_init__(self)
        check_text(self.message_id, "/messageId")


class DocumentTextSelection(msgspec.Struct, kw_only=True, gc=False):
    """Words of one group of a document's text layer; pages count from 1.

    Raises:
        AnnotationError: The page is below 1 (TXT004).
    """

    token_ids: list[str]
    group_id: str
    page: int

    def __post_init__(self) -> None:
        """Check the page and the ids."""
        self.page = page = plain_whole(self.page)
        self.token_ids = listed(self.token_ids, str, "/textSelections/0/tokenIds")
        if type(page) is not int or page < 1 or not isinstance(self.group_id, str):
            row = {"name": "-", "textSelections": [spell_selection(self)]}
            refuse(row, "document", what=f"page is {page!r}", hint="give the number of the page, from 1")


class DocumentEntity(msgspec.Struct, kw_only=True, gc=False):
    """Words of a document, by the ids of its text layer."""

    text_selections: list[DocumentTextSelection]

    def __post_init__(self) -> None:
        """Take the selections over."""
        self.text_selections = listed(self.text_selections, DocumentTextSelection, "/textSelections")


def spell_location(entity: TextEntity) -> Row:
    """Return the value of a row's `location`."""
    location: Row = {"start": entity.start, "end": entity.end}
    return location if entity.token is None else location | {"token": entity.token}


def spell_selection(selection: DocumentTextSelection) -> Row:
    """Return one item of a row's `textSelections`."""
    return {"tokenIds": list(selection.token_ids), "groupId": selection.group_id, "page": selection.page}
