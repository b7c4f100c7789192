"""What exports read of a page of data rows."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, select

from postil.model.data_row import Asset
from postil.model.wire import decode_annotations
from postil.ports.catalog import Attachment, MetadataField, MetadataOption
from postil.ports.exports import BatchName, ExportedFacts, TakenContent
from postil.ports.labels import LabelVersion, StoredLabel
from postil.ports.projects import Task, TaskState
from postil.stores.sql import schema as t
from postil.stores.sql.by_ids import ByIds
from postil.stores.sql.data_rows import IS_VISIBLE
from postil.stores.sql.label_lists import IS_KEPT
from postil.stores.sql.schema_layers import SET_SCOPE

_row, _asset, _task, _label = t.data_row.c, t.asset.c, t.task.c, t.label.c
_of_run, _set = t.model_run_row.c, t.annotation_set.c
_version, _batch, _project = t.label_version.c, t.batch.c, t.project.c
_value, _field, _attachment = t.metadata_value.c, t.metadata_field.c, t.attachment.c
_decode = msgspec.json.Decoder().decode
_options = msgspec.json.Decoder(list[MetadataOption]).decode

_ASSET = Asset.__struct_fields__
_FACTS = ("id", "uid", "dataset_id", "global_key", "external_id", "created_by", "created_at", "updated_at")
_N_FACTS = len(_FACTS)
_LABEL = StoredLabel.__struct_fields__
_TASK = Task.__struct_fields__
_VERSION = tuple(name for name in LabelVersion.__struct_fields__ if name not in ("annotations", "rejections"))

_ROWS = ByIds(
    select(*(_row[name] for name in _FACTS), *(_asset[name] for name in _ASSET))
    .select_from(t.data_row)
    .outerjoin(t.asset, and_(_asset.data_row_id == _row.id, _asset.no == 0))
    .where(*IS_VISIBLE),
    _row.id,
)
_TASKS = ByIds(
    select(*(_task[name] for name in _TASK)).where(_task.removed_at.is_(None)),
    _task.data_row_id,
    _task.project_id,
)
_LABELS = ByIds(
    select(*(_label[name] for name in _LABEL)).where(IS_KEPT).order_by(_label.data_row_id, _label.id),
    _label.data_row_id,
    _label.project_id,
)
_HEADS = ByIds(
    select(_version.document, *(_version[name] for name in _VERSION))
    .select_from(t.label)
    .join(t.label_version, and_(_version.label_id == _label.id, _version.no == _label.head_version)),
    _label.id,
)
_TAKEN = ByIds(
    select(
        _of_run.data_row_id,
        _of_run.split,
        _label.uid,
        _label.project_id,
        func.coalesce(_version.document, _of_run.label_document),
    )
    .select_from(t.model_run_row)
    .outerjoin(t.label, _label.id == _of_run.label_id)
    .outerjoin(
        t.label_version, and_(_version.label_id == _of_run.label_id, _version.no == _of_run.label_version)
    ),
    _of_run.data_row_id,
    _of_run.model_run_id,
)
_RUNS = ByIds(select(_of_run.model_run_id).distinct(), _of_run.data_row_id)
_BATCHES = ByIds(select(_batch.id, _batch.uid, _batch.name), _batch.id)
_PROJECTS = ByIds(
    select(_task.project_id)
    .distinct()
    .join(t.project, _project.id == _task.project_id)
    .where(_task.removed_at.is_(None), _project.deleted_at.is_(None)),
    _task.data_row_id,
)
_METADATA = ByIds(
    select(_value.data_row_id, _value.value, _field.id, _field.uid, _field.name, _field.kind, _field.options)
    .join(t.metadata_field, _field.id == _value.field_id)
    .order_by(_value.data_row_id, _value.field_id),
    _value.data_row_id,
)
_ATTACHMENTS = ByIds(
    select(
        _attachment.data_row_id,
        _attachment.id,
        _attachment.uid,
        _attachment.type,
        _attachment.value,
        _attachment.name,
    ).order_by(_attachment.id),
    _attachment.data_row_id,
)


class SqlExports:
    """`ports.exports.ExportStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, row_ids: Sequence[int]) -> list[ExportedFacts]:
        """Return those of the data rows that are visible, in the order asked for."""
        found = {row[0]: row for row in _ROWS.rows(self._connection, row_ids)}
        return [_facts(found[number]) for number in row_ids if number in found]

    def project_rows(
        self, project_id: int, *, state: TaskState | None, batch_id: int | None, after_task: int, limit: int
    ) -> list[tuple[int, int]]:
        """List tasks of a project as `(task, data row)` by task, of one state or batch when given."""
        query = (
            select(_task.id, _task.data_row_id)
            .where(_task.project_id == project_id, _task.id > after_task, _task.removed_at.is_(None))
            .order_by(_task.id)
            .limit(limit)
        )
        if state is not None:
            query = query.where(_task.state == state)
        if batch_id is not None:
            query = query.where(_task.batch_id == batch_id)
        return [(task, row) for task, row in self._connection.execute(query)]

    def tasks(self, project_id: int, row_ids: Sequence[int]) -> dict[int, Task]:
        """Return the tasks of those data rows that are in the project, by data row."""
        tasks = map(_task_of, _TASKS.rows(self._connection, row_ids, project_id))
        return {task.data_row_id: task for task in tasks}

    def labels(self, project_id: int, row_ids: Sequence[int]) -> list[StoredLabel]:
        """List labels by data row and age."""
        rows = _LABELS.rows(self._connection, sorted(row_ids), project_id)
        return [_label_of(row) for row in rows]

    def heads(self, label_ids: Sequence[int]) -> dict[int, LabelVersion]:
        """Return the newest versions of labels that have any, by label."""
        found = {}
        for document, *values in _HEADS.rows(self._connection, label_ids):
            named = dict(zip(_VERSION, values, strict=True))
            named["is_skipped"] = bool(named["is_skipped"])
            version = LabelVersion(annotations=decode_annotations(document), **named)
            found[version.label_id] = version
        return found

    def taken(self, run_id: int, row_ids: Sequence[int]) -> dict[int, TakenContent]:
        """Return those of the data rows that are in a model run, by data row."""
        rows = _TAKEN.rows(self._connection, row_ids, run_id)
        return {row[0]: TakenContent(*(*row[:4], decode_annotations(row[4] or b"[]"))) for row in rows}

    def prediction_sets(self, run_id: int) -> list[int]:
        """List the sets of what a model run has predicted."""
        project, run, _ = SET_SCOPE
        query = select(_set.id).where(_set.kind == "prediction", project == 0, run == run_id)
        return list(self._connection.execute(query.order_by(_set.id)).scalars())

    def run_ids(self, row_ids: Sequence[int]) -> list[int]:
        """List the model runs any of the data rows is in; deleted ones too."""
        return sorted({row[0] for row in _RUNS.rows(self._connection, row_ids)})

    def batch_names(self, batch_ids: Sequence[int]) -> dict[int, BatchName]:
        """Return batches by id."""
        return {row[0]: BatchName(*row) for row in _BATCHES.rows(self._connection, batch_ids)}

    def project_ids(self, row_ids: Sequence[int]) -> list[int]:
        """List the projects any of the data rows is in, that are not deleted."""
        return sorted({row[0] for row in _PROJECTS.rows(self._connection, row_ids)})

    def metadata(self, row_ids: Sequence[int]) -> dict[int, list[tuple[MetadataField, Any]]]:
        """Return metadata fields with their values, by data row."""
        fields: dict[int, MetadataField] = {}
        found: dict[int, list[tuple[MetadataField, Any]]] = {}
        for row_id, value, *field in _METADATA.rows(self._connection, row_ids):
            if field[0] not in fields:
                number, uid, name, kind, options = field
                fields[number] = MetadataField(
                    id=number, uid=uid, name=name, kind=kind, options=_options(options)
                )
            found.setdefault(row_id, []).append((fields[field[0]], _decode(value)))
        return found

    def attachments(self, row_ids: Sequence[int]) -> dict[int, list[Attachment]]:
        """Return attachments by data row."""
        found: dict[int, list[Attachment]] = {}
        for row_id, number, uid, kind, value, name in _ATTACHMENTS.rows(self._connection, row_ids):
            one = Attachment(id=number, uid=uid, type=kind, value=value, name=name)
            found.setdefault(row_id, []).append(one)
        return found


def _facts(row: tuple[Any, ...]) -> ExportedFacts:
    asset = row[_N_FACTS:]
    # A name is never NULL: without one there is no asset.
    return ExportedFacts(*(*row[:_N_FACTS], None if asset[0] is None else _read_asset(asset)))


def _read_asset(values: tuple[Any, ...]) -> Asset:
    named = dict(zip(_ASSET, values, strict=True))
    for name in ("facts", "inline"):
        text = named[name]
        named[name] = None if text is None else _decode(text)
    return Asset(**named)


def _label_of(row: tuple[Any, ...]) -> StoredLabel:
    named = dict(zip(_LABEL, row, strict=True))
    # SQLite knows no truth values, only numbers.
    named["is_benchmark"], named["is_skipped"] = bool(named["is_benchmark"]), bool(named["is_skipped"])
    return StoredLabel(**named)


def _task_of(row: tuple[Any, ...]) -> Task:
    return Task(**dict(zip(_TASK, row, strict=True)))
