from datetime import UTC, datetime
from pathlib import Path

import pytest

from postil.cli.report_text import closing_texts, report_texts, undoing_texts, waiting_texts
from postil.model.issue import Issue
from postil.sdk.counts import Counts
from postil.sdk.imports import Import
from tests.unit.cli.drawn import drawn


def job(state="finished", error=None, interruption=None, **counts):
    return Import(
        is_interrupted=interruption is not None,
        interruption=interruption or "",
        progress={"bytes": 5, "of_bytes": 8},
        id="0190a000-0000-7000-8000-000000000050",
        name="n",
        purpose="pre_label",
        format="labelbox",
        state=state,
        source_name="boxes.ndjson",
        counts=Counts(**counts),
        created_at=datetime.now(UTC),
        error=error,
    )


def report(found, **more):
    return drawn(*report_texts(found, [], 80, **more)).splitlines()


def test_every_row_read_is_in_one_of_the_lines():
    assert report(job(read=1200, accepted=1000, updated=90, unchanged=10, rejected=100), seconds=2) == [
        "boxes.ndjson: 1,200 rows read in 2.0 s.",
        "  1,000  accepted   new",
        "     90  updated    replaced what was there",
        "     10  unchanged  said what was there already",
        "    100  rejected",
    ]


def test_outcomes_nothing_came_to_are_left_out():
    assert report(job(read=1, accepted=1)) == [
        "boxes.ndjson: 1 row read.", "  1  accepted  new", "  0  rejected",
    ]  # fmt: skip


def test_an_import_that_said_what_was_there_changed_nothing():
    assert report(job(read=2, unchanged=1, rejected=1))[0] == "boxes.ndjson: 2 rows read. Nothing changed."


def test_remarks_are_counted_apart():
    assert report(job(read=2, accepted=2, warnings=1))[-1] == "  1  with a remark  among all of these"


def test_a_refused_import_says_so_and_why():
    lines = report(job("failed", Issue("ROW019", "1 row was refused", "mend it"), read=2, rejected=1))
    assert lines[1] == "  1 row was refused"
    assert "boxes.ndjson was refused: nothing was imported" in lines


@pytest.mark.parametrize("state", ["running", "queued"])
def test_an_import_that_goes_on_says_so(state):
    assert report(job(state)) == [f"boxes.ndjson is {state} ()"]


def test_a_cancelled_import_left_nothing():
    assert report(job("cancelled")) == ["boxes.ndjson was cancelled: nothing was imported"]


def test_addresses_are_never_broken():
    address = "http://127.0.0.1:8600/api/v1/projects/0190a000-0000-7000-8000-000000000050"
    lines = list(closing_texts(Path("boxes.report.ndjson"), address))
    assert [getattr(line, "no_wrap", None) for line in lines] == [True, True]
    text = drawn(*lines, width=200).splitlines()
    assert text[0].startswith("report   boxes.report.ndjson ")
    assert text[1] == f"project  {address}"


@pytest.mark.parametrize(
    ("project", "how"),
    [
        ("boxes", "(mend the rows there and import it)"),
        ("my street", "(mend the rows there and import it with --project 'my street')"),
    ],
)
def test_a_report_that_is_not_named_like_its_project_is_imported_with_the_name(project, how):
    report = drawn(*closing_texts(Path("boxes.report.ndjson"), "", project), width=200).splitlines()[0]
    assert report == f"report   boxes.report.ndjson {how}"


@pytest.mark.parametrize("changed", ["accepted", "updated", "removed"])
def test_an_import_that_changed_something_says_how_it_is_taken_back(changed):
    found = job(read=1, **{changed: 1})
    assert drawn(*undoing_texts(found)) == "undo     postil undo 00000050"


def test_an_import_with_nothing_to_take_back_does_not_say_how():
    undone, sealed = job(read=1, accepted=1), job(read=1, accepted=1)
    undone.undone_at = sealed.sealed_at = datetime.now(UTC)
    unchanged, refused = job(read=2, unchanged=1, rejected=1), job("failed", read=1, accepted=1)
    for found in (undone, sealed, unchanged, refused, job("staged", read=1, accepted=1)):
        assert list(undoing_texts(found)) == []


def test_an_interrupted_import_says_where_it_stands_why_and_how_to_go_on():
    assert report(job("running", interruption="STO001 the disk is full")) == [
        "boxes.ndjson was interrupted at 62 %",
        "  STO001 the disk is full",
        "  fix: postil resume 00000050 goes on with it",
    ]


def test_an_import_nobody_knows_the_interruption_of_says_how_to_go_on():
    assert report(job("running", interruption="")) == [
        "boxes.ndjson was interrupted at 62 %",
        "  fix: postil resume 00000050 goes on with it",
    ]


def test_a_dry_run_says_that_nothing_has_changed_and_what_to_do():
    found = job("staged", read=2, accepted=2)
    assert report(found)[0] == "boxes.ndjson: 2 rows read. A dry run: nothing has changed."
    assert drawn(*waiting_texts(found)).splitlines() == [
        "commit   postil commit 00000050",
        "discard  postil cancel 00000050",
    ]


def test_an_atomic_dry_run_with_a_bad_row_can_only_be_discarded():
    found = job("staged", read=4, accepted=1, rejected=3)
    found.policy = "atomic"
    assert report(found)[0] == "boxes.ndjson: 4 rows read. The import would be refused: 3 rows."
    assert drawn(*waiting_texts(found)) == "discard  postil cancel 00000050"


def test_only_dry_runs_wait():
    assert list(waiting_texts(job())) == []


def test_what_a_replacing_import_removes_is_told_apart():
    assert (
        report(job(read=1, accepted=1, removed=7))[-1] == "  7  removed   annotations the file does not have"
    )
