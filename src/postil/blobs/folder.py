"""Blobs in a local folder: `ab/cd/abcd…`, written aside and renamed, so a file is whole or absent."""

import contextlib
import hashlib
import io
import re
import time
import uuid
from pathlib import Path
from typing import BinaryIO

from postil.blobs.disk import create_file, make_folder, publish, storing, sync_folder
from postil.errors import NotFoundError, UsageError
from postil.ports.blobs import Blob

_CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FolderBlobs:
    """`Blobs` under one folder, which several processes may share.

    Args:
        root: The folder; made when it is first written to.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._parts = root / "parts"

    def put(self, content: bytes | BinaryIO) -> Blob:
        """Keep content; see `Blobs.put`."""
        with storing("keeping a blob"):
            if isinstance(content, bytes):
                blob = Blob(hashlib.sha256(content).hexdigest(), len(content))
                return blob if self._is_kept(blob) else self._keep(io.BytesIO(content))
            return self._keep(content)

    def open(self, sha256: str) -> BinaryIO:
        """Open kept content; see `Blobs.open`."""
        path = self._file(sha256)
        with storing("reading a blob"):
            try:
                return path.open("rb")
            except FileNotFoundError:
                raise _missing(sha256) from None

    def read(self, sha256: str) -> bytes:
        """Return kept content whole; see `Blobs.read`."""
        with self.open(sha256) as file, storing("reading a blob"):
            return file.read()

    def has(self, sha256: str) -> bool:
        """Tell whether content is kept under this digest."""
        return self._file(sha256).is_file()

    def delete(self, sha256: str) -> None:
        """Forget content; see `Blobs.delete`."""
        path = self._file(sha256)
        with storing("deleting a blob"):
            path.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path | None:
        """Return the file that holds the content; None when it is absent."""
        path = self._file(sha256)
        return path if path.is_file() else None

    def sweep(self, min_age_s: float = 86_400.0) -> int:
        """Remove what killed writers left behind, and return how many files that were.

        Args:
            min_age_s: Files younger than this may still be in writing, by any process, and stay.
        """
        oldest = time.time() - min_age_s
        removed = 0
        with storing("sweeping the blob folder"):
            for part in self._parts.glob("*.part"):
                with contextlib.suppress(FileNotFoundError):  # another process got there first
                    if part.stat().st_mtime <= oldest:
                        part.unlink()
                        removed += 1
        return removed

    def _keep(self, source: BinaryIO) -> Blob:
        make_folder(self._parts)
        part = self._parts / f"{uuid.uuid4().hex}.part"
        file = create_file(part)
        try:
            with file:
                blob = _copy(source, file)
                if not self._is_kept(blob):
                    final = self._file(blob.sha256)
                    make_folder(final.parent)
                    publish(file, part, final)
        finally:
            part.unlink(missing_ok=True)
        return blob

    def _is_kept(self, blob: Blob) -> bool:
        path = self._file(blob.sha256)
        try:
            if path.stat().st_size != blob.size:
                return False  # a damaged disk; writing it again mends it
        except FileNotFoundError:
            return False
        # Whoever wrote it may not have come to this step yet, and the caller is promised a durable blob.
        sync_folder(path.parent)
        return True

    def _file(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise UsageError(f"{sha256[:80]!r} is not a SHA-256 digest", hint="give 64 digits of 0-9 and a-f")
        return self._root / sha256[:2] / sha256[2:4] / sha256


def _copy(source: BinaryIO, target: BinaryIO) -> Blob:
    digest = hashlib.sha256()
    size = 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += target.write(chunk)
    return Blob(digest.hexdigest(), size)


def _missing(sha256: str) -> NotFoundError:
    return NotFoundError(f"no blob {sha256} is kept", hint="upload the content again")
