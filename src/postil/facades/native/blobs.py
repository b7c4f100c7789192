"""Blobs: kept bytes by their hash, such as the PNG a mask lies in."""

from collections.abc import Iterator

from postil.facades.native.call import Answer, Call, Download
from postil.facades.native.route import API, Route
from postil.facades.native.rule import SIGNED_IN
from postil.ports.blobs import Blobs

PNG = b"\x89PNG\r\n\x1a\n"
PIECE_BYTES = 1 << 20


def stream_blob(call: Call[None, None]) -> Answer:
    """Stream kept bytes. Only a PNG is named as what it is: nothing else is to be displayed."""
    sha256 = call.path["sha256"]
    with call.services.blobs.open(sha256) as source:
        is_png = source.read(len(PNG)) == PNG
    media_type = "image/png" if is_png else "application/octet-stream"
    download = Download(_pieces(call.services.blobs, sha256), media_type, sha256)
    return Answer(download, 200, {"etag": f'"{sha256}"'})


def _pieces(blobs: Blobs, sha256: str) -> Iterator[bytes]:
    with blobs.open(sha256) as source:
        while piece := source.read(PIECE_BYTES):
            yield piece


ROUTES = [
    Route(
        method="GET",
        path=f"{API}/blobs/{{sha256}}",
        name="stream_blob",
        summary="Get kept bytes by their SHA-256",
        access=SIGNED_IN,
        handler=stream_blob,
        etag=True,
        download=("application/octet-stream", "image/png"),
        description=(
            "Exports refer to masks in this way. It asks for no role: whoever knows the hash of some content "
            "knows the content."
        ),
    ),
]
