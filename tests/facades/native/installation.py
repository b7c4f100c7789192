"""A whole server in a fresh folder, without a socket: the real application over the real database."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from postil.ports.access import User
from postil.server.app import Application, build
from postil.server.settings import read_settings
from tests.empty_database import put_empty_database

ORIGIN = "http://127.0.0.1:8600"
LOCAL_TOKEN = "0" * 64


class Client:
    """Calls the application and keeps cookies; the verbs of httpx, without its asynchrony."""

    def __init__(self, portal: BlockingPortal, asgi: Any, headers: dict[str, str]) -> None:
        transport = httpx.ASGITransport(asgi)
        self._portal = portal
        self._client = httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self._portal.call(partial(self._client.request, method, path, **options))

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def head(self, path: str, **options: Any) -> httpx.Response:
        return self.request("HEAD", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> httpx.Response:
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> httpx.Response:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        return self.request("DELETE", path, **options)


class Installation:
    """One application and the ways to call it. It fetches nothing from anywhere."""

    def __init__(self, folder: Path, **flags: object) -> None:
        settings = read_settings({"data": str(folder), "offline": True, **flags}, environment={})
        if not settings.database_url:
            put_empty_database(folder / "postil.db")
        self.application: Application = build(settings, local_token=LOCAL_TOKEN)
        self._stack = ExitStack()
        self._stack.callback(self.application.close)
        self._portal = self._stack.enter_context(start_blocking_portal())

    def client(self, key: str | None = None, **headers: str) -> Client:
        """Call with a key, or as nobody."""
        proof = {"authorization": f"Bearer {key}"} if key else {}
        return Client(self._portal, self.application.asgi, {**proof, **headers})

    def admin(self) -> Client:
        """Call as a program of this machine."""
        return self.client(LOCAL_TOKEN)

    def user(self, email: str) -> User:
        """Make a user who is no administrator."""
        return self.application.services.users.create(email, "", self.application.admin)

    def client_of(self, user: User) -> Client:
        """Call as a user, with a new key of theirs."""
        issued = self.application.services.access.create_key(user, "test", user)
        return self.client(issued.secret)

    def close(self) -> None:
        """Stop background work and close the database."""
        self._stack.close()
