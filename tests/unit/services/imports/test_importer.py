"""Whole jobs over a real store: what becomes visible, what is counted, what is reported."""

import json

import pytest

from postil.errors import ConflictError, ImportRejected
from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.ports.jobs import Counts
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.rows import box, relationship, uuid, weather


def outcome(counts: Counts) -> tuple[int, int, int, int, int]:
    return (counts.read, counts.accepted, counts.updated, counts.unchanged, counts.rejected)


def left(annotation: Annotation) -> object:
    assert isinstance(annotation.geometry, Box)
    return annotation.geometry.left


def failed(studio: Studio, job_uid: str) -> dict[int, list[str]]:
    return {one.line: [issue.code for issue in one.issues] for one in studio.imports.failures(job_uid)}


def test_good_rows_land_and_bad_rows_are_reported_with_their_line(studio: Studio) -> None:
    job = studio.run([box(1), box(2, name="kar"), box(3, "nobody"), box(4, "two")])
    assert job.state == "finished"
    assert outcome(job.counts) == (4, 2, 0, 0, 2)
    assert failed(studio, job.uid) == {2: ["ONT001"], 3: ["ROW003"]}
    assert [annotation.key for annotation in studio.seen("one")] == [uuid(1)]


def test_numbers_are_stored_as_they_came(studio: Studio) -> None:
    studio.run([box(1)])
    geometry = studio.seen("one")[0].geometry
    assert isinstance(geometry, Box)
    assert [type(value).__name__ for value in (geometry.left, geometry.width)] == ["int", "float"]


def test_an_atomic_import_with_a_bad_row_changes_nothing_and_reports_every_bad_row(studio: Studio) -> None:
    job = studio.run([box(1), box(2, name="kar"), box(3, name="kar")], settings={"policy": "atomic"})
    assert (job.state, job.error.code if job.error else "") == ("failed", "ROW019")
    assert sorted(failed(studio, job.uid)) == [2, 3]
    assert studio.seen("one") == []


def test_an_atomic_import_of_good_rows_lands(studio: Studio) -> None:
    job = studio.run([box(1), box(2)], settings={"policy": "atomic"})
    assert (job.state, len(studio.seen("one"))) == ("finished", 2)


def test_importing_the_same_rows_again_changes_nothing(studio: Studio) -> None:
    rows = [box(1), box(2, "two"), box(3, bbox={"left": 1, "top": 1, "width": 2, "height": 2})]
    studio.run(rows)
    before = studio.seen("one")
    again = studio.run(rows)
    assert outcome(again.counts) == (3, 0, 0, 3, 0)
    assert studio.seen("one") == before


def test_a_row_without_uuid_is_unchanged_when_it_comes_again(studio: Studio) -> None:
    row = box(1)
    del row["uuid"]
    studio.run([row, row])
    again = studio.run([row, row])
    assert outcome(again.counts) == (2, 0, 0, 2, 0)
    assert len(studio.seen("one")) == 2


def test_the_same_uuid_with_another_value_replaces_the_annotation(studio: Studio) -> None:
    studio.run([box(1), box(2)])
    changed = box(1, bbox={"left": 5, "top": 5, "width": 5, "height": 5})
    job = studio.run([changed])
    assert outcome(job.counts) == (1, 0, 1, 0, 0)
    assert {one.key: left(one) for one in studio.seen("one")} == {uuid(1): 5, uuid(2): 10}


def test_the_same_uuid_on_another_data_row_is_another_annotation(studio: Studio) -> None:
    job = studio.run([box(1, "one"), box(1, "two")])
    assert outcome(job.counts) == (2, 2, 0, 0, 0)


def test_a_uuid_used_twice_for_different_boxes_fails_on_the_later_line(studio: Studio) -> None:
    job = studio.run([box(1), box(1, bbox={"left": 5, "top": 5, "width": 5, "height": 5})])
    assert failed(studio, job.uid) == {2: ["DUP001"]}
    assert left(studio.seen("one")[0]) == 10


def test_a_relationship_may_come_before_its_ends(studio: Studio) -> None:
    job = studio.run([relationship(9, 1, 2), box(1), box(2)])
    assert outcome(job.counts) == (3, 3, 0, 0, 0)


def test_a_relationship_may_have_its_ends_in_an_earlier_import(studio: Studio) -> None:
    studio.run([box(1), box(2)])
    assert outcome(studio.run([relationship(9, 1, 2)]).counts) == (1, 1, 0, 0, 0)


def test_a_relationship_whose_end_is_nowhere_fails(studio: Studio) -> None:
    job = studio.run([box(1), relationship(9, 1, 2)])
    assert failed(studio, job.uid) == {2: ["REL004"]}
    assert outcome(job.counts) == (2, 1, 0, 0, 1)
    assert len(studio.seen("one")) == 1


def test_a_relationship_in_ground_truth_fails_alone(studio: Studio) -> None:
    job = studio.run([box(1), box(2), relationship(9, 1, 2)], purpose="ground_truth")
    assert failed(studio, job.uid) == {3: ["REL006"]}


def test_ground_truth_sets_its_tasks_to_done_and_pre_labels_do_not(studio: Studio) -> None:
    studio.run([box(1, "one")], purpose="ground_truth")
    studio.run([box(1, "two")])
    with studio.store.read() as session:
        tasks = session.projects.tasks_of(studio.project.id, studio.row_ids)
    assert [tasks[row_id].state for row_id in studio.row_ids] == ["done", "to_label", "to_label"]


