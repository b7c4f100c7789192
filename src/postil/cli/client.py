"""Client: the server a command talks to."""

from typing import TYPE_CHECKING

from postil.cli.options import Where

if TYPE_CHECKING:
    from postil.sdk.client import Client


def client_for(where: Where) -> "Client":
    """Return a client of the server the options, the environment or the data directory name.

    Raises:
        ServerError: There is none, or it does not answer.
    """
    from postil.sdk.client import Client
    from postil.sdk.location import Location, locate

    def find() -> Location:
        return locate(where.url, where.key, where.data)

    client = Client(find(), again=find)
    client.system.health()
    return client


def address_of(client: "Client", project: str) -> str:
    """Return where a project is on the server; empty without one, as imports into model runs are."""
    return f"{client.url}/api/v1/projects/{project}" if project else ""
