"""Program: `postil` with some arguments in a process of its own, and what it writes."""

import os
import signal
import subprocess
import sys
from typing import IO, Protocol

from tests.e2e.loaded import Loaded, clean_environment, loaded

STOP_S = 60


class Program(Protocol):
    """A process that runs; `output` is what it writes, errors too."""

    output: IO[str]

    def end(self, how: signal.Signals) -> None:
        """Send a signal, and return when the process and all that write for it are gone."""


def begun(arguments: list[str]) -> Program:
    """Run `postil`, where it is possible in a process that has its code loaded already."""
    return _Forked(arguments) if Loaded.is_possible() else _Started(arguments)


class _Forked:
    def __init__(self, arguments: list[str]) -> None:
        reads, writes = os.pipe()
        try:
            self._number = loaded().start(arguments, writes)
        finally:
            os.close(writes)
        self.output: IO[str] = os.fdopen(reads)

    def end(self, how: signal.Signals) -> None:
        # Nobody takes note of its end before we ask: the number is still its own.
        os.kill(self._number, how)
        with self.output:
            loaded().wait(self._number)
            self.output.read()


class _Started:
    def __init__(self, arguments: list[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "postil.cli", *arguments],
            env=clean_environment(), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert self._process.stdout is not None
        self.output: IO[str] = self._process.stdout

    def end(self, how: signal.Signals) -> None:
        self._process.send_signal(how)
        self._process.communicate(timeout=STOP_S)
