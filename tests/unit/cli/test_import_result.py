from datetime import UTC, datetime

import pytest

from postil.cli.import_result import ImportResult
from postil.sdk.counts import Counts
from postil.sdk.imports import Import


def result(state, *, is_repeated=False, **counts):
    job = Import(
        id="0190a000-0000-7000-8000-000000000050", name="n", purpose="pre_label", format="labelbox",
        state=state, counts=Counts(**counts), created_at=datetime.now(UTC),
    )  # fmt: skip
    return ImportResult(
        job=job, issues=[], project_id="p", project_name="p", address="a", is_repeated=is_repeated
    )


@pytest.mark.parametrize(
    ("state", "counts", "status"),
    [
        ("finished", {"read": 2, "accepted": 2}, 0),
        ("finished", {"read": 2, "unchanged": 2}, 0),
        ("finished", {"read": 2, "accepted": 1, "rejected": 1}, 3),
        ("finished", {"read": 2, "rejected": 2}, 4),
        ("failed", {"read": 2, "rejected": 1}, 4),
        ("cancelled", {"read": 2, "accepted": 2}, 4),
    ],
)
def test_the_exit_status_tells_what_became_of_the_rows(state, counts, status):
    assert result(state, **counts).status == status


def test_an_import_that_was_interrupted_is_a_fault_of_ours():
    found = result("running", read=2, accepted=2)
    found.job.is_interrupted = True
    assert found.status == 1


def test_an_import_that_was_there_already_is_a_success():
    assert result("finished", is_repeated=True, read=2, accepted=2).status == 0
