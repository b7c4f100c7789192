"""Downloads: answers that are sent while they are made, in pieces worth a network packet or more.

Once the first piece is out the status is said. An error after that becomes the last line of the body,
`{"$error": {problem}}`, so that a client that reads to the end cannot take a broken download for a whole one.
"""

import logging
from collections.abc import AsyncIterator, Iterator

import anyio
import msgspec
from anyio import to_thread
from starlette.responses import Response, StreamingResponse

from postil.errors import PostilError
from postil.facades.native.call import Download
from postil.facades.native.errors import Problem, problem_of, unexpected
from postil.model.identity import new_uid

PIECE_BYTES = 64 * 1024

log = logging.getLogger("postil.http")


def batches(pieces: Iterator[bytes], instance: str) -> Iterator[bytes]:
    """Join small pieces to larger ones.

    An error before the first piece is out is raised; a later one is told in the last line.
    """
    waiting: list[bytes] = []
    size, is_begun = 0, False
    try:
        for piece in pieces:
            waiting.append(piece)
            size += len(piece)
            if size >= PIECE_BYTES:
                yield b"".join(waiting)
                waiting, size, is_begun = [], 0, True
    except Exception as error:  # the answer has begun: whatever went wrong has to be told inside it
        if not is_begun and isinstance(error, PostilError):
            raise
        waiting.append(_last_line(_told(error, instance)))
    if waiting:
        yield b"".join(waiting)


def _told(error: Exception, instance: str) -> Problem:
    if isinstance(error, PostilError):
        return problem_of(error, instance)
    error_id = new_uid()
    log.error("%s %s failed while it was sent", error_id, instance, exc_info=error)
    return unexpected(error_id, instance)


def _last_line(problem: Problem) -> bytes:
    return b"\n" + msgspec.json.encode({"$error": problem}) + b"\n"


def download_response(download: Download, instance: str, headers: dict[str, str]) -> Response:
    """Begin to make a download, so that what fails at once is still a plain problem, and answer with it."""
    pieces = batches(download.pieces, instance)
    first = next(pieces, b"")
    if download.filename:
        headers["content-disposition"] = f'attachment; filename="{download.filename}"'
    return StreamingResponse(_in_threads(first, pieces), headers=headers, media_type=download.media_type)


async def _in_threads(first: bytes, pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    try:
        piece = first
        while piece:
            yield piece
            piece = await to_thread.run_sync(next, pieces, b"")
    finally:
        # A client that left must not keep a database connection waiting for the garbage collector.
        with anyio.CancelScope(shield=True):
            await to_thread.run_sync(_close, pieces)


def _close(pieces: Iterator[bytes]) -> None:
    close = getattr(pieces, "close", None)
    if close is not None:
        close()
