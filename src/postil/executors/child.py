"""What runs in the process of one task, or of several after each other."""

import gc
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from postil.executors.failure import attempt

BEGUN = b"begun"
SUCCEEDED, FAILED = b"+", b"-"
STAYS, ENDS = b"s", b"e"


class Terms(NamedTuple):
    """What a process is made for.

    Attributes:
        prepare: A module-level function that is called once, before the first task; None for nothing.
        most_tasks: Tasks after which the process ends.
        most_bytes: The process ends after a task that leaves it with more memory than this.
    """

    prepare: Callable[[], None] | None = None
    most_tasks: int = 1
    most_bytes: int = 0


def run_tasks(connection: Connection, terms: Terms, orphaned: Callable[[], object] | None = None) -> None:
    """Run the calls that come, and report on each.

    A report is `begun`, before anything is done, and then how it went: `+` or `-`, `s` if the process stays
    for another task or `e` if it ends, and the failure text in UTF-8. A process that ends without the second
    report was killed or crashed; one that ends without the first has done nothing.

    Ends when the other side closes the connection, and at once when the parent is gone. A spawned process
    knows that by itself; for others it is when `orphaned` returns, which runs in a thread of its own.
    """
    # An interrupt typed at a terminal reaches the whole group; what to do about it is the parent's call.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, args=(orphaned,), name="postil-parent", daemon=True).start()
    if terms.prepare is not None:
        terms.prepare()
    for left in reversed(range(terms.most_tasks)):
        if not _run_next(connection, terms, is_last=left == 0):
            break
    connection.close()


def _run_next(connection: Connection, terms: Terms, *, is_last: bool) -> bool:
    """Run the next call; tell whether the process stays for another."""
    try:
        call, args = connection.recv()
    except (EOFError, OSError):
        return False
    connection.send_bytes(BEGUN)
    if not is_last:
        # What receiving the call has loaded stays for good; the collection below need not walk it.
        gc.freeze()
    failure = attempt(call, args)
    del call, args
    stays = not is_last and _has_room(terms.most_bytes)
    verdict = SUCCEEDED if failure is None else FAILED
    connection.send_bytes(verdict + (STAYS if stays else ENDS) + (failure or "").encode())
    return stays


def _has_room(most_bytes: int) -> bool:
    # A task may have run without the collector.
    gc.collect()
    return _resident_bytes() <= most_bytes


def _resident_bytes() -> int:
    """Return the memory of this process; where that is not told, the most it ever had."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
    return pages * resource.getpagesize()


def _die_with_parent(orphaned: Callable[[], object] | None) -> None:
    parent = parent_process()
    if orphaned is None and parent is not None:
        orphaned = parent.join
    if orphaned is not None:
        orphaned()
        os._exit(1)
