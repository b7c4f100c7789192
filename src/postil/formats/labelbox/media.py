"""Media: what a data row shows, from its row data: an address, a text, or an object of a few kinds."""

from collections.abc import Mapping
from typing import Any

from postil.errors import UsageError
from postil.model.data_row import Asset, MediaType

MEDIA_TYPES: dict[str, MediaType] = {
    "IMAGE": "image",
    "VIDEO": "video",
    "TEXT": "text",
    "PDF": "document",
    "DOCUMENT": "document",
    "AUDIO": "audio",
    "CONVERSATIONAL": "conversation",
    "LLM": "conversation",
    "HTML": "html",
    "TMS_GEO": "geospatial",
    "TMS_SIMPLE": "geospatial",
    "GEOSPATIAL_TILE": "geospatial",
    "SIMPLE_TILE": "geospatial",
    "DICOM": "dicom",
}
"""What Labelbox calls the types of media."""

_ENDINGS: dict[MediaType, str] = {
    "image": "jpg jpeg png webp gif bmp tif tiff avif heic",
    "video": "mp4 mov webm avi mkv",
    "audio": "mp3 wav flac ogg m4a",
    "text": "txt",
    "document": "pdf",
    "html": "html htm",
    "dicom": "dcm",
}
_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_LONGEST = 1 + max(map(len, _BY_ENDING))
_CONVERSATION = "application/vnd.labelbox.conversational"
_PDF_KEYS, _LAYER_KEYS = ("pdf_url", "pdfUrl"), ("text_layer_url", "textLayerUrl", "tileLayerUrl")
_TILE_KEYS = ("tileLayerUrl", "tile_layer_url")


def is_url(text: str) -> bool:
    """Tell whether row data is an address, not a text itself."""
    scheme, found, _ = text[:40].partition("://")
    return bool(found) and scheme.isascii() and scheme.replace("+", "").isalnum() and "\n" not in text


def declared_type(name: object) -> MediaType | None:
    """Return the media type behind a name; None when nothing is said.

    Raises:
        UsageError: There is none of that name.
    """
    if name is None:
        return None
    found = MEDIA_TYPES.get(name.upper()) if isinstance(name, str) else None
    if found is None:
        raise UsageError(f"Found invalid media type: '{str(name)[:80]}'")
    return found


def ending_type(*names: str | None) -> MediaType | None:
    """Return the media type the ending of the first of these addresses or file names tells, if one does."""
    for name in names:
        if name is not None:
            path = name.split("?", 1)[0].split("#", 1)[0] if is_url(name) else name
            # Asked of every data row there is: a library for addresses takes five times as long.
            _, dot, ending = path[-_LONGEST:].rpartition(".")
            if dot and (found := _BY_ENDING.get(ending.lower())):
                return found
    return None


def read_media(row_data: object, declared: MediaType | None, file_name: str | None = None) -> Asset:
    """Return the asset that row data describes.

    `file_name` is what else tells the type of an address. One that nothing tells is an image's.

    Raises:
        UsageError: The row data is none, or of another type than `declared`.
    """
    if isinstance(row_data, Mapping):
        return _read_object(row_data, declared)
    if not isinstance(row_data, str) or not row_data:
        raise UsageError("row_data is neither an address, a text nor an object")
    if is_url(row_data):
        return Asset(media_type=declared or ending_type(row_data, file_name) or "image", url=row_data)
    if declared not in (None, "text", "html"):
        raise _invalid(declared, "text/plain")
    return Asset(media_type=declared or "text", inline=row_data)


def _read_object(row_data: Mapping[str, Any], declared: MediaType | None) -> Asset:
    pdf = next((row_data[key] for key in _PDF_KEYS if key in row_data), None)
    if pdf is not None and declared in (None, "document"):
        if not isinstance(pdf, str):
            raise UsageError("pdf_url is no text")
        layer = next((row_data[key] for key in _LAYER_KEYS if key in row_data), None)
        return Asset(media_type="document", url=pdf, facts={} if layer is None else {"text_layer_url": layer})
    is_conversation = isinstance(row_data.get("messages"), list) or row_data.get("type") == _CONVERSATION
    if is_conversation and declared in (None, "conversation"):
        return Asset(media_type="conversation", inline=dict(row_data))
    if any(key in row_data for key in _TILE_KEYS) and declared in (None, "geospatial"):
        return Asset(media_type="geospatial", inline=dict(row_data))
    if declared in ("video", "conversation"):
        return Asset(media_type=declared, inline=dict(row_data))
    if declared is None:
        raise UsageError("row_data is an object, but no conversation, tile layer or document")
    raise _invalid(declared, "application/json")


def _invalid(declared: MediaType | None, detected: str) -> UsageError:
    name = next(name for name, kind in MEDIA_TYPES.items() if kind == declared)
    return UsageError(
        f"Found invalid contents for media type: '{name}'. "
        f"Expected type {'image' if declared == 'image' else declared}/*, detected: {detected}"
    )
