"""Media type: what a data row, a project or an ontology is about."""

from enum import StrEnum

from postil.errors import UnsupportedError, UsageError

_ELSEWHERE = {
    "pdf": "document",
    "conversational": "conversation",
    "tms_geo": "geospatial",
    "tms_simple": "geospatial",
}
"""Names other programs have for ours, in lower case."""

_UNSUPPORTED = frozenset({"llm", "llm_prompt_creation", "llm_prompt_response_creation", "point_cloud"})


class MediaType(StrEnum):
    """The kinds of media. `MediaType.of` reads other spellings too."""

    Image = "image"
    Video = "video"
    Text = "text"
    Document = "document"
    Pdf = "document"
    Geospatial_Tile = "geospatial"
    Audio = "audio"
    Conversational = "conversation"
    Html = "html"
    Dicom = "dicom"
    Series = "series"

    @classmethod
    def of(cls, spelling: "MediaType | str | None") -> "MediaType":
        """Return the media type of a spelling such as `image`, `IMAGE` or `PDF`; of None, Image.

        Raises:
            UnsupportedError: There is no such annotation here yet.
            UsageError: It is no media type.
        """
        if spelling is None or isinstance(spelling, cls):
            return spelling or cls.Image
        name = str(spelling).lower()
        if name in _UNSUPPORTED:
            raise UnsupportedError(f"media type {spelling!r} is not supported", hint=f"use one of {_names()}")
        try:
            return cls(_ELSEWHERE.get(name, name))
        except ValueError:
            raise UsageError(f"media type {spelling!r} is not known", hint=f"use one of {_names()}") from None


def _names() -> str:
    return ", ".join(one.value for one in MediaType)
