"""Content cache: bytes that could be had again, kept within a budget; the ones used longest ago go first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

Write = Callable[[bytes], object]
"""Takes the next piece of a content."""


@dataclass(frozen=True)
class Cached:
    """Kept bytes, open for reading; whoever got them closes them.

    `size` is in bytes. `tag` changes when other bytes are kept under the same key, and is fit for an ETag.
    """

    source: BinaryIO
    size: int
    tag: str


class ContentCache(Protocol):
    """Bytes by a key of any length; safe to use from several threads."""

    def open(self, key: str) -> Cached | None:
        """Open what is kept under a key; None when nothing is."""
        ...

    def fill(self, key: str, make: Callable[[Write], object]) -> Cached:
        """Open what is kept under a key; make it when nothing is.

        Callers that ask for one key at the same time wait for the first of them.

        Args:
            key: What it is kept under.
            make: Hands the bytes to what it is called with, piece by piece. What it raises is passed on,
                and nothing is kept.

        Raises:
            StoreError: The disk failed or is full (`STO001`).
        """
        ...

    def forget(self, key: str) -> None:
        """Keep nothing under a key any more; files that are open stay readable."""
        ...

    def sweep(self) -> None:
        """Remove what was half made long ago: nobody is at it any more."""
        ...
