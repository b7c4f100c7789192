"""Rows of one data row in several blocks come to what they come to in one."""

from typing import Any

import pytest

from postil.model.label import SetKind
from postil.ports.jobs import Counts, Job
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, relationship, uuid, weather

MOVED = {"left": 5, "top": 5, "width": 5, "height": 5}
REPLACE = {"replace": True}


def outcome(job: Job) -> tuple[int, int, int, int, int]:
    counts = job.counts
    return (counts.accepted, counts.updated, counts.unchanged, counts.rejected, counts.removed)


def keys(studio: Studio, key: str = "one", kind: SetKind = "pre_label") -> list[str]:
    return [one.key for one in studio.seen(key, kind)]


def test_a_uuid_used_for_other_content_in_a_later_block_fails_there(studio: Studio) -> None:
    job = studio.run_blocks([box(1)], [box(2)], [box(1, bbox=MOVED), box(2)])
    assert sorted(studio.failed(job).values()) == [["DUP001"]]
    assert outcome(job) == (3, 0, 0, 1, 0)


def test_one_uuid_on_two_data_rows_is_two_annotations_in_any_block(studio: Studio) -> None:
    job = studio.run_blocks([box(1, "one")], [box(1, "two", bbox=MOVED)])
    assert outcome(job) == (2, 0, 0, 0, 0)


def test_a_relationship_finds_its_ends_in_earlier_and_later_blocks(studio: Studio) -> None:
    job = studio.run_blocks([box(1)], [relationship(9, 1, 2)], [box(2)])
    assert outcome(job) == (3, 0, 0, 0, 0)


def test_a_missing_end_is_named(studio: Studio) -> None:
    job = studio.run([box(1), relationship(9, 1, 2)])
    (failure,) = studio.imports.failures(job.uid)
    assert uuid(2) in failure.issues[0].message


def test_an_answer_given_in_an_earlier_import_is_replaced_under_its_key_only(studio: Studio) -> None:
    studio.run([weather(1, "rain")])
    job = studio.run_blocks([weather(1, "sun")], [weather(2, "sun")])
    assert outcome(job) == (0, 1, 0, 1, 0)
    assert list(studio.failed(job).values()) == [["CLS005"]]


@pytest.mark.parametrize("purpose", ["pre_label", "ground_truth"])
def test_without_replacing_rows_are_merged_by_key(studio: Studio, purpose: SetKind) -> None:
    studio.run([box(1), box(2)], purpose=purpose)
    job = studio.run([box(2, bbox=MOVED), box(3)], purpose=purpose)
    assert outcome(job) == (1, 1, 0, 0, 0)
    assert keys(studio, "one", purpose) == [uuid(1), uuid(2), uuid(3)]


@pytest.mark.parametrize("purpose", ["pre_label", "ground_truth"])
def test_replacing_rows_are_all_that_is_said_about_their_data_rows(studio: Studio, purpose: SetKind) -> None:
    studio.run([box(1), box(2), box(3), box(4, "two")], purpose=purpose)
    job = studio.run([box(2, bbox=MOVED), box(5)], purpose=purpose, settings=REPLACE)
    assert outcome(job) == (1, 1, 0, 0, 2)
    assert keys(studio, "one", purpose) == [uuid(2), uuid(5)]
    assert keys(studio, "two", purpose) == [uuid(4)]


def test_replacing_rows_may_lie_in_several_blocks(studio: Studio) -> None:
    studio.run([box(1), box(2), box(3)])
    job = studio.run_blocks([box(2)], [box(1), box(4)], [box(5)], settings=REPLACE)
    assert outcome(job) == (2, 0, 2, 0, 1)
    assert keys(studio) == [uuid(2), uuid(1), uuid(4), uuid(5)]


def test_what_a_refused_row_would_have_replaced_is_removed_with_the_rest(studio: Studio) -> None:
    studio.run([box(1), box(2)])
    job = studio.run([box(1, name="kar"), box(2), relationship(9, 2, 7)], settings=REPLACE)
    assert outcome(job) == (0, 0, 1, 2, 1)
    assert keys(studio) == [uuid(2)]


@pytest.mark.parametrize("bad", [box(1, name="kar"), relationship(9, 7, 8)])
def test_a_data_row_whose_rows_were_all_refused_keeps_what_it_had(
    studio: Studio, bad: dict[str, Any]
) -> None:
    studio.run([box(1), box(2)])
    job = studio.run([bad], settings=REPLACE)
    assert outcome(job) == (0, 0, 0, 1, 0)
    assert keys(studio) == [uuid(1), uuid(2)]


def test_ends_and_answers_that_are_replaced_do_not_count(studio: Studio) -> None:
    studio.run([box(1), box(2), weather(3, "rain")])
    job = studio.run([box(1), relationship(9, 1, 2), weather(4, "sun")], settings=REPLACE)
    assert studio.failed(job) == {2: ["REL004"]}
    assert keys(studio) == [uuid(1), uuid(4)]


def test_undoing_a_replacing_import_brings_back_what_it_removed(studio: Studio) -> None:
    studio.run([box(1), box(2)])
    job = studio.run([box(3)], settings=REPLACE)
    with studio.store.write() as session:
        session.jobs.set_undone(job.id, is_undone=True, by=None, at=1)
    assert keys(studio) == [uuid(1), uuid(2)]


def test_a_label_whose_rows_were_all_refused_is_none(studio: Studio) -> None:
    studio.run_blocks([box(1)], [relationship(8, 7, 7, "two")], purpose="ground_truth")
    with studio.store.read() as session:
        labels = session.labels.of_rows(studio.project.id, studio.row_ids)
        tasks = session.projects.tasks_of(studio.project.id, studio.row_ids)
    assert [label.data_row_id for label in labels] == [studio.row_ids[0]]
    assert [tasks[row_id].state for row_id in studio.row_ids] == ["done", "to_label", "to_label"]


def test_counts_of_an_import_in_blocks_are_those_in_one(studio: Studio) -> None:
    studio.run([box(1), box(2), weather(3, "rain")])
    rows = [
        box(1, bbox=MOVED),
        box(2),
        box(4),
        box(4),
        weather(5, "sun"),
        relationship(6, 1, 4),
        box(2, name="x"),
    ]
    whole: Counts = studio.run(rows, settings={"policy": "atomic"}).counts
    cut = studio.run_blocks(*([row] for row in rows), settings={"policy": "atomic"}).counts
    assert cut == whole
