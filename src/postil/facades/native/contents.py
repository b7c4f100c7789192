"""Contents: the bytes of data rows, from this server wherever they lie, whole or in part; and thumbnails.

Content somebody has sent is never run as a page of this server: it is called by what its bytes begin like,
and whatever a browser could run is boxed in.
"""

from collections.abc import Callable
from typing import Annotated, Literal

import msgspec

from postil.errors import NotFoundError
from postil.facades.native.call import Answer, Call, File, Later
from postil.facades.native.route import API, Route
from postil.facades.native.rule import seen
from postil.facades.native.scope import row_in_path
from postil.model.data_row import Asset
from postil.services.catalog.contents import Content

_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
_SANDBOX = f"sandbox; {_POLICY}; style-src 'unsafe-inline'; img-src data:; font-src data:"
_RUN = frozenset({"text/html", "image/svg+xml"})
"""Kinds a browser could run something of."""

_SHOWN = ("image/", "audio/", "video/", "text/plain", "application/json", "application/pdf", "text/html")
_FRAMED = "SAMEORIGIN"
_ERRORS = {
    413: "The content is larger than the server fetches, or declares more pixels than are shown.",
    422: "The content of an image is none, or its header cannot be read.",
    502: "The source could not be reached, or would not give it: the link may have expired.",
}
_HINTS = "The hint of a problem names the setting of the server that stood in the way."


class ThumbnailQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """How large a thumbnail is to be."""

    size: Annotated[
        Literal[64, 128, 256, 512, 1024],
        msgspec.Meta(description="Most pixels in width and in height; smaller images are not blown up."),
    ] = 256


def stream_content(call: Call[None, None]) -> object:
    """Stream the content of an asset."""
    contents = call.services.contents
    asset = contents.asset(row_in_path(call), _number(call.path["no"]))
    kept = contents.open_kept(asset)
    return _now_or_later(kept, lambda: contents.open(asset), asset, "private, no-cache")


def stream_thumbnail(call: Call[None, ThumbnailQuery]) -> object:
    """Stream a small picture of an image."""
    thumbnails, row, side = call.services.thumbnails, row_in_path(call), call.query.size
    kept = thumbnails.open_kept(row, side)
    return _now_or_later(
        kept, lambda: thumbnails.open(row, side), thumbnails.image(row), "private, max-age=300"
    )


def content_type(content: Content) -> str:
    """Return what content is to be called: what a browser may run only where the data row is of that kind."""
    mime = content.mime or "application/octet-stream"
    if mime.startswith("text/") and content.media_type == "html":
        return "text/html; charset=utf-8"
    if mime.startswith("text/") or (mime == "image/svg+xml" and content.media_type != "image"):
        return "text/plain; charset=utf-8"
    return mime


def _now_or_later(kept: Content | None, fetch: Callable[[], Content], asset: Asset, caching: str) -> object:
    if kept is not None:
        return _answer(kept, caching)
    # What lies here and is only to be made smaller has a lane of its own, the empty one.
    server = (asset.url or "").partition("//")[2].partition("/")[0].lower()
    return Later(lambda: _answer(fetch(), caching), server)


def _answer(content: Content, caching: str) -> Answer:
    media_type = content_type(content)
    plain = media_type.partition(";")[0]
    headers = {
        "etag": f'"{content.tag}"',
        "cache-control": caching,
        # A sandbox keeps the browser's own viewer from showing a PDF, which runs nothing of ours.
        "content-security-policy": _SANDBOX if plain != "application/pdf" else _POLICY,
        "x-frame-options": _FRAMED,
    }
    if not plain.startswith(_SHOWN):
        headers["content-disposition"] = "attachment"
    return Answer(File(content.source, content.size, media_type), 200, headers)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise NotFoundError(f"{text[:20]!r} is no number of an asset", hint="count the assets from 0")
    return int(text)


ROUTES = [
    Route(
        method="GET",
        path=f"{API}/data-rows/{{uid}}/assets/{{no}}/content",
        name="stream_content",
        summary="Get the content of an asset",
        access=seen(row_in_path),
        handler=stream_content,
        etag=True,
        download=(
            "application/octet-stream",
            "image/*",
            "audio/*",
            "video/*",
            "text/plain",
            "application/pdf",
        ),
        also={206: "The part of it that `Range` asks for."},
        errors={**_ERRORS, 416: "The part that is asked for lies behind the end."},
        description=(
            "From this server wherever the content lies: what is behind a URL is fetched once and kept for a "
            "while. One `Range` of bytes is answered, with `If-Range` only of unchanged content. It is "
            "called by what its bytes begin like, never by what its source said. " + _HINTS
        ),
    ),
    Route(
        method="GET",
        path=f"{API}/data-rows/{{uid}}/thumbnail",
        name="stream_thumbnail",
        summary="Get a small picture of an image",
        access=seen(row_in_path),
        handler=stream_thumbnail,
        query=ThumbnailQuery,
        etag=True,
        download=("image/jpeg", "image/webp"),
        errors=_ERRORS,
        description=(
            "As displayed, with the orientation its EXIF says. Data rows without an image have none: 404. "
            + _HINTS
        ),
    ),
]
