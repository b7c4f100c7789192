"""The part of an export row that is a model run's: the label the run has taken, and what it predicted."""

from collections.abc import Callable, Sequence

from postil.formats.labelbox.export import label_row
from postil.formats.labelbox.label_export import Json, LabelExport
from postil.model.annotation import Annotation
from postil.model.identity import hashed_id, spell_id
from postil.model.issue import Loss
from postil.model.ontology import FeatureIndex, Ontology
from postil.ports.access import User
from postil.ports.exports import ExportedFacts, TakenContent
from postil.ports.models import Model, ModelRun, Split
from postil.ports.store import Session
from postil.services.exports.order import Content
from postil.services.exports.scope import has_role
from postil.services.exports.sources import Sources, size_of

SPLITS: dict[Split | None, str] = {
    "training": "TRAINING",
    "validation": "VALIDATION",
    "test": "TEST",
    None: "UNASSIGNED",
}
Predicted = dict[tuple[int, int], list[Annotation]]


class RunSaid:
    """What a model run says about a page of data rows."""

    def __init__(self, session: Session, run_id: int, set_ids: Sequence[int], row_ids: Sequence[int]) -> None:
        self.taken: dict[int, TakenContent] = session.exports.taken(run_id, row_ids)
        self.predicted: dict[int, Predicted] = {}
        for set_id in set_ids:
            for (row_id, no), annotations in session.bundles.fold(set_id, list(self.taken)).items():
                self.predicted.setdefault(row_id, {})[set_id, no] = annotations


class RunPart:
    """Spells what one model run says, a page of data rows at a time.

    Labels are told of where the user has a role in the project they are from.
    """

    def __init__(
        self,
        session: Session,
        run: ModelRun,
        model: Model,
        content: Content,
        sources: Sources,
        losses: Callable[[Loss], None],
    ) -> None:
        self.model_id, self.model_name = spell_id(model.uid), model.name
        self.id, self._run, self._content, self._sources = spell_id(run.uid), run, content, sources
        ontology = session.ontologies.by_id(model.ontology_id or 0)
        index = FeatureIndex(ontology or Ontology("", []))
        self._labels = LabelExport(index, sources.mask_url, losses)
        self._predictions = LabelExport(index, sources.mask_url, losses, has_scores=True)
        self._sets = session.exports.prediction_sets(run.id) if content.predictions else []
        self._roles: dict[int, bool] = {}

    def said(self, session: Session, row_ids: Sequence[int]) -> RunSaid:
        """Read what the run says about a page of data rows."""
        return RunSaid(session, self._run.id, self._sets, row_ids)

    def spelled(self, session: Session, row: ExportedFacts, said: RunSaid, user: User | None) -> Json:
        """Return the run's part of one row."""
        taken = said.taken[row.id]
        part: Json = {
            "name": self._run.name,
            "run_data_row_id": hashed_id(f"{self._run.uid}\n{row.uid}"),
            "labels": self._taken(session, row, taken, user),
        }
        if self._content.predictions:
            part["predictions"] = [
                self._predicted(row, no, annotations)
                for (_, no), annotations in sorted(said.predicted.get(row.id, {}).items())
                if annotations
            ]
        if self._content.model_run_details:
            part["run_details"] = {"data_split": SPLITS[taken.split]}
        return part

    def _taken(
        self, session: Session, row: ExportedFacts, taken: TakenContent, user: User | None
    ) -> list[Json]:
        if taken.label_uid is None or not self._may_see(session, taken.project_id or 0, user):
            return []
        spelled_id, text = spell_id(taken.label_uid), self._sources.text(row.asset)
        annotations = self._labels.all(spelled_id, taken.annotations, size_of(row.asset), text)
        return [label_row(spelled_id, annotations)]

    def _predicted(self, row: ExportedFacts, no: int, annotations: list[Annotation]) -> Json:
        spelled_id = hashed_id(f"{self._run.uid}\n{row.uid}\n{no}")
        text = self._sources.text(row.asset)
        return label_row(spelled_id, self._predictions.all(spelled_id, annotations, size_of(row.asset), text))

    def _may_see(self, session: Session, project_id: int, user: User | None) -> bool:
        if project_id not in self._roles:
            self._roles[project_id] = has_role(session, project_id, user)
        return self._roles[project_id]
