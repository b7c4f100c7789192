"""A studio that also receives files in parts."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from postil.blobs.part_spool import FolderPartSpool
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.ports.jobs import Job
from postil.ports.uploads import Upload
from postil.services.imports.intake import NewImport
from postil.services.uploads.announcement import MIN_PART_BYTES, Announced, Announcement
from postil.services.uploads.uploads import Uploads
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, source

FILLER = b" " * (MIN_PART_BYTES - 1) + b"\n"
CONTENT = source([box(1)]) + FILLER * 2 + source([box(2, "two")])
"""Two rows far enough apart to lie in the first and the last of three parts."""

PART = MIN_PART_BYTES
MAX_BYTES = 4 * len(CONTENT)


class MovedClock(SystemClock):
    """The time of the machine and then some."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Dock:
    """The studio's uploads, and somebody who sends files to them."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.clock = studio, MovedClock()
        self.files = FolderPartSpool(studio.folder / "spool")
        self.uploads = Uploads(studio.store, self.files, self.clock, MAX_BYTES)

    def announce(
        self,
        content: bytes = CONTENT,
        *,
        actor: User | None = None,
        part_size: int | None = PART,
        **asked: Any,
    ) -> Announced:
        new = NewImport(**{"project_uid": self.studio.project.uid, "source_name": "rows.ndjson", **asked})
        announcement = Announcement(new=new, size=len(content), sha256=sha256(content), part_size=part_size)
        return self.uploads.announce(announcement, actor or self.studio.actor)

    def begin(self, content: bytes = CONTENT, **asked: Any) -> Upload:
        upload = self.announce(content, **asked).upload
        assert upload is not None
        return upload

    def send(self, upload: Upload, no: int, content: bytes = CONTENT, *, piece: int = 10_000) -> None:
        part = content[(no - 1) * PART : no * PART]
        pieces = [part[start : start + piece] for start in range(0, len(part), piece)]
        self.uploads.receive(upload.uid, no, sha256(part), pieces)

    def send_all(self, upload: Upload, content: bytes = CONTENT) -> None:
        for no in range(upload.part_count, 0, -1):
            self.send(upload, no, content)

    def bring(self, content: bytes = CONTENT, **asked: Any) -> Job:
        upload = self.begin(content, **asked)
        self.send_all(upload, content)
        return self.uploads.complete(upload.uid)

    def kept(self) -> list[str]:
        return sorted(path.name for path in (self.studio.folder / "spool").iterdir())


@pytest.fixture
def dock(tmp_path: Path, store: SqliteStore, actor: User) -> Dock:
    return Dock(Studio(tmp_path, store, actor))


@pytest.fixture
def other(store: SqliteStore) -> User:
    with store.write() as session:
        return session.access.create_user("bob@example.org", "Bob", False, 1)
