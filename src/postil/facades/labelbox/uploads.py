"""Uploads: files a client sends to name them by URL later."""

from typing import Any

from postil.errors import UsageError
from postil.facades.labelbox.call import Call, Upload
from postil.facades.labelbox.field import Fields, Files, Json, StoredFile
from postil.media.sniff import HEAD_LENGTH, sniff
from postil.services.people.links import UPLOADS
from postil.services.services import Services

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff"})
"""Types that are named as what they are. All else could be a page that runs."""


def upload_file(call: Call, _: Any, *, file: Any, **__: Any) -> Json:
    """Keep a file."""
    if not isinstance(file, Upload):
        raise UsageError("`file` is no part of this request", hint="send it as multipart/form-data")
    kept = call.services.blobs.put(file.file)
    return {"url": call.link(UPLOADS, kept.sha256, lasts_s=None), "filename": file.filename or None}


def open_upload(services: Services, sha256: str) -> StoredFile:
    """Open a kept file."""
    source = services.blobs.open(sha256)
    head = source.read(HEAD_LENGTH)
    source.seek(0)
    found = sniff(head, is_all=len(head) < HEAD_LENGTH)
    return StoredFile(source, found if found in SHOWN else "application/octet-stream")


def own_upload(services: Services, url: str) -> str | None:
    """Return the SHA-256 of the file a URL of ours opens; None for any other URL, which is to be fetched."""
    return services.links.own(url, UPLOADS)


FIELDS: Fields = {"Mutation.uploadFile": upload_file}
FILES: Files = {UPLOADS: open_upload}
