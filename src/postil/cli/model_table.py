"""Model table: models and runs, a line each, in the columns there are."""

from collections.abc import Sequence

from rich.table import Table

from postil.cli.user_table import fitted_table
from postil.sdk.model_runs import ModelRun, SplitCounts
from postil.sdk.models import Model


def model_table(models: Sequence[Model], width: int) -> Table:
    """Return models; of names that are too long the middle is left out."""
    rows = [
        (model.name, model.created_by or "", f"{model.created_at:%d %b %Y}", model.id, "") for model in models
    ]
    return fitted_table(("model", "made by", "on", "id", ""), rows, width)


def run_table(runs: Sequence[ModelRun], width: int) -> Table:
    """Return runs with the number of their data rows, and how those are split."""
    rows = [(run.name, *_counts(run.splits or SplitCounts()), "") for run in runs]
    titles = ("run", "data rows", "training", "validation", "test", "")
    return fitted_table(titles, rows, width)


def _counts(splits: SplitCounts) -> list[str]:
    split = (splits.training, splits.validation, splits.test)
    return [f"{splits.total:,}", *(f"{n:,}" if n else "" for n in split)]
