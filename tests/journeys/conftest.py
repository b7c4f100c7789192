"""Somebody at a terminal: real commands, a real server, a home directory of their own."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import skimage

PROGRAM = [sys.executable, "-m", "postil.cli"]
PHOTOGRAPHS = Path(skimage.__file__).parent / "data"
TIMEOUT_S = 120


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Let commands be interrupted, also where the tests themselves run in the background and ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Desk:
    """A home directory with photographs, and the commands run there."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "POSTIL_DATA": str(home / "data"),
            "COLUMNS": "100",
            "LC_ALL": "C.UTF-8",
            "PYTHONWARNINGS": "error",
        }
        self.server: subprocess.Popen[str] | None = None
        (home / "images").mkdir()
        for name in ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg"):
            shutil.copy(PHOTOGRAPHS / name, home / "images" / name)

    def serve(self, *options: str) -> str:
        """Start the server and return the line it says when it is ready."""
        self.server = self.start("serve", "--port", "0", *options)
        assert self.server.stdout is not None
        return self.server.stdout.readline()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop the server, if it runs."""
        if self.server is not None:
            self.server.send_signal(how)
            self.server.communicate(timeout=TIMEOUT_S)
            self.server = None

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command."""
        return subprocess.Popen(
            [*PROGRAM, *arguments], cwd=self.home, env=self.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *arguments: str, status: int = 0, given: str | None = None) -> str:
        """Run a command to its end, see that it exits as it should, and return what it printed."""
        done = subprocess.run(
            [*PROGRAM, *arguments], cwd=self.home, env=self.environment, text=True, capture_output=True,
            input=given if given is not None else "", timeout=TIMEOUT_S, check=False,
        )  # fmt: skip
        assert done.returncode == status, f"{arguments} exits {done.returncode}:\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def told(self, *arguments: str, status: int = 0) -> Any:
        """Run a command with --json and return the object."""
        return json.loads(self.run(*arguments, "--json", status=status))

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Read a file of JSON lines."""
        return [json.loads(line) for line in (self.home / name).read_text().splitlines()]

    def write(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Write a file of JSON lines."""
        (self.home / name).write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Somebody with photographs and no server."""
    desk = Desk(tmp_path)
    try:
        yield desk
    finally:
        desk.stop()


@pytest.fixture
def served(desk: Desk) -> Desk:
    """Somebody with photographs and a server."""
    assert "ready at http://127.0.0.1:" in desk.serve()
    return desk
