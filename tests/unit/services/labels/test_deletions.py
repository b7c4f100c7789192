"""Deleting labels, of imports and of people."""

import pytest

from postil.errors import AccessError, ConflictError, NotFoundError
from postil.executors.inline import InlineExecutor
from postil.model.annotation import Annotation
from postil.ports.jobs import Job
from postil.services.imports.undo import Undos
from postil.services.labels.content import Speech, own_label, speak
from postil.services.labels.deletions import Deletions
from postil.services.labels.labels import Labels
from tests.unit.services.imports import rows
from tests.unit.services.labels.conftest import Desk, car


def box(key: str, left: int = 10) -> dict:
    place = {"left": left, "top": 20, "width": 30, "height": 40}
    return rows.box(left, key, bbox=place)


def truth(desk: Desk, *boxes: dict) -> None:
    desk.studio.run(list(boxes), purpose="ground_truth")


def shown(desk: Desk) -> list[str]:
    found, _ = desk.labels.list_labels(desk.uid)
    return [one.label.uid for one in found]


def delete(desk: Desk, *uids: str, who=None) -> None:
    Deletions(desk.store, desk.clock).delete(uids, who or desk.studio.actor)


def states(desk: Desk) -> list[str]:
    with desk.store.read() as session:
        return [one.state for one in session.projects.tasks_by_id(desk.task_ids)]


def deletion_job(desk: Desk):
    [job] = [one for one in desk.studio.imports.list_jobs(desk.uid) if one.is_deletion]
    return job


def undos(desk: Desk) -> Undos:
    return Undos(desk.store, desk.clock, InlineExecutor(), lambda _: None)


def lefts(annotations: list[Annotation]) -> list[object]:
    return [getattr(one.geometry, "left", None) for one in annotations]


def test_nobody_sees_an_imported_label_after_its_deletion(desk: Desk):
    truth(desk, box("one"))
    [uid] = shown(desk)
    delete(desk, uid)
    assert shown(desk) == []
    assert desk.studio.seen("one", "ground_truth") == []
    with pytest.raises(NotFoundError):
        desk.labels.get(uid)


def test_a_task_is_to_be_labelled_again_after_the_deletion_of_its_label(desk: Desk):
    truth(desk, box("one"))
    assert states(desk) == ["done", "to_label", "to_label"]
    delete(desk, *shown(desk))
    assert states(desk) == ["to_label", "to_label", "to_label"]


def test_an_import_after_a_deletion_is_read_by_itself(desk: Desk):
    truth(desk, box("one", left=1), box("one", left=2))
    delete(desk, *shown(desk))
    truth(desk, box("one", left=3))
    assert lefts(desk.studio.seen("one", "ground_truth")) == [3]
    assert len(shown(desk)) == 1
    assert states(desk)[0] == "done"


def test_an_import_after_a_deletion_leaves_nothing_behind_when_it_is_undone(desk: Desk):
    truth(desk, box("one", left=1))
    delete(desk, *shown(desk))
    job = desk.studio.run([box("one", left=3)], purpose="ground_truth")
    undos(desk).undo(job.uid, desk.studio.actor)
    assert shown(desk) == []
    assert states(desk)[0] == "to_label"


def test_undoing_a_deletion_shows_imported_labels_again(desk: Desk):
    truth(desk, box("one", left=1))
    before = shown(desk)
    delete(desk, *before)
    undos(desk).undo(deletion_job(desk).uid, desk.studio.actor)
    assert shown(desk) == before
    assert lefts(desk.studio.seen("one", "ground_truth")) == [1]
    undos(desk).redo(deletion_job(desk).uid, desk.studio.actor)
    assert shown(desk) == []


def test_a_deletion_counts_the_annotations_it_hides(desk: Desk):
    truth(desk, box("one", left=1), box("one", left=2), box("two", left=3))
    delete(desk, *shown(desk))
    assert deletion_job(desk).counts.removed == 3


def test_what_a_person_submitted_is_gone_after_the_deletion_and_imports_below_stay_away(desk: Desk):
    truth(desk, box("one", left=1))
    view = desk.open(desk.rob)
    desk.submit(desk.patch(view, car(), who=desk.rob), desk.rob)
    [uid] = shown(desk)
    delete(desk, uid)
    assert shown(desk) == []
    assert states(desk)[0] == "to_label"


def test_a_person_may_label_anew_where_their_label_was_deleted(desk: Desk):
    desk.submit(desk.patch(desk.open(), car(left=10)))
    [first] = shown(desk)
    delete(desk, first)
    desk.submit(desk.patch(desk.open(), car(left=20)))
    [second] = shown(desk)
    assert second != first
    said = desk.labels.get(second)
    assert lefts(said.annotations) == [20]
    assert said.label.head_version == 1


def test_truth_can_be_imported_where_the_label_of_a_person_was_deleted(desk: Desk):
    desk.submit(desk.patch(desk.open(), car()))
    delete(desk, *shown(desk))
    job = desk.studio.run([box("one", left=3)], purpose="ground_truth")
    assert (job.counts.accepted, job.counts.rejected) == (1, 0)
    assert len(shown(desk)) == 1


