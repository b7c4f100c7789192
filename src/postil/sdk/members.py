"""Members of projects, as the client sees them."""

from collections.abc import Iterator

from postil.errors import NotFoundError
from postil.sdk.connection import API, Connection
from postil.sdk.users import User


class Member(User, kw_only=True):
    """A user with a role in a project."""

    role: str


class Members:
    """Say who may do what in a project."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, project: str) -> Iterator[Member]:
        """Yield the members of the project of an id."""
        return self._connection.pages(f"{API}/projects/{project}/members", Member, {"limit": 1000})

    def set(self, project: str, email: str, role: str) -> Member:
        """Give a user a role in a project, instead of the one they had.

        Raises:
            NotFoundError: Nobody has this address.
            ConflictError: The project would have no owner left.
        """
        body = {"email": email, "role": role}
        return self._connection.send("PUT", f"{API}/projects/{project}/members", Member, body)

    def remove(self, project: str, email: str) -> Member:
        """Take the role of a user away, and return what it was.

        Raises:
            NotFoundError: They are no member.
            ConflictError: The project would have no owner left.
        """
        member = next((one for one in self.list(project) if email in (one.email, one.id)), None)
        if member is None:
            raise NotFoundError(f"{email} is no member of the project", hint="list its members")
        self._connection.send("DELETE", f"{API}/projects/{project}/members/{member.id}", type(None))
        return member
