"""Export rows of a page of data rows: which of them are wanted, and what is said of each."""

from collections.abc import Callable, Sequence
from typing import Any

from postil.formats.labelbox.export import data_row, export_line, media_attributes
from postil.formats.labelbox.label_export import Json
from postil.formats.labelbox.metadata import KINDS
from postil.model.identity import spell_id
from postil.model.issue import Loss
from postil.ports.catalog import Attachment, MetadataField
from postil.ports.exports import ExportedFacts
from postil.ports.store import Session
from postil.services.catalog.metadata import schemas_of
from postil.services.exports.names import Names
from postil.services.exports.order import Order
from postil.services.exports.repeated import Repeated
from postil.services.exports.said import Said
from postil.services.exports.scope import Scope
from postil.services.exports.sources import Sources
from postil.services.exports.told import ToldProjects, ToldRuns

Spoken = dict[int, Said]
"""By project, what it says about the page."""


class Pages:
    """Spells the pages of one export; what does not change from page to page is looked up once.

    Raises:
        NotFoundError: A project or model run to be told of is none of the user's.
    """

    def __init__(
        self, session: Session, scope: Scope, sources: Sources, losses: Callable[[Loss], None]
    ) -> None:
        self._scope, self._order, self._content = scope, scope.order, scope.order.content
        self._sources, self._names = sources, Names()
        self._details = Repeated(self._spell_details)
        self._projects = ToldProjects(session, scope, sources, self._names, losses)
        self._runs = ToldRuns(session, scope, sources, losses)

    def lines(self, session: Session, row_ids: Sequence[int]) -> list[bytes]:
        """Return one line for each of the data rows that are wanted."""
        found = session.exports.rows(self._scope.seen(session, row_ids))
        rows = [row for row in found if self._is_wanted(row)]
        spoken = self._projects.said(session, [row.id for row in rows])
        rows = [row for row in rows if _is_said(self._order, self._scope, row, spoken)]
        ids = [row.id for row in rows]
        content = self._content
        metadata = session.exports.metadata(ids) if content.metadata else {}
        attachments = session.exports.attachments(ids) if content.attachments else {}
        by_runs = self._runs.said(session, ids) if self._runs.are_told else None
        lines = []
        for row in rows:
            spelled = self._row(session, row, spoken)
            if content.attachments:
                spelled["attachments"] = [_attachment(one) for one in attachments.get(row.id, ())]
            if content.metadata:
                spelled["metadata_fields"] = [_metadata(*one) for one in metadata.get(row.id, ())]
            if content.embeddings:
                spelled["embeddings"] = []
            spelled["projects"] = self._projects.spelled(session, row, spoken)
            if by_runs is not None:
                spelled["experiments"] = self._runs.spelled(session, row, by_runs)
            lines.append(export_line(spelled))
        return lines

    def _is_wanted(self, row: ExportedFacts) -> bool:
        order, scope = self._order, self._scope
        media_type = row.asset.media_type if row.asset is not None else None
        return (
            (scope.dataset_ids is None or row.dataset_id in scope.dataset_ids)
            and (order.created is None or order.created.holds(row.created_at))
            and (order.media_type is None or media_type == order.media_type)
        )

    def _row(self, session: Session, row: ExportedFacts, spoken: Spoken) -> Json:
        details = None
        if self._content.data_row_details:
            active_at = _active_at(row, spoken)
            details = self._details(
                session, row.dataset_id, row.created_at, row.updated_at, active_at, row.created_by
            )
        row_data = self._sources.row_data(row.asset)
        return {
            "data_row": data_row(spell_id(row.uid), row.global_key, row.external_id, row_data, details),
            "media_attributes": media_attributes(row.asset),
        }

    def _spell_details(
        self,
        session: Session,
        dataset_id: int,
        created_at: int,
        updated_at: int,
        active_at: int,
        created_by: int | None,
    ) -> Json:
        dataset = self._names.dataset(session, dataset_id)
        return {
            "dataset_id": dataset["id"],
            "dataset_name": dataset["name"],
            "created_at": self._names.time(created_at),
            "updated_at": self._names.time(updated_at),
            "last_activity_at": self._names.time(active_at),
            "created_by": self._names.email(session, created_by),
        }


def _is_said(order: Order, scope: Scope, row: ExportedFacts, spoken: Spoken) -> bool:
    """Tell whether what is said about a data row is what the order asks for."""
    if scope.project is not None:
        task = spoken[scope.project.id].tasks.get(row.id)
        if task is None or (scope.batch_ids is not None and task.batch_id not in scope.batch_ids):
            return False
        if order.states is not None and task.state not in order.states:
            return False
    if order.active is not None and not order.active.holds(_active_at(row, spoken)):
        return False
    labels = [label for said in spoken.values() for label in said.labels(row.id)] if order.labeled else []
    return order.labeled is None or any(order.labeled.holds(label.created_at) for label in labels)


def _active_at(row: ExportedFacts, spoken: Spoken) -> int:
    return max([row.updated_at, *(said.active_at(row.id) for said in spoken.values())])


def _attachment(attachment: Attachment) -> Json:
    spelled: Json = {"type": attachment.type, "value": attachment.value}
    return spelled | ({} if attachment.name is None else {"name": attachment.name})


def _metadata(field: MetadataField, value: Any) -> Json:
    [schema] = schemas_of([field]).fields
    return {
        "schema_id": schema.id,
        "schema_name": schema.name,
        "schema_kind": KINDS[schema.kind],
        "value": value,
    }
