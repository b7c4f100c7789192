"""Files: what links open, without signing in; GET and HEAD, whole or in part."""

import logging
from collections.abc import Iterator

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from postil.errors import PostilError
from postil.facades.byte_range import asked_range, part_of
from postil.facades.labelbox.field import Files, StoredFile
from postil.facades.labelbox.refusal import said
from postil.facades.streaming import close, in_threads
from postil.services.people.links import missing_file
from postil.services.services import Services

PIECE_BYTES = 256 * 1024
HEADERS = {
    "cache-control": "private, no-store",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
}
"""A file somebody has sent is never run as a page of this server."""

log = logging.getLogger("postil.labelbox")


class FileEndpoint:
    """`/labelbox/files/{kind}/{token}` as an ASGI application."""

    def __init__(self, files: Files, services: Services, threads: CapacityLimiter) -> None:
        self._files, self._services, self._threads = files, services, threads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = await to_thread.run_sync(self._answer, request, limiter=self._threads)
        await response(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return said("files are opened with GET and HEAD", 405, {"allow": "GET, HEAD"})
        kind, token = request.path_params["kind"], request.path_params["token"]
        try:
            if kind not in self._files:
                raise missing_file()
            found = self._files[kind](self._services, self._services.links.read(kind, token))
            return self._stored(found, request) if isinstance(found, StoredFile) else _made(found, request)
        except PostilError as error:
            if error.status >= 500:
                log.warning("a file cannot be sent: %s", error)
            return said(str(error), error.status)
        except Exception:
            log.exception("a file cannot be sent")
            return said("the server met an error it did not expect", 500)

    def _stored(self, file: StoredFile, request: Request) -> Response:
        size = file.source.seek(0, 2)
        headers = HEADERS | {"accept-ranges": "bytes"}
        if file.media_type == "application/octet-stream":
            headers["content-disposition"] = "attachment"
        start, end = asked_range(request.headers.get("range", ""), size)
        is_part = (start, end) != (0, size)
        if start > end:
            file.source.close()
            return Response(None, 416, headers | {"content-range": f"bytes */{size}"})
        if is_part:
            headers["content-range"] = f"bytes {start}-{end - 1}/{size}"
        headers["content-length"] = str(end - start)
        status = 206 if is_part else 200
        if request.method == "HEAD":
            file.source.close()
            return Response(None, status, headers, file.media_type)
        return StreamingResponse(
            in_threads(part_of(file.source, start, end)), status, headers, media_type=file.media_type
        )


def _made(pieces: Iterator[bytes], request: Request) -> Response:
    headers = HEADERS | {"content-disposition": "attachment"}
    if request.method == "HEAD":
        close(pieces)
        return Response(None, 200, headers, "application/x-ndjson")
    joined = _joined(pieces)
    # What fails at once still has a status of its own.
    first = next(joined, b"")
    return StreamingResponse(in_threads(joined, first), 200, headers, media_type="application/x-ndjson")


def _joined(pieces: Iterator[bytes]) -> Iterator[bytes]:
    waiting, size = list[bytes](), 0
    try:
        for piece in pieces:
            waiting.append(piece)
            size += len(piece)
            if size >= PIECE_BYTES:
                yield b"".join(waiting)
                waiting, size = [], 0
        if waiting:
            yield b"".join(waiting)
    finally:
        close(pieces)
