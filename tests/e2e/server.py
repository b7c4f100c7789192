"""A real server in a process of its own, which tests may kill and start again."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

START_S = 60


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
        self._process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        """Start it and wait until it is ready."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("POSTIL_")}
        command = [sys.executable, "-m", "postil.cli", "serve", "--data", str(self.folder)]
        self._process = subprocess.Popen(
            [*command, "--port", str(self.port), *self._options],
            env=environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        assert "ready at" in said, said + (self._process.stdout.read() if said == "" else "")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, politely or with SIGKILL; what has not been written by then is lost."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.communicate(timeout=START_S)
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
