"""Downloads: answers that are sent while they are made, in pieces worth a network packet or more.

Once the first piece is out the status is said. An error after that becomes the last line of the body,
`{"$error": {problem}}`, so that a client that reads to the end cannot take a broken download for a whole one.
"""

import logging
from collections.abc import Iterator

import msgspec
from starlette.responses import Response, StreamingResponse

from postil.errors import PostilError
from postil.facades.native.call import Download
from postil.facades.native.errors import Problem, problem_of, unexpected
from postil.facades.streaming import in_threads
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
    return StreamingResponse(in_threads(pieces, first), headers=headers, media_type=download.media_type)
