"""Cursors: where a page ended, as a text that means nothing to its reader."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadText

import msgspec

from postil.errors import UsageError

HINT = "send the `next` of the page before, with the same filter, or leave `after` out"


class Cursor(msgspec.Struct, array_like=True):
    """A page ended with this data row, or with an annotation of it (`place`: set, bundle no and key).

    `mark` is that of the question the page answers.
    """

    mark: str
    row_id: int
    place: tuple[int, int, str] | None = None

    def spell(self) -> str:
        """Return the text of the cursor."""
        return urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


def read_cursor(text: str, mark: str) -> Cursor:
    """Read a cursor; an empty text is the one before everything.

    Raises:
        UsageError: The text is none of ours, or that of another question.
    """
    if not text:
        return Cursor(mark, 0)
    try:
        spelled = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        cursor = msgspec.json.decode(spelled, type=Cursor)
    except (BadText, ValueError, msgspec.DecodeError):
        raise UsageError("`after` is no cursor of this list", hint=HINT) from None
    if cursor.mark != mark:
        raise UsageError("`after` is a cursor of another filter", hint=HINT)
    return cursor
