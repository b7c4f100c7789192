"""What an import changes is told by feature, by data row and by annotation."""

import pytest

from postil.errors import ConflictError, NotFoundError
from postil.ports.diffs import ComponentChange, DiffCounts
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, relationship, source, uuid, weather

MOVED = {"left": 15, "top": 20, "width": 30.5, "height": 40}
DRY = {"is_dry_run": True}


@pytest.fixture
def known(studio: Studio) -> Studio:
    studio.run([box(1), box(2), weather(3, "rain"), box(4, "two")], name="monday")
    studio.run([box(5, "two")], name="tuesday")
    return studio


def test_annotations_are_counted_by_feature_and_outcome(known: Studio) -> None:
    rows = [
        box(1, bbox=MOVED), box(2), box(6), box(6), weather(3, "sun"),
        box(7, name="kar"), box(8, confidence=7), relationship(9, 1, 8), box(1, name="car", bbox=MOVED),
    ]  # fmt: skip
    diff = known.diffs.get(known.run(rows, settings=DRY).uid)
    found = {(one.name, one.kind): (one.counts, one.rejected) for one in diff.features}
    assert found == {
        ("car", "object"): (DiffCounts(created=1, updated=1, unchanged=1), 1),
        ("weather", "classification"): (DiffCounts(updated=1), 0),
        ("kar", None): (DiffCounts(), 1),
        ("near", None): (DiffCounts(), 1),
    }
    assert diff.counts == DiffCounts(created=1, updated=2, unchanged=1)
    assert (diff.data_rows, diff.rows.read, diff.rows.rejected) == (1, 9, 3)


def test_examples_show_only_the_components_that_differ(known: Studio) -> None:
    rows = [box(1, bbox=MOVED), weather(3, "sun")]
    diff = known.diffs.get(known.run(rows, settings=DRY).uid)
    changes = {one.key: one.changes for feature in diff.features for one in feature.examples}
    assert changes == {
        uuid(1): [ComponentChange(at="/geometry/left", old=10, new=15)],
        uuid(3): [ComponentChange(at="/classifications/0/answers/0/value", old="rain", new="sun")],
    }
    assert {one.data_row for feature in diff.features for one in feature.examples} == {"one"}


def test_what_would_be_overwritten_is_told_by_import(known: Studio) -> None:
    rows = [box(1, bbox=MOVED), box(2), box(6, "two")]
    job = known.run(rows, settings={**DRY, "replace": True})
    diff = known.diffs.get(job.uid)
    told = [(one.job_name, one.annotations) for one in diff.overwrites]
    # Of monday the moved box, the answer and the box on the other data row; of tuesday its only box.
    assert told == [("monday", 3), ("tuesday", 1)]
    assert diff.counts == DiffCounts(created=1, updated=1, unchanged=1, removed=3)
    assert job.counts.removed == 3


def test_data_rows_come_page_by_page(known: Studio) -> None:
    job = known.run([box(1, bbox=MOVED), box(6, "two"), box(7, "three")], settings=DRY)
    first = known.diffs.rows(job.uid, limit=2)
    rest = known.diffs.rows(job.uid, after_row=first[-1].data_row_id, limit=2)
    assert [(one.global_key, one.counts) for one in first + rest] == [
        ("one", DiffCounts(updated=1)),
        ("two", DiffCounts(created=1)),
        ("three", DiffCounts(created=1)),
    ]


def test_annotations_of_a_data_row_come_with_both_values(known: Studio) -> None:
    job = known.run([box(4, "two", bbox=MOVED), box(6, "two")], settings={**DRY, "replace": True})
    (row,) = known.diffs.rows(job.uid)
    before = {one.key: one for one in known.seen("two")}
    changes = known.diffs.annotations(job.uid, row.data_row_uid)
    assert [(one.outcome, one.key, one.old) for one in changes] == [
        ("updated", uuid(4), before[uuid(4)]),
        ("created", uuid(6), None),
        ("removed", uuid(5), before[uuid(5)]),
    ]
    known.imports.commit(job.uid)
    assert [one.new for one in changes if one.new is not None] == known.seen("two")


def test_a_data_row_the_import_says_nothing_about_is_not_found(known: Studio) -> None:
    job = known.run([box(6)], settings=DRY)
    with pytest.raises(NotFoundError, match="says nothing"):
        known.diffs.annotations(job.uid, "0190a000-0000-7000-8000-000000000000")


def test_a_published_import_has_the_diff_its_dry_run_would_have_had(known: Studio) -> None:
    rows = [box(1, bbox=MOVED), box(6), weather(3, "rain"), box(7, name="kar")]
    staged = known.run(rows, settings=DRY)
    published = known.run(rows)
    assert known.diffs.get(published.uid) == known.diffs.get(staged.uid)


def test_an_import_that_has_not_ended_or_ended_unpublished_has_no_diff(known: Studio) -> None:
    queued = known.receive(source([box(1)]), format="labelbox", name="queued")
    failed = known.run([box(1, name="kar")], settings={"policy": "atomic"})
    for job in (queued, failed):
        with pytest.raises(ConflictError, match="has no diff"):
            known.diffs.get(job.uid)
