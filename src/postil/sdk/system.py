"""System: is the server there, and who does it take us for."""

import msgspec

from postil.sdk.connection import API, Connection


class Health(msgspec.Struct, kw_only=True):
    """The server answers."""

    status: str
    version: str


class Caller(msgspec.Struct, kw_only=True):
    """Who the key belongs to."""

    email: str
    name: str = ""
    is_admin: bool = False


class System:
    """Ask the server about itself."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def health(self) -> Health:
        """Return the server's version; needs no key."""
        return self._connection.get("/healthz", Health)

    def caller(self) -> Caller:
        """Return who we are to the server.

        Raises:
            AuthenticationError: The key is unknown.
        """
        return self._connection.get(f"{API}/whoami", Caller)
