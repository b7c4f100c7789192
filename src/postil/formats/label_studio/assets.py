"""Guess what a task's `data` shows, as far as that is possible without a labeling configuration.

Results name the object tag they lie on (`to_name`), not the key of `data` it shows. A tag is taken to show
the key of its own name, else the only value that looks like media.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from postil.model.annotation import Annotation
from postil.model.data_row import Asset, MediaType
from postil.model.number import Size
from postil.model.span import MarkupSpan, ParagraphSpan, SeriesRange, TextSpan, TimeRange
from postil.model.track import Track

_EXTENSIONS: dict[str, MediaType] = {}
for _media, _endings in {
    "image": "jpg jpeg png gif bmp webp tif tiff svg",
    "video": "mp4 webm mov avi mkv",
    "audio": "mp3 wav flac ogg m4a",
    "document": "pdf",
    "series": "csv tsv",
    "html": "html htm",
    "text": "txt",
}.items():
    _EXTENSIONS.update(dict.fromkeys(_endings.split(), _media))  # type: ignore[arg-type]

_SPANS: dict[type, MediaType] = {
    TextSpan: "text",
    TimeRange: "audio",
    MarkupSpan: "html",
    ParagraphSpan: "conversation",
    SeriesRange: "series",
    Track: "video",
}
_URL = re.compile(r"[a-z][a-z0-9+.-]*://\S|data:\S|/\S", re.IGNORECASE)


def guess_assets(data: dict[str, Any], annotations: list[Annotation]) -> list[Asset]:
    """Return an asset per object tag the annotations lie on, or per medium in `data` when they name none."""
    media: dict[str, MediaType | None] = {}
    for annotation in annotations:
        if annotation.target is not None and annotation.target.asset:
            name = annotation.target.asset
            media[name] = media.get(name) or media_of(annotation)
    if not media:
        found = {key: value for key, value in data.items() if is_media(value)}
        return [_asset(key, value, None) for key, value in (found or dict(list(data.items())[:1])).items()]
    return [_asset(name, _shown(name, data, is_only=len(media) == 1), kind) for name, kind in media.items()]


def media_of(annotation: Annotation) -> MediaType | None:
    """Return the media type an annotation's geometry needs; None when it has none."""
    if annotation.geometry is None:
        return None
    if annotation.target is not None and annotation.target.page is not None:
        return "document"
    return _SPANS.get(type(annotation.geometry), "image")


def image_asset(name: str, data: dict[str, Any], size: Size | None) -> Asset:
    """Return the asset of a task whose results lie on one image."""
    asset = _asset(name, _shown(name, data, is_only=True), "image")
    declare(asset, size)
    return asset


def declare(asset: Asset, size: Size | None) -> None:
    """Set the size a source gives for an asset."""
    if size is not None:
        asset.width, asset.height = size
        asset.size_source = "declared"


def is_media(value: Any) -> bool:
    """Say whether a value looks like the address of a file."""
    return isinstance(value, str) and (_URL.match(value) is not None or _by_ending(value) is not None)


def _by_ending(value: str) -> MediaType | None:
    if len(value) > 2048 or " " in value:
        return None
    try:
        path = urlsplit(value).path
    except ValueError:
        return None
    return _EXTENSIONS.get(path.rpartition(".")[2].lower()) if "." in path else None


def _shown(name: str, data: dict[str, Any], *, is_only: bool) -> Any:
    if isinstance(data.get(name), str):
        return data[name]
    if not is_only:
        return None
    if len(data) == 1:
        return next(iter(data.values()))
    found = [value for value in data.values() if is_media(value)]
    return found[0] if len(found) == 1 else None


def _asset(name: str, value: Any, kind: MediaType | None) -> Asset:
    if not is_media(value):
        return Asset(name, kind or ("text" if isinstance(value, str) else "image"), inline=value)
    return Asset(name, kind or _by_ending(value) or "image", value)
