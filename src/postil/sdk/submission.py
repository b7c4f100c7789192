"""Submission: send a file under a name that makes it its own import, unless it is there already."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from postil.errors import ConflictError
from postil.sdk.client import Client
from postil.sdk.connection import Told
from postil.sdk.imports import Import, ImportOrder


class Submission(msgspec.Struct, kw_only=True):
    """The import of a file; `is_repeated` says that it had been imported before and nothing was done."""

    job: Import
    is_repeated: bool = False


def submit(
    client: Client, project: str, file: Path, order: ImportOrder, told: Told | None = None
) -> Submission:
    """Send a file.

    Without a name of its own an import is named like its source. The same source imported the same way, with
    every row accepted, is not imported again; anything else of that name becomes `name (2)` and so on.

    Raises:
        ConflictError: The name was given, and the project has an import of it with other content.
    """
    known = {job.name: job for job in client.imports.list(project)}
    if order.name:
        return _send(client, project, file, order, known, told)
    size = file.stat().st_size
    number = 1
    while True:
        order.name = order.source_name if number == 1 else f"{order.source_name} ({number})"
        number += 1
        job = known.get(order.name)
        if job is not None and not _may_be_same(job, order, size):
            continue
        try:
            return _send(client, project, file, order, known, told)
        except ConflictError:
            if job is None:
                raise


def _send(
    client: Client,
    project: str,
    file: Path,
    order: ImportOrder,
    known: Mapping[str, Import],
    told: Told | None,
) -> Submission:
    job = client.imports.create(project, file, order, told)
    before = known.get(job.name)
    is_repeated = before is not None and before.id == job.id and before.is_over
    return Submission(job=job, is_repeated=is_repeated)


def _may_be_same(job: Import, order: ImportOrder, size: int) -> bool:
    """Tell whether sending the file under this name may lead to this very import, well done or going on.

    An import with rejected rows is done again: what its rows lacked may be there by now.
    """
    if order.dry_run:
        # What is there may be other than it was then: a dry run always looks anew.
        return False
    is_good = not job.is_over or (job.state == "finished" and not job.counts.rejected)
    manner = (job.purpose, job.policy, job.is_strict, job.replace, job.on_edited, job.source_bytes)
    asked = (order.purpose, order.policy, order.strict, order.replace, order.on_edited, size)
    return is_good and manner == asked
