"""Resolve: everything rows need from outside - data rows by one query per block, mask bytes by hash."""

from collections.abc import Iterable, Sequence

import msgspec

from postil.formats.entry import Entry, Run
from postil.model.data_row import DataRow, DataRowReference
from postil.model.identity import new_uid, read_id
from postil.ports.catalog import NewRow, RowFinding
from postil.ports.jobs import Job
from postil.ports.store import Session, Store

CONTENT_PREFIX = "content-"


class Findings(msgspec.Struct, gc=False):
    """Data rows found for the references of one block, by the spelling the source used."""

    by_id: dict[str, RowFinding]
    by_global_key: dict[str, RowFinding]

    def get(self, reference: DataRowReference) -> RowFinding | None:
        """Return the data row a source row names, or None."""
        if reference.by == "id":
            return self.by_id.get(reference.value)
        return self.by_global_key.get(global_key_of(reference))


def global_key_of(reference: DataRowReference) -> str:
    """Return the global key behind a reference; rows known only by content get one derived from it."""
    return CONTENT_PREFIX + reference.value[:32] if reference.by == "content" else reference.value


def resolve(session: Session, job: Job, rows: Iterable[Entry | Run]) -> Findings:
    """Find every data row the rows name, in one query per way of naming."""
    ids: dict[str, None] = {}
    keys: dict[str, None] = {}
    last: DataRowReference | None = None
    for row in rows:
        reference = row.reference
        # Sources list the rows of one asset together, and readers reuse the reference object.
        if reference is last or reference is None:
            continue
        last = reference
        if reference.by == "id":
            ids[reference.value] = None
        else:
            keys[global_key_of(reference)] = None
    return Findings(_by_id(session, job, list(ids)), _by_key(session, job, list(keys)))


def _by_key(session: Session, job: Job, keys: Sequence[str]) -> dict[str, RowFinding]:
    return session.catalog.find_rows("global_key", keys, job.project_id, job.id) if keys else {}


def _by_id(session: Session, job: Job, spellings: Sequence[str]) -> dict[str, RowFinding]:
    if not spellings:
        return {}
    uids = {spelling: _uid(session, spelling) for spelling in spellings}
    found = session.catalog.find_rows("uid", list(set(uids.values())), job.project_id, job.id)
    return {spelling: found[uid] for spelling, uid in uids.items() if uid in found}


def _uid(session: Session, spelling: str) -> str:
    alias = session.alias("data_row", spelling)
    if alias is not None:
        rows = session.catalog.rows_by_id([alias])
        if rows:
            return rows[0].uid
    return read_id(spelling) or spelling


def bring_rows(store: Store, job: Job, rows: Iterable[Entry | Run], found: Findings, at: int) -> Findings:
    """Make the data rows that the source itself describes and the catalog lacks.

    They stay hidden until the job is published. Runs in its own transaction before the block is judged;
    after a crash the same rows are found again by their global keys.
    """
    missing: dict[str, DataRow] = {}
    for row in rows:
        if isinstance(row, Run) or row.reference is None or row.data_row is None:
            continue
        if found.get(row.reference) is None:
            missing.setdefault(global_key_of(row.reference), row.data_row)
    if not missing or not job.settings.create_rows or job.settings.dataset_id is None:
        return found
    new = [_new_row(key, described, job) for key, described in missing.items()]
    with store.write() as session:
        session.catalog.create_rows(job.settings.dataset_id, new, job.created_by, at)
        found.by_global_key.update(_by_key(session, job, list(missing)))
    return found


def _new_row(key: str, row: DataRow, job: Job) -> NewRow:
    return NewRow(
        uid=new_uid(),
        media_type=row.assets[0].media_type if row.assets else "image",
        assets=row.assets,
        global_key=key,
        external_id=row.external_id,
        data=row.data or None,
        ext=row.ext or None,
        metadata=row.metadata,
        hidden_by=job.id,
    )
