"""Export rows, version 2: what Labelbox gives back for a data row and its labels.

Shapes were taken from exports of the real service: rings closed, numbers as floats, `value` in machine
spelling. Which rows to export, and streaming them, is not decided here.
"""

import codecs
from typing import Any

import msgspec

from postil.formats.labelbox.label_export import Json
from postil.model.data_row import Asset

Part = Json | msgspec.Raw
"""A part of a row, which may be spelled already."""

_encode = msgspec.json.Encoder().encode
_ESCAPES = "postil-json-escapes"


def export_line(row: Json) -> bytes:
    """Spell an export row as one line of ASCII: clients read lines in whatever encoding their machine has."""
    line = _encode(row)
    if not line.isascii():
        line = line.decode().encode("ascii", _ESCAPES)
    return line + b"\n"


def media_attributes(asset: Asset | None) -> Json:
    """Return what is known of an asset."""
    if asset is None:
        return {"asset_type": "image"}
    media: Json = {"asset_type": asset.media_type}
    if asset.mime is not None:
        media["mime_type"] = asset.mime
    if asset.width is not None and asset.height is not None:
        media["width"], media["height"] = asset.width, asset.height
    if asset.media_type == "image":
        media["exif_rotation"] = str(asset.orientation)
    return media


def label_row(
    label_id: str, annotations: Json, details: Part | None = None, performance: Part | None = None
) -> Json:
    """Return one label; what is None is left out."""
    label: Json = {"label_kind": "Default", "version": "1.0.0", "id": label_id}
    if details is not None:
        label["label_details"] = details
    label["annotations"] = annotations
    if performance is not None:
        label["performance_details"] = performance
    return label


def data_row(
    row_id: str, global_key: str | None, external_id: str | None, row_data: str, details: Part | None = None
) -> Json:
    """Return the part that says which data row it is; `details` and an absent external id are left out."""
    named: Json = {"id": row_id, "global_key": global_key}
    if external_id is not None:
        named["external_id"] = external_id
    named["row_data"] = row_data
    if details is not None:
        named["details"] = details
    return named


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Spell characters as JSON does: one or two units of 16 bits each."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end


def _register() -> Any:
    codecs.register_error(_ESCAPES, _escaped)


_register()
