"""Write: a block's layers, then in one transaction its failures, grouped issues and the cursor, or nothing.

As a rule all of it is one transaction. When others wait for their turn to write, layers are committed ahead
of the cursor: nobody sees them before the job is published.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from postil.formats.blocks import count_lines
from postil.formats.format import Block
from postil.ports.bundles import NewSegment
from postil.ports.jobs import Advance, Counts, Job
from postil.ports.store import Session, Store
from postil.services.imports.check import Judged
from postil.services.imports.lease import LEASE_MICROSECONDS, is_held
from postil.services.imports.outcome import BundleKey, Outcome, Part, Values, count, removed
from postil.services.imports.rules import add_uses
from postil.services.imports.tally import add_counts
from postil.services.imports.usage import Used, used_of_layers

PAGE = 900


class Lost(Exception):
    """The job was cancelled or taken over: nothing of the running transaction is to be kept."""


def write(store: Store, job: Job, block: Block, judged: Judged, values: Values, now: int) -> bool:
    """Write what a block came to and move the job past it.

    Returns False, with nothing written, when the job was cancelled or another process holds it now.
    """
    if job.settings.replace:
        _make_whole(store, job, judged)
    step, used = _step(job, block, judged, values, now)
    # Also of an atomic job that will fail: relationships are settled against what is written, and every
    # bad row is to be reported, no other.
    # In the order of data rows, which is that of every index: a sorted source comes by name.
    layers = [judged.layers[key] for key in sorted(judged.layers)]
    segments: Sequence[NewSegment] = [layer.segment() for layer in layers if layer.lines or layer.stated]
    try:
        while True:
            with store.write() as session:
                segments = _write_layers(store, session, job, segments)
                if not segments:
                    _close(session, job, step, judged, used)
                    break
                if not is_held(session, job):
                    raise Lost
    except Lost:
        return False
    job.offset, job.line, job.chunk = step.offset, step.line, step.chunk
    add_counts(job.counts, step.counts)
    job.progress = step.progress
    return True


def _write_layers(
    store: Store, session: Session, job: Job, segments: Sequence[NewSegment]
) -> Sequence[NewSegment]:
    """Write layers until somebody waits for the turn to write; return those that are left.

    The cursor does not move for them: resumed in between, the block is done again, see `forget_ahead`.
    """
    for start in range(0, len(segments), store.layers_at_once):
        end = start + store.layers_at_once
        session.bundles.write_segments(job.set_id, job.id, job.chunk, segments[start:end])
        if store.is_awaited():
            return segments[end:]
    return []


def _close(session: Session, job: Job, step: Advance, judged: Judged, used: Used) -> None:
    """Write all but the layers, and move the cursor."""
    if not session.jobs.advance(step):
        raise Lost
    session.usage.add(job.id, used)
    if judged.failures:
        session.jobs.add_failures(job.id, [judged.failures[line] for line in sorted(judged.failures)])
    groups = judged.tally.groups()
    if groups:
        session.jobs.add_issue_groups(job.id, groups)


def forget_ahead(store: Store, job: Job) -> None:
    """Take away the layers of a block that was begun and not finished; call when a job is taken up again.

    What the block comes to now may be less: a data row of it may have been deleted meanwhile.
    """
    while True:
        with store.write() as session:
            if not session.bundles.drop_chunks(job.id, from_chunk=job.chunk, limit=PAGE):
                return


def _make_whole(store: Store, job: Job, judged: Judged) -> None:
    """Let the lowest layer of the job on a bundle hide all that was there before."""
    with store.read() as session:
        row_ids = list({row_id for row_id, _ in judged.layers})
        begun = session.bundles.layered(job.id, row_ids, below_chunk=job.chunk)
    for key, layer in judged.layers.items():
        layer.is_whole = key not in begun and bool(layer.lines or layer.stated)


def _step(job: Job, block: Block, judged: Judged, values: Values, now: int) -> tuple[Advance, Used]:
    outcomes: dict[int, Outcome] = {}
    counts = Counts(read=judged.read, rejected=len(judged.failures), warnings=judged.tally.warnings)
    if any(values.values()):
        outcomes = count(_parts(judged, values), values, counts)
        counts.removed = removed(_whole(judged), values)
    else:
        counts.accepted = judged.read - len(judged.failures) - len(judged.bare)
        counts.annotations = sum(len(layer.lines) for layer in judged.layers.values())
    for brings_row, bundles in judged.bare.values():
        is_new = brings_row or any(bundle not in values for bundle in bundles)
        counts.accepted += is_new
        counts.unchanged += not is_new
    offset = block.next_offset
    rows = len(block.rows) if block.rows is not None else count_lines(block.content)
    step = Advance(
        job_id=job.id,
        fence=job.fence,
        expected_offset=job.offset,
        offset=offset,
        line=block.first_line + rows,
        chunk=job.chunk + 1,
        counts=counts,
        progress=_progress(job, offset, judged),
        lease_until=now + LEASE_MICROSECONDS,
    )
    return step, used_of_layers(judged.layers, values, outcomes)


def _progress(job: Job, offset: int, judged: Judged) -> dict[str, Any]:
    progress: dict[str, Any] = {"bytes": offset, "of_bytes": job.input_size}
    # Written with the cursor, so that no use of a rule is lost or counted twice.
    uses = add_uses(job.progress.get("recipe", {}), judged.uses)
    return {**progress, "recipe": uses} if uses else progress


def _parts(judged: Judged, values: Values) -> Iterator[Part]:
    for key, layer in judged.layers.items():
        yield key, layer.lines, layer.annotations() if values.get(key) else []


def _whole(judged: Judged) -> Iterator[tuple[BundleKey, set[str]]]:
    for key, layer in judged.layers.items():
        if layer.is_whole:
            yield key, {annotation.key for annotation in layer.annotations()}
