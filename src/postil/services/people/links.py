"""Links: URLs that open one file for whoever has them, without signing in."""

import base64
import hashlib
import hmac
import re

from postil.errors import NotFoundError
from postil.ports.clock import Clock
from postil.services.instant import MICROSECONDS, instant

FILES = "/labelbox/files"
"""Where links lead, below the address of the server."""

UPLOADS = "uploads"
"""The kind of link that opens kept content, by its SHA-256."""

_MAC_BYTES = 16
_EXPIRY_BYTES = 6
_MOST_TOKEN = 1_000
_PATH = re.compile(rf"https?://[^/?#]+{FILES}/([a-z-]+)/([A-Za-z0-9_-]+)")


class Links:
    """Signs and reads links.

    A token holds when it expires, what it opens, and a keyed hash of both and the kind of the link. Nothing
    is stored; a new secret makes all links useless.

    Args:
        secret: 32 random bytes that nobody else has.
        clock: Says what has expired.
    """

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._secret, self._clock = secret, clock

    def make(self, kind: str, uid: str, lasts_s: int | None) -> str:
        """Return the path of a link that lasts so many seconds, for ever with None."""
        expires = 0 if lasts_s is None else instant(self._clock) // MICROSECONDS + lasts_s
        payload = expires.to_bytes(_EXPIRY_BYTES, "big") + uid.encode()
        token = base64.urlsafe_b64encode(self._mac(kind, payload) + payload).rstrip(b"=").decode()
        return f"{FILES}/{kind}/{token}"

    def read(self, kind: str, token: str) -> str:
        """Return the uid of what a token opens.

        Raises:
            NotFoundError: It was not made here for this kind, or has expired; which of them is not said.
        """
        mac, payload = _split(token)
        if not hmac.compare_digest(mac, self._mac(kind, payload)):
            raise missing_file()
        expires = int.from_bytes(payload[:_EXPIRY_BYTES], "big")
        if expires and expires <= instant(self._clock) // MICROSECONDS:
            raise missing_file()
        return payload[_EXPIRY_BYTES:].decode()

    def own(self, url: str, kind: str) -> str | None:
        """Return the uid a URL of ours opens, None when it is none: what is ours is not fetched from outside.

        Under which name clients reach this server does not matter: the token proves whose it is.
        """
        found = _PATH.fullmatch(url) if len(url) <= _MOST_TOKEN else None
        if found is None or found[1] != kind:
            return None
        try:
            return self.read(kind, found[2])
        except NotFoundError:
            return None

    def _mac(self, kind: str, payload: bytes) -> bytes:
        return hmac.digest(self._secret, kind.encode() + b"\0" + payload, hashlib.sha256)[:_MAC_BYTES]


def _split(token: str) -> tuple[bytes, bytes]:
    try:
        content = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise missing_file() from None
    if len(token) > _MOST_TOKEN or len(content) <= _MAC_BYTES + _EXPIRY_BYTES:
        raise missing_file()
    return content[:_MAC_BYTES], content[_MAC_BYTES:]


def missing_file() -> NotFoundError:
    """Say that a link opens nothing."""
    return NotFoundError("this link is not valid, or has expired", hint="ask for a new one")
