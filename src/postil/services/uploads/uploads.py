"""The upload service: the resource other layers see."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from postil.errors import ConflictError, ImportRejected, NotFoundError, RetryableStoreError
from postil.ports.access import User
from postil.ports.clock import Clock
from postil.ports.jobs import Job
from postil.ports.store import Session, Store
from postil.ports.uploads import PartSpool, Upload
from postil.services.imports.destination import Destination
from postil.services.imports.intake import demand_same, destination_for
from postil.services.imports.retry import is_overtaken, is_spent
from postil.services.instant import MICROSECONDS, instant
from postil.services.uploads.announcement import (
    Announced,
    Announcement,
    demand_possible,
    demand_room,
    demand_same_file,
    described,
    options_of,
)
from postil.services.uploads.completion import become_job, demand_announced, demand_whole
from postil.services.uploads.parts import Parts

IDLE_S = 7 * 24 * 3600
"""Seconds after its last part an upload is given up at the start of a server."""


class Uploads:
    """Files that arrive in parts.

    Args:
        store: Where uploads and the parts that are there are noted.
        files: Where their bytes go.
        clock: Tells the time.
        max_bytes: Largest file accepted; also what one user may have open in all.
    """

    def __init__(self, store: Store, files: PartSpool, clock: Clock, max_bytes: int) -> None:
        self._store, self._files, self._clock, self._max_bytes = store, files, clock, max_bytes
        self._parts = Parts(store, files, clock)
        self._guard = threading.Lock()
        self._completing: set[str] = set()

    def announce(self, asked: Announcement, actor: User) -> Announced:
        """Begin an upload; the same file under the same name again is the same upload, or the import it is.

        Announced again, an upload is imported as it was said last.

        Raises:
            UsageError: No name, digest, size or part size to work with; or see `destination_for`, like
                NotFoundError and AccessError.
            LimitError: The file is too large, has too many parts, or the actor has too much open.
            ConflictError: The name is taken by an import with other content, or by an open upload of
                another file (SRC013).
            StoreError: `STO001` the disk has no room for the file.
        """
        demand_possible(asked, self._max_bytes)
        at = instant(self._clock)
        with self._store.write() as session:
            place = destination_for(session, asked.new, actor)
            found = self._known(session, asked, place, actor)
            if found is None:
                demand_room(session, actor, asked.size, self._max_bytes)
        if found is not None:
            if found.upload is not None:
                self._mend(found.upload)
            return found
        return self._begin(described(asked, place, actor, at), asked, actor)

    def _known(
        self, session: Session, asked: Announcement, place: Destination, actor: User
    ) -> Announced | None:
        name = asked.new.name or asked.new.source_name
        job = place.named(session, name)
        if job is not None and not is_spent(job) and not is_overtaken(session, job):
            demand_same(job, asked.sha256, asked.new.purpose)
            return Announced(job=job)
        upload = place.upload_named(session, name, actor)
        if upload is None:
            return None
        demand_same_file(upload, asked)
        session.uploads.set_options(upload.id, options_of(asked.new))
        return Announced(upload=upload)

    def _begin(self, upload: Upload, asked: Announcement, actor: User) -> Announced:
        # The place on the disk comes first: without its row the file is swept, a row without it is a promise.
        self._files.reserve(upload.uid, upload.size)
        try:
            with self._store.write() as session:
                demand_room(session, actor, upload.size, self._max_bytes)
                return Announced(upload=session.uploads.create(upload), is_new=True)
        except BaseException as error:
            self._files.remove(upload.uid)
            if not isinstance(error, ConflictError):
                raise
        # Somebody announced the same at the same time.
        with self._store.write() as session:
            found = self._known(session, asked, destination_for(session, asked.new, actor), actor)
        if found is None:
            raise ConflictError(f"an upload {upload.name!r} was ended just now", hint="announce it again")
        return found

    def _mend(self, upload: Upload) -> None:
        """Begin from the start when somebody took the file away."""
        if self._files.reserve(upload.uid, upload.size):
            with self._store.write() as session:
                session.uploads.drop_parts(upload.id)

    def get(self, uid: str) -> Upload:
        """Return an open upload.

        Raises:
            NotFoundError: No such upload, or it has become an import.
        """
        with self._store.read() as session:
            upload = session.uploads.get(uid)
        if upload is None:
            raise NotFoundError(f"no upload {uid!r}", hint="announce the file again")
        return upload

    def list_uploads(
        self, actor: User, *, before_id: int | None = None, limit: int | None = None
    ) -> list[Upload]:
        """List the actor's open uploads, or everybody's for an administrator, newest first."""
        with self._store.read() as session:
            whose = None if actor.is_admin else actor.id
            return session.uploads.list_uploads(whose, before_id=before_id, limit=limit)

    def parts(self, upload: Upload) -> list[int]:
        """List the parts that are there, ascending."""
        with self._store.read() as session:
            return session.uploads.parts(upload.id)

    def receive(
        self, uid: str, no: int, sha256: str, pieces: Iterable[bytes], declared: int | None = None
    ) -> None:
        """Keep a part; see `Parts.receive`."""
        self._parts.receive(self.get(uid), no, sha256, pieces, declared)

    def complete(self, uid: str) -> Job:
        """Verify the file and make its import, which is not started yet; it keeps the id of the upload.

        An upload that has become an import already is that import.

        Raises:
            NotFoundError: No such upload.
            ConflictError: Parts are missing, or see `intake.admit`.
            ImportRejected: The file is not the announced one (SRC013), empty (SRC001) or of no known format
                (SRC009). The upload is over then.
            RetryableStoreError: It is being verified over another connection.
        """
        with self._alone(uid):
            with self._store.read() as session:
                upload, job = session.uploads.get(uid), session.jobs.get(uid)
            if upload is None and job is not None:
                return job
            upload = upload or self.get(uid)
            demand_whole(upload, self.parts(upload))
            try:
                head = demand_announced(self._files, upload)
                return become_job(self._store, self._files, upload, head, instant(self._clock))
            except ImportRejected:
                self._drop(upload)
                raise

    @contextmanager
    def _alone(self, uid: str) -> Iterator[None]:
        with self._guard:
            if uid in self._completing:
                raise RetryableStoreError("this upload is being verified", hint="ask again in a moment")
            self._completing.add(uid)
        try:
            yield
        finally:
            with self._guard:
                self._completing.discard(uid)

    def delete(self, uid: str) -> None:
        """End an upload; nothing of it remains.

        Raises:
            NotFoundError: No such upload.
            RetryableStoreError: It is being verified just now.
        """
        with self._alone(uid):
            self._drop(self.get(uid))

    def _drop(self, upload: Upload) -> None:
        with self._store.write() as session:
            session.uploads.delete(upload.id)
        self._files.remove(upload.uid)

    def sweep(self) -> frozenset[str]:
        """Give up what nobody sent a part of for a week, and return the names of the files to keep.

        For the start of a server.
        """
        oldest = instant(self._clock) - IDLE_S * MICROSECONDS
        with self._store.read() as session:
            found = session.uploads.list_uploads(None)
        for upload in found:
            if upload.touched_at < oldest:
                self._drop(upload)
        return frozenset(upload.uid for upload in found if upload.touched_at >= oldest)
