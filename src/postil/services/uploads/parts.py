"""Parts: one after the other they are written to their place, verified, and noted."""

import hashlib
from collections.abc import Iterable

from postil.errors import NotFoundError, UsageError
from postil.ports.clock import Clock
from postil.ports.store import Store
from postil.ports.uploads import PartSpool, Upload
from postil.services.instant import instant
from postil.services.uploads.turns import Turns


class Parts:
    """Receives the parts of uploads; safe to use from several threads."""

    def __init__(self, store: Store, files: PartSpool, clock: Clock) -> None:
        self._store, self._files, self._clock = store, files, clock
        self._turns = Turns()

    def receive(
        self, upload: Upload, no: int, sha256: str, pieces: Iterable[bytes], declared: int | None = None
    ) -> None:
        """Keep a part, durably before returning. One that is there already is compared and not written.

        Args:
            upload: What it is a part of.
            no: Its number, from 1.
            sha256: What its bytes must have, as 64 lower-case hex digits.
            pieces: Its bytes.
            declared: How many bytes were promised, None when nobody said; refused before any is read.

        Raises:
            UsageError: SRC011 the bytes are others, SRC012 their number is. Nothing of them counts then.
            NotFoundError: The upload is gone.
            ConflictError: The same part is being received over a later connection.
            StoreError: The disk failed or is full.
        """
        if not 1 <= no <= upload.part_count:
            raise _misfit(f"there is no part {no}, the upload has {upload.part_count}")
        _demand_length(upload, no, declared)
        with self._turns.taken((upload.id, no)) as turn:
            with self._store.read() as session:
                known = session.uploads.part(upload.id, no)
            if known is not None:
                _demand_digest(no, known, sha256)
                _compare(upload, no, sha256, pieces)
                return
            with self._files.open(upload.uid) as file:
                digest, offset = hashlib.sha256(), upload.offset(no)
                for piece in _measured(upload, no, pieces):
                    digest.update(piece)
                    with turn.held():
                        file.write(offset, piece)
                    offset += len(piece)
                _demand_digest(no, sha256, digest.hexdigest())
                file.sync()
            with turn.held(), self._store.write() as session:
                if not session.uploads.add_part(upload.id, no, sha256, instant(self._clock)):
                    raise NotFoundError(f"no upload {upload.uid!r}", hint="announce the file again")


def _measured(upload: Upload, no: int, pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Yield the pieces as long as they fit."""
    size, length = 0, upload.length(no)
    for piece in pieces:
        size += len(piece)
        if size > length:
            _demand_length(upload, no, size)
        yield piece
    _demand_length(upload, no, size)


def _compare(upload: Upload, no: int, sha256: str, pieces: Iterable[bytes]) -> None:
    digest = hashlib.sha256()
    for piece in _measured(upload, no, pieces):
        digest.update(piece)
    _demand_digest(no, sha256, digest.hexdigest())


def _demand_length(upload: Upload, no: int, size: int | None) -> None:
    length = upload.length(no)
    if size is not None and size != length:
        told = f"more than the {length:,} it has" if size > length else f"{size:,} of {length:,}"
        raise _misfit(f"part {no} came with {told} bytes")


def _demand_digest(no: int, expected: str, found: str) -> None:
    if found != expected:
        raise UsageError(
            f"part {no} has the SHA-256 {found}, should have {expected}",
            code="SRC011",
            hint="send the part again",
        )


def _misfit(message: str) -> UsageError:
    return UsageError(message, code="SRC012", hint="cut the file as the upload says: see its `part_size`")
