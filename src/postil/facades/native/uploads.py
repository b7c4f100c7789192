"""Uploads: files that arrive in parts and become imports."""

from datetime import datetime
from typing import Annotated, Any

import msgspec

from postil.errors import NotFoundError
from postil.facades.native.call import Answer, Call
from postil.facades.native.digest import content_sha256
from postil.facades.native.import_job import EXAMPLE_IMPORT, Import, shown
from postil.facades.native.import_options import ImportOptions, new_import
from postil.facades.native.imports import begun
from postil.facades.native.page import Number, Page, PageQuery, next_after
from postil.facades.native.route import API, Example, Route
from postil.facades.native.rule import SIGNED_IN, Rule, at_least, hidden, missing
from postil.facades.native.scope import project_in_path
from postil.ports.uploads import Upload as StoredUpload
from postil.services.instant import MICROSECONDS, moment
from postil.services.uploads.announcement import MAX_PART_BYTES, MIN_PART_BYTES, Announcement
from postil.services.uploads.uploads import IDLE_S

PART = "application/octet-stream"


class Upload(msgspec.Struct, kw_only=True):
    """A file on its way. Part `n` of `part_count`, from 1, holds the bytes from `(n - 1) * part_size`.

    All parts have `part_size` bytes but the last one. `received` are those that are there.
    """

    id: str
    name: str
    project: str | None
    model_run: str | None
    source_name: str
    size: int
    sha256: str
    part_size: int
    part_count: int
    received: list[int]
    received_bytes: int
    created_at: datetime
    touched_at: datetime
    expires_at: datetime


