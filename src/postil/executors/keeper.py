"""Keeper: what runs in the process of a nursery."""

import os
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import NamedTuple, NoReturn

from postil.executors.child import Terms, run_tasks

STATUS_BYTES = 4


class _Living(NamedTuple):
    pid: int
    told: int


class Keeper:
    """Forks workers for a program until that is gone.

    Args:
        line: Requests come in here, each the terms of a worker with the connection it works at. The answer is
            a handle of its process, and a pipe that tells how it ended.
        orphaned: A pipe that ends with the program.
    """

    def __init__(self, line: socket.socket, orphaned: int) -> None:
        self._line, self._orphaned = line, orphaned
        self._waiting = selectors.DefaultSelector()
        self._waiting.register(line, selectors.EVENT_READ)

    def keep(self) -> NoReturn:
        """Answer requests; never returns."""
        _run(self._answer_all)

    def _answer_all(self) -> None:
        # An interrupt typed at a terminal reaches the whole group; what to do about it is the parent's call.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True:
            for key, _ in self._waiting.select():
                if isinstance(key.data, _Living):
                    self._bury(key.fd, key.data)
                elif not self._answer():
                    return

    def _answer(self) -> bool:
        """Answer one request; False when there will be no more."""
        request, handles, _, _ = socket.recv_fds(self._line, 1 << 16, 1)
        if not request:
            return False
        try:
            answered = self._bear(ForkingPickler.loads(request), handles[0])
        except OSError as error:
            self._line.send(str(error).encode())
            return True
        finally:
            os.close(handles[0])
        socket.send_fds(self._line, [b"+"], answered)
        os.close(answered[1])
        return True

    def _bear(self, terms: Terms, connection: int) -> tuple[int, int]:
        tells, told = os.pipe()
        try:
            pid = os.fork()
        except OSError:
            os.close(tells)
            os.close(told)
            raise
        if pid == 0:
            self._forget_living()
            self._line.close()
            _run(lambda: run_tasks(Connection(os.dup(connection)), terms, lambda: os.read(self._orphaned, 1)))
        handle = os.pidfd_open(pid)
        self._waiting.register(handle, selectors.EVENT_READ, _Living(pid, told))
        return handle, tells

    def _forget_living(self) -> None:
        """Close what tells of the workers born before: as long as it is open, their end is not told."""
        for key in list(self._waiting.get_map().values()):
            if isinstance(key.data, _Living):
                os.close(key.fd)
                os.close(key.data.told)
        self._waiting.close()

    def _bury(self, handle: int, living: _Living) -> None:
        """Tell how a worker has ended."""
        _, status = os.waitpid(living.pid, 0)
        self._waiting.unregister(handle)
        os.close(handle)
        try:
            os.write(
                living.told, os.waitstatus_to_exitcode(status).to_bytes(STATUS_BYTES, "big", signed=True)
            )
        except BrokenPipeError:
            pass
        finally:
            os.close(living.told)


def _run(work: Callable[[], None]) -> NoReturn:
    """Do what a process was forked for, and end it: what its parent had in hand is none of its business."""
    status = 0
    try:
        work()
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:  # noqa: BLE001 - nobody is above
        status = 1
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
