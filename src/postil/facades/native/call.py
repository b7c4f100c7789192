"""Call: what a route's function is given, and what it may give back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Generic, TypeVar

from postil.errors import AuthenticationError
from postil.facades.body import Body
from postil.ports.access import User
from postil.services.services import Services

B = TypeVar("B")
Q = TypeVar("Q")


@dataclass
class Call(Generic[B, Q]):
    """One request, decoded as its route declares.

    `visitor` is None when nobody signed in; `body` and `query` are None where the route takes none.
    `upload` is the raw body of routes that take a file; names in `headers` are in lower case. `url` is how
    the client reaches this server, without a slash at the end.
    """

    services: Services
    path: dict[str, str]
    query: Q
    body: B
    upload: Body
    visitor: User | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    url: str = ""

    @property
    def user(self) -> User:
        """Return who is calling.

        Raises:
            AuthenticationError: Nobody has signed in.
        """
        if self.visitor is None:
            raise AuthenticationError(
                "this needs a valid API key or a signed-in browser",
                hint="send `Authorization: Bearer pk_...`, or open the link the server printed",
            )
        return self.visitor

    @property
    def uid(self) -> str:
        """Return the `uid` of the path."""
        return self.path["uid"]


@dataclass(frozen=True)
class Download:
    """A response that is sent while it is made. `filename` is what a browser should save it as."""

    pieces: Iterator[bytes]
    media_type: str = "application/x-ndjson"
    filename: str = ""


@dataclass(frozen=True)
class File:
    """A response that can be read from anywhere in it, so that a part may be asked for; `size` in bytes."""

    source: BinaryIO
    size: int
    media_type: str


@dataclass(frozen=True)
class Later:
    """An answer that waits for another server.

    `work` makes it, in one of the few threads that may wait: slow servers hold up nobody else. `lane` names
    the server that is waited for: a few at a time wait for the same one.
    """

    work: Callable[[], object]
    lane: str


@dataclass(frozen=True)
class Tagged:
    """A thing with a version: its answer has an ETag, and a GET of what the caller has is answered 304."""

    content: object
    version: int


@dataclass(frozen=True)
class Answer:
    """A response whose status differs from the one its route declares first, or that has headers."""

    content: object
    status: int
    headers: dict[str, str] = field(default_factory=dict)
