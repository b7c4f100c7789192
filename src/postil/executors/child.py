"""What runs in the process of one task."""

import os
import signal
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection

from postil.executors.failure import attempt

SUCCEEDED, FAILED = b"+", b"-"


def run_task(report: Connection, call: Callable[..., None], args: tuple[object, ...]) -> None:
    """Run a call and report how it went: `+`, or `-` and the failure text in UTF-8.

    A process that ends without a report was killed or crashed.
    """
    # An interrupt typed at a terminal reaches the whole group; what to do about it is the parent's call.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, name="postil-parent", daemon=True).start()
    failure = attempt(call, args)
    report.send_bytes(SUCCEEDED if failure is None else FAILED + failure.encode())
    report.close()


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
