"""Left out: the data rows of those a caller named for which no predictions were sent, or could be taken."""

from collections.abc import Iterator, Sequence

import msgspec

from postil.model.identity import read_id
from postil.ports.models import ModelRun
from postil.ports.projects import Project
from postil.ports.store import Session
from postil.services.catalog.named_rows import NamedRows

PAGE = 900
"""Data rows looked at together."""


class LeftOut(msgspec.Struct, kw_only=True):
    """Names of data rows as they were spelled, each in one of the lists.

    `missing` are not in the run, or none of the caller's business. Of `silent` ones the run predicts nothing.
    `outside` ones are not in the project: their predictions are rows of the import, and fail there (ROW004).
    """

    missing: list[str] = []
    silent: list[str] = []
    outside: list[str] = []


def left_out(session: Session, run: ModelRun, project: Project, named: NamedRows) -> LeftOut:
    """Say of data rows that were named which of them the project gets no predictions for."""
    found = LeftOut(missing=list(named.missing))
    ids = named.ids
    in_run = set(session.models.rows_of(run.id, ids))
    said = set(_said(session, run, sorted(in_run)))
    inside = _inside(session, project, [text for text, row in named.found.items() if row in said])
    for text, row in named.found.items():
        if row not in in_run:
            found.missing.append(text)
        elif row not in said:
            found.silent.append(text)
        elif text not in inside:
            found.outside.append(text)
    return found


def _said(session: Session, run: ModelRun, row_ids: Sequence[int]) -> Iterator[int]:
    annotation_set = session.bundles.find_set("prediction", model_run_id=run.id)
    for first in range(0, len(row_ids) if annotation_set is not None else 0, PAGE):
        set_id = annotation_set.id if annotation_set is not None else 0
        layers = session.bundles.digests(set_id, row_ids[first : first + PAGE])
        yield from (row_id for row_id, _, n, _, _ in layers if n)


def _inside(session: Session, project: Project, names: Sequence[str]) -> set[str]:
    """Return which spellings name a data row of the project; a name may be an id or a global key."""
    uids = {text: read_id(text) or text for text in names}
    by_uid = session.catalog.find_rows("uid", list(uids.values()), project.id)
    by_key = session.catalog.find_rows("global_key", list(names), project.id)
    rows = ((text, by_uid.get(uid) or by_key.get(text)) for text, uid in uids.items())
    return {text for text, row in rows if row is not None and row.task_id is not None}
