"""Receive: stream an upload of one request into the spool, and make its job."""

from postil.formats.head import grow
from postil.model.identity import new_uid
from postil.ports.access import User
from postil.ports.blobs import Spool, SpoolWriter
from postil.ports.clock import Clock
from postil.ports.jobs import Job
from postil.ports.store import Store
from postil.services.imports.intake import (
    NewImport,
    Received,
    admit,
    format_of,
    project_for,
    settings_for,
)
from postil.services.instant import instant

__all__ = ["NewImport", "Receiver"]


class Receiver:
    """One upload in progress: `write` the bytes, then `finish` or `abort`."""

    def __init__(self, new: NewImport, actor: User, store: Store, spool: Spool, clock: Clock) -> None:
        self._new, self._actor, self._store, self._clock = new, actor, store, clock
        with store.read() as session:
            settings_for(session, new, project_for(session, new), actor)
        self._uid = new_uid()
        self._spool = spool
        self._head = b""
        self._writer: SpoolWriter = spool.writer(self._uid)

    def write(self, chunk: bytes) -> None:
        """Append bytes of the source."""
        self._head = grow(self._head, chunk)
        self._writer.write(chunk)

    def abort(self) -> None:
        """Forget the upload; nothing remains."""
        self._writer.abort()

    def finish(self) -> Job:
        """Make the input durable and return its job; see `intake.admit` and `intake.format_of`.

        The same parent, name and payload again is the same job, returned as it stands.
        """
        try:
            fmt = format_of(self._new, self._head)
            self._writer.commit()
            received = Received(
                uid=self._uid,
                format=fmt,
                sha256=self._writer.sha256,
                size=self._writer.size,
                at=instant(self._clock),
            )
            with self._store.write() as session:
                job = admit(session, self._new, self._actor, received)
        except BaseException:
            self._forget()
            raise
        if job.uid != self._uid:
            self._forget()
        return job

    def _forget(self) -> None:
        self._writer.abort()
        self._spool.remove(self._uid)
