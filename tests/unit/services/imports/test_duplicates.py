"""Probable duplicates are warnings in one group, wherever their lines lie; their rows succeed."""

from typing import Any

from postil.ports.jobs import Job
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, relationship, uuid, weather


def told(studio: Studio, job: Job) -> dict[str, int]:
    groups = studio.imports.groups(job.uid)
    return {group.code: group.count for group in groups if group.code.startswith("DUP")}


def apart(number: int, key: str = "one", **changes: Any) -> dict[str, Any]:
    """Return a box that no other number has."""
    return box(number, key, bbox={"left": number, "top": 20, "width": 30, "height": 40}, **changes)


def test_a_file_without_copies_has_no_warning(studio: Studio) -> None:
    job = studio.run([apart(number) for number in range(50)] + [apart(number, "two") for number in range(50)])
    assert (told(studio, job), job.counts.warnings) == ({}, 0)


def test_copies_in_one_block_are_one_group_with_the_first_as_example(studio: Studio) -> None:
    job = studio.run([apart(1), apart(2), box(3), box(4), box(5)])
    assert told(studio, job) == {"DUP008": 2}
    assert (job.counts.accepted, job.counts.rejected, job.counts.warnings) == (5, 0, 2)
    [group] = studio.imports.groups(job.uid)
    where = group.example.where
    assert (where.source, where.line, where.data_row, where.annotation) == ("rows.ndjson", 4, "one", uuid(4))


def test_equal_boxes_on_two_data_rows_are_no_copies(studio: Studio) -> None:
    assert told(studio, studio.run([box(1), box(2, "two"), box(3, "three")])) == {}


def test_copies_in_different_blocks_are_found_once_all_are_read(studio: Studio) -> None:
    job = studio.run_blocks([box(1), apart(2)], [box(3), apart(4)], [box(5), box(6)])
    assert told(studio, job) == {"DUP008": 3}
    assert job.counts.warnings == 3


def test_a_fresh_uuid_for_what_is_published_is_told(studio: Studio) -> None:
    studio.run([apart(1), apart(2)])
    again = [apart(1, uuid=uuid(11), confidence=0.5), apart(2, uuid=uuid(12)), apart(3)]
    job = studio.run(again)
    assert told(studio, job) == {"DUP007": 2}
    assert job.counts.accepted == 3


def test_the_same_file_again_has_no_duplicates(studio: Studio) -> None:
    rows = [apart(1), box(2), weather(3, "rain", "two")]
    studio.run(rows)
    assert told(studio, studio.run(rows)) == {}


def test_two_equal_rows_without_a_uuid_are_told(studio: Studio) -> None:
    twin = {name: value for name, value in box(1).items() if name != "uuid"}
    job = studio.run([twin, twin])
    assert told(studio, job) == {"DUP008": 1}
    assert job.counts.accepted == 2


def test_an_answer_given_again_under_another_uuid_is_refused_and_not_told_as_well(studio: Studio) -> None:
    studio.run([weather(1, "rain")])
    job = studio.run([weather(2, "rain")])
    assert (told(studio, job), studio.failed(job)) == ({}, {1: ["CLS005"]})


def test_rows_with_relationships_are_told_once(studio: Studio) -> None:
    job = studio.run([box(1), box(2), relationship(5, 1, 2), relationship(6, 1, 2)])
    assert told(studio, job) == {"DUP008": 1}


def test_a_refused_row_is_no_duplicate(studio: Studio) -> None:
    assert told(studio, studio.run([box(1), box(2, name="unicorn")])) == {}
