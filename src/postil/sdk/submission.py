"""Submission: send a file under a name that makes it its own import, unless it is there already."""

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from postil.errors import ConflictError
from postil.sdk.client import Client
from postil.sdk.connection import Told
from postil.sdk.imports import Import, ImportOrder
from postil.sdk.transfer import PARTS_FROM_BYTES, Resumed, transfer

SPENT = frozenset({"failed", "cancelled"})
"""States of imports that leave their name to the next attempt."""


class Submission(msgspec.Struct, kw_only=True):
    """The import of a file; `is_repeated` says that it had been imported before and nothing was done."""

    job: Import
    is_repeated: bool = False


def submit(
    client: Client,
    parent: str,
    file: Path,
    order: ImportOrder,
    told: Told | None = None,
    resumed: Resumed | None = None,
    *,
    parts_from: int = PARTS_FROM_BYTES,
) -> Submission:
    """Send a file to a project or, if it is predictions, a model run; from `parts_from` bytes on in parts.

    Without a name of its own an import is named like its source. The same source imported the same way, with
    every row accepted, is not imported again; what failed or was cancelled leaves its name to it; anything
    else of that name becomes `name (2)` and so on.

    Raises:
        ConflictError: The name was given, and there is an import of it with other content; or SRC013, the
            file is not the one of that name that was begun to be sent.
        ImportRejected: SRC013, the file changed while it was sent.
    """
    is_of_run = order.purpose == "prediction"
    listed = client.model_runs.imports(parent) if is_of_run else client.imports.list(parent)
    known = {job.name: job for job in listed}

    def send() -> Submission:
        if file.stat().st_size < parts_from:
            job = client.imports.create(parent, file, order, told)
        else:
            job = transfer(client.uploads, parent, file, order, told, resumed)
        return _submission(job, known)

    return send() if order.name else _send_named(send, order, known, file.stat().st_size)


def _send_named(
    send: Callable[[], Submission], order: ImportOrder, known: Mapping[str, Import], size: int
) -> Submission:
    """Send under the first name that is free, or belongs to this very import."""
    number = 1
    while True:
        order.name = order.source_name if number == 1 else f"{order.source_name} ({number})"
        number += 1
        job = known.get(order.name)
        if job is not None and job.state not in SPENT and not _may_be_same(job, order, size):
            continue
        try:
            return send()
        except ConflictError as error:
            if job is None or error.code:
                raise


def _submission(job: Import, known: Mapping[str, Import]) -> Submission:
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
    recipe = (job.recipe.id, job.recipe.version) if job.recipe else (None, None)
    manner = (job.purpose, job.policy, job.is_strict, job.replace, job.on_edited, job.source_bytes)
    asked = (order.purpose, order.policy, order.strict, order.replace, order.on_edited, size)
    return is_good and manner == asked and recipe == (order.recipe, order.recipe_version)
