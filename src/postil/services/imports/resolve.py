"""Resolve: everything rows need from outside - data rows by one query per block, mask bytes by hash."""

from collections.abc import Iterable, Sequence

import msgspec

from postil.formats.entry import Entry, Run
from postil.model.data_row import DataRow, DataRowReference
from postil.model.identity import new_uid, read_id
from postil.model.number import Size
from postil.ports.catalog import NewRow, RowFinding
from postil.ports.jobs import Job
from postil.ports.store import Session, Store
from postil.services.imports.edited_rule import refuses_edited
from postil.services.imports.foresight import Foresight
from postil.services.imports.lease import is_held

CONTENT_PREFIX = "content-"


class Findings(msgspec.Struct, gc=False):
    """Data rows found for the references of one block, by the spelling the source used.

    `taken` are keys another import is bringing; `edited` ids of rows whose label this import may not touch;
    `sizes` has the known sizes of rows with several assets, by id and asset name.
    """

    by_id: dict[str, RowFinding]
    by_global_key: dict[str, RowFinding]
    taken: set[str] = set()
    edited: set[int] = set()
    sizes: dict[int, dict[str, Size]] = {}

    def get(self, reference: DataRowReference) -> RowFinding | None:
        """Return the data row a source row names, or None."""
        if reference.by == "id":
            return self.by_id.get(reference.value)
        return self.by_global_key.get(global_key_of(reference))


def global_key_of(reference: DataRowReference) -> str:
    """Return the global key behind a reference; rows known only by content get one derived from it."""
    return CONTENT_PREFIX + reference.value[:32] if reference.by == "content" else reference.value


def name_of(session: Session, row_id: int) -> str | None:
    """Return how people call a data row; a key made from its content says nothing to them."""
    row = next(iter(session.catalog.rows_by_id([row_id])), None)
    if row is None or row.global_key is None:
        return row.uid if row is not None else None
    return None if row.global_key.startswith(CONTENT_PREFIX) else row.global_key


def resolve(
    session: Session, job: Job, rows: Iterable[Entry | Run], foresight: Foresight | None = None
) -> Findings:
    """Find every data row the rows name, in one query per way of naming, or by what was looked up ahead."""
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
    by_key = foresight.find(session, list(keys)) if foresight else _by_key(session, job, list(keys))
    found = Findings(_by_id(session, job, list(ids)), by_key)
    if job.model_run_id is not None:
        _look_into_run(session, job.model_run_id, found)
    if refuses_edited(job):
        row_ids = [row.id for by_name in (found.by_id, found.by_global_key) for row in by_name.values()]
        found.edited = session.labels.versioned_rows(job.project_id or 0, row_ids)
    found.sizes = _sizes(session, rows, found)
    return found


def _look_into_run(session: Session, run_id: int, found: Findings) -> None:
    """Tell of every data row whether it is in a model run: there the run stands in for the project."""
    rows = [row.id for by_name in (found.by_id, found.by_global_key) for row in by_name.values()]
    inside = session.models.rows_of(run_id, rows)
    for by_name in (found.by_id, found.by_global_key):
        for name, row in by_name.items():
            by_name[name] = msgspec.structs.replace(row, task_id=0 if row.id in inside else None)


def _sizes(session: Session, rows: Iterable[Entry | Run], found: Findings) -> dict[int, dict[str, Size]]:
    several: set[int] = set()
    for row in rows:
        if isinstance(row, Run) or row.data_row is None or len(row.data_row.assets) < 2:
            continue
        finding = found.get(row.reference) if row.reference is not None else None
        if finding is not None:
            several.add(finding.id)
    return {
        row.id: {
            asset.name: (asset.width, asset.height)
            for asset in row.assets
            if asset.width is not None and asset.height is not None
        }
        for row in (session.catalog.rows_by_id(sorted(several)) if several else ())
    }


def _by_key(session: Session, job: Job, keys: Sequence[str]) -> dict[str, RowFinding]:
    return session.catalog.find_rows("global_key", keys, job.project_id, job.id) if keys else {}


def _by_id(session: Session, job: Job, spellings: Sequence[str]) -> dict[str, RowFinding]:
    found = _by_uid(session, job, {spelling: read_id(spelling) or spelling for spelling in spellings})
    foreign: dict[str, str] = {}
    for spelling in spellings:
        # No id we gave is anybody else's, so only ids that are not ours are looked up among the aliases.
        alias = session.alias("data_row", spelling) if spelling not in found else None
        rows = session.catalog.rows_by_id([alias]) if alias is not None else []
        foreign.update((spelling, row.uid) for row in rows)
    return found | _by_uid(session, job, foreign)


def _by_uid(session: Session, job: Job, uids: dict[str, str]) -> dict[str, RowFinding]:
    if not uids:
        return {}
    found = session.catalog.find_rows("uid", list(set(uids.values())), job.project_id, job.id)
    return {spelling: found[uid] for spelling, uid in uids.items() if uid in found}


def bring_rows(store: Store, job: Job, rows: Iterable[Entry | Run], found: Findings, at: int) -> None:
    """Make the data rows that the source itself describes and the catalog lacks, and add them to `found`.

    They stay hidden until the job is published. Runs in its own transaction before the block is judged;
    after a crash the same rows are found again by their global keys, or by the foreign ids that stand for
    them. Nothing is made when the job was cancelled or another process holds it now.
    """
    dataset_id = job.settings.dataset_id
    if not job.settings.create_rows or dataset_id is None:
        return
    missing: dict[DataRowReference, DataRow] = {}
    for row in rows:
        if isinstance(row, Run) or row.reference is None or row.data_row is None:
            continue
        if found.get(row.reference) is None:
            missing.setdefault(row.reference, row.data_row)
    if not missing:
        return
    with store.write() as session:
        if not is_held(session, job):
            return
        # The view the rows were looked up in is older than what the stretch before has made.
        _look_up(session, job, missing, found)
        _make(session, job, dataset_id, missing, found, at)


def _look_up(session: Session, job: Job, missing: dict[DataRowReference, DataRow], found: Findings) -> None:
    found.by_id |= _by_id(session, job, [one.value for one in missing if one.by == "id"])
    keys = [global_key_of(one) for one in missing if one.by != "id"]
    found.by_global_key |= _by_key(session, job, keys)
    for reference in [one for one in missing if found.get(one) is not None]:
        del missing[reference]


def _make(
    session: Session,
    job: Job,
    dataset_id: int,
    missing: dict[DataRowReference, DataRow],
    found: Findings,
    at: int,
) -> None:
    keys = {one: global_key_of(one) for one in missing if one.by != "id"}
    # A dry run may wait for long with its rows: others that bring the same ones have them too.
    session.catalog.share_hidden(job.id, list(keys.values()))
    _look_up(session, job, missing, found)
    keys = {one: key for one, key in keys.items() if one in missing}
    # Rows that another unpublished job has hidden: nobody else can find them, and their keys are not free.
    taken = session.catalog.used_global_keys(list(keys.values()))
    found.taken |= {one.value for one, key in keys.items() if key in taken}
    free = {one: row for one, row in missing.items() if keys.get(one) not in taken}
    new = {one: _new_row(keys.get(one), row, job) for one, row in free.items()}
    ids = session.catalog.create_rows(dataset_id, list(new.values()), job.created_by, at)
    for reference, row_id in zip(new, ids, strict=True):
        if reference.by == "id":
            session.set_alias("data_row", reference.value, row_id)
    _look_up(session, job, missing, found)


def _new_row(key: str | None, row: DataRow, job: Job) -> NewRow:
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
