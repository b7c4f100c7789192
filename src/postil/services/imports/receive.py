"""Receive: take the upload of one request, stream a large one into the spool, and make its job."""

import hashlib

from postil.errors import UsageError
from postil.formats.head import grow
from postil.model.identity import new_uid
from postil.ports.access import User
from postil.ports.blobs import Spool, SpoolWriter
from postil.ports.clock import Clock
from postil.ports.jobs import Job
from postil.ports.store import Session, Store
from postil.services.imports.intake import (
    NewImport,
    Received,
    admit,
    destination_for,
    format_of,
    settings_for,
)
from postil.services.imports.source import MOST_BYTES
from postil.services.instant import instant

__all__ = ["NewImport", "Receiver"]


class Receiver:
    """One upload in progress: `write` the bytes, then `finish` or `abort`.

    Args:
        new: What is asked for.
        actor: Who asks.
        store: The database.
        spool: Where large sources go.
        clock: Tells when it was received.
        most_inline: Bytes up to which a source is kept in the database.
    """

    def __init__(
        self,
        new: NewImport,
        actor: User,
        store: Store,
        spool: Spool,
        clock: Clock,
        most_inline: int = MOST_BYTES,
    ) -> None:
        self._new, self._actor, self._store, self._clock = new, actor, store, clock
        self.uid = new_uid()
        self._spool, self._most_inline = spool, most_inline
        self._head, self._small = b"", bytearray()
        self._writer: SpoolWriter | None = None
        self._received: Received | None = None

    @property
    def is_inline(self) -> bool:
        """Whether all received so far will lie in the database."""
        return self._writer is None

    @property
    def lines(self) -> int:
        """Ends of lines in what was received, as far as that is inline."""
        return self._small.count(b"\n")

    def write(self, chunk: bytes) -> None:
        """Append bytes of the source.

        Raises:
            PostilError: It is large, and what is asked for cannot be done; see `intake.destination_for`.
        """
        self._head = grow(self._head, chunk)
        if self._writer is None and len(self._small) + len(chunk) > self._most_inline:
            self._writer = self._begin_file()
        if self._writer is None:
            self._small += chunk
        else:
            self._writer.write(chunk)

    def _begin_file(self) -> SpoolWriter:
        # Nobody should send much only to be told then that there is no such project.
        with self._store.read() as session:
            place = destination_for(session, self._new, self._actor)
            settings_for(session, self._new, place, self._actor)
        writer = self._spool.writer(self.uid)
        writer.write(bytes(self._small))
        return writer

    def abort(self) -> None:
        """Forget the upload; nothing remains."""
        if self._writer is not None:
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
        """Make a large input durable, once; see `intake.format_of`."""
        if self._received is not None:
            return
        fmt, at = format_of(self._new, self._head), instant(self._clock)
        if self._writer is None:
            content: bytes | None = bytes(self._small)
            sha256, size = hashlib.sha256(self._small).hexdigest(), len(self._small)
        else:
            self._writer.commit()
            sha256, size, content = self._writer.sha256, self._writer.size, None
        self._received = Received(uid=self.uid, format=fmt, sha256=sha256, size=size, at=at, content=content)

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
        if self._writer is not None:
            self._writer.abort()
            self._spool.remove(self.uid)
