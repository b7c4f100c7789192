"""A real server in a process of its own, which tests may kill and start again."""

import json
import signal
import socket
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from tests.e2e.program import Program, begun


class RunningServer:
    """`postil serve` over a folder of data; the address stays the same when it is started again.

    Args:
        folder: Where everything is kept.
        options: Further options of `postil serve`.
    """

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self._options = folder, options
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: Program | None = None
        self.start()

    def start(self) -> None:
        """Start it and wait until it is ready."""
        arguments = ["serve", "--data", str(self.folder), "--port", str(self.port), *self._options]
        self._process = begun(arguments)
        said = self._process.output.readline()
        assert "ready at" in said, said + (self._process.output.read() if said == "" else "")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, politely or with SIGKILL; what has not been written by then is lost."""
        if self._process is not None:
            self._process.end(how)
            self._process = None

    def kill(self) -> None:
        """Take its process away, as a power cut would."""
        self.stop(signal.SIGKILL)

    @property
    def token(self) -> str:
        """What programs of this machine send instead of a key."""
        return str(json.loads((self.folder / "server.json").read_text())["token"])

    def client(self) -> httpx.Client:
        """Return a client that acts as the administrator; paths begin behind `/api/v1`."""
        headers = {"authorization": f"Bearer {self.token}"}
        return httpx.Client(base_url=self.url + "/api/v1", headers=headers, timeout=60)

    def sign_in_link(self, email: str | None = None) -> str:
        """Return a link that signs a browser in, as a user or as the administrator."""
        body: dict[str, Any] = {} if email is None else {"email": email}
        with self.client() as client:
            answer = client.post("/sign-in-links", json=body)
        assert answer.status_code == 201, answer.text
        return self.url + str(answer.json()["path"])

    def __enter__(self) -> Self:
        """Return the server."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
