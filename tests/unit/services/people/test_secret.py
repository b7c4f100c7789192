"""Secrets: long enough to be random, short enough to be sent, kept as SHA-256."""

import hashlib

from postil.services.people.secret import new_prefix, new_secret, secret_hash


def test_a_secret_holds_256_bits():
    assert len(bytes.fromhex(new_secret())) == 32


def test_two_secrets_differ():
    assert new_secret() != new_secret()


def test_a_prefix_has_eight_hex_digits():
    assert len(bytes.fromhex(new_prefix())) == 4


def test_the_hash_is_sha_256_of_the_text():
    assert secret_hash("abc") == hashlib.sha256(b"abc").hexdigest()
