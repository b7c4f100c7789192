"""Announcement: what a client says about a file before it sends it, and what it is told then."""

import re
from typing import Any

import msgspec

from postil.errors import ConflictError, LimitError, UsageError
from postil.formats.registry import get_format
from postil.model.identity import new_uid
from postil.ports.access import User
from postil.ports.jobs import Job
from postil.ports.store import Session
from postil.ports.uploads import Upload
from postil.services.imports.destination import Destination
from postil.services.imports.intake import NewImport

MIN_PART_BYTES = 64 * 1024
MAX_PART_BYTES = 64 * 1024**2
PART_BYTES = 8 * 1024**2
"""What a part has when the client does not say."""

MAX_PARTS = 10_000
MAX_OPEN = 16
"""Uploads a user may have open at a time."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Announcement(msgspec.Struct, kw_only=True):
    """A file of `size` bytes to be imported; without `part_size` a fitting one is chosen."""

    new: NewImport
    size: int
    sha256: str
    part_size: int | None = None


class Announced(msgspec.Struct, kw_only=True):
    """The upload to send the parts to, or the import that the same file is already."""

    upload: Upload | None = None
    job: Job | None = None
    is_new: bool = False


def demand_possible(asked: Announcement, max_bytes: int) -> None:
    """Refuse what can never be an import.

    Raises:
        UsageError: No name, digest, size or part size to work with.
        LimitError: The file is too large, or has too many parts.
        NotFoundError: The format does not exist (SRC009).
    """
    if not (asked.new.name or asked.new.source_name):
        raise UsageError("an upload needs a name", hint="give `name` or `source_name`")
    if not _SHA256.fullmatch(asked.sha256):
        raise UsageError(
            f"{asked.sha256[:80]!r} is not a SHA-256 digest", hint="give 64 digits of 0-9 and a-f"
        )
    if asked.size < 1:
        raise UsageError("an empty file cannot be uploaded", hint="send at least one row")
    if asked.size > max_bytes:
        raise LimitError(
            f"the file has {asked.size:,} bytes, this server takes {max_bytes:,}",
            hint="send less, or raise `max_upload_bytes`",
        )
    if asked.new.format:
        get_format(asked.new.format)
    _demand_parts(asked)


def _demand_parts(asked: Announcement) -> None:
    size = asked.part_size
    if size is None:
        return
    if not MIN_PART_BYTES <= size <= MAX_PART_BYTES:
        raise UsageError(
            f"parts of {size:,} bytes are not taken",
            hint=f"choose {MIN_PART_BYTES:,} to {MAX_PART_BYTES:,} bytes, or leave `part_size` out",
        )
    if -(-asked.size // size) > MAX_PARTS:
        raise LimitError(
            f"the file would have more than {MAX_PARTS:,} parts", hint="choose larger parts, or leave it out"
        )


def part_size(asked: Announcement) -> int:
    """Return how large the parts of a file are to be; a whole number of MiB unless it was asked for."""
    least = -(-asked.size // MAX_PARTS)
    return asked.part_size or max(PART_BYTES, -(-least // 1024**2) * 1024**2)


def described(asked: Announcement, place: Destination, actor: User, at: int) -> Upload:
    """Return an upload that is not stored yet."""
    return Upload(
        id=0,
        uid=new_uid(),
        project_id=place.project_id,
        model_run_id=place.run_id,
        name=asked.new.name or asked.new.source_name,
        options=options_of(asked.new),
        sha256=asked.sha256,
        size=asked.size,
        part_size=part_size(asked),
        created_by=actor.id,
        created_at=at,
        touched_at=at,
    )


def options_of(new: NewImport) -> dict[str, Any]:
    """Spell how to import as it is stored."""
    spelled: dict[str, Any] = msgspec.to_builtins(new)
    return spelled


def new_import(upload: Upload) -> NewImport:
    """Return how an upload is to be imported."""
    return msgspec.convert(upload.options, NewImport)


def demand_room(session: Session, actor: User, size: int, max_bytes: int) -> None:
    """Refuse one upload more than a user may have.

    Raises:
        LimitError: The user has too many open already, or too many bytes in them.
    """
    mine = session.uploads.list_uploads(actor.id)
    if len(mine) >= MAX_OPEN:
        raise LimitError(
            f"you have {len(mine)} uploads open, no more are taken",
            hint="finish them, or end one with `postil cancel`; `postil status` lists them",
        )
    if sum(upload.size for upload in mine) + size > max_bytes:
        raise LimitError(
            f"your open uploads would come to more than {max_bytes:,} bytes",
            hint="finish them, or end one with `postil cancel`; `postil status` lists them",
        )


def demand_same_file(known: Upload, asked: Announcement) -> None:
    """Refuse to go on with another file than the one that was begun.

    Raises:
        ConflictError: SRC013, the content is another.
    """
    if (known.sha256, known.size) != (asked.sha256, asked.size):
        raise ConflictError(
            f"{known.name!r} changed since its upload began",
            code="SRC013",
            hint=f"`postil cancel {known.uid[-8:]}` ends that upload, then import the file as it is now",
        )
