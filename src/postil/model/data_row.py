"""The thing in the catalog that annotations are about."""

from typing import Any, Literal

import msgspec

MediaType = Literal[
    "image", "video", "text", "document", "geospatial", "audio", "conversation", "html", "dicom", "series"
]

TEXT_LENGTH = "text_length"
"""The fact of an asset that says how many code points its text has."""

SizeSource = Literal["probed", "declared", "unknown"]


class Asset(msgspec.Struct, omit_defaults=True):
    """One thing looked at. Labelbox rows have one, named `""`; Label Studio rows one per object tag.

    Exactly one of `url`, `sha256` and `inline` says where the content is. `width` and `height` are the
    displayed size in pixels; `orientation` is the EXIF value already applied to them.
    """

    name: str = ""
    media_type: MediaType = "image"
    url: str | None = None
    sha256: str | None = None
    inline: Any = None
    mime: str | None = None
    width: int | None = None
    height: int | None = None
    size_source: SizeSource = "unknown"
    orientation: int = 1
    facts: dict[str, Any] = {}

    @property
    def text_length(self) -> int | None:
        """Return how many code points a text has; None where nobody has counted them yet."""
        known = self.facts.get(TEXT_LENGTH)
        if isinstance(known, int):
            return known
        is_text = self.media_type == "text" and isinstance(self.inline, str)
        return len(self.inline) if is_text else None


class DataRowReference(msgspec.Struct, gc=False, frozen=True):
    """How a source row names its data row: by our public id, by global key, or by what it contains."""

    by: Literal["id", "global_key", "content"]
    value: str


class DataRow(msgspec.Struct, omit_defaults=True):
    """A data row as a source describes it, before it has an id."""

    assets: list[Asset]
    global_key: str | None = None
    external_id: str | None = None
    data: dict[str, Any] = {}
    metadata: dict[str, Any] = {}
    ext: dict[str, Any] = {}
