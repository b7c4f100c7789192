"""Media types: the package's names for the kinds of assets."""

from postil.errors import UsageError
from postil.model.data_row import MediaType

NAMES: dict[MediaType, str] = {
    "image": "IMAGE",
    "video": "VIDEO",
    "text": "TEXT",
    "document": "PDF",
    "audio": "AUDIO",
    "conversation": "CONVERSATIONAL",
    "html": "HTML",
    "geospatial": "TMS_GEO",
    "dicom": "DICOM",
}

_TYPES: dict[str, MediaType] = {name: kind for kind, name in NAMES.items()} | {"DOCUMENT": "document"}


def media_type_name(kind: str) -> str | None:
    """Return what the package calls a media type; None for one it has no name for."""
    return next((name for known, name in NAMES.items() if known == kind), None)


def media_type_of(name: str | None) -> MediaType:
    """Return the media type behind a name; image when nothing is said.

    Raises:
        UsageError: There is none of that name, or none this server has.
    """
    if name is None or name.upper() == "UNKNOWN":
        return "image"
    found = _TYPES.get(name.upper())
    if found is None:
        raise UsageError(
            f"the media type {name[:40]!r} is not supported", hint=f"use one of {sorted(_TYPES)}"
        )
    return found
