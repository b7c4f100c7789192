"""The part of an export row that is a project's: its name, the labels there, and how far the row is."""

from collections.abc import Callable, Sequence

from postil.formats.labelbox.export import label_row
from postil.formats.labelbox.label_export import Json, LabelExport
from postil.model.identity import spell_id
from postil.model.issue import Loss
from postil.model.ontology import FeatureIndex, Ontology
from postil.ports.exports import ExportedFacts
from postil.ports.labels import StoredLabel
from postil.ports.projects import Project, Task
from postil.ports.store import Session
from postil.services.exports.names import Names
from postil.services.exports.order import Content
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
            part["project_details"] = self._details(session, said.tasks[row.id])
        return part

    def _label(self, session: Session, row: ExportedFacts, label: StoredLabel, said: Said) -> Json:
        spelled_id, text = spell_id(label.uid), self._sources.text(row.asset)
        annotations = self._labels.all(spelled_id, said.content(label), size_of(row.asset), text)
        details = self._label_details(session, label) if self._content.label_details else None
        performance = _performance(label, said) if self._content.performance_details else None
        return label_row(spelled_id, annotations, details, performance)

    def _label_details(self, session: Session, label: StoredLabel) -> Json:
        updated_at = self._names.time(label.updated_at)
        return {
            "created_at": self._names.time(label.created_at),
            "updated_at": updated_at,
            "created_by": self._names.email(session, label.author_id),
            "content_last_updated_at": updated_at,
            "reviews": [],
            "is_benchmark_reference": label.is_benchmark,
        }

    def _details(self, session: Session, task: Task) -> Json:
        batch = self._names.batch(session, task.batch_id)
        return {
            "ontology_id": self._ontology_id,
            "task_id": None,
            "task_name": None,
            "batch_id": batch["id"],
            "batch_name": batch["name"],
            "workflow_status": WORKFLOW_STATES[task.state],
            "priority": task.priority,
            # Nobody is asked to label a data row that somebody has labelled already.
            "consensus_expected_label_count": 0,
            "workflow_history": [],
        }


def _performance(label: StoredLabel, said: Said) -> Json:
    version = said.version(label)
    return {
        "seconds_to_create": round(version.lead_time / MICROSECONDS) if version is not None else 0,
        "seconds_to_review": 0,
        "skipped": label.is_skipped,
    }
