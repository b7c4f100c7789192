"""Seal: imports behind the undo horizon cannot be undone any more, and their layers are put together.

The oldest imports in the order of publication that nobody has changed since the horizon. Then, in short
transactions with a cursor on the job, layers of undone ones are dropped, and the lowest layers of every
bundle become one, in the name of the last import among them. Nothing that anybody sees changes.
"""

from postil.ports.clock import Clock
from postil.ports.jobs import Job
from postil.ports.store import Store
from postil.services.instant import MICROSECONDS, instant

DAY = 24 * 3600 * MICROSECONDS
PART = 200


class Sealing:
    """Seals what lies behind the horizon.

    Args:
        store: The store.
        clock: The time.
        horizon_days: For how long a change can be undone or redone; 0 keeps everything open for ever.
    """

    def __init__(self, store: Store, clock: Clock, horizon_days: int) -> None:
        self._store, self._clock, self._horizon = store, clock, horizon_days

    def run(self) -> int:
        """Seal and put together all there is to; return how many imports were sealed.

        May be stopped anywhere: the next run goes on.
        """
        sealed = self._seal() if self._horizon else 0
        while jobs := self._uncompacted():
            for job in jobs:
                self._compact(job)
        return sealed

    def _seal(self) -> int:
        now, sealed = instant(self._clock), 0
        while True:
            with self._store.write() as session:
                found = session.jobs.seal(now - self._horizon * DAY, now)
            if not found:
                return sealed
            sealed += found

    def _uncompacted(self) -> list[Job]:
        with self._store.read() as session:
            return session.jobs.uncompacted(limit=PART)

    def _compact(self, job: Job) -> None:
        if job.undone_at is not None:
            self._drop(job)
        after = job.compact_after
        while after is not None:
            with self._store.write() as session:
                # Of an undone job nothing is left to be put together.
                after = session.bundles.collapse(job.id, after_row=after, limit=PART)
                session.jobs.set_compacted(job.id, after)

    def _drop(self, job: Job) -> None:
        for kind in ("layers", "rows"):
            gone = PART
            while gone:
                with self._store.write() as session:
                    if kind == "layers":
                        gone = session.bundles.drop_undone(job.id, limit=PART)
                    else:
                        gone = session.catalog.purge_hidden(job.id, limit=PART)
