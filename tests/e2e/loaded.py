"""A process with the code of `postil serve` loaded, which becomes a server whenever one is asked for.

Loading the code takes four fifths of what it takes to start a server, and is the same for all of them. A
server that is forked from here shares loaded code with the others and nothing else: it reads its arguments,
opens its data and is killed like one that was started from a terminal.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from functools import cache
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
MODULES = ("postil.cli.application", "postil.cli.serve", "postil.server.serve")
"""What a server has loaded when it has answered its first requests."""


class Loaded:
    """The process, as tests see it, from one thread; it ends with theirs, and so do its servers."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            handle = theirs.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.loaded", str(handle)],
                cwd=ROOT, env=clean_environment(), pass_fds=[handle], stdin=subprocess.DEVNULL,
            )  # fmt: skip

    @staticmethod
    def is_possible() -> bool:
        """Tell whether this machine forks safely; elsewhere the system's libraries do not stand it."""
        return sys.platform == "linux"

    def start(self, arguments: list[str], output: int) -> int:
        """Run `postil` in a process of its own, which writes to a handle; returns its number."""
        socket.send_fds(self._line, [json.dumps(["start", arguments]).encode()], [output])
        return int(self._line.recv(64))

    def wait(self, number: int) -> int:
        """Wait for the end of such a process and return its status; its number is not known afterwards."""
        self._line.send(json.dumps(["wait", number]).encode())
        return int(self._line.recv(64))

    def close(self) -> None:
        """End it."""
        self._line.close()
        self._process.wait()


@cache
def loaded() -> Loaded:
    """Return the one of this process, which it starts when it is first asked for."""
    found = Loaded()
    atexit.register(found.close)
    return found


def clean_environment() -> dict[str, str]:
    """Return the variables of this process without settings of Postil."""
    return {name: value for name, value in os.environ.items() if not name.startswith("POSTIL_")}


def main(line: socket.socket) -> None:
    """Answer requests until whoever asks is gone; then end the servers that are left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in MODULES:
        importlib.import_module(name)
    gc.collect()
    # What is loaded stays shared: the collector of a server does not touch it.
    gc.freeze()
    living: set[int] = set()
    while True:
        request, handles, _, _ = socket.recv_fds(line, 1 << 16, 1)
        if not request:
            break
        what, value = json.loads(request)
        if what == "start":
            living.add(answer := _forked(value, handles[0], line))
        else:
            answer = os.waitstatus_to_exitcode(os.waitpid(value, 0)[1])
            living.discard(value)
        line.send(str(answer).encode())
    for number in living:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def _forked(arguments: list[str], output: int, line: socket.socket) -> int:
    number = os.fork()
    if number == 0:
        line.close()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)
        _run(arguments)
    os.close(output)
    return number


def _run(arguments: list[str]) -> NoReturn:
    """Run a command, and end the process as the command would."""
    status = 1
    try:
        from postil.cli.run import run  # noqa: PLC0415 - not for those who only ask for servers

        status = run(arguments)
    except BaseException:  # noqa: BLE001 - nobody is above
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
