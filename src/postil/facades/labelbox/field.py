"""Fields: how a resource says what answers a field of the schema, a kind of file, or a path."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from postil.services.services import Services

Json = dict[str, Any]
"""An object of the schema, or an argument of it, by its GraphQL names."""

Resolver = Callable[..., Any]
"""`def f(call: Call, source: Any, *, argument: ...) -> ...`; runs in a worker thread."""

Fields = Mapping[str, Resolver]
"""`Type.field` -> what answers it."""


@dataclass(frozen=True)
class StoredFile:
    """A kept file: answered with its length, and in parts for who asks for a range."""

    source: BinaryIO
    media_type: str = "application/octet-stream"


Files = Mapping[str, Callable[[Services, str], Iterator[bytes] | StoredFile]]
"""Kind of link -> what streams the thing of that uid; NotFoundError when it is gone."""


@dataclass(frozen=True)
class Reply:
    """An answer of a REST path with another status than 200; content None is an empty body."""

    status: int
    content: Any = None


Paths = Mapping[str, Resolver]
"""`METHOD /path/{name}` below `/labelbox/api/v1` -> `def f(call: Call, body: Any, *, name: str) -> Any`."""