def test_the_benchmark_flag_marks_the_label_of_ground_truth(studio: Studio) -> None:
    studio.run([box(1, isBenchmarkReferenceLabel=True)], purpose="ground_truth")
    with studio.store.read() as session:
        labels = session.labels.of_rows(studio.project.id, studio.row_ids)
    assert [label.is_benchmark for label in labels] == [True]


def test_the_benchmark_flag_of_pre_labels_is_ignored_with_one_grouped_warning(studio: Studio) -> None:
    job = studio.run([box(1, key, isBenchmarkReferenceLabel=True) for key in KEYS])
    assert outcome(job.counts) == (3, 3, 0, 0, 0)
    assert [(group.code, group.count) for group in studio.imports.groups(job.uid)] == [("ROW013", 3)]


def test_a_question_answered_twice_on_one_data_row_fails_on_the_later_line(studio: Studio) -> None:
    job = studio.run([weather(1, "rain"), weather(2, "sun")])
    assert failed(studio, job.uid) == {2: ["CLS005"]}


def test_a_data_row_outside_the_project_is_named_as_such(studio: Studio) -> None:
    with studio.store.write() as session:
        other = session.projects.create("other", "", "image", studio.project.ontology_id, studio.actor.id, 1)
    studio.project = other
    job = studio.run([box(1)])
    assert failed(studio, job.uid) == {1: ["ROW004"]}


def test_an_unknown_data_row_is_reported_with_the_nearest_key(studio: Studio) -> None:
    job = studio.run([box(1, "three ")])
    issue = studio.imports.failures(job.uid)[0].issues[0]
    assert "'three'" in issue.hint


def test_the_same_name_and_content_is_the_same_job(studio: Studio) -> None:
    first = studio.run([box(1)], name="monday")
    assert studio.run([box(1)], name="monday").uid == first.uid


def test_the_same_name_with_other_content_is_refused(studio: Studio) -> None:
    studio.run([box(1)], name="monday")
    with pytest.raises(ConflictError, match="monday"):
        studio.run([box(2)], name="monday")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\n"])
def test_an_empty_source_is_refused_and_leaves_no_job(studio: Studio, content: bytes) -> None:
    with pytest.raises(ImportRejected) as refused:
        studio.receive(content, name="empty")
    assert refused.value.code == "SRC001"
    assert studio.imports.list_jobs(studio.project.uid) == []


def test_every_row_bad_is_a_finished_job_with_nothing_in_it(studio: Studio) -> None:
    job = studio.run([box(1, name="kar")])
    assert (job.state, outcome(job.counts)) == ("finished", (1, 0, 0, 0, 1))


def test_an_unpublished_job_is_invisible(studio: Studio) -> None:
    studio.receive(
        b'{"name":"car","dataRow":{"globalKey":"one"},"bbox":{"left":1,"top":1,"width":1,"height":1}}\n'
    )
    assert studio.seen("one") == []


def test_a_cancelled_job_leaves_nothing(studio: Studio) -> None:
    job = studio.receive(b'{"name":"car","dataRow":{"globalKey":"one"}}\n', format="labelbox")
    studio.imports.cancel(job.uid)
    assert studio.imports.start(studio.imports.get(job.uid)).state == "cancelled"
    assert studio.seen("one") == []


def test_a_row_without_uuid_has_the_same_key_whether_its_neighbours_are_clean_or_not(studio: Studio) -> None:
    row = box(1)
    del row["uuid"]
    studio.run([row])
    job = studio.run([row, box(2, name="kar")])
    assert outcome(job.counts) == (2, 0, 0, 1, 1)


def test_an_atomic_import_reports_no_relationship_whose_ends_are_fine(studio: Studio) -> None:
    rows = [box(1, name="kar"), box(2), box(3), relationship(9, 2, 3)]
    job = studio.run(rows, settings={"policy": "atomic"})
    assert (job.state, failed(studio, job.uid)) == ("failed", {1: ["ONT001"]})


def test_a_job_cancelled_before_it_is_published_is_cancelled_and_leaves_nothing(studio: Studio) -> None:
    job = studio.receive(b"".join(json.dumps(box(n)).encode() + b"\n" for n in range(3)), format="labelbox")
    studio.imports.cancel(job.uid)
    assert studio.imports.start(studio.imports.get(job.uid)).state == "cancelled"
    assert studio.seen("one") == []


def test_what_is_too_many_on_a_data_row_is_refused_block_by_block(studio: Studio) -> None:
    blocks = [[box(number + start) for number in range(5_200)] for start in (0, 5_200)]
    job = studio.run_blocks(*blocks)
    assert outcome(job.counts) == (10_400, 5_000, 0, 0, 5_400)
    first, second = list(range(5_001, 5_201)), list(range(5_202, 10_402))
    assert sorted(studio.failed(job)) == first + second
    assert {code for codes in studio.failed(job).values() for code in codes} == {"ROW016"}


def test_a_row_that_contradicts_an_earlier_block_frees_no_key_for_the_next(studio: Studio) -> None:
    moved = box(1, bbox={"left": 1, "top": 1, "width": 2, "height": 2})
    job = studio.run_blocks([box(1)], [moved, moved])
    assert studio.failed(job) == {3: ["DUP001"], 4: ["DUP001"]}
    again = studio.run_blocks([box(2, "two")], [box(2, "two", name="car", bbox=moved["bbox"]), box(2, "two")])
    assert studio.failed(again) == {3: ["DUP001"]}
