"""Which data row a label is about."""

from collections.abc import Mapping
from typing import Any

from postil.errors import AnnotationError
from postil.types.mask_data import MaskData
from postil.types.refusal import SOME_POINT, Row, refuse, refuse_type


class GenericDataRowData:
    """A data row by its global key or its id.

    Args:
        global_key: The key its owner gave it.
        uid: The id it has here.
        external_id: A name that need not be unique; it cannot name a data row by itself.
        url: Where the asset is; kept, and not needed.
        media_attributes: Kept, and not needed.
        metadata: Kept, and not needed.

    Raises:
        AnnotationError: Neither global key nor id, or both (ROW002); a global key that is too long (ROW011).
    """

    __slots__ = ("external_id", "global_key", "media_attributes", "metadata", "uid", "url")

    def __init__(
        self,
        *,
        uid: str | None = None,
        global_key: str | None = None,
        external_id: str | None = None,
        url: str | None = None,
        media_attributes: Mapping[str, Any] | None = None,
        metadata: list[Any] | None = None,
    ) -> None:
        self.uid, self.global_key, self.external_id = uid, global_key, external_id
        self.url = url
        self.media_attributes = media_attributes
        self.metadata = metadata
        is_short = isinstance(global_key, str) and 0 < len(global_key) <= 200
        if (uid is None) == (global_key is None) or not (is_short or (uid and isinstance(uid, str))):
            row = SOME_POINT | {"dataRow": spell_data_row(self)}
            hint = "give exactly one of global_key and uid"
            refuse(row, what=f"data row is named {uid!r}, {global_key!r}", hint=hint)

    def __eq__(self, other: object) -> bool:
        """Equal when they name the same data row in the same way."""
        if not isinstance(other, GenericDataRowData):
            return NotImplemented
        return (self.uid, self.global_key) == (other.uid, other.global_key)

    def __hash__(self) -> int:
        """Hash of the name."""
        return hash((self.uid, self.global_key))

    def __repr__(self) -> str:
        """Show the name."""
        named = f"global_key={self.global_key!r}" if self.uid is None else f"uid={self.uid!r}"
        return f"{type(self).__name__}({named})"


class ImageData(GenericDataRowData):
    """An image."""


class VideoData(GenericDataRowData):
    """A video."""


class TextData(GenericDataRowData):
    """A text."""


class DocumentData(GenericDataRowData):
    """A document."""


class AudioData(GenericDataRowData):
    """A sound."""


class ConversationData(GenericDataRowData):
    """A conversation."""


class HTMLData(GenericDataRowData):
    """A page of HTML."""


class DicomData(GenericDataRowData):
    """A DICOM series."""


class LlmPromptCreationData(GenericDataRowData):
    """A prompt to be written."""


class LlmPromptResponseCreationData(GenericDataRowData):
    """A prompt and its response to be written."""


class LlmResponseCreationData(GenericDataRowData):
    """A response to be written."""


def data_row_data(given: Any) -> GenericDataRowData:
    """Return the name of a data row given as such, as a mapping, or as the mask data that shows it."""
    if isinstance(given, GenericDataRowData):
        return given
    if isinstance(given, Mapping):
        return _read_mapping(given)
    if not isinstance(given, MaskData) and not hasattr(given, "global_key"):
        what = f"data is {given!r:.80}, must name a data row"
        refuse_type(what, 'give {"global_key": …} or {"uid": …}', "/dataRow")
    return GenericDataRowData(uid=given.uid, global_key=given.global_key)


def _read_mapping(given: Mapping[str, Any]) -> GenericDataRowData:
    try:
        return GenericDataRowData(**given)
    except TypeError:
        raise AnnotationError(
            f"data row is named by {', '.join(map(repr, given))}, must be named by one of global_key and uid",
            code="ROW002", hint='give {"global_key": …} or {"uid": …}', path="/dataRow", got=dict(given),
        ) from None  # fmt: skip


def spell_data_row(data: GenericDataRowData) -> Row:
    """Return the value of a row's `dataRow`."""
    named = {"id": data.uid, "globalKey": data.global_key}
    return {key: value for key, value in named.items() if value is not None}
