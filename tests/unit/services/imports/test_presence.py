"""What data rows hold already is told once per import, with how much and from where, and never twice."""

from typing import Any

import pytest

from postil.model.annotation import Annotation
from postil.model.issue import Issue
from postil.ports.jobs import Counts, Job
from postil.ports.labels import LabelVersion
from postil.services.imports.presence import survey
from postil.testing.world import segment
from tests.unit.services.imports.conftest import Studio
from tests.unit.services.imports.rows import box, relationship, source, uuid, weather


def apart(number: int, key: str = "one", **changes: Any) -> dict[str, Any]:
    """Return a box that no other number has."""
    return box(number, key, bbox={"left": number, "top": 20, "width": 30, "height": 40}, **changes)


def told(studio: Studio, job: Job) -> dict[str, Issue]:
    groups = [group for group in studio.imports.groups(job.uid) if group.code.startswith("ROW03")]
    assert all((group.count, group.severity) == (1, "warning") for group in groups)
    return {group.code: group.example for group in groups}


def test_a_first_import_is_told_nothing(studio: Studio) -> None:
    job = studio.run([apart(1), apart(2, "two"), weather(3, "rain")])
    assert (told(studio, job), job.counts.warnings) == ({}, 0)


def test_pre_labels_of_earlier_imports_are_counted_and_named(studio: Studio) -> None:
    studio.run([apart(1), apart(2), apart(3, "two"), apart(4, "three")], name="monday")
    studio.run([apart(5)], name="tuesday")
    job = studio.run([apart(6), apart(7, "two"), apart(8, "two")], name="wednesday")
    issue = told(studio, job)["ROW031"]
    assert issue.message == "2 data rows already hold 4 pre-labels, from imports 'monday', 'tuesday'"
    assert issue.got == {"data_rows": 2, "annotations": 4}
    assert issue.where.source == "rows.ndjson"
    assert job.counts.warnings == 1


def test_three_imports_are_named_and_the_others_counted(studio: Studio) -> None:
    for number in range(1, 6):
        studio.run([apart(number)], name=f"day {number}")
    issue = told(studio, studio.run([apart(9)]))["ROW031"]
    assert issue.message.endswith("from imports 'day 1', 'day 2', 'day 3' and 2 more")


def test_one_of_everything_is_told_in_the_singular(studio: Studio) -> None:
    studio.run([apart(1)], name="monday")
    issue = told(studio, studio.run([apart(2)]))["ROW031"]
    assert issue.message == "1 data row already holds 1 pre-label, from import 'monday'"


def test_repeating_and_replacing_is_told_nothing(studio: Studio) -> None:
    rows = [apart(1), apart(2, "two"), weather(3, "rain")]
    studio.run(rows)
    assert told(studio, studio.run(rows)) == {}
    assert told(studio, studio.run([box(1), weather(3, "sun")])) == {}


def test_only_data_rows_to_which_something_is_added_count(studio: Studio) -> None:
    studio.run([apart(1), apart(2, "two")])
    issue = told(studio, studio.run([box(1), apart(2, "two"), apart(3, "two")]))["ROW031"]
    assert issue.got == {"data_rows": 1, "annotations": 1}


def test_a_data_row_whose_lines_are_far_apart_counts_once(studio: Studio) -> None:
    studio.run([apart(1), apart(2)])
    job = studio.run_blocks([apart(3)], [apart(4), apart(5, "two")], [apart(6), relationship(7, 3, 6)])
    assert told(studio, job)["ROW031"].got == {"data_rows": 1, "annotations": 2}


def test_what_was_undone_is_not_there(studio: Studio) -> None:
    first = studio.run([apart(1)])
    with studio.store.write() as session:
        session.jobs.set_undone(first.id, is_undone=True, by=None, at=1)
    assert told(studio, studio.run([apart(2)])) == {}


def test_an_imported_label_is_told_with_its_import_and_the_tasks_it_has_done(studio: Studio) -> None:
    studio.run([apart(1), apart(2)], purpose="ground_truth", name="truth")
    found = told(studio, studio.run([apart(3), apart(4, "two")]))
    assert set(found) == {"ROW032"}
    assert found["ROW032"].message == (
        "1 data row already holds a label, of 2 annotations, from import 'truth'; 1 task is done"
    )
    assert "do not change" in found["ROW032"].hint


