"""The part of an export row that is a project's: its name, the labels there, and how far the row is."""

from collections.abc import Callable, Sequence

import msgspec

from postil.formats.labelbox.export import label_row
from postil.formats.labelbox.label_export import Json, LabelExport
from postil.model.identity import spell_id
from postil.model.issue import Loss
from postil.model.ontology import FeatureIndex, Ontology
from postil.ports.exports import ExportedFacts
from postil.ports.labels import StoredLabel
from postil.ports.projects import Project, TaskState
from postil.ports.store import Session
from postil.services.exports.names import Names
from postil.services.exports.order import Content
from postil.services.exports.repeated import Repeated
from postil.services.exports.said import Said
from postil.services.exports.sources import Sources, size_of
from postil.services.instant import MICROSECONDS

WORKFLOW_STATES = {"to_label": "TO_LABEL", "in_review": "IN_REVIEW", "rework": "IN_REWORK", "done": "DONE"}


class ProjectPart:
    """Spells what one project says, a page of data rows at a time."""

    def __init__(
        self,
        session: Session,
        project: Project,
        content: Content,
        sources: Sources,
        names: Names,
        losses: Callable[[Loss], None],
    ) -> None:
        self.id, self._name = spell_id(project.uid), project.name
        self._project_id, self._content, self._sources, self._names = project.id, content, sources, names
        ontology = session.ontologies.by_id(project.ontology_id or 0)
        self._ontology_id = spell_id(ontology.uid) if ontology and ontology.uid else None
        self._labels = LabelExport(FeatureIndex(ontology or Ontology("", [])), sources.mask_url, losses)
        self._details, self._label_details = Repeated(self._spell_details), Repeated(self._spell_label)
        self._performance = Repeated(_performance)

    def said(self, session: Session, row_ids: Sequence[int]) -> Said:
        """Read what the project says about a page of data rows."""
        return Said(session, self._project_id, row_ids)

    def spelled(self, session: Session, row: ExportedFacts, said: Said) -> Json:
        """Return the project's part of one row."""
        part: Json = {
            "name": self._name,
            "labels": [self._label(session, row, label, said) for label in said.labels(row.id)],
        }
        if self._content.project_details:
            task = said.tasks[row.id]
            part["project_details"] = self._details(session, task.batch_id, task.state, task.priority)
        return part

    def _label(self, session: Session, row: ExportedFacts, label: StoredLabel, said: Said) -> Json:
        spelled_id, text = spell_id(label.uid), self._sources.text(row.asset)
        annotations = self._labels.all(spelled_id, said.content(label), size_of(row.asset), text)
        return label_row(spelled_id, annotations, *self._about(session, label, said))

    def _about(
        self, session: Session, label: StoredLabel, said: Said
    ) -> tuple[msgspec.Raw | None, msgspec.Raw | None]:
        """Return the details and the performance details of a label, where they are asked for."""
        details = performance = None
        if self._content.label_details:
            details = self._label_details(
                session, label.created_at, label.updated_at, label.author_id, label.is_benchmark
            )
        if self._content.performance_details:
            version = said.version(label)
            lead_time = version.lead_time if version is not None else 0
            performance = self._performance(session, round(lead_time / MICROSECONDS), label.is_skipped)
        return details, performance

    def _spell_label(
        self, session: Session, created_at: int, updated_at: int, author_id: int | None, is_benchmark: bool
    ) -> Json:
        updated = self._names.time(updated_at)
        return {
            "created_at": self._names.time(created_at),
            "updated_at": updated,
            "created_by": self._names.email(session, author_id),
            "content_last_updated_at": updated,
            "reviews": [],
            "is_benchmark_reference": is_benchmark,
        }

    def _spell_details(self, session: Session, batch_id: int | None, state: TaskState, priority: int) -> Json:
        batch = self._names.batch(session, batch_id)
        return {
            "ontology_id": self._ontology_id,
            "task_id": None,
            "task_name": None,
            "batch_id": batch["id"],
            "batch_name": batch["name"],
            "workflow_status": WORKFLOW_STATES[state],
            "priority": priority,
            # Nobody is asked to label a data row that somebody has labelled already.
            "consensus_expected_label_count": 0,
            "workflow_history": [],
        }


def _performance(_: Session, seconds: int, is_skipped: bool) -> Json:
    return {"seconds_to_create": seconds, "seconds_to_review": 0, "skipped": is_skipped}
