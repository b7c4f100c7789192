"""Sessions: how a browser that signed in signs out again."""

from http.cookies import CookieError, SimpleCookie

from postil.facades.native.call import Answer, Call
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN

COOKIE = "postil_session"


def cookie_name(host: str) -> str:
    """Return what the cookie of a server is called that a browser reaches by a `Host`.

    Browsers keep cookies by host, and send those of one port to every other: two servers of one machine would
    sign each other's people out under one name.
    """
    port = host.rpartition(":")[2]
    is_port = ":" in host and port.isascii() and port.isdigit() and len(port) <= 5
    return f"{COOKIE}_{port}" if is_port else COOKIE


def delete_session(call: Call[None, None]) -> Answer:
    """End the session of the cookie that was sent, and take the cookie back."""
    name = cookie_name(call.headers.get("host", ""))
    secret = _secret(call.headers.get("cookie", ""), name)
    if secret:
        call.services.access.end_session(secret)
    return Answer(None, 204, {"set-cookie": f"{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=strict"})


def _secret(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
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
