"""Resource: one thing of the server, for a program with an event loop."""

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from postil.client.asynchronous.bridge import Bridge
from postil.client.resource import Resource

S = TypeVar("S", bound=Resource)


class AsyncResource(Generic[S]):
    """What all of them have: the attributes of the plain object, which they name with their types.

    `plain` is that object. Its methods wait for the network of the loop, so they can only be called from
    here.
    """

    uid: str

    def __init__(self, bridge: Bridge, plain: S) -> None:
        self._bridge, self.plain = bridge, plain

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Return an attribute of the plain object, if this class names it."""
            if any(name in vars(kind).get("__annotations__", ()) for kind in type(self).__mro__):
                return getattr(self.plain, name)
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same thing of the server."""
        return isinstance(other, AsyncResource) and other.plain == self.plain

    def __hash__(self) -> int:
        """Hash the kind and the id."""
        return hash(self.plain)

    def __repr__(self) -> str:
        """Show kind, name and id."""
        return repr(self.plain).replace("<", "<Async", 1)
