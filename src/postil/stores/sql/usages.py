"""Who uses a data row or a task: what an import has made stays while somebody does."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from postil.stores.sql import schema as t
from postil.stores.sql.layers import IS_LEFT

_set, _bundle, _segment, _job = t.annotation_set.c, t.bundle.c, t.segment.c, t.job.c
_row, _task, _label, _run = t.data_row.c, t.task.c, t.label.c, t.model_run_row.c

maker = t.job.alias("maker")
"""The job that has made the data row or the task a query is about."""

MAKER_IS_UNDONE = and_(maker.c.published_no.is_not(None), maker.c.undone_at.is_not(None))
MAKER_IS_VISIBLE = and_(maker.c.published_no.is_not(None), maker.c.undone_at.is_(None))

_BY_PEOPLE = and_(_label.deleted_at.is_(None), or_(_label.head_version > 0, _label.set_id.is_(None)))


def layered(row_id: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Ask whether a data row of the query around has a visible layer under further conditions."""
    return (
        exists()
        .where(_bundle.data_row_id == row_id, _segment.bundle_id == _bundle.id, *conditions)
        .where(_job.id == _segment.job_id, IS_LEFT, _set.id == _bundle.set_id)
    )


def labelled(row_id: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Ask whether a data row of the query around has a label of a person."""
    return exists().where(_label.data_row_id == row_id, _BY_PEOPLE, *conditions)


def truth(row_id: Any, project_id: int, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Ask whether a data row of the query around has visible imported truth in a project."""
    return layered(row_id, _set.project_id == project_id, _set.kind == "ground_truth", *conditions)


def others_use_row(job_id: Any) -> ColumnElement[bool]:
    """Ask whether anything but job `job_id` and the tasks it made uses the data row of the query around."""
    by_others = or_(_task.brought_by.is_(None), _task.brought_by != job_id, _task.assignee_id.is_not(None))
    return or_(
        _row.edited_at.is_not(None),
        layered(_row.id, _job.id != job_id),
        labelled(_row.id),
        exists().where(_task.data_row_id == _row.id, _task.removed_at.is_(None), by_others),
        exists().where(_run.data_row_id == _row.id),
    )


def others_use_task(job_id: Any) -> ColumnElement[bool]:
    """Ask whether anything but job `job_id` uses the task of the query around."""
    return or_(
        _task.assignee_id.is_not(None),
        layered(_task.data_row_id, _set.project_id == _task.project_id, _job.id != job_id),
        labelled(_task.data_row_id, _label.project_id == _task.project_id),
    )
