"""Models, their runs, and the data rows of runs as stored."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, Protocol

import msgspec

from postil.model.annotation import Annotation

Split = Literal["training", "validation", "test"]
"""What a run uses a data row for; None stands for a row nobody has assigned."""


class Model(msgspec.Struct, kw_only=True):
    """A thing that predicts what an ontology names."""

    id: int
    uid: str
    name: str
    ontology_id: int | None = None
    created_by: int | None = None
    created_at: int = 0


class ModelRun(msgspec.Struct, kw_only=True):
    """One evaluated iteration of a model; `settings` is its configuration, as its maker spelled it.

    `state` is how far its training is, as its maker says; nothing here depends on it.
    """

    id: int
    uid: str
    model_id: int
    name: str
    state: str = "ready"
    settings: dict[str, Any] = {}
    created_by: int | None = None
    created_at: int = 0


class RunRow(msgspec.Struct, kw_only=True):
    """A data row of a run: its split and the label the run took, in the version it had then.

    `label_version` is 0 for a label without versions, whose content is kept with the run.
    """

    data_row_id: int
    split: Split | None = None
    label_id: int | None = None
    label_version: int | None = None


class TakenLabel(msgspec.Struct, kw_only=True):
    """A label for a run to keep: at a version, or with its content when it has none (`version` 0)."""

    data_row_id: int
    label_id: int
    version: int = 0
    annotations: list[Annotation] | None = None


class ModelStore(Protocol):
    """Models, runs and rows of runs. Deleted ones are found no more; the name of a deleted run is free."""

    def create_model(self, name: str, ontology_id: int, by: int | None, at: int) -> Model: ...

    def get_model(self, uid: str) -> Model | None: ...

    def model_by_id(self, model_id: int) -> Model | None: ...

    def list_models(
        self, *, after_id: int, limit: int, name: str | None = None, seen_by: int | None = None
    ) -> list[Model]:
        """List models in the order they were made: of a name, and those a user may know of."""
        ...

    def sees_model(self, user_id: int, model_id: int) -> bool:
        """Tell whether a user made a model, or has a role in a project that uses its ontology."""
        ...

    def rename_model(self, model_id: int, name: str) -> None: ...

    def delete_model(self, model_id: int, at: int) -> None:
        """Hide a model with all its runs."""
        ...

    def create_run(
        self, model_id: int, name: str, settings: dict[str, Any], by: int | None, at: int
    ) -> ModelRun:
        """Store a run; ConflictError when the model has one of that name."""
        ...

    def get_run(self, uid: str) -> ModelRun | None: ...

    def run_by_id(self, run_id: int) -> ModelRun | None: ...

    def list_runs(self, model_id: int, *, after_id: int, limit: int) -> list[ModelRun]: ...

    def update_run(
        self,
        run_id: int,
        *,
        name: str | None = None,
        settings: dict[str, Any] | None = None,
        state: str | None = None,
    ) -> None:
        """Change what is not None; ConflictError when the model has another run of that name."""
        ...

    def delete_run(self, run_id: int, at: int) -> None: ...

    def add_rows(self, run_id: int, data_row_ids: Sequence[int]) -> int:
        """Add data rows without a split; return how many the run had not."""
        ...

    def delete_rows(self, run_id: int, data_row_ids: Sequence[int]) -> int:
        """Take data rows out of a run; return how many it had. What was predicted for them stays hidden."""
        ...

    def set_splits(self, run_id: int, splits: Mapping[int, Split | None]) -> list[int]:
        """Assign rows of a run to splits, by data row; return those the run has not."""
        ...

    def take_labels(self, run_id: int, labels: Sequence[TakenLabel]) -> None:
        """Keep labels with a run, one per data row; rows the run has not are added."""
        ...

    def run_rows(self, run_id: int, *, after_row: int, limit: int) -> list[RunRow]:
        """List the rows of a run by data row; those of deleted data rows are left out."""
        ...

    def rows_of(self, run_id: int, data_row_ids: Collection[int]) -> dict[int, RunRow]:
        """Return those of the data rows that are in a run."""
        ...

    def kept_labels(self, run_id: int, data_row_ids: Sequence[int]) -> dict[int, list[Annotation]]:
        """Return by data row the content of taken labels that had no version."""
        ...

    def count_rows(self, run_id: int) -> dict[Split | None, int]:
        """Count the rows of a run by split; those of deleted data rows are left out."""
        ...
