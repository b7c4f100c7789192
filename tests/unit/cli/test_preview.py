"""Data rows as they would be after an import that makes them."""

import pytest

from postil.cli.preview import PlannedRows
from postil.model.data_row import DataRow, DataRowReference
from postil.model.ontology import Ontology
from postil.sdk.plan import Plan


@pytest.fixture
def rows() -> PlannedRows:
    found = PlannedRows({}, {})
    found.plan = Plan(
        project_name="boxes", dataset_name="boxes", ontology_name="boxes", tree=Ontology("boxes", []),
        new_keys=["south.png"], misspelt={"sout.png": "south.png"}, absent_ids=["nobody"],
    )  # fmt: skip
    return found


def test_a_data_row_that_would_be_made_is_there(rows: PlannedRows):
    found = rows.get(DataRowReference("global_key", "south.png"))
    assert found is not None
    assert found.task_id is not None


def test_a_key_taken_for_a_misspelt_one_is_nobodys_and_the_other_is_suggested(rows: PlannedRows):
    assert rows.get(DataRowReference("global_key", "sout.png")) is None
    assert rows.suggest("sout.png") == "south.png"


def test_an_id_nobody_has_is_not_found(rows: PlannedRows):
    assert rows.get(DataRowReference("id", "nobody")) is None
    assert rows.get(DataRowReference("id", "somebody")) is not None


def test_a_data_row_keeps_the_size_of_its_image(rows: PlannedRows):
    reference = DataRowReference("global_key", "south.png")
    rows.add(reference, DataRow([]), (640, 360))
    found = rows.get(reference)
    assert found is not None
    assert found.size == (640, 360)
