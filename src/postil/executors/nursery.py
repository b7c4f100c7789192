"""Nursery: a process forked from a program that is just loaded, which forks workers when asked to.

Loading what an import needs takes more processor time than importing 100,000 boxes, and a process that
waits with all of it loaded holds some 70 MB. A nursery shares the loaded code with the program it was forked
from, and a worker begins where the nursery stands, within milliseconds. As both sides write to what they
share, they come apart, up to some 40 MB: a nursery that nobody needs for a while ends. What speaks against
forking a server does not hold here: there is one thread, no connection to a database, no lock and no socket.

Linux only: elsewhere the number of an ended process may be another's by the time it is to be killed.
"""

import gc
import os
import signal
import socket
import threading
import warnings
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler

from postil.executors.child import Terms
from postil.executors.keeper import Keeper
from postil.executors.nursling import Nursling


class Nursery:
    """A process that makes workers; safe to use from several threads.

    It ends with the program that made it, however that ends, and so do its workers. Make it first of all.

    Args:
        idle_s: Seconds after which it ends when it has no workers.

    Raises:
        OSError: The machine refuses a process.
    """

    def __init__(self, idle_s: float) -> None:
        self._lock = threading.Lock()
        self._idle_s = idle_s
        self._workers: list[Nursling] = []
        self._is_over = False
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        orphaned, self._life = os.pipe()
        gc.collect()
        # What is loaded by now stays for good. Left to the collector, both sides would copy it by and by.
        gc.freeze()
        self._pid = _fork()
        if self._pid == 0:
            self._line.close()
            os.close(self._life)
            Keeper(theirs, orphaned).keep()
        theirs.close()
        os.close(orphaned)
        self._timer = self._started_timer()

    @staticmethod
    def is_possible() -> bool:
        """Tell whether this program can have one, now."""
        has_handles = hasattr(os, "pidfd_open") and hasattr(signal, "pidfd_send_signal")
        return has_handles and threading.active_count() == 1

    def bear(self, connection: Connection, terms: Terms) -> Nursling:
        """Start a worker that takes its tasks from a connection.

        Raises:
            OSError: The nursery is gone, or the machine refuses a process.
        """
        request = bytes(ForkingPickler.dumps(terms))
        with self._lock:
            if self._is_over:
                raise OSError("the nursery has ended")
            socket.send_fds(self._line, [request], [connection.fileno()])
            answer, handles, _, _ = socket.recv_fds(self._line, 1 << 10, 2)
            if len(handles) != 2:
                raise OSError(answer.decode() or "the nursery is gone")
            self._workers.append(Nursling(*handles))
            return self._workers[-1]

    def close(self) -> None:
        """End the nursery, and return when it is gone; its workers end too."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._timer.cancel()
        self._line.close()
        os.close(self._life)
        os.waitpid(self._pid, 0)

    def _started_timer(self) -> threading.Timer:
        timer = threading.Timer(self._idle_s, self._retire)
        timer.name, timer.daemon = "postil-nursery", True
        timer.start()
        return timer

    def _retire(self) -> None:
        """End the nursery, unless it was needed meanwhile: then look again as much later."""
        with self._lock:
            living = [worker for worker in self._workers if worker.is_alive]
            was_needed, self._workers = bool(self._workers), living
            # Decided and done in one: a worker that is made in between would end with its task.
            if not was_needed:
                self._end()
            elif not self._is_over:
                self._timer = self._started_timer()


def _fork() -> int:
    with warnings.catch_warnings():
        # Python counts the threads of numpy's arithmetic, which are made for being forked.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()
