"""What is judged when somebody submits, and what is written down about it."""

import pytest

from postil.errors import ConflictError, RefusedError
from postil.model.annotation import Annotation
from postil.model.geometry import Box
from postil.model.ontology import Feature
from postil.services.labels.patches import Put
from tests.unit.services.imports.rows import box
from tests.unit.services.labels.conftest import car
from tests.unit.services.labels.test_patches import weather


def require_colour(desk):
    """Make the colour of a car a question that must be answered."""
    with desk.store.write() as session:
        ontology = session.ontologies.by_id(desk.studio.project.ontology_id)
        [colour] = ontology.features[0].children
        colour.is_required = True
        session.ontologies.update(ontology, 2)


def test_a_required_answer_may_be_missing_in_a_draft_and_not_in_a_label(desk):
    require_colour(desk)
    view = desk.patch(desk.open(), car())
    with pytest.raises(RefusedError) as caught:
        desk.submit(view)
    assert caught.value.issues[0].where.pointer.startswith("/annotations/0")
    assert desk.open().draft.version == view.draft.version


def test_a_required_question_about_the_data_row_is_answered_before_anything_is_submitted(desk):
    with desk.store.write() as session:
        ontology = session.ontologies.by_id(desk.studio.project.ontology_id)
        ontology.features[1].is_required = True
        session.ontologies.update(ontology, 2)
    view = desk.open()
    with pytest.raises(RefusedError) as caught:
        desk.submit(view)
    assert (caught.value.code, caught.value.issues[0].expected) == ("CLS007", "weather")
    assert desk.submit(desk.patch(view, weather("w", "rain"))).version.no == 1


def test_what_was_not_changed_is_not_judged_again(desk):
    desk.studio.run([box(1)], purpose="ground_truth")
    require_colour(desk)
    assert desk.submit(desk.open(desk.rob), desk.rob).version.no == 1


def test_a_submission_is_one_activity_entry_about_the_label(desk):
    done = desk.submit(desk.patch(desk.open(), car()), reason="first pass")
    with desk.store.read() as session:
        [entry] = [one for one in session.activities(before_id=None, limit=9) if one.object_kind == "label"]
        [row] = session.catalog.rows_by_id(desk.studio.row_ids[:1])
    assert (entry.action, entry.object_uid, entry.user_id) == ("submit", done.label.uid, desk.lea.id)
    about = {name: entry.detail[name] for name in ("project", "data_row", "version", "annotations", "reason")}
    assert about == {
        "project": desk.uid, "data_row": row.uid, "version": 1, "annotations": 1, "reason": "first pass",
    }  # fmt: skip


def test_a_refused_submission_leaves_no_trace(desk):
    view = desk.patch(desk.open(desk.rob), car(), who=desk.rob)
    desk.drafts.close(view.draft.uid, desk.rob)
    desk.submit(desk.open())
    with desk.store.read() as session:
        before = session.activities(before_id=None, limit=9)
    with pytest.raises(ConflictError):
        desk.submit(view, desk.rob)
    with desk.store.read() as session:
        assert session.activities(before_id=None, limit=9) == before


def test_a_version_names_the_ontology_its_features_are_of(desk):
    version = desk.submit(desk.patch(desk.open(), car())).version
    with desk.store.read() as session:
        ontology = session.ontologies.by_id(desk.studio.project.ontology_id)
    assert (version.ontology_id, version.ontology_version) == (ontology.id, ontology.version)


def test_a_label_of_a_person_is_of_their_own_truth_in_the_project(desk):
    label = desk.submit(desk.open()).label
    with desk.store.read() as session:
        [own] = [one for one in session.bundles.sets_of(desk.project) if one.id == label.set_id]
    assert (own.kind, own.author_id, label.author_id) == ("ground_truth", desk.lea.id, desk.lea.id)


def test_imported_truth_about_a_submitted_data_row_is_refused(desk):
    desk.submit(desk.patch(desk.open(), car()))
    job = desk.studio.run([box(1), box(2, "two")], purpose="ground_truth")
    assert desk.studio.failed(job) == {1: ["ROW018"]}


def test_an_import_that_adds_versions_makes_no_second_label(desk):
    label = desk.submit(desk.patch(desk.open(), car())).label
    desk.studio.run([box(1)], purpose="ground_truth", settings={"on_edited": "version"})
    with desk.store.read() as session:
        found = session.labels.of_rows(desk.project, desk.studio.row_ids[:1])
    assert [(one.id, one.head_version) for one in found] == [(label.id, 2)]


def test_pre_labels_after_a_submission_change_neither_label_nor_task(desk):
    done = desk.submit(desk.patch(desk.open(), car()))
    desk.studio.run([box(1)])
    task = desk.tasks.get(desk.uid, desk.task_ids[0])
    assert (task.task.state, task.labels[0].label.head_version) == ("done", done.version.no)


def test_a_feature_that_came_later_can_be_used_at_once(desk):
    with desk.store.write() as session:
        ontology = session.ontologies.by_id(desk.studio.project.ontology_id)
        ontology.features.append(Feature("tram", "box"))
        session.ontologies.update(ontology, 2)
    tram = Put(Annotation(key="t", feature="tram", geometry=Box(1, 2, 3, 4)))
    assert desk.submit(desk.patch(desk.open(), tram)).version.annotations[0].feature_id is not None


def label_actions(desk):
    """Return what was done to labels, newest first."""
    with desk.store.read() as session:
        entries = session.activities(before_id=None, limit=9)
    return [one.action for one in entries if one.object_kind == "label"]


def test_a_benchmark_that_is_skipped_is_none_any_more(desk):
    done = desk.submit(desk.open(), desk.lea)
    desk.labels.mark(done.label.uid, desk.rob, is_benchmark=True)
    draft = desk.open().draft
    skipped = desk.submissions.skip(draft.uid, desk.lea, version=draft.version)
    assert (skipped.label.is_skipped, skipped.label.is_benchmark) == (True, False)
    assert sorted(label_actions(desk)) == ["mark", "skip", "submit", "unmark"]


def test_going_back_to_a_skipped_version_takes_the_mark_away(desk):
    draft = desk.open().draft
    label = desk.submissions.skip(draft.uid, desk.lea, version=draft.version).label
    desk.submit(desk.open())
    desk.labels.mark(label.uid, desk.rob, is_benchmark=True)
    done = desk.labels.restore(label.uid, 1, desk.rob, version=2)
    assert (done.label.is_skipped, done.label.is_benchmark) == (True, False)
    assert label_actions(desk).count("unmark") == 1
