"""What a project says about a page of data rows: their tasks, and labels with their content."""

from collections.abc import Sequence

from postil.model.annotation import Annotation
from postil.ports.labels import LabelVersion, StoredLabel
from postil.ports.projects import Task
from postil.ports.store import Session


class Said:
    """Read in as many statements as there are tables, and one for each set that speaks."""

    def __init__(self, session: Session, project_id: int, row_ids: Sequence[int]) -> None:
        self.tasks: dict[int, Task] = session.exports.tasks(project_id, row_ids)
        labels = session.exports.labels(project_id, list(self.tasks))
        self._heads = session.exports.heads([label.id for label in labels if label.head_version])
        self._folds = _folds(session, labels)
        self._labels: dict[int, list[StoredLabel]] = {}
        for label in self._shown(session, project_id, labels):
            self._labels.setdefault(label.data_row_id, []).append(label)

    def labels(self, row_id: int) -> list[StoredLabel]:
        """Return the labels on a data row, oldest first."""
        return self._labels.get(row_id, [])

    def version(self, label: StoredLabel) -> LabelVersion | None:
        """Return the newest version of a label, None of one that only stands for a set."""
        return self._heads.get(label.id)

    def content(self, label: StoredLabel) -> list[Annotation]:
        """Return what a label says; a person has the last word over imports."""
        if label.is_skipped:
            return []
        version = self._heads.get(label.id)
        if version is not None:
            return version.annotations
        return self._folds.get(label.set_id or 0, {}).get((label.data_row_id, 0), [])

    def active_at(self, row_id: int) -> int:
        """Return when the task or a label of a data row has changed last, 0 outside the project."""
        task = self.tasks.get(row_id)
        changes = [label.updated_at for label in self.labels(row_id)]
        return max([task.updated_at if task is not None else 0, *changes])

    def _shown(self, session: Session, project_id: int, labels: Sequence[StoredLabel]) -> list[StoredLabel]:
        # A label that says something is there. Of one that says nothing the store has to tell: it may be
        # empty, deleted, or stand for an import that was undone.
        silent = [label for label in labels if not (label.head_version or self.content(label))]
        rows = [label.data_row_id for label in silent]
        shown = {label.id for label in session.labels.of_rows(project_id, rows)} if rows else set()
        gone = {label.id for label in silent} - shown
        return [label for label in labels if label.id not in gone]


def _folds(
    session: Session, labels: Sequence[StoredLabel]
) -> dict[int, dict[tuple[int, int], list[Annotation]]]:
    """Return what sets say where no person has spoken."""
    rows: dict[int, list[int]] = {}
    for label in labels:
        if label.set_id is not None and not label.head_version:
            rows.setdefault(label.set_id, []).append(label.data_row_id)
    return {set_id: session.bundles.fold(set_id, row_ids) for set_id, row_ids in rows.items()}
