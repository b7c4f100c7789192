"""The versions of labels, and what people say with them in the place of what imports said."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, insert, select, update

from postil.errors import ConflictError
from postil.model.decision import count_decisions
from postil.model.wire import decode_annotations, encode_annotations
from postil.ports.labels import LabelVersion, Spoken, VersionSummary
from postil.stores.sql import schema as t
from postil.stores.sql.records import chunked, record

_label, _version, _set = t.label.c, t.label_version.c, t.annotation_set.c
_PLAIN = [name for name in LabelVersion.__struct_fields__ if name != "annotations"]
_SUMMARY = [_version[name] for name in VersionSummary.__struct_fields__]
_HEADS = (
    select(
        _label.data_row_id,
        _label.project_id,
        _label.set_id,
        _label.head_version,
        _label.is_skipped,
        _version.document,
        _version.ontology_id,
        _version.ontology_version,
    )
    .select_from(t.label)
    .outerjoin(t.label_version, and_(_version.label_id == _label.id, _version.no == _label.head_version))
    .where(_label.deleted_at.is_(None))
)


class SqlLabelVersions:
    """The part of `ports.labels.LabelStore` that is about versions."""

    _connection: Connection

    def append_version(self, version: LabelVersion) -> None:
        """Append a version to its label.

        Raises:
            ConflictError: `no` is not the head plus one: somebody else submitted meanwhile.
        """
        raised = (
            update(t.label)
            .where(_label.id == version.label_id, _label.head_version == version.no - 1)
            .values(head_version=version.no, updated_at=version.created_at, is_skipped=version.is_skipped)
        )
        if not self._connection.execute(raised).rowcount:
            raise ConflictError(
                f"version {version.no} does not follow the newest version of label {version.label_id}",
                hint="load the label again and repeat the change",
            )
        values: dict[str, Any] = {name: getattr(version, name) for name in _PLAIN}
        counts = dict(Counter(one.kind for one in version.annotations))
        values |= {"counts": counts, "decisions": count_decisions(version.annotations, version.rejections)}
        values["document"] = encode_annotations(version.annotations)
        self._connection.execute(insert(t.label_version).values(values))

    def version(self, label_id: int, no: int) -> LabelVersion | None:
        """Return one version with its annotations."""
        query = select(t.label_version).where(_version.label_id == label_id, _version.no == no)
        row = self._connection.execute(query).first()
        if row is None:
            return None
        values: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
        return LabelVersion(annotations=decode_annotations(row.document), **values)

    def list_versions(self, label_id: int, *, before_no: int | None, limit: int) -> list[VersionSummary]:
        """List versions, newest first."""
        query = select(*_SUMMARY).where(_version.label_id == label_id).order_by(_version.no.desc())
        if before_no is not None:
            query = query.where(_version.no < before_no)
        return [record(VersionSummary, row) for row in self._connection.execute(query.limit(limit))]

    def spoken(self, set_ids: Sequence[int], data_row_ids: Sequence[int]) -> dict[tuple[int, int], Spoken]:
        """Return by set and data row what people say in the place of the fold of bundle 0."""
        projects = self._truths(set_ids) if data_row_ids else {}
        found: dict[tuple[int, int], Spoken] = {}
        if not projects:
            return found
        for ids in chunked(data_row_ids):
            rows = self._connection.execute(_HEADS.where(_label.data_row_id.in_(ids))).all()
            of_sets = {(row.set_id, row.data_row_id): row for row in rows}
            versioned = {(row.project_id, row.data_row_id) for row in rows if row.head_version}
            for set_id, project_id in projects.items():
                for row_id in [row for project, row in versioned if project == project_id]:
                    own = of_sets.get((set_id, row_id))
                    # A label that nobody has versioned says what its set says.
                    if own is None or own.head_version:
                        found[set_id, row_id] = _spoken(own)
        return found

    def _truths(self, set_ids: Sequence[int]) -> dict[int, int]:
        query = select(_set.id, _set.project_id).where(_set.id.in_(set_ids), _set.kind == "ground_truth")
        return {row.id: row.project_id for row in self._connection.execute(query)}


def _spoken(row: Any) -> Spoken:
    if row is None or row.is_skipped:
        return Spoken(None)
    return Spoken(decode_annotations(row.document), (row.ontology_id, row.ontology_version))
