"""Spares: processes that have done a task and wait for another, each for a limited time."""

import threading

from postil.executors.worker import Worker


class Spares:
    """Keeps workers that have nothing to do; safe to use from several threads.

    Args:
        idle_s: Seconds after which a worker is killed: it has nothing to lose.
    """

    def __init__(self, idle_s: float) -> None:
        self._idle_s = idle_s
        self._lock = threading.Lock()
        self._waiting: dict[Worker, threading.Timer] = {}

    def put(self, worker: Worker) -> None:
        """Keep a worker for the next task."""
        timer = threading.Timer(self._idle_s, self._retire, [worker])
        timer.name, timer.daemon = "postil-spare", True
        with self._lock:
            self._waiting[worker] = timer
            timer.start()

    def take(self) -> Worker | None:
        """Return the worker that came last; None when there is none. It may have ended since."""
        with self._lock:
            if not self._waiting:
                return None
            worker, timer = self._waiting.popitem()
        timer.cancel()
        return worker

    def close(self) -> None:
        """Kill all workers, and return when their processes are gone."""
        while (worker := self.take()) is not None:
            _end(worker)

    def _retire(self, worker: Worker) -> None:
        with self._lock:
            is_waiting = self._waiting.pop(worker, None) is not None
        if is_waiting:
            _end(worker)


def _end(worker: Worker) -> None:
    worker.kill()
    worker.close()