def test_a_deleted_label_is_no_benchmark(desk: Desk):
    desk.submit(desk.patch(desk.open(), car()))
    [uid] = shown(desk)
    desk.labels.mark(uid, desk.rob, is_benchmark=True)
    delete(desk, uid)
    found, _ = Labels(desk.store, desk.clock).list_labels(desk.uid, is_benchmark=True)
    assert found == []


def test_deleting_labels_takes_a_manager(desk: Desk):
    desk.submit(desk.patch(desk.open(), car()))
    with pytest.raises(AccessError):
        delete(desk, *shown(desk), who=desk.rob)
    assert len(shown(desk)) == 1


def test_the_label_of_a_foreign_project_is_missing(desk: Desk):
    desk.submit(desk.patch(desk.open(), car()))
    with desk.store.write() as session:
        stranger = session.access.create_user("sam@example.org", "Sam", False, 1)
    [uid] = shown(desk)
    with pytest.raises(NotFoundError, match=f"no label '{uid}'"):
        delete(desk, uid, who=stranger)


def test_of_several_labels_all_are_deleted_or_none(desk: Desk):
    truth(desk, box("one", 1), box("two", 2))
    with pytest.raises(NotFoundError):
        delete(desk, *shown(desk), "01900000-0000-7000-8000-000000000000")
    assert len(shown(desk)) == 2


def test_the_labels_of_a_batch_are_deleted_together(desk: Desk):
    truth(desk, box("one", 1), box("two", 2))
    with desk.store.read() as session:
        [batch] = session.projects.list_batches(desk.project, after_id=0, limit=9)
    gone = Deletions(desk.store, desk.clock).delete_of_batch(desk.uid, batch.uid, desk.studio.actor)
    assert len(gone) == 2
    assert shown(desk) == []
    assert states(desk) == ["to_label"] * 3


def test_undoing_a_deletion_takes_tasks_out_of_the_queue_again_and_redoing_it_puts_them_back(desk: Desk):
    truth(desk, box("one"))
    delete(desk, *shown(desk))
    undos(desk).undo(deletion_job(desk).uid, desk.studio.actor)
    assert states(desk) == ["done", "to_label", "to_label"]
    undos(desk).redo(deletion_job(desk).uid, desk.studio.actor)
    assert states(desk) == ["to_label"] * 3


def test_undoing_a_deletion_leaves_a_task_alone_that_was_sent_back_since(desk: Desk):
    truth(desk, box("one"))
    delete(desk, *shown(desk))
    with desk.store.write() as session:
        session.projects.set_task_state(desk.task_ids[:1], "rework", 1)
    undos(desk).undo(deletion_job(desk).uid, desk.studio.actor)
    assert states(desk)[0] == "rework"


def test_a_draft_of_a_label_that_was_deleted_is_not_submitted_into_nothing(desk: Desk):
    desk.submit(desk.patch(desk.open(), car(left=10)))
    draft = desk.patch(desk.open(), car("b", left=20))
    [gone] = shown(desk)
    delete(desk, gone)
    with pytest.raises(ConflictError, match="says something else by now"):
        desk.submit(draft)
    desk.submit(draft, is_overwriting=True)
    [uid] = shown(desk)
    assert uid != gone
    assert lefts(desk.labels.get(uid).annotations) == [10, 20]


def added_to(desk: Desk) -> Job:
    """Let a person label, and an import add to that."""
    desk.submit(desk.patch(desk.open(), car(left=10)))
    return desk.studio.run([box("one", left=3)], purpose="ground_truth", settings={"on_edited": "version"})


def test_what_an_import_added_to_the_label_of_a_person_goes_with_it(desk: Desk):
    job = added_to(desk)
    delete(desk, *shown(desk))
    truth(desk, box("one", left=7))
    [uid] = shown(desk)
    assert lefts(desk.labels.get(uid).annotations) == [7]
    undos(desk).undo(job.uid, desk.studio.actor)
    undos(desk).redo(job.uid, desk.studio.actor)
    assert lefts(desk.labels.get(uid).annotations) == [7]


def test_undoing_and_redoing_what_was_added_to_a_deleted_label_shows_nothing(desk: Desk):
    job = added_to(desk)
    delete(desk, *shown(desk))
    undos(desk).undo(job.uid, desk.studio.actor)
    undos(desk).redo(job.uid, desk.studio.actor)
    assert shown(desk) == []


def test_an_import_that_added_to_a_person_keeps_the_label_it_has_itself(desk: Desk):
    truth(desk, box("one", left=1))
    [imported] = shown(desk)
    with desk.store.write() as session:
        label = own_label(session, session.projects.tasks_by_id(desk.task_ids)[0], desk.lea, 1)
        speak(session, label, Speech(action="submit", annotations=[]), desk.lea, 1)
    desk.studio.run([box("one", left=3)], purpose="ground_truth", settings={"on_edited": "version"})
    delete(desk, label.uid)
    assert shown(desk) == [imported]
    assert lefts(desk.labels.get(imported).annotations) == [1, 3]


def test_what_is_sent_again_after_its_labels_were_deleted_is_imported_again(desk: Desk):
    first = desk.studio.run([box("one")], purpose="ground_truth", name="a")
    delete(desk, *shown(desk))
    again = desk.studio.run([box("one")], purpose="ground_truth", name="a")
    assert again.uid != first.uid
    assert (again.name, len(shown(desk))) == ("a", 1)
    assert desk.studio.run([box("one")], purpose="ground_truth", name="a").uid == again.uid
