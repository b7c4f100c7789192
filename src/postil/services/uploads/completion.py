"""Completion: the whole file is verified and becomes an import."""

import hashlib

from postil.errors import ConflictError, ImportRejected, NotFoundError
from postil.formats.head import grow
from postil.ports.jobs import Job
from postil.ports.store import Store
from postil.ports.uploads import PartSpool, Upload
from postil.services.imports.intake import Received, admit, format_of
from postil.services.uploads.announcement import new_import

_PIECE = 1 << 20


def demand_whole(upload: Upload, parts: list[int]) -> None:
    """Refuse an upload that lacks parts.

    Raises:
        ConflictError: It does.
    """
    lacking = upload.part_count - len(parts)
    if lacking:
        first = next(no for no in range(1, upload.part_count + 1) if no not in set(parts))
        raise ConflictError(
            f"{lacking:,} of {upload.part_count:,} parts are missing, the first is {first}",
            hint="send them, then complete the upload",
        )


def demand_announced(files: PartSpool, upload: Upload) -> bytes:
    """Compare the file with what was announced, and return its head.

    Raises:
        ImportRejected: SRC013, it is another.
    """
    digest, head = hashlib.sha256(), b""
    with files.read(upload.uid) as file:
        while piece := file.read(_PIECE):
            head = grow(head, piece)
            digest.update(piece)
        size = file.tell()
    if (digest.hexdigest(), size) != (upload.sha256, upload.size):
        raise ImportRejected(
            f"{upload.name!r} is not the file that was announced: it changed while it was sent",
            code="SRC013",
            hint="wait until whatever writes the file has finished, then import it again",
        )
    return head


def become_job(store: Store, files: PartSpool, upload: Upload, head: bytes, at: int) -> Job:
    """Give the file its final name and make its job, which has the uid of the upload.

    Killed between the two, the upload is still there and can be completed again.

    Raises:
        ImportRejected: The file is of no known format (SRC009).
        ConflictError: The project has an import of that name with other content by now.
        NotFoundError: The project, or whoever began the upload, is gone.
    """
    new = new_import(upload)
    fmt = format_of(new, head)
    files.complete(upload.uid)
    received = Received(uid=upload.uid, format=fmt, sha256=upload.sha256, size=upload.size, at=at)
    with store.write() as session:
        actor = session.access.user(upload.created_by)
        if actor is None:
            raise NotFoundError("whoever began this upload is gone", hint="announce the file again")
        job = admit(session, new, actor, received)
        session.uploads.delete(upload.id)
    if job.uid != upload.uid:
        files.remove(upload.uid)
    return job
