"""File responses: bytes that are read from anywhere in them, sent whole or in the part that is asked for."""

from collections.abc import Mapping

from starlette.responses import Response, StreamingResponse

from postil.facades.byte_range import asked_range, part_of
from postil.facades.native.call import File
from postil.facades.native.errors import RangeError
from postil.facades.native.precondition import is_had
from postil.facades.streaming import in_threads


def file_response(file: File, method: str, asked: Mapping[str, str], headers: dict[str, str]) -> Response:
    """Answer with a file.

    Args:
        file: Closed by this function, or when the response has been sent.
        method: GET or HEAD.
        asked: Headers of the request, names in lower case.
        headers: Headers of the answer; an `etag` makes conditional requests possible.

    Raises:
        RangeError: The part that is asked for lies behind the end.
    """
    headers = headers | {"accept-ranges": "bytes"}
    tag = headers.get("etag", "")
    if tag and is_had(asked, tag):
        file.source.close()
        return Response(None, 304, headers)
    start, end = asked_range(_range(asked, tag), file.size)
    if start > end:
        file.source.close()
        raise RangeError(asked["range"], file.size)
    is_part = (start, end) != (0, file.size)
    if is_part:
        headers["content-range"] = f"bytes {start}-{end - 1}/{file.size}"
    headers["content-length"] = str(end - start)
    status = 206 if is_part else 200
    if method == "HEAD":
        file.source.close()
        return Response(None, status, headers, file.media_type)
    body = in_threads(part_of(file.source, start, end))
    return StreamingResponse(body, status, headers, file.media_type)


def _range(asked: Mapping[str, str], tag: str) -> str:
    """Return the range that is asked for, unless `If-Range` asks for the whole of what has changed."""
    condition = asked.get("if-range")
    # A date is no answer to ours, which are tags: whoever sends one gets the whole.
    is_current = condition is None or (bool(tag) and condition.strip() == tag)
    return asked.get("range", "") if is_current else ""
