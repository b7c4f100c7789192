"""Held: what the bundles of a block hold that the block has to do with.

A few new annotations for data rows that hold thousands need none of those read, unless one has the same key
or may be equal: `model.digest` tells.
"""

from collections.abc import Mapping

import msgspec

from postil.model.digest import meeting
from postil.ports.bundles import LayerDigest
from postil.ports.jobs import Job
from postil.ports.store import Session
from postil.services.imports.layer import Layer
from postil.services.imports.outcome import BundleKey, Values, visible


class Held(msgspec.Struct):
    """What readers saw on the data rows of a block when the job began.

    `values` are as `outcome.visible` returns them, but a bundle the block only adds to may be empty: counted
    and judged against nothing, its rows come to the same. `layers` are those the values come from, None when
    nobody looked. `may_be_silent` says that the block may have data rows it brings no annotation for.
    """

    values: Values
    layers: list[LayerDigest] | None = None
    may_be_silent: bool = True


def held(session: Session, job: Job, layers: Mapping[BundleKey, Layer], *, was_blank: bool) -> Held:
    """Look at what the bundles of a block hold, and read it where the block has to do with it.

    Args:
        session: Where to look.
        job: The job.
        layers: What the block comes to.
        was_blank: Nobody saw anything in the set when the job began.
    """
    if was_blank:
        return Held({}, [])
    row_ids = sorted({row_id for row_id, _ in layers})
    if job.settings.replace:
        # What is replaced is counted.
        return Held(visible(session, job.set_id, row_ids, as_of=job.seen_no))
    found = session.bundles.digests(job.set_id, row_ids, as_of=job.seen_no)
    values: Values = {(row_id, no): {} for row_id, no, _, _, _ in found}
    touched = [(layers[row_id, no], digest) for row_id, no, _, _, digest in found if (row_id, no) in layers]
    # Answers and relationships, which have no marks, are judged with what is there.
    met = meeting([layer.digest for layer, _ in touched], [digest for _, digest in touched])
    if met:
        row_ids = sorted({touched[place][0].row.id for place in met})
        values |= visible(session, job.set_id, row_ids, as_of=job.seen_no)
    return Held(values, found)
