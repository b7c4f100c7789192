"""Beside: how much the new annotations of a job come to lie beside, when it repeats nothing that is there.

Then no key of it is a key readers see, and how many they see can be told without reading any: a data row with
one layer has as many as the layer was stored with.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

import msgspec

from postil.ports.bundles import LayerDigest
from postil.ports.jobs import Job
from postil.ports.presence import BundleKey
from postil.ports.store import Session
from postil.services.imports.held import Held


class There(msgspec.Struct):
    """What is on one page of the data rows of a job.

    `held` is how many annotations readers see on those to which the job adds some, where there are any;
    `jobs` the imports these are from, by `published_no`; `added` all data rows to which something is added.
    """

    held: dict[int, int]
    jobs: dict[int, str]
    added: list[int]


def repeats(session: Session, job: Job) -> bool:
    """Tell whether anything of the job may have a key that is there already, or take the place of all."""
    counts = job.counts
    is_new = not counts.updated and not counts.unchanged and not job.settings.replace
    # The counts are about the state the job began with.
    return not is_new or session.jobs.newest_change() != job.seen_no


class Beside:
    """One pass over the data rows of a job that repeats nothing, in ascending order.

    Args:
        job: The job.
        held: What it has seen on all of them, which is what readers see now.
    """

    def __init__(self, job: Job, held: Held | None) -> None:
        self._job = job
        kept = held.layers if held is not None else None
        self._kept = None if kept is None else sorted(kept)
        self._may_be_silent = held is None or held.may_be_silent

    def page(self, session: Session, row_ids: Sequence[int]) -> There:
        """Look at some of the data rows."""
        presence, layers = session.presence, self._layers(session, row_ids)
        if not layers:
            return There({}, {}, list(row_ids))
        lone, names, several = _lone(layers)
        keys = held_by_row(presence.visible_keys(self._job.set_id, several)) if several else {}
        there = held = lone | keys
        if self._may_be_silent:
            silent = presence.silent_rows(self._job.id, first_row=row_ids[0], last_row=row_ids[-1])
            held = {row_id: n for row_id, n in there.items() if row_id not in silent}
        jobs = presence.job_names(sorted({no for row_id, no in names.items() if row_id in held}))
        hidden = [row_id for row_id in keys if row_id in held]
        if hidden:
            jobs |= presence.jobs_on([self._job.set_id], hidden)
        return There(held, jobs, [row_id for row_id in row_ids if row_id in held or row_id not in there])

    def _layers(self, session: Session, row_ids: Sequence[int]) -> Sequence[LayerDigest]:
        if self._kept is None:
            return session.bundles.digests(self._job.set_id, row_ids)
        first, end = bisect_left(self._kept, (row_ids[0],)), bisect_left(self._kept, (row_ids[-1] + 1,))
        return self._kept[first:end]


def _lone(layers: Sequence[LayerDigest]) -> tuple[dict[int, int], dict[int, int], list[int]]:
    """Return the count and the number of lone layers that hold any by data row, and the rows with several.

    Several may hide each other: only their keys tell how much is left.
    """
    counts = {row_id: n for row_id, _, n, _, _ in layers}
    names = {row_id: no for row_id, _, _, no, _ in layers}
    several: list[int] = []
    if len(counts) < len(layers):
        rows = [layer[0] for layer in layers]
        several = sorted(row_id for row_id, times in Counter(rows).items() if times > 1)
    for row_id in (*several, *(row_id for row_id, n in counts.items() if not n)):
        counts.pop(row_id, None)
        names.pop(row_id, None)
    return counts, names, several


def held_by_row(visible: dict[BundleKey, set[str]]) -> dict[int, int]:
    """Return how many keys readers see on every data row that has any."""
    held: dict[int, int] = {}
    for (row_id, _), keys in visible.items():
        held[row_id] = held.get(row_id, 0) + len(keys)
    return held
