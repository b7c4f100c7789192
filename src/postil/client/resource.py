"""Resource: one thing of the server, as an object that knows where it came from."""

from postil.sdk.client import Client as Connected


class Resource:
    """What all resources have: an id, equality by it, and a readable form.

    `uid` is the id, a UUIDv7 as text.
    """

    uid: str

    def __init__(self, connected: Connected) -> None:
        self._connected = connected

    def __eq__(self, other: object) -> bool:
        """Tell whether both are the same thing of the server."""
        return isinstance(other, Resource) and (type(other), other.uid) == (type(self), self.uid)

    def __hash__(self) -> int:
        """Hash the kind and the id."""
        return hash((type(self), self.uid))

    def __repr__(self) -> str:
        """Show kind, name and id."""
        name = getattr(self, "name", None)
        return f"<{type(self).__name__} {name!r} {self.uid}>"
