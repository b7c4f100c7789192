"""Job: what a person means by the name or id they type - an import, or a file that is still on its way."""

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from postil.errors import NotFoundError

if TYPE_CHECKING:
    from postil.sdk.client import Client
    from postil.sdk.imports import Import
    from postil.sdk.uploads import Upload

LOOKED_AT = 1_000
"""How many of the newest imports are looked through for one that has not ended."""


def find_job(client: "Client", name: str) -> "Import | Upload":
    """Return what has that name, id, or end of an id.

    Raises:
        NotFoundError: Nothing has.
        UsageError: Several ids end so.
    """
    upload = client.uploads.named(name)
    try:
        return meant(client.imports.named(name), upload)
    except NotFoundError:
        if upload is None:
            raise
        return upload


def meant(job: "Import", upload: "Upload | None") -> "Import | Upload":
    """Return which of two of one name is meant: an upload follows an import that has ended."""
    return upload if upload is not None and job.is_over else job


def newest_unfinished(client: "Client") -> "Import | Upload | None":
    """Return the import or upload begun last that has not ended, None when all have."""
    return newest(islice(client.imports.list(), LOOKED_AT), client.uploads.list())


def newest(jobs: "Iterable[Import]", uploads: "Iterable[Upload]") -> "Import | Upload | None":
    """Return the one begun last that has not ended; a staged import waits for a person and is left out."""
    open_job = next((job for job in jobs if not job.is_over), None)
    found = [one for one in (open_job, *uploads) if one is not None]
    return max(found, key=lambda one: one.created_at, default=None)
