"""Undo is as if the import had never been, redo as if it had never been undone."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.errors import ConflictError
from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.model.label import SetKind
from postil.ports.jobs import Job
from postil.ports.labels import LabelVersion
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.rows import box
from tests.unit.services.imports.sights import add_row, bring, line, sights, undos_of

PURPOSES: list[SetKind] = ["pre_label", "ground_truth"]
ELSEWHERE = {"left": 5, "top": 5, "width": 5, "height": 5}


@contextmanager
def fresh_studio() -> Iterator[Studio]:
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "postil.db")
        with store.write() as session:
            actor = session.access.create_user("ann@example.org", "Ann", True, 1)
        yield Studio(Path(folder), store, actor)
        store.close()


def random_import(studio: Studio, source: Random) -> Job:
    """Import a few boxes, some of keys used before, on data rows that are there or are brought along."""
    purpose = source.choice(PURPOSES)
    keys = source.sample([*KEYS, "new", "newer", "newest"], source.randint(1, 4))
    rows = []
    for key in keys:
        boxes = [(name, source.randrange(3)) for name in source.sample("abc", source.randint(0, 3))]
        is_benchmark = purpose == "ground_truth" and source.random() < 0.3
        rows.append(line(key, *boxes, kind=purpose, is_benchmark=is_benchmark))
    return bring(studio, *rows, purpose=purpose)


def states(studio: Studio) -> list[str]:
    with studio.store.read() as session:
        tasks = session.projects.tasks_of(studio.project.id, studio.row_ids)
    return [tasks[row_id].state for row_id in studio.row_ids]


def left_edges(studio: Studio, key: str = "one") -> dict[str, object]:
    return {one.key[-1]: one.geometry.left for one in studio.seen(key) if isinstance(one.geometry, Box)}


def version(studio: Studio, row: int, no: int = 1) -> None:
    """Let a person submit a version of the label on a data row."""
    with studio.store.write() as session:
        [label] = session.labels.of_rows(studio.project.id, [row])
        drawn = [Annotation(key="mine", feature="car", geometry=Box(1, 2, 3, 4))]
        session.labels.append_version(LabelVersion(label_id=label.id, no=no, annotations=drawn))


@settings(max_examples=15)
@given(source=st.randoms(use_true_random=False))
def test_undoing_an_import_gives_the_state_before_it_and_redoing_the_state_after_it(source: Random) -> None:
    with fresh_studio() as studio:
        undos = undos_of(studio)
        for _ in range(source.randrange(3)):
            earlier = random_import(studio, source)
            if source.random() < 0.3:
                undos.undo(earlier.uid, studio.actor)
        before = sights(studio)
        job = random_import(studio, source)
        assert job.state == "finished"
        after = sights(studio)
        undos.undo(job.uid, studio.actor)
        assert sights(studio) == before
        undos.redo(job.uid, studio.actor)
        assert sights(studio) == after
        undos.undo(job.uid, studio.actor)
        assert sights(studio) == before


@settings(max_examples=6)
@given(source=st.randoms(use_true_random=False))
def test_following_in_steps_of_a_few_rows_comes_to_the_same(source: Random) -> None:
    with fresh_studio() as studio:
        before = sights(studio)
        job = random_import(studio, source)
        after = sights(studio)
        undos = undos_of(studio, inside=0)
        undos.undo(job.uid, studio.actor)
        assert sights(studio) == before
        undos.redo(job.uid, studio.actor)
        assert sights(studio) == after


def test_undoing_leaves_what_a_later_import_replaced_and_counts_it(studio: Studio) -> None:
    first = studio.run([box(1), box(2), box(3)])
    second = studio.run([box(1, bbox=ELSEWHERE), box(2, bbox=ELSEWHERE)])
    outcome = undos_of(studio).undo(first.uid, studio.actor)
    assert outcome.forecast.superseded == {second.id: 2}
    assert outcome.forecast.removed == 1
    assert left_edges(studio) == {"1": 5, "2": 5}


def test_undoing_the_later_import_brings_the_earlier_value_back(studio: Studio) -> None:
    studio.run([box(1), box(2)])
    second = studio.run([box(1, bbox=ELSEWHERE)])
    outcome = undos_of(studio).undo(second.uid, studio.actor)
    assert (outcome.forecast.restored, outcome.forecast.removed) == (1, 0)
    assert left_edges(studio) == {"1": 10, "2": 10}


def test_redo_puts_an_import_below_those_published_after_it(studio: Studio) -> None:
    first = studio.run([box(1)])
    studio.run([box(1, bbox=ELSEWHERE)])
    undos = undos_of(studio)
    undos.undo(first.uid, studio.actor)
    undos.redo(first.uid, studio.actor)
    assert left_edges(studio) == {"1": 5}


def test_through_undoes_later_imports_on_the_same_rows_first_and_no_other(studio: Studio) -> None:
    first = studio.run([box(1)])
    second, other, third = (
        studio.run([box(1, bbox=ELSEWHERE)]),
        studio.run([box(9, "two")]),
        studio.run([box(4)]),
    )
    undos = undos_of(studio)
    assert [job.uid for job in undos.through(first.uid)] == [third.uid, second.uid]
    outcome = undos.undo(first.uid, studio.actor, through=True)
    assert [job.uid for job in outcome.jobs] == [third.uid, second.uid, first.uid]
    assert left_edges(studio) == {}
    assert left_edges(studio, "two") == {"9": 10}
    assert studio.imports.get(other.uid).undone_at is None
    with studio.store.read() as session:
        actions = [(one.action, one.object_uid) for one in session.activities(before_id=None, limit=3)]
    assert actions == [("undo", first.uid), ("undo", second.uid), ("undo", third.uid)]


def test_undoing_twice_says_so_and_changes_nothing(studio: Studio) -> None:
    job, undos = studio.run([box(1), box(2)]), undos_of(studio)
    first = undos.undo(job.uid, studio.actor)
    again = undos.undo(job.uid, studio.actor)
    assert (first.is_repeated, again.is_repeated) == (False, True)
    assert again.forecast == first.forecast
    assert again.jobs == []
    assert [one.action for one in undos.standing(job.uid).changes] == ["publish", "undo"]


def test_redoing_what_is_shown_says_so(studio: Studio) -> None:
    job = studio.run([box(1)])
    assert undos_of(studio).redo(job.uid, studio.actor).is_repeated


@pytest.mark.parametrize("act", ["undo", "redo", "forecast"])
def test_an_import_that_was_never_published_is_refused_with_the_reason(studio: Studio, act: str) -> None:
    job = studio.run([box(1), box(2, name="kar")], settings={"policy": "atomic"})
    undos = undos_of(studio)
    arguments = [] if act == "forecast" else [studio.actor]
    with pytest.raises(ConflictError, match="has failed: nothing of it was ever visible"):
        getattr(undos, act)(job.uid, *arguments)


def test_an_import_that_has_not_ended_is_refused(studio: Studio) -> None:
    job = studio.receive(b'{"uuid": 1}\n', format="labelbox", name="waiting")
    with pytest.raises(ConflictError, match="is queued: nothing of it was ever visible - cancel it"):
        undos_of(studio).undo(job.uid, studio.actor)


def test_the_version_of_a_person_stays_and_is_listed(studio: Studio) -> None:
    job = studio.run([box(1, "one"), box(2, "two")], purpose="ground_truth")
    version(studio, studio.row_ids[0])
    undos = undos_of(studio)
    outcome = undos.undo(job.uid, studio.actor)
    assert outcome.forecast.edited == 1
    assert undos.edited(job.uid) == [studio.row_ids[0]]
    assert states(studio) == ["done", "to_label", "to_label"]
    with studio.store.read() as session:
        [label] = session.labels.of_rows(studio.project.id, studio.row_ids)
        head = session.labels.version(label.id, label.head_version)
    assert head is not None
    assert [annotation.key for annotation in head.annotations] == ["mine"]


def test_a_task_that_a_person_moved_since_stays_where_it_is(studio: Studio) -> None:
    job = studio.run([box(1, "one"), box(2, "two")], purpose="ground_truth")
    with studio.store.write() as session:
        tasks = session.projects.tasks_of(studio.project.id, studio.row_ids)
        session.projects.set_task_state([tasks[studio.row_ids[0]].id], "rework", 9)
        session.projects.set_task_state([tasks[studio.row_ids[1]].id], "done", 9)
    undos = undos_of(studio)
    undos.undo(job.uid, studio.actor)
    assert states(studio) == ["rework", "done", "to_label"]
    undos.redo(job.uid, studio.actor)
    assert states(studio) == ["rework", "done", "to_label"]


def test_a_task_gets_the_state_back_it_had_before_the_import(studio: Studio) -> None:
    with studio.store.write() as session:
        tasks = session.projects.tasks_of(studio.project.id, studio.row_ids)
        session.projects.set_task_state([tasks[studio.row_ids[0]].id], "in_review", 9)
    job = studio.run([box(1, "one")], purpose="ground_truth")
    assert states(studio)[0] == "done"
    undos_of(studio).undo(job.uid, studio.actor)
    assert states(studio)[0] == "in_review"


def test_a_brought_row_that_another_import_says_something_about_stays(studio: Studio) -> None:
    first = bring(studio, line("new", ("a", 1)), line("newer", ("a", 1)))
    second = studio.run([box(1, "new")])
    undos = undos_of(studio)
    undos.undo(first.uid, studio.actor)
    assert global_keys(studio) == [*KEYS, "new"]
    undos.undo(second.uid, studio.actor)
    assert global_keys(studio) == KEYS
    undos.redo(second.uid, studio.actor)
    assert global_keys(studio) == [*KEYS, "new"]


def test_a_brought_row_that_is_used_elsewhere_stays_in_the_catalog_and_leaves_the_project(
    studio: Studio,
) -> None:
    job = bring(studio, line("new", ("a", 1)), line("edited", ("a", 1)), line("gone", ("a", 1)))
    with studio.store.write() as session:
        found = session.catalog.find_rows("global_key", ["new", "edited"], None)
        other = session.projects.create("other", "", "image", None, None, 1)
        batch = session.projects.create_batch(other.id, "all", 5, None, 1)
        session.projects.add_tasks(batch, [found["new"].id], 1)
        [row] = session.catalog.rows_by_id([found["edited"].id])
        row.metadata = {"weather": "rain"}
        session.catalog.update_row(row, 5)
    outcome = undos_of(studio).undo(job.uid, studio.actor)
    assert global_keys(studio) == [*KEYS, "new", "edited"]
    assert (outcome.forecast.data_rows, outcome.forecast.tasks) == (1, 3)
    assert sights(studio)["project"].task_counts == {"to_label": 3}


def global_keys(studio: Studio) -> list[str | None]:
    return [row.global_key for row in sights(studio)["rows"]]


def test_the_keys_of_rows_that_went_may_be_used_again_and_come_back_where_they_are_free(
    studio: Studio,
) -> None:
    first = bring(studio, line("new", ("a", 1)), line("newer", ("a", 1)))
    undos = undos_of(studio)
    undos.undo(first.uid, studio.actor)
    second = bring(studio, line("new", ("a", 2)))
    assert (second.counts.accepted, second.counts.rejected) == (1, 0)
    outcome = undos.redo(first.uid, studio.actor)
    assert outcome.keyless == 1
    assert sorted(map(str, global_keys(studio))) == sorted(["None", *KEYS, "new", "newer"])


def test_a_data_row_that_was_deleted_meanwhile_stays_deleted(studio: Studio) -> None:
    job, undos = bring(studio, line("new", ("a", 1)), line("newer", ("a", 1))), undos_of(studio)
    undos.undo(job.uid, studio.actor)
    undos.redo(job.uid, studio.actor)
    with studio.store.write() as session:
        found = session.catalog.find_rows("global_key", ["new"], None)
        session.catalog.delete_rows([found["new"].id], 5)
    undos.undo(job.uid, studio.actor)
    undos.redo(job.uid, studio.actor)
    assert global_keys(studio) == [*KEYS, "newer"]
    assert sights(studio)["project"].task_counts == {"to_label": 4}


def test_a_person_may_put_a_row_into_the_project_that_an_undone_import_had_put_there(studio: Studio) -> None:
    row_id = add_row(studio, "spare")
    job, undos = bring(studio, line("spare", ("a", 1))), undos_of(studio)
    undos.undo(job.uid, studio.actor)
    with studio.store.write() as session:
        batch = session.projects.create_batch(studio.project.id, job.name, 2, None, 7)
        assert session.projects.add_tasks(batch, [row_id], 7) == []
    undos.redo(job.uid, studio.actor)
    undos.undo(job.uid, studio.actor)
    seen = sights(studio)
    assert [(one.name, one.row_count) for one in seen["batches"]] == [("all", 3), (job.name, 1)]
    assert [task.data_row_id for task in seen["tasks"]] == [*studio.row_ids, row_id]


def test_a_mark_of_benchmark_goes_with_the_import_that_made_it(studio: Studio) -> None:
    studio.run([box(1)], purpose="ground_truth")
    marked = studio.run([box(2, isBenchmarkReferenceLabel=True)], purpose="ground_truth")
    undos = undos_of(studio)
    undos.undo(marked.uid, studio.actor)
    assert [label.is_benchmark for label in sights(studio)["labels"]] == [False]
    undos.redo(marked.uid, studio.actor)
    assert [label.is_benchmark for label in sights(studio)["labels"]] == [True]


def test_an_import_tells_how_it_stands_to_later_ones(studio: Studio) -> None:
    first = studio.run([box(1, "one"), box(2, "two")])
    second = studio.run([box(1, "one", bbox=ELSEWHERE)])
    undos = undos_of(studio)
    undos.undo(second.uid, studio.actor)
    undos.redo(second.uid, studio.actor)
    standing = undos.standing(first.uid)
    assert [(job.uid, count) for job, count in standing.superseded] == [(second.uid, 1)]
    assert [job.uid for job in standing.overlaps] == [second.uid]
    assert standing.refusal is None
    changes = undos.standing(second.uid).changes
    assert [(one.action, one.user_id) for one in changes] == [
        ("publish", None),
        ("undo", studio.actor.id),
        ("redo", studio.actor.id),
    ]


def test_what_is_left_to_follow_after_a_kill_is_done_at_the_next_start(studio: Studio) -> None:
    job = studio.run([box(1, "one")], purpose="ground_truth")
    with studio.store.write() as session:
        session.jobs.set_undone(job.id, is_undone=True, by=None, at=9)
    assert states(studio)[0] == "done"
    studio.imports.resume_unfinished()
    assert states(studio)[0] == "to_label"
    assert studio.imports.get(job.uid).follow_after is None


def test_a_forecast_through_later_imports_counts_as_if_they_had_been_undone(studio: Studio) -> None:
    first = studio.run([box(1), box(2)])
    studio.run([box(1, bbox=ELSEWHERE)])
    undos = undos_of(studio)
    found = undos.forecast(first.uid, through=True)
    assert (found.removed, found.superseded, found.overlaps) == (2, {}, {})
    assert undos.undo(first.uid, studio.actor, through=True).forecast == found
