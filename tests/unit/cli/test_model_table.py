"""Tables of models and runs, from records made by hand."""

from datetime import UTC, datetime

import pytest

from postil.cli.model_table import model_table, run_table
from postil.sdk.model_runs import ModelRun, SplitCounts
from postil.sdk.models import Model
from tests.unit.cli.drawn import drawn

AT = datetime(2026, 1, 5, tzinfo=UTC)
UID = "0190a000-0000-7000-8000-000000000080"


def test_models_are_told_with_who_made_them():
    model = Model(id=UID, name="detector", created_by="ann@example.org", created_at=AT)
    shown = drawn(model_table([model], 80), width=80).splitlines()
    assert shown[1].split()[:5] == ["detector", "ann@example.org", "05", "Jan", "2026"]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_runs_are_told_with_their_data_rows_by_split(width):
    splits = SplitCounts(training=1_200, test=300)
    run = ModelRun(id=UID, name="one", created_at=AT, splits=splits)
    shown = drawn(run_table([run], width), width=width).splitlines()
    assert shown[1].split() == ["one", "1,500", "1,200", "300"]
