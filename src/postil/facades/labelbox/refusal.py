"""Refusals: answers to requests that did not come as far as a resolver, and how answers are spelled."""

import msgspec
from starlette.responses import Response

from postil.errors import PostilError, TooManyError
from postil.facades.labelbox.errors import INTERNAL, Json, error_of, failed, unexpected


def spelled(answer: Json) -> Response:
    """Spell an answer: its errors are inside it, and its status is 200."""
    try:
        document = msgspec.json.encode(answer)
    except (TypeError, ValueError, RecursionError) as error:
        document = msgspec.json.encode(failed(unexpected(error)))
    return Response(document, 200, media_type="application/json")


def refusal(error: PostilError) -> Response:
    """Spell what kept a request from being read, for readers of GraphQL and of REST alike."""
    described = error_of(error)
    code = described["extensions"]["code"]
    if isinstance(error, TooManyError):
        # The package knows it by how it begins.
        message = f"You have exceeded what this server takes: {error}"
        return said(message, 429, {"retry-after": str(error.retry_after_s)})
    status = error.status if error.status < 500 and code != INTERNAL else 200
    return Response(
        msgspec.json.encode({"message": described["message"], **failed(described)}),
        status,
        media_type="application/json",
    )


def said(message: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """Answer with a message."""
    return Response(msgspec.json.encode({"message": message}), status, headers, "application/json")
