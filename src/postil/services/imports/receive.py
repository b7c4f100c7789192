"""Receive: stream an upload of one request into the spool, and make its job."""

from postil.errors import UsageError
from postil.model.identity import new_uid
from postil.ports.access import User
from postil.ports.blobs import Spool, SpoolWriter
from postil.ports.clock import Clock
from postil.ports.jobs import Job
from postil.ports.store import Session, Store
from postil.services.imports.intake import (
    HEAD_BYTES,
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
        self.uid = new_uid()
        self._spool = spool
        self._head = b""
        self._writer: SpoolWriter = spool.writer(self.uid)
        self._received: Received | None = None

    @property
    def size(self) -> int:
        """Bytes received so far."""
        return self._writer.size

    @property
    def head(self) -> bytes:
        """The first bytes received, at most `HEAD_BYTES`."""
        return self._head

    def write(self, chunk: bytes) -> None:
        """Append bytes of the source."""
        if len(self._head) < HEAD_BYTES:
            self._head += chunk[: HEAD_BYTES - len(self._head)]
        self._writer.write(chunk)

    def abort(self) -> None:
        """Forget the upload; nothing remains."""
        self._writer.abort()

    def finish(self) -> Job:
        """Make the input durable and return its job; see `keep` and `admit`.

        The same parent, name and payload again is the same job, returned as it stands. When this fails,
        nothing remains.
        """
        try:
            self.keep()
            with self._store.write() as session:
                job = self.admit(session)
        except BaseException:
            self.forget()
            raise
        if job.uid != self.uid:
            self.forget()
        return job

    def keep(self) -> None:
        """Make the input durable, once; see `intake.format_of`."""
        if self._received is None:
            fmt = format_of(self._new, self._head)
            self._writer.commit()
            sha256, size = self._writer.sha256, self._writer.size
            at = instant(self._clock)
            self._received = Received(uid=self.uid, format=fmt, sha256=sha256, size=size, at=at)

    def admit(self, session: Session) -> Job:
        """Make the job of the kept input in a transaction; see `intake.admit`.

        The uid of the job is another one when the same was received before. In that case, or when the
        transaction is not committed, the input is to be forgotten.
        """
        if self._received is None:
            raise UsageError("the input was not kept")
        return admit(session, self._new, self._actor, self._received)

    def forget(self) -> None:
        """Drop the input; no job may refer to it."""
        self._writer.abort()
        self._spool.remove(self.uid)
