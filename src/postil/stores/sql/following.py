"""What follows from which layers readers see."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select, update

from postil.stores.sql import schema as t
from postil.stores.sql.hidden_rows import hider
from postil.stores.sql.records import chunked
from postil.stores.sql.usages import (
    MAKER_IS_UNDONE,
    MAKER_IS_VISIBLE,
    labelled,
    maker,
    others_use_row,
    others_use_task,
    truth,
)

_row, _task, _batch, _label, _segment, _job = (
    t.data_row.c,
    t.task.c,
    t.batch.c,
    t.label.c,
    t.segment.c,
    t.job.c,
)
_SHOWN = (_row.hidden_by.is_(None), _row.deleted_at.is_(None))
_PRESENT = _task.removed_at.is_(None)
_IS_UNDONE = (_job.published_no.is_not(None), _job.undone_at.is_not(None))


class SqlFollowing:
    """`ports.following.FollowingStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows_of_job(self, job_id: int, *, after_row: int, limit: int) -> list[int]:
        """List data rows a job says something about, has made or has put into its project, by id."""
        found: set[int] = set()
        for number, job in (
            (_segment.data_row_id, _segment.job_id),
            (_row.id, _row.brought_by),
            (_task.data_row_id, _task.brought_by),
        ):
            query = select(number).distinct().where(job == job_id, number > after_row)
            found.update(self._connection.execute(query.order_by(number).limit(limit)).scalars())
        return sorted(found)[:limit]

    def present_rows(self, row_ids: Sequence[int]) -> set[int]:
        """Return which of the data rows are not deleted."""
        query = select(_row.id).where(_row.deleted_at.is_(None))
        return set(self._ids(query, _row.id, row_ids))

    def _ids(self, query: Select[Any], number: ColumnElement[int], row_ids: Sequence[int]) -> list[int]:
        return [row[0] for row in self._rows(query, number, row_ids)]

    def _rows(self, query: Select[Any], number: ColumnElement[int], row_ids: Sequence[int]) -> list[Row[Any]]:
        found: list[Row[Any]] = []
        for ids in chunked(row_ids):
            found += self._connection.execute(query.where(number.in_(ids))).all()
        return found

    def follow_rows(self, row_ids: Sequence[int]) -> None:
        """Hide data rows that an undone job made and nothing else uses; show the others."""
        hides = and_(*_SHOWN, MAKER_IS_UNDONE, ~others_use_row(maker.c.id))
        query = select(_row.id).join(maker, maker.c.id == _row.brought_by).where(hides)
        key = func.coalesce(_row.global_key, _row.freed_key)
        for ids in chunked(self._ids(query, _row.id, row_ids)):
            hidden = update(t.data_row).where(_row.id.in_(ids))
            self._connection.execute(hidden.values(hidden_by=_row.brought_by, freed_key=key, global_key=None))
        self._show(row_ids)

    def _show(self, row_ids: Sequence[int]) -> None:
        shows = or_(MAKER_IS_VISIBLE, and_(MAKER_IS_UNDONE, others_use_row(maker.c.id)))
        query = select(_row.id, _row.global_key, _row.freed_key).join(maker, maker.c.id == hider)
        rows = self._rows(query.where(_row.deleted_at.is_(None), shows), _row.id, row_ids)
        for part in chunked(rows):
            shown = update(t.data_row).where(_row.id.in_([row.id for row in part]))
            self._connection.execute(shown.values(hidden_by=None))
        self._give_keys([(row.id, row.freed_key) for row in rows if row.freed_key and not row.global_key])

    def _give_keys(self, wanted: Iterable[tuple[int, str]]) -> None:
        """Give global keys back to data rows; of several that want one, and if nobody has it, the oldest."""
        by_key: dict[str, int] = {}
        for row_id, key in sorted(wanted):
            by_key.setdefault(key, row_id)
        for keys in chunked(list(by_key)):
            query = select(_row.global_key).where(_row.global_key.in_(keys))
            taken = set(self._connection.execute(query).scalars())
            ids = [by_key[key] for key in keys if key not in taken]
            given = update(t.data_row).where(_row.id.in_(ids))
            self._connection.execute(given.values(global_key=_row.freed_key, freed_key=None))

    def follow_tasks(self, project_id: int, row_ids: Sequence[int], at: int) -> None:
        """Take out tasks that an undone job made and nothing else uses; put the others back."""
        hides = and_(_PRESENT, MAKER_IS_UNDONE, ~others_use_task(maker.c.id))
        query = select(_task.id).join(maker, maker.c.id == _task.brought_by)
        hidden = self._ids(query.where(_task.project_id == project_id, hides), _task.data_row_id, row_ids)
        for ids in chunked(hidden):
            gone = update(t.task).where(_task.id.in_(ids))
            self._connection.execute(gone.values(removed_at=at, hidden_by=_task.brought_by))
        shows = or_(MAKER_IS_VISIBLE, others_use_task(maker.c.id))
        query = (
            select(_task.id)
            .join(maker, maker.c.id == _task.hidden_by)
            .join(t.data_row, _row.id == _task.data_row_id)
            .where(_task.project_id == project_id, _row.deleted_at.is_(None), shows)
        )
        for ids in chunked(self._ids(query, _task.data_row_id, row_ids)):
            back = update(t.task).where(_task.id.in_(ids))
            self._connection.execute(back.values(removed_at=None, hidden_by=None))

    def follow_batches(self, project_id: int) -> None:
        """Hide batches that an undone job made and that are empty; show the others."""
        is_undone = exists().where(_job.id == _batch.brought_by, *_IS_UNDONE)
        is_filled = exists().where(_task.batch_id == _batch.id, _PRESENT)
        hides = and_(is_undone, ~is_filled)
        batches = update(t.batch).where(_batch.project_id == project_id, _batch.brought_by.is_not(None))
        self._connection.execute(
            batches.where(_batch.hidden_by.is_(None), hides).values(hidden_by=_batch.brought_by)
        )
        self._connection.execute(batches.where(_batch.hidden_by.is_not(None), ~hides).values(hidden_by=None))

    def cover_states(self, project_id: int, row_ids: Sequence[int], at: int) -> None:
        """Set the tasks with visible imported truth to done, and keep the state that people gave them."""
        for ids in chunked(row_ids):
            tasks = update(t.task).where(
                _task.project_id == project_id,
                _task.data_row_id.in_(ids),
                _PRESENT,
                truth(_task.data_row_id, project_id),
            )
            covered = tasks.where(_task.own_state.is_(None)).values(own_state=_task.state)
            self._connection.execute(covered)
            self._connection.execute(tasks.where(_task.state != "done").values(state="done", updated_at=at))

    def follow_states(self, project_id: int, row_ids: Sequence[int], at: int) -> None:
        """Give tasks whose imported truth is hidden now their own state back, or set them to done again."""
        is_done = or_(truth(_task.data_row_id, project_id), _is_done_by_people(project_id))
        for ids in chunked(row_ids):
            tasks = update(t.task).where(
                _task.project_id == project_id,
                _task.data_row_id.in_(ids),
                _PRESENT,
                _task.own_state.is_not(None),
            )
            done = tasks.where(_task.state != "done", is_done).values(state="done", updated_at=at)
            self._connection.execute(done)
            own = tasks.where(_task.state != _task.own_state, ~is_done)
            self._connection.execute(own.values(state=_task.own_state, updated_at=at))

    def reopening(self, project_id: int, row_ids: Sequence[int], *, but: int) -> list[int]:
        """List the data rows whose tasks are not done without the truth of job `but`."""
        stays = or_(truth(_task.data_row_id, project_id, _job.id != but), _is_done_by_people(project_id))
        query = select(_task.data_row_id).where(
            _task.project_id == project_id, _PRESENT, _task.own_state != "done", ~stays
        )
        return self._ids(query, _task.data_row_id, row_ids)

    def edited_rows(self, job_id: int, project_id: int, *, after_row: int, limit: int) -> list[int]:
        """List data rows of a job with a label that a person has versioned in the project, by id."""
        query = select(_label.data_row_id).distinct().where(*_edited(job_id, project_id))
        query = query.where(_label.data_row_id > after_row).order_by(_label.data_row_id).limit(limit)
        return list(self._connection.execute(query).scalars())

    def count_edited(self, job_id: int, project_id: int) -> int:
        """Count the data rows that `edited_rows` lists."""
        query = select(func.count(func.distinct(_label.data_row_id))).where(*_edited(job_id, project_id))
        return self._connection.execute(query).scalar_one()

    def count_made(self, job_id: int) -> tuple[int, int]:
        """Count the data rows and the tasks a job made that go, or have gone, with its undoing."""
        rows = select(func.count()).select_from(t.data_row).where(_row.brought_by == job_id)
        rows = rows.where(_row.deleted_at.is_(None), ~others_use_row(job_id))
        tasks = select(func.count()).select_from(t.task).where(_task.brought_by == job_id)
        tasks = tasks.where(or_(_PRESENT, _task.hidden_by == job_id), ~others_use_task(job_id))
        return self._connection.execute(rows).scalar_one(), self._connection.execute(tasks).scalar_one()

    def count_keyless(self, job_id: int) -> int:
        """Count the visible data rows a job made whose global key another data row has now."""
        # Counted and not asked for: PostgreSQL would read every freed key there is.
        rows = select(func.count(_row.freed_key)).where(_row.brought_by == job_id, *_SHOWN)
        return self._connection.execute(rows).scalar_one()


def _is_done_by_people(project_id: int) -> ColumnElement[bool]:
    # Somebody took up what the import had brought: their label stands, whatever becomes of the import.
    return and_(_task.own_state == "to_label", labelled(_task.data_row_id, _label.project_id == project_id))


def _edited(job_id: int, project_id: int) -> tuple[ColumnElement[bool], ...]:
    says = exists().where(_segment.job_id == job_id, _segment.data_row_id == _label.data_row_id)
    return (_label.project_id == project_id, _label.head_version > 0, _label.deleted_at.is_(None), says)
