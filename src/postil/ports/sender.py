"""Sender: the one way out of the house for messages to an address somebody has configured."""

from collections.abc import Mapping
from typing import Protocol


class Sender(Protocol):
    """Posts messages, or refuses; safe to call from several threads."""

    def send(self, url: str, content: bytes, headers: Mapping[str, str]) -> int:
        """Post a message and return the status of the answer, whose body is not read; follow no redirect.

        Raises:
            AccessError: SRC020 the address is not allowed, SRC025 the server is offline.
            FetchError: SRC021, the other side cannot be reached or is too slow.
            UsageError: SRC024, not a URL we send to.
        """
        ...

    def demand_url(self, url: str) -> None:
        """Return when messages may be sent to a URL, as far as its text tells.

        Raises:
            UsageError: SRC024.
        """
        ...