class NewUpload(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A file to be sent: `size` in bytes, `sha256` as 64 hex digits, and how to import it.

    Without `part_size` the server chooses.
    """

    size: Number
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    part_size: Annotated[int, msgspec.Meta(ge=MIN_PART_BYTES, le=MAX_PART_BYTES)] | None = None
    options: ImportOptions = msgspec.field(default_factory=ImportOptions)


class AnnouncedUpload(msgspec.Struct, kw_only=True, rename={"job": "import"}):
    """Either the upload to send the parts to, or the import that the same file is already."""

    upload: Upload | None = None
    job: Import | None = None


def create_upload(call: Call[NewUpload, None]) -> Answer:
    """Announce a file."""
    asked = call.body
    new = new_import(call, asked.options)
    return announced(
        call, Announcement(new=new, size=asked.size, sha256=asked.sha256, part_size=asked.part_size)
    )


def announced(call: Call[Any, Any], announcement: Announcement) -> Answer:
    """Announce a file, wherever it goes, and say what is to be sent."""
    found = call.services.uploads.announce(announcement, call.user)
    answer = AnnouncedUpload(
        upload=_shown(call, found.upload) if found.upload else None,
        job=shown(call, [found.job])[0] if found.job else None,
    )
    return Answer(answer, 201 if found.is_new else 200)


def list_uploads(call: Call[None, PageQuery]) -> Page[Upload]:
    """List open uploads."""
    part = call.query
    found = call.services.uploads.list_uploads(call.user, before_id=part.after or None, limit=part.limit)
    return Page(items=[_shown(call, upload) for upload in found], next=next_after(found, part.limit))


def get_upload(call: Call[None, None]) -> Upload:
    """Tell which parts are there."""
    return _shown(call, call.services.uploads.get(call.uid))


def put_part(call: Call[None, None]) -> None:
    """Keep a part."""
    number, body = call.path["no"], call.upload
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise NotFoundError(f"{number[:20]!r} is no number of a part", hint="the first part is 1")
    digest = content_sha256(call.headers)
    call.services.uploads.receive(call.uid, int(number), digest, body, body.declared)


def complete_upload(call: Call[None, None]) -> Answer:
    """Make it an import."""
    job = call.services.imports.start(call.services.uploads.complete(call.uid))
    return begun(call, job, _project_uid(call, job.project_id))


def delete_upload(call: Call[None, None]) -> None:
    """End it."""
    call.services.uploads.delete(call.uid)


def _shown(call: Call[Any, Any], upload: StoredUpload) -> Upload:
    received = call.services.uploads.parts(upload)
    return Upload(
        id=upload.uid,
        name=upload.name,
        project=_project_uid(call, upload.project_id),
        model_run=_run_uid(call, upload.model_run_id),
        source_name=str(upload.options.get("source_name") or ""),
        size=upload.size,
        sha256=upload.sha256,
        part_size=upload.part_size,
        part_count=upload.part_count,
        received=received,
        received_bytes=sum(upload.length(no) for no in received),
        created_at=moment(upload.created_at),
        touched_at=moment(upload.touched_at),
        expires_at=moment(upload.touched_at + IDLE_S * MICROSECONDS),
    )


def _project_uid(call: Call[Any, Any], project_id: int | None) -> str | None:
    return None if project_id is None else call.services.projects.uid_of(project_id)


def _run_uid(call: Call[Any, Any], run_id: int | None) -> str | None:
    run = None if run_id is None else call.services.model_runs.by_id(run_id)
    return None if run is None else run.uid


def _allow(call: Call[Any, Any]) -> None:
    """Allow whoever began it and may still import there; to everybody else it does not exist."""
    user = call.user
    with hidden():
        owner, project_id, run_id = _begun_by(call)
        if user.id != owner and not user.is_admin:
            raise missing()
        if run_id is not None:
            call.services.model_runs.demand(run_id, user, to_change=True)
        else:
            call.services.members.demand_role(project_id or 0, user, "manager")


def _begun_by(call: Call[Any, Any]) -> tuple[int, int | None, int | None]:
    """Return who began the upload of the path, and in which project or model run."""
    try:
        upload = call.services.uploads.get(call.uid)
    except NotFoundError:
        # Completed meanwhile, perhaps by the very request whose answer was lost.
        if call.path.keys() != {"uid"}:
            raise
        job = call.services.imports.get(call.uid)
        return job.created_by or 0, job.project_id, job.model_run_id
    return upload.created_by, upload.project_id, upload.model_run_id


UPLOADER = Rule(
    "whoever began the upload and is a manager of the project; for predictions whoever made the model", _allow
)

EXAMPLE_UPLOAD = {
    "id": "0190a000-0000-7000-8000-000000000060",
    "name": "boxes.ndjson",
    "project": "0190a000-0000-7000-8000-000000000030",
    "model_run": None,
    "source_name": "boxes.ndjson",
    "size": 20000000,
    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "part_size": 8388608,
    "part_count": 3,
    "received": [1, 3],
    "received_bytes": 11611392,
    "created_at": "2026-01-05T09:30:00Z",
    "touched_at": "2026-01-05T09:31:00Z",
    "expires_at": "2026-01-12T09:31:00Z",
}
EXAMPLE_ANNOUNCEMENT = {
    "size": 20000000,
    "sha256": EXAMPLE_UPLOAD["sha256"],
    "options": {"name": "boxes.ndjson"},
}
ANNOUNCED_ALSO = {200: "The same file was announced before: its upload goes on, or it is an import already."}
ANNOUNCED_ERRORS = {
    409: "The name belongs to an import with other content, or to an upload of another file.",
    413: "The file is too large, has too many parts, or the caller has too much open.",
    500: "The disk has no room for the file.",
}
"""What announcing a file can come to, wherever the file is to go."""

_PATH = f"{API}/uploads/{{uid}}"

ROUTES = [
    Route(
        method="POST",
        path=f"{API}/projects/{{uid}}/uploads",
        name="create_upload",
        summary="Announce a file that will be sent in parts",
        access=at_least("manager", project_in_path),
        handler=create_upload,
        request=NewUpload,
        response=AnnouncedUpload,
        status=201,
        also=ANNOUNCED_ALSO,
        errors=ANNOUNCED_ERRORS,
        description=(
            "For files too large to be sent twice. Announcing the same file under the same name again is how "
            "a client that was restarted goes on: what is there need not be sent again."
        ),
        example=Example(
            request=EXAMPLE_ANNOUNCEMENT,
            response={"upload": EXAMPLE_UPLOAD, "import": None},
        ),
    ),
    Route(
        method="GET",
        path=f"{API}/uploads",
        name="list_uploads",
        summary="List your open uploads, newest first; administrators see everybody's",
        access=SIGNED_IN,
        handler=list_uploads,
        query=PageQuery,
        response=Page[Upload],
        example=Example(response={"items": [EXAMPLE_UPLOAD], "next": None}),
    ),
    Route(
        method="GET",
        path=_PATH,
        name="get_upload",
        summary="Tell which parts of an upload are there",
        access=UPLOADER,
        handler=get_upload,
        response=Upload,
        example=Example(response=EXAMPLE_UPLOAD),
    ),
    Route(
        method="PUT",
        path=f"{_PATH}/parts/{{no}}",
        name="put_part",
        summary="Send a part of an upload",
        access=UPLOADER,
        handler=put_part,
        upload=PART,
        headers={"Content-Digest": "The SHA-256 of the part (RFC 9530): `sha-256=:BASE64:`."},
        status=204,
        errors={
            400: "SRC011: the bytes have another SHA-256. SRC012: they are too few or too many, or there is "
            "no such part. Nothing of them counts.",
            409: "The same part is being received over a later connection.",
            500: "The disk is full, or the storage failed.",
        },
        description=(
            "Parts may come in any order; one that is there already is compared and kept. The answer comes "
            "when the part is on the disk."
        ),
    ),
    Route(
        method="POST",
        path=f"{_PATH}/complete",
        name="complete_upload",
        summary="Verify an upload and import it",
        access=UPLOADER,
        handler=complete_upload,
        response=Import,
        status=201,
        also={202: "Verified and durable; it goes on by itself. Ask until its state says it has ended."},
        errors={
            409: "Parts are missing, or the name belongs to another import by now.",
            422: "SRC013: it is not what was announced; or it is of no known format. The upload is over.",
            500: "The disk is full, or the storage failed; the import can be resumed.",
            503: "It is being verified, or the database was busy; ask again.",
        },
        description=(
            "The import has the id of the upload. Asked again, this answers with the import as it stands."
        ),
        example=Example(response=EXAMPLE_IMPORT),
    ),
    Route(
        method="DELETE",
        path=_PATH,
        name="delete_upload",
        summary="End an upload; nothing of it remains",
        access=UPLOADER,
        handler=delete_upload,
        status=204,
    ),
]
