"""Uploads, as the client sees them: files that are sent in parts."""

import base64
import hashlib
from datetime import datetime

import msgspec

from postil.errors import UsageError
from postil.sdk.connection import API, Connection
from postil.sdk.imports import Import, ImportOrder, options_of, place_of

VERIFIED_PER_S = 20_000_000
"""Bytes a slow disk reads in a second: how long to wait for a file to be verified."""

WAIT_S = 60.0


class Upload(msgspec.Struct, kw_only=True):
    """A file on its way. Part `n`, from 1, holds the bytes from `(n - 1) * part_size`."""

    id: str
    name: str
    project: str | None = None
    model_run: str | None = None
    source_name: str = ""
    size: int
    sha256: str
    part_size: int
    part_count: int
    received: list[int] = []
    received_bytes: int = 0
    created_at: datetime
    touched_at: datetime
    expires_at: datetime

    @property
    def share(self) -> float:
        """Return how much of the file is there, 0 to 1."""
        return self.received_bytes / self.size

    @property
    def missing(self) -> list[int]:
        """Return the parts that are not there, ascending."""
        there = set(self.received)
        return [no for no in range(1, self.part_count + 1) if no not in there]


class Announced(msgspec.Struct, kw_only=True, rename={"job": "import"}):
    """The upload to send parts to, or the import that the same file is already."""

    upload: Upload | None = None
    job: Import | None = None


class Uploads:
    """Send files in parts."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def announce(
        self, parent: str, size: int, sha256: str, order: ImportOrder, *, part_size: int | None = None
    ) -> Announced:
        """Say which file is to be sent and how it is to be imported; again, and it goes on where it was.

        Raises:
            ConflictError: The name belongs to another import, or to the upload of another file (SRC013).
            LimitError: The file is too large, or the caller has too many uploads open.
        """
        body = {"size": size, "sha256": sha256, "part_size": part_size, "options": options_of(order)}
        return self.connection.send("POST", f"{place_of(parent, order)}/uploads", Announced, body)

    def get(self, uid: str) -> Upload:
        """Return an upload with the parts that are there."""
        return self.connection.get(f"{API}/uploads/{uid}", Upload)

    def list(self) -> list[Upload]:
        """Return the caller's open uploads, newest first; for an administrator everybody's."""
        return list(self.connection.pages(f"{API}/uploads", Upload, {"limit": 1000}))

    def named(self, name: str) -> Upload | None:
        """Return the upload of that id, the newest of that name, or the one whose id ends so.

        Raises:
            UsageError: Several ids end so.
        """
        found = self.list()
        for upload in found:
            if name in (upload.id, upload.name):
                return upload
        ending = [one for one in found if len(name) >= 4 and one.id.endswith(name.lower())]
        if len(ending) > 1:
            raise UsageError(f"{len(ending)} uploads have ids that end in {name!r}", hint="give more of it")
        return ending[0] if ending else None

    def send_part(self, uid: str, no: int, content: bytes) -> None:
        """Send a part; when this returns the server has it on its disk."""
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        self.connection.put(
            f"{API}/uploads/{uid}/parts/{no}", content, {"content-digest": f"sha-256=:{digest}:"}
        )

    def complete(self, upload: Upload) -> Import:
        """Have the file verified and imported. Completing again returns the import as it stands.

        Raises:
            ConflictError: Parts are missing.
            ImportRejected: What arrived is not what was announced (SRC013), or no import.
        """
        timeout_s = WAIT_S + upload.size / VERIFIED_PER_S
        path = f"{API}/uploads/{upload.id}/complete"
        return self.connection.send("POST", path, Import, timeout_s=timeout_s)

    def delete(self, uid: str) -> None:
        """End an upload; nothing of it remains."""
        self.connection.send("DELETE", f"{API}/uploads/{uid}", type(None))
