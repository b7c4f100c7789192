"""The installation of the native tests, with a client that speaks GraphQL."""

import json
from pathlib import Path
from typing import Any

import httpx

from postil.ports.access import User
from tests.facades.native.installation import LOCAL_TOKEN
from tests.facades.native.installation import Client as NativeClient
from tests.facades.native.installation import Installation as NativeInstallation


class Client:
    """One caller: GraphQL with `gql`, everything else through `http`."""

    def __init__(self, http: NativeClient) -> None:
        self.http = http

    def ask(self, query: str, variables: dict[str, Any] | None = None, path: str = "/graphql") -> Any:
        """Return the whole answer, which is below status 500 whatever is asked."""
        answer = self.http.post(path, json={"query": query, "variables": variables})
        assert answer.status_code < 500, answer.text
        return answer.json()

    def gql(self, query: str, variables: dict[str, Any] | None = None, path: str = "/graphql") -> Any:
        """Return `data` of an answer without errors."""
        answer = self.ask(query, variables, path)
        assert "errors" not in answer, answer
        return answer["data"]

    def error(self, query: str, variables: dict[str, Any] | None = None) -> tuple[str, str]:
        """Return code and message of the one error of an answer."""
        (error,) = self.ask(query, variables)["errors"]
        return error["extensions"]["code"], error["message"]

    def send(self, query: str, variables: dict[str, Any], name: str, content: bytes, kind: str) -> Any:
        """Send a file as `variables.file` the way the package does, and return the whole answer."""
        operations = json.dumps({"variables": {**variables, "file": None}, "query": query})
        answer = self.http.post(
            "/graphql",
            data={"operations": operations, "map": json.dumps({name: ["variables.file"]})},
            files={name: (name, content, kind)},
        )
        assert answer.status_code < 500, answer.text
        return answer.json()

    def fetch(self, url: str, method: str = "GET", **headers: str) -> httpx.Response:
        """Open a link the way the package does: without saying who asks."""
        return self.http.request(method, url, headers={"authorization": "", **headers})


class Installation(NativeInstallation):
    """One application and who calls it."""

    def labelbox(self, key: str = LOCAL_TOKEN) -> Client:
        """Call with a key; without one as the administrator."""
        return Client(self.client(key))

    def labelbox_of(self, user: User) -> Client:
        """Call as a user, with a new key of theirs."""
        return Client(self.client_of(user))


def installed(folder: Path) -> Installation:
    """Make an installation in a fresh folder."""
    return Installation(folder / "data")
