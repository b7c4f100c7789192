"""Idempotency: one request under its `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header)."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from postil.errors import AccessError, AuthenticationError, NotFoundError, PostilError, UsageError
from postil.facades.native.call import Call
from postil.facades.native.route import Route
from postil.ports.idempotency import KeptAnswer, KeyedRequest

HEADER = "idempotency-key"
REPLAYED = "idempotency-replayed"
MOST_CHARACTERS = 255
METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})

_KEY = re.compile(r"[\x20-\x7e]{1,255}")
_OWN = frozenset({"content-length"})


def takes_key(route: Route) -> bool:
    """Tell whether a route takes a key: what changes something and streams no body.

    What is streamed would have to be read to its end before anything is known of it; imports, and the parts
    of large files, are known by their content instead. To delete again changes nothing, but would be answered
    as if there had never been anything.
    """
    return route.method in METHODS and not route.upload


def answer_once(
    route: Route,
    call: Call[Any, Any],
    request: Request,
    document: bytes,
    work: Callable[[], Response],
    allow_again: Callable[[], None],
) -> Response:
    """Do the work, unless it was done before under the key of the request: then answer as then.

    `work` answers problems as well, and raises nothing. `allow_again` raises what its sender is refused with
    if they may not make the request any more: that is noted with an answer, for `answer_parted`.

    Raises:
        UsageError: The key is not 1 to 255 printable ASCII characters.
    """
    key = call.headers.get(HEADER)
    if key is None or call.visitor is None or not takes_key(route):
        return work()
    if not _KEY.fullmatch(key):
        raise UsageError(
            "the Idempotency-Key is not 1 to 255 printable ASCII characters",
            hint="send a UUID made for this one request",
        )
    keyed = KeyedRequest(user_id=call.visitor.id, key=key, digest=_digest(request, document))
    service = call.services.idempotency
    with service.claim(keyed) as claim:
        if claim.kept is not None:
            return _replayed(claim.kept)
        response = work()
        # A failure of ours, and being too fast, say nothing of what the request would be answered, unless
        # something was done before it failed: then it must not be done again, and is told the same again.
        is_answer = response.status_code < 500 and response.status_code != 429
        if is_answer or claim.is_begun:
            headers = {name: text for name, text in response.headers.items() if name not in _OWN}
            is_told_once = route.secret and response.status_code < 300
            content = None if is_told_once else bytes(response.body)
            is_parting = response.status_code < 300 and _is_refused(allow_again)
            service.keep(claim, response.status_code, headers, content, is_parting=is_parting)
        return response


def answer_parted(
    route: Route, call: Call[Any, Any], request: Request, read: Callable[[], bytes], refusal: PostilError
) -> Response:
    """Answer who is refused as they were answered before, if this very request ended their access.

    A draft that was submitted is gone, and so is the role of who gave it up; the answer may have been lost
    all the same. The body is read only where there is such an answer.

    Raises:
        PostilError: The refusal in every other case, or why there is no answer to be told again.
    """
    key = call.headers.get(HEADER)
    if isinstance(refusal, AuthenticationError) or call.visitor is None:
        raise refusal
    if key is None or not takes_key(route):
        raise refusal
    kept = call.services.idempotency.parting(call.visitor.id, key, lambda: _digest(request, read()))
    if kept is None:
        raise refusal
    return _replayed(kept)


def _is_refused(allow: Callable[[], None]) -> bool:
    try:
        allow()
    except (AccessError, NotFoundError):
        return True
    except PostilError:
        # What was done is done, whatever happens while we ask.
        return False
    return False


def _digest(request: Request, document: bytes) -> str:
    parts = (request.method, request.url.path, request.url.query)
    return hashlib.sha256("\n".join(parts).encode() + b"\n" + document).hexdigest()


def _replayed(kept: KeptAnswer) -> Response:
    return Response(kept.content, kept.status or 200, kept.headers | {REPLAYED: "true"})
