"""Secrets: 256 random bits that are shown once and kept as their SHA-256.

A slow password hash would add nothing: nobody can try 2^256 values. Looking a hash up by equality tells an
attacker nothing about the secret, so no comparison needs constant time.
"""

import hashlib
import secrets

PREFIX_LENGTH = 8


def new_prefix() -> str:
    """Return eight hex digits by which people tell keys apart."""
    return secrets.token_hex(PREFIX_LENGTH // 2)


def new_secret() -> str:
    """Return 256 random bits as 64 hex digits."""
    return secrets.token_hex(32)


def secret_hash(secret: str) -> str:
    """Return the SHA-256 of a secret as 64 hex digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
