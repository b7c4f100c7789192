from datetime import UTC, datetime
from typing import Any

import pytest

from postil.cli.follow import share_done, standing, told
from postil.sdk.counts import Counts
from postil.sdk.imports import Import


def job(progress: dict[str, Any], **counts: int) -> Import:
    return Import(
        id="0190a000-0000-7000-8000-000000000050", name="n", purpose="pre_label", format="labelbox",
        state="running", counts=Counts(**counts), progress=progress, source_bytes=200,
        created_at=datetime.now(UTC),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("progress", "share"),
    [
        ({}, 0),
        ({"bytes": 50}, 0.25),
        ({"bytes": 50, "of_bytes": 100}, 0.5),
        ({"bytes": 300, "of_bytes": 100}, 1),
    ],
)
def test_progress_is_the_part_of_the_source_that_was_worked_through(progress, share):
    assert share_done(job(progress)) == share


def test_speed_and_outcome_are_told():
    found = job({}, read=3_000, accepted=1_000, updated=500, unchanged=500, rejected=1_000)
    assert told(found, 2.0) == "1,500 rows/s, 2,000 rows accepted, [red]1,000 rejected[/]"


def test_nothing_is_divided_by_no_time():
    assert told(job({}, read=1, accepted=1), 0) == "1 row accepted"


def test_where_an_import_stands_is_told():
    found = job({"bytes": 125})
    assert standing(found) == "n is going on: 62 % done"
    found.is_interrupted = True
    assert standing(found) == "n was interrupted at 62 %"
    found.interruption = "STO001 the disk is full"
    assert standing(found) == "n was interrupted at 62 % by: STO001 the disk is full"


def test_a_source_that_is_being_sorted_says_so():
    found = job({"bytes": 0, "sorted_bytes": 50})
    found.stage = "partition"
    assert told(found, 2.0) == "the rows are in no order; 25% of them sorted"