def test_a_label_of_a_person_is_told(studio: Studio) -> None:
    studio.run([apart(1)], purpose="ground_truth", name="truth")
    with studio.store.write() as session:
        [label] = session.labels.of_rows(studio.project.id, studio.row_ids)
        annotations = [Annotation(key=uuid(n), feature="car") for n in range(3)]
        session.labels.append_version(LabelVersion(label_id=label.id, no=1, annotations=annotations))
    issue = told(studio, studio.run([apart(5)]))["ROW032"]
    assert "a label, of 3 annotations, from people" in issue.message


def test_ground_truth_beside_a_label_is_told_and_replacing_it_is_not(studio: Studio) -> None:
    studio.run([apart(1)], purpose="ground_truth", name="truth")
    assert told(studio, studio.run([box(1)], purpose="ground_truth")) == {}
    found = told(studio, studio.run([apart(2)], purpose="ground_truth"))
    assert set(found) == {"ROW032"}


def test_ground_truth_over_pre_labels_is_what_everybody_does(studio: Studio) -> None:
    studio.run([apart(1)])
    assert told(studio, studio.run([apart(2)], purpose="ground_truth")) == {}


def test_pre_labels_for_a_task_that_is_done_without_a_label_are_told(studio: Studio) -> None:
    with studio.store.write() as session:
        tasks = session.projects.tasks_of(studio.project.id, studio.row_ids[:2])
        session.projects.set_task_state([task.id for task in tasks.values()], "done", 1)
    found = told(studio, studio.run([apart(1), apart(2, "two"), apart(3, "three")]))
    assert set(found) == {"ROW034"}
    assert found["ROW034"].message.startswith("2 tasks are done already")


def test_data_rows_of_the_catalog_that_come_into_the_project_are_told(studio: Studio) -> None:
    with studio.store.write() as session:
        ontology = studio.project.ontology_id
        studio.project = session.projects.create("other", "", "image", ontology, studio.actor.id, 1)
    box_of = {
        "key": "a",
        "feature": "car",
        "geometry": {"type": "box", "left": 1, "top": 2, "width": 3, "height": 4},
    }
    rows = [
        {
            "postil": 1,
            "data_row": {"assets": [{"width": 1000, "height": 800}], "global_key": key},
            "bundles": [{"annotations": [box_of]}],
        }
        for key in ("one", "two", "new")
    ]
    settings = {"create_rows": True, "dataset_id": studio.dataset.id}
    job = studio.run(rows, format="postil", settings=settings, name="tasks")
    assert studio.failed(job) == {}
    assert told(studio, job)["ROW033"].message.startswith(
        "2 data rows were in no batch of the project; the import puts them into the batch 'tasks'"
    )


@pytest.mark.parametrize("policy", ["rows", "atomic"])
def test_a_job_that_is_refused_is_told_as_well(studio: Studio, policy: str) -> None:
    studio.run([apart(1)])
    job = studio.run([apart(2), apart(3, "nowhere")], settings={"policy": policy})
    assert set(told(studio, job)) == {"ROW031"}


def test_looking_again_replaces_what_was_told(studio: Studio) -> None:
    studio.run([apart(1)], name="monday")
    job = studio.receive(source([apart(2)]), name="tuesday")
    with studio.store.write() as session:
        session.jobs.lease(job.id, "me", 1, 2)
        session.bundles.write_segments(job.set_id, job.id, 0, [segment(studio.row_ids[0], {"new": "car"})])
        session.jobs.recount(job.id, 1, Counts(read=1, accepted=1))
        leased = session.jobs.by_id(job.id)
    assert leased is not None
    assert survey(studio.store, leased)
    assert survey(studio.store, leased)
    assert (set(told(studio, job)), studio.imports.get(job.uid).counts.warnings) == ({"ROW031"}, 1)
    first = studio.imports.list_jobs(studio.project.uid)[-1]
    with studio.store.write() as session:
        session.jobs.set_undone(first.id, is_undone=True, by=None, at=1)
    assert survey(studio.store, leased)
    assert (told(studio, job), studio.imports.get(job.uid).counts.warnings) == ({}, 0)


def test_a_job_that_was_taken_over_tells_nothing(studio: Studio) -> None:
    studio.run([apart(1)])
    job = studio.receive(source([apart(2)]), name="tuesday")
    with studio.store.write() as session:
        session.jobs.lease(job.id, "me", 1, 2)
        session.bundles.write_segments(job.set_id, job.id, 0, [segment(studio.row_ids[0], {"new": "car"})])
        session.jobs.recount(job.id, 1, Counts(read=1, accepted=1))
        mine = session.jobs.by_id(job.id)
        session.jobs.lease(job.id, "somebody else", 3, 4)
    assert mine is not None
    assert not survey(studio.store, mine)
    assert told(studio, job) == {}
