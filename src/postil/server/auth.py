"""Sign-in: from what a request carries to who sent it. The one way in for every facade."""

import hmac

from starlette.requests import Request

from postil.errors import AccessError, AuthenticationError
from postil.facades.native.sessions import cookie_name
from postil.ports.access import User
from postil.services.people.access import Access
from postil.services.people.secret import secret_hash

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class SignIn:
    """Recognises callers.

    A key in `Authorization: Bearer` decides alone; a browser is known by its session cookie, and may change
    something only from a page of this very origin.

    Args:
        access: Knows keys and sessions.
        local_token: What programs of this machine send instead of a key, told to them by a file only the
            owner of the server may read; empty allows none. They act as the first administrator.
    """

    def __init__(self, access: Access, local_token: str) -> None:
        self._access = access
        self._local_hash = secret_hash(local_token) if local_token else ""

    def identify(self, request: Request) -> User | None:
        """Return who sent a request, None when it carries no proof or an old session.

        Raises:
            AuthenticationError: The key is not valid.
            AccessError: A browser of another origin wants to change something.
        """
        proof = request.headers.get("authorization")
        if proof is not None:
            return self._by_key(proof, request.method)
        session = request.cookies.get(cookie_name(request.headers.get("host", "")))
        if session is None:
            return None
        if request.method not in _SAFE_METHODS:
            demand_same_origin(request)
        return self._access.user_of_session(session)

    def _by_key(self, proof: str, method: str) -> User:
        scheme, _, secret = proof.partition(" ")
        if scheme.lower() != "bearer":
            raise AuthenticationError(
                "the Authorization header is of a scheme not known here",
                hint="send `Authorization: Bearer pk_...`",
            )
        secret = secret.strip()
        if self._local_hash and hmac.compare_digest(secret_hash(secret), self._local_hash):
            return self._access.ensure_admin()
        holder = self._access.holder_of_key(secret)
        if holder is None:
            raise AuthenticationError(
                "the API key is unknown, revoked or expired", hint="make a new one with `postil key`"
            )
        if holder.scope == "read" and method not in _SAFE_METHODS:
            raise AccessError(
                f"the API key is for reading, and {method} may change something",
                hint="use a key that may do what its user may: `postil key create NAME`",
            )
        return holder.user


def demand_same_origin(request: Request) -> None:
    """Return when a browser sent the request from a page of this server.

    Raises:
        AccessError: The `Origin` is another one or missing; browsers send it with every change.
    """
    # Compared as text: strangers send origins that are no URLs; those of browsers are a scheme and a host.
    origin = request.headers.get("origin", "").partition("://")[2].lower()
    if not origin or origin != request.headers.get("host", "").lower():
        raise AccessError(
            "a signed-in browser may change something only from a page of this server",
            hint="programs send an API key instead of a cookie",
        )
