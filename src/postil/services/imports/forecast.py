"""Forecast: what undoing an import takes away and brings back, counted without doing it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

import msgspec

from postil.model.annotation import Annotation
from postil.model.wire import decode_annotations
from postil.ports.bundles import SeenLayer
from postil.ports.jobs import Job
from postil.ports.store import Store

PART = 500
MOST_ROWS = 50_000
"""Data rows of a job that are looked at; a forecast of more says that it is not exact."""

Owners = dict[str, tuple[int, Annotation | None]]
"""Which job had the last word about a key, and the annotation, or None where it was taken away."""


class Forecast(msgspec.Struct, kw_only=True):
    """What becomes of the annotations a job put and of what it made.

    `removed` are gone, `restored` have an earlier value again, `returned` had been taken away by the job,
    `unchanged` are there with the same value from an earlier import; `superseded` counts by job those that a
    later import has replaced or taken away: they stay as that import left them. `data_rows` and `tasks` made
    by the job go when nothing else uses them, `reopened` counts data rows of which no label is left, `edited`
    those with a label that a person has versioned: it stays. `overlaps` counts by later job the data rows
    that both speak about. Without `is_exact` only the first `counted_rows` data rows were looked at.
    """

    removed: int = 0
    restored: int = 0
    returned: int = 0
    unchanged: int = 0
    superseded: dict[int, int] = {}
    data_rows: int = 0
    tasks: int = 0
    reopened: int = 0
    edited: int = 0
    overlaps: dict[int, int] = {}
    counted_rows: int = 0
    is_exact: bool = True


def forecast(store: Store, job: Job, *, but: Collection[int] = (), most_rows: int = MOST_ROWS) -> Forecast:
    """Count what undoing a published job changes, or has changed when it is undone.

    Args:
        store: The store.
        job: The job.
        but: Jobs to leave out, as if they had been undone before.
        most_rows: Data rows to look at.
    """
    found = Forecast()
    for rows in _parts(store, job, most_rows, found):
        with store.read() as session:
            layers = session.bundles.layers(job.set_id, rows, job_id=job.id)
            _count_layers([layer for layer in layers if layer.job_id not in but], job, found)
            if job.project_id is not None and job.purpose == "ground_truth":
                reopening = session.following.reopening(job.project_id, rows, but=job.id)
                found.reopened += len(reopening)
    with store.read() as session:
        found.data_rows, found.tasks = session.following.count_made(job.id)
        found.edited = session.following.count_edited(job.id, job.project_id or 0)
    return found


def _parts(store: Store, job: Job, most_rows: int, found: Forecast) -> Iterator[list[int]]:
    after = 0
    while True:
        with store.read() as session:
            rows = session.following.rows_of_job(job.id, after_row=after, limit=PART)
        if not rows:
            return
        if found.counted_rows >= most_rows:
            found.is_exact = False
            return
        yield rows
        found.counted_rows += len(rows)
        after = rows[-1]


def _count_layers(layers: Sequence[SeenLayer], job: Job, found: Forecast) -> None:
    for _, group in groupby(layers, key=lambda layer: (layer.data_row_id, layer.no)):
        bundle = list(group)
        jobs = [layer.job_id for layer in bundle]
        if job.id in jobs:
            _count_bundle(bundle, job.id, found)
            last = len(jobs) - jobs[::-1].index(job.id)
            for later in dict.fromkeys(jobs[last:]):
                found.overlaps[later] = found.overlaps.get(later, 0) + 1


def _count_bundle(layers: Sequence[SeenLayer], job_id: int, found: Forecast) -> None:
    now = _owners(layers)
    without = _owners([layer for layer in layers if layer.job_id != job_id])
    mine = {key for key, (owner, _) in now.items() if owner == job_id}
    for layer in layers:
        if layer.job_id == job_id:
            mine.update(annotation.key for annotation in decode_annotations(layer.document))
    for key in mine:
        owner, annotation = now[key]
        _, before = without.get(key, (0, None))
        if owner == job_id:
            _count_key(annotation, before, found)
        else:
            found.superseded[owner] = found.superseded.get(owner, 0) + 1


def _count_key(annotation: Annotation | None, before: Annotation | None, found: Forecast) -> None:
    if annotation == before:
        found.unchanged += annotation is not None
    elif before is None:
        found.removed += 1
    elif annotation is None:
        found.returned += 1
    else:
        found.restored += 1


def _owners(layers: Sequence[SeenLayer]) -> Owners:
    owners: Owners = {}
    for layer in layers:
        gone = list(owners) if layer.is_whole else layer.tombstones
        for key in gone:
            if key in owners and owners[key][1] is not None:
                owners[key] = (layer.job_id, None)
        for annotation in decode_annotations(layer.document):
            owners[annotation.key] = (layer.job_id, annotation)
    return owners
