"""Usage counts what an import brings in: accepted and updated rows, copies once, refused ones not."""

from typing import Any

from postil.ports.jobs import Job
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, relationship, uuid, weather

RED: dict[str, Any] = {"classifications": [{"name": "colour", "answer": {"name": "red"}}]}


def used(studio: Studio, job: Job) -> dict[str, int]:
    with studio.store.read() as session:
        return session.usage.of_job(job.id)


def other(number: int, **changes: Any) -> dict[str, Any]:
    """Return a box that differs from its namesake."""
    return box(number, bbox={"left": 11, "top": 20, "width": 30, "height": 40}, **changes)


def test_boxes_count_one_each_and_their_answers_one(studio: Studio) -> None:
    job = studio.run([box(1), box(2, **RED), box(3, "two"), weather(4, "rain", "two")])
    assert used(studio, job) == {"box": 3, "radio": 2}


def test_refused_rows_bring_nothing(studio: Studio) -> None:
    job = studio.run([box(1), box(2, "nowhere"), box(3, name="unicorn")])
    assert used(studio, job) == {"box": 1}


def test_of_two_rows_that_cannot_stand_together_the_refused_one_brings_nothing(studio: Studio) -> None:
    job = studio.run([box(1), other(1), box(2)])
    assert used(studio, job) == {"box": 2}


def test_rows_refused_only_when_all_blocks_are_known_bring_nothing(studio: Studio) -> None:
    job = studio.run_blocks([box(1, **RED)], [other(1, **RED), box(2)], [relationship(5, 1, 9)])
    assert job.counts.rejected == 2
    assert used(studio, job) == {"box": 2, "radio": 1}


def test_a_relationship_counts_one(studio: Studio) -> None:
    job = studio.run_blocks([relationship(5, 1, 2), box(1)], [box(2)])
    assert used(studio, job) == {"box": 2, "relationship": 1}


def test_an_exact_copy_counts_once_near_or_far(studio: Studio) -> None:
    near, far = [box(1), box(1)], [[box(2, "two")], [box(2, "two")]]
    assert used(studio, studio.run(near)) == {"box": 1}
    assert used(studio, studio.run_blocks(*far)) == {"box": 1}


def test_importing_the_same_rows_again_is_no_usage(studio: Studio) -> None:
    rows = [box(1, **RED), box(2, "two")]
    studio.run(rows)
    job = studio.run(rows)
    assert job.counts.unchanged == 2
    assert used(studio, job) == {}


def test_a_row_that_replaces_another_counts(studio: Studio) -> None:
    studio.run([box(1, **RED), box(2)])
    job = studio.run([other(1, **RED), box(2), box(3)])
    assert (job.counts.updated, job.counts.unchanged, job.counts.accepted) == (1, 1, 1)
    assert used(studio, job) == {"box": 2, "radio": 1}


def test_replaced_and_unchanged_rows_in_several_blocks_count_the_same(studio: Studio) -> None:
    studio.run([box(1), box(2)])
    job = studio.run_blocks([other(1)], [box(2), other(1)], [box(3), relationship(4, 1, 3)])
    assert (job.counts.updated, job.counts.unchanged, job.counts.accepted) == (2, 1, 2)
    assert used(studio, job) == {"box": 2, "relationship": 1}


def test_a_copy_of_a_row_in_another_data_row_counts_too(studio: Studio) -> None:
    assert used(studio, studio.run([box(1), box(1, "two")])) == {"box": 2}


def test_rows_without_a_uuid_count_each(studio: Studio) -> None:
    twin = {name: value for name, value in box(1).items() if name != "uuid"}
    assert used(studio, studio.run_blocks([twin, twin], [twin])) == {"box": 3}


def test_what_is_counted_is_what_is_seen_after_a_first_import(studio: Studio) -> None:
    job = studio.run([box(number) for number in range(40)] + [box(number, "two") for number in range(20)])
    assert used(studio, job) == {"box": len(studio.seen("one")) + len(studio.seen("two"))}
    assert uuid(0) in {one.key for one in studio.seen("one")}
