"""Outline: what is known of some plain objects together, so that none of them need be looked at alone."""

import msgspec

from postil.model.digest import digest_spelled
from postil.model.number import Number


class Outline(msgspec.Struct, gc=False, frozen=True):
    """What holds for `n` plain objects of one bundle, whose keys and left edges all differ.

    `right` and `bottom` are how far they reach, in pixels, and infinite where one begins outside of its asset
    or has no extent. `scores` are the confidences that are given. `keys` is the JSON array of the keys, and
    `marks` what a digest of theirs holds behind its head.
    """

    n: int
    right: Number
    bottom: Number
    scores: list[Number]
    keys: bytes
    marks: bytes

    def digest(self) -> bytes:
        """Return what `digest.digest_of` returns for the objects."""
        return digest_spelled(self.keys, self.marks)
