"""Sittings, drafts that begin anew, and what others may not open."""

import pytest

from postil.errors import ChangedError, ConflictError, LimitError
from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.services.labels import patches as patching
from postil.services.labels.offers import Accepted
from postil.services.labels.tasks import HOLD_S
from tests.unit.services.imports.rows import box, uuid
from tests.unit.services.labels.conftest import car

SECOND = 1_000_000


def test_the_time_of_a_sitting_is_from_opening_to_submitting(desk):
    view = desk.open()
    desk.clock.passed += 90
    assert 90 <= desk.submit(view).version.lead_time / SECOND < 95


def test_sittings_add_up_and_the_time_between_does_not_count(desk):
    view = desk.open()
    desk.clock.passed += 60
    desk.drafts.close(view.draft.uid, desk.lea)
    desk.clock.passed += 10_000
    view = desk.open()
    desk.clock.passed += 30
    assert 90 <= desk.submit(view).version.lead_time / SECOND < 95


def test_a_long_pause_ends_a_sitting_with_the_last_change(desk):
    view = desk.open()
    desk.clock.passed += 60
    view = desk.patch(view, car())
    desk.clock.passed += HOLD_S + 1
    view = desk.open()
    desk.clock.passed += 30
    assert 90 <= desk.submit(view).version.lead_time / SECOND < 95


def test_a_task_is_free_again_after_a_long_pause(desk):
    desk.open()
    with pytest.raises(ConflictError, match="has task"):
        desk.open(desk.rob)
    desk.clock.passed += HOLD_S + 1
    assert desk.open(desk.rob).draft.author_id == desk.rob.id


def test_every_change_keeps_the_task_for_another_while(desk):
    view = desk.open()
    for _ in range(3):
        desk.clock.passed += HOLD_S - 1
        view = desk.patch(view, car())
    with pytest.raises(ConflictError):
        desk.open(desk.rob)


def test_a_change_after_a_long_pause_takes_nothing_from_whoever_came_meanwhile(desk):
    view = desk.open()
    desk.clock.passed += HOLD_S + 1
    desk.open(desk.rob)
    desk.patch(view, car())
    assert desk.tasks.get(desk.uid, desk.task_ids[0]).hold.user_id == desk.rob.id


def test_a_draft_without_changes_follows_its_label(desk):
    desk.studio.run([box(1)], purpose="ground_truth")
    view = desk.open(desk.rob)
    desk.studio.run([box(2)], purpose="ground_truth")
    again = desk.open(desk.rob)
    assert again.draft.uid == view.draft.uid
    assert [one.key for one in again.annotations] == [uuid(1), uuid(2)]


def test_a_draft_with_changes_stays_and_says_that_its_label_has_moved_on(desk):
    desk.studio.run([box(1)], purpose="ground_truth")
    desk.patch(desk.open(desk.rob), car(), who=desk.rob)
    desk.studio.run([box(2)], purpose="ground_truth")
    again = desk.open(desk.rob)
    assert ([one.key for one in again.annotations], again.is_outdated) == ([uuid(1), "a"], True)


def test_two_changes_of_the_same_version_are_not_both_taken(desk):
    view = desk.open()
    desk.patch(view, car())
    with pytest.raises(ChangedError) as caught:
        desk.drafts.patch(view.draft.uid, desk.lea, [car("b")], version=1, patch_id="other")
    assert caught.value.version == 2


def test_an_imported_shape_in_percent_is_edited_in_pixels_and_stays_in_percent(desk):
    third = 100 / 3
    row = {
        "postil": 1,
        "data_row": {"assets": [{"width": 1000, "height": 800}], "global_key": "one"},
        "bundles": [
            {
                "kind": "ground_truth",
                "annotations": [
                    {
                        "key": "a",
                        "feature": "car",
                        "geometry": {
                            "type": "box", "left": third, "top": 10.1,
                            "width": 5, "height": 7.7, "unit": "percent",
                        },
                    }
                ],
            }
        ],
    }  # fmt: skip
    desk.studio.run([row], purpose="ground_truth", format="postil")
    view = desk.open(desk.rob)
    [shown] = view.annotations
    assert (shown.geometry.unit, shown.geometry.left) == ("px", pytest.approx(1000 / 3))
    shown.geometry.left = 500
    done = desk.submit(desk.patch(view, patching.Put(shown), who=desk.rob), desk.rob)
    assert done.version.annotations[0].geometry == Box(50, 10.1, 5, 7.7, unit="percent")


def test_more_annotations_than_a_person_can_look_at_are_refused(desk, monkeypatch):
    monkeypatch.setattr(patching, "MOST_ANNOTATIONS", 2)
    view = desk.patch(desk.open(), car("a"), car("b"))
    with pytest.raises(LimitError, match="at most 2 fit"):
        desk.patch(view, car("c"))


def test_what_is_offered_is_what_readers_see(desk):
    job = desk.studio.run([box(1, confidence=0.5)])
    [offer] = desk.open().offers
    assert [(one.key, one.confidence) for one in offer.annotations] == [(uuid(1), 0.5)]
    assert isinstance(offer.annotations[0], Annotation)
    assert job.is_visible


def test_where_pre_labels_come_from_is_read_once_however_many_are_accepted(desk, monkeypatch):
    desk.studio.run([box(1), box(2), box(3)])
    view = desk.open()
    [offer] = view.offers
    with desk.store.read() as session:
        kind = type(session.bundles)
    reads, read = [], kind.origins

    def counted(self, set_id, *args, **more):
        reads.append(set_id)
        return read(self, set_id, *args, **more)

    monkeypatch.setattr(kind, "origins", counted)
    accepted = [patching.Put(one, Accepted(offer.bundle_id, one.key)) for one in offer.annotations]
    saved = desk.patch(view, *accepted)
    assert [one.origin.key for one in saved.draft.annotations] == [uuid(1), uuid(2), uuid(3)]
    assert {one.origin.job_id for one in saved.draft.annotations} != {None}
    assert reads == [offer.set_id]


def test_what_a_draft_would_say_is_told_without_a_draft_or_a_lease(desk):
    task = desk.task_ids[0]
    told = desk.drafts.beginning(desk.uid, task, desk.lea)
    with desk.store.read() as session:
        assert session.drafts.of_task(task, desk.lea.id) is None
        assert session.queue.hold_on(task, told.draft.updated_at) is None
    assert desk.open(desk.rob).draft.author_id == desk.rob.id


def test_what_a_draft_would_say_is_not_told_to_whoever_could_not_open_the_task(desk):
    desk.open(desk.rob)
    with pytest.raises(ConflictError, match="has task"):
        desk.drafts.beginning(desk.uid, desk.task_ids[0], desk.lea)
