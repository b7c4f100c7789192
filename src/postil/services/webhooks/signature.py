"""Signatures of messages, as Standard Webhooks 1.0 has them (symmetric, `v1`)."""

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """Return 256 random bits as the standard spells a secret."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed_headers(secret: str, message: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers by which a receiver knows who sent a message, and when.

    Args:
        secret: As `new_secret` spells it.
        message: The id of the message, the same in every attempt.
        timestamp: Of this attempt, seconds since 1970 UTC.
        body: What is sent.
    """
    key = base64.b64decode(secret.removeprefix(PREFIX))
    content = f"{message}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }
