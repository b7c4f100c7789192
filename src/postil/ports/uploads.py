"""Uploads: files that arrive in parts and become imports, and the file the parts are written to."""

from pathlib import Path
from typing import Any, BinaryIO, Protocol, Self

import msgspec


class Upload(msgspec.Struct, kw_only=True):
    """A file that is on its way to a project or a model run, part by part; parts are counted from 1.

    `name` is that of the import it will be, `options` how to import it. `sha256` and `size` (bytes) were
    announced and are verified in the end. Every part has `part_size` bytes but the last one. `touched_at` is
    when the last part arrived.
    """

    id: int
    uid: str
    project_id: int | None = None
    model_run_id: int | None = None
    name: str
    options: dict[str, Any]
    sha256: str
    size: int
    part_size: int
    created_by: int
    created_at: int
    touched_at: int

    @property
    def part_count(self) -> int:
        """Return how many parts there are."""
        return -(-self.size // self.part_size)

    def offset(self, no: int) -> int:
        """Return where a part begins."""
        return (no - 1) * self.part_size

    def length(self, no: int) -> int:
        """Return how many bytes a part has."""
        return min(self.part_size, self.size - self.offset(no))


class UploadStore(Protocol):
    """Open uploads and the parts that have arrived."""

    def create(self, upload: Upload) -> Upload:
        """Store an upload; ConflictError when the same user has one of that name open in the same place."""
        ...

    def get(self, uid: str) -> Upload | None: ...

    def named(self, project_id: int, name: str, user_id: int) -> Upload | None: ...

    def named_in_run(self, model_run_id: int, name: str, user_id: int) -> Upload | None: ...

    def list_uploads(
        self, user_id: int | None, *, before_id: int | None = None, limit: int | None = None
    ) -> list[Upload]:
        """List the uploads of a user, or of everybody with None, newest first; all when without a limit."""
        ...

    def set_options(self, upload_id: int, options: dict[str, Any]) -> None: ...

    def add_part(self, upload_id: int, no: int, sha256: str, at: int) -> bool:
        """Note that a part is there and raise `touched_at`; False when the upload is gone."""
        ...

    def part(self, upload_id: int, no: int) -> str | None:
        """Return the SHA-256 of a part that is there."""
        ...

    def parts(self, upload_id: int) -> list[int]:
        """List the parts that are there, ascending."""
        ...

    def drop_parts(self, upload_id: int) -> None:
        """Forget that any part is there."""
        ...

    def delete(self, upload_id: int) -> None:
        """Forget an upload and its parts; forgetting it twice is no error."""
        ...


class PartFile(Protocol):
    """A file of known size, open to be written anywhere."""

    def write(self, offset: int, content: bytes) -> None:
        """Write bytes at a place."""
        ...

    def sync(self) -> None:
        """Make what was written durable."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


class PartSpool(Protocol):
    """Files of the spool that are written out of order; names as in `ports.blobs.Spool`.

    While parts are missing a file is as half-received as any other of the spool, and swept like them.
    Everything raises StoreError when the storage fails.
    """

    def reserve(self, name: str, size: int) -> bool:
        """Make a file of `size` bytes with its place on the disk; False when it is there already.

        Raises:
            StoreError: `STO001` there is no room for it.
        """
        ...

    def open(self, name: str) -> PartFile:
        """Open a reserved file for writing.

        Raises:
            NotFoundError: There is none, or it is complete.
        """
        ...

    def read(self, name: str) -> BinaryIO:
        """Open a reserved or complete file for reading.

        Raises:
            NotFoundError: There is none.
        """
        ...

    def complete(self, name: str) -> Path:
        """Give a reserved file its final name, durably; one that has it keeps it."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file, reserved or complete; removing what is not there is no error."""
        ...
