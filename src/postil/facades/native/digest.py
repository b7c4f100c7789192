"""Digest: the `Content-Digest` field of RFC 9530, which says what a body must be."""

import base64
import binascii
import re
from collections.abc import Mapping

from postil.errors import UsageError

_SHA256 = re.compile(r"(?:^|,)[ \t]*sha-256=:([A-Za-z0-9+/=]*):[ \t]*(?=;|,|$)")


def content_sha256(headers: Mapping[str, str]) -> str:
    """Return the SHA-256 a client promises for the body, as 64 lower-case hex digits.

    Other algorithms in the field are passed over, as the standard asks.

    Raises:
        UsageError: SRC011, there is none.
    """
    found = _SHA256.search(headers.get("content-digest", ""))
    try:
        digest = base64.b64decode(found[1], validate=True) if found else b""
    except binascii.Error:
        digest = b""
    if len(digest) != 32:
        raise UsageError(
            "the part came without its SHA-256",
            code="SRC011",
            hint="send `Content-Digest: sha-256=:BASE64:` with it",
        )
    return digest.hex()
