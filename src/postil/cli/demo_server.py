"""A server of our own for the time of the demo."""

import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from postil.errors import ServerError

STOP_S = 10.0
_READY = "ready at "


class DemoServer:
    """Starts `postil serve` as its own process and stops it at the end. Use it as a context manager.

    Args:
        folder: The data directory.

    Raises:
        ServerError: It did not start; the message is what it said.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.seconds = 0.0
        self.link = ""

    def __enter__(self) -> Self:
        """Start it and wait until it answers."""
        started = time.monotonic()
        self._log = (self._folder / "server.log").open("wb")
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-m", "postil.cli", "serve", "--port", "0", "--data", str(self._folder)],
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        line = self._process.stdout.readline() if self._process.stdout is not None else ""
        self.seconds = time.monotonic() - started
        if _READY not in line:
            self._stop()
            said = (self._folder / "server.log").read_text(errors="replace").strip()
            raise ServerError(
                f"the server did not start: {said or 'it said nothing'}", hint="run `postil doctor`"
            )
        self.link = line.partition(_READY)[2].strip()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self._stop()

    def wait(self) -> None:
        """Wait until it ends, or until Ctrl-C."""
        try:
            self._process.wait()
        except KeyboardInterrupt:
            return

    def _stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._log.close()
