"""Sessions: how a browser that signed in signs out again."""

from http.cookies import CookieError, SimpleCookie

from postil.facades.native.call import Answer, Call
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN

COOKIE = "postil_session"
_GONE = f"{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=strict"


def delete_session(call: Call[None, None]) -> Answer:
    """End the session of the cookie that was sent, and take the cookie back."""
    secret = _secret(call.headers.get("cookie", ""))
    if secret:
        call.services.access.end_session(secret)
    return Answer(None, 204, {"set-cookie": _GONE})


def _secret(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None else ""


ROUTES = [
    Route(
        method="DELETE",
        path=f"{API}/session",
        name="delete_session",
        summary="Sign a browser out",
        access=SIGNED_IN,
        handler=delete_session,
        status=204,
        description=(
            "Ends the session of the cookie that is sent; those of other browsers go on. Of a program, which "
            "has a key and no session, it changes nothing."
        ),
        example=Example(),
    ),
]
