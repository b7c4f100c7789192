"""Predictions go into a model run through the same stages as everything else goes into a project."""

from typing import Any

import pytest

from postil.errors import AccessError, ConflictError, NotFoundError, UsageError
from postil.executors.inline import InlineExecutor
from postil.model.annotation import Annotation
from postil.model.identity import new_uid
from postil.model.ontology import Feature, Ontology
from postil.ports.clock import SystemClock
from postil.ports.jobs import Job
from postil.ports.models import ModelRun
from postil.services.imports.intake import NewImport
from postil.services.imports.undo import Undos
from postil.services.index.projector import Projector
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.rows import blocks_of, box, relationship, source, uuid, weather

FEATURES = [
    Feature("car", "box"),
    Feature("weather", "radio", [Feature("rain", "option"), Feature("sun", "option")]),
    Feature("near", "relationship"),
]


class Lab:
    """A run over the first two data rows of a studio; its ontology is not that of the project."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        with studio.store.write() as session:
            ontology = session.ontologies.create(Ontology(new_uid(), FEATURES), 1)
            model = session.models.create_model("detector", ontology.id or 0, studio.actor.id, 1)
            self.run = session.models.create_run(model.id, "one", {}, studio.actor.id, 1)
            session.models.add_rows(self.run.id, studio.row_ids[:2])

    def take(self, content: bytes, run: ModelRun | None = None, **asked: Any) -> Job:
        asked = {"format": "labelbox", "name": new_uid(), "purpose": "prediction", **asked}
        new = NewImport(model_run_uid=(run or self.run).uid, **asked)
        receiver = self.studio.imports.receive(new, self.studio.actor)
        receiver.write(content)
        return self.studio.imports.get(self.studio.imports.take(receiver).uid)

    def seen(self, key: str = "one") -> list[Annotation]:
        row_id = self.studio.row_ids[KEYS.index(key)]
        with self.studio.store.write() as session:
            found = session.bundles.ensure_set("prediction", model_run_id=self.run.id)
            return session.bundles.fold(found.id, [row_id]).get((row_id, 0), [])

    def metrics(self, key: str = "one") -> dict[str, Any]:
        row_id = self.studio.row_ids[KEYS.index(key)]
        with self.studio.store.write() as session:
            found = session.bundles.ensure_set("prediction", model_run_id=self.run.id)
            return session.bundles.bundles([found.id], [row_id])[0].metrics


@pytest.fixture
def lab(studio: Studio) -> Lab:
    return Lab(studio)


def metric(value: float, key: str = "one", **changes: Any) -> dict[str, Any]:
    row = {"metricName": "sharpness", "metricValue": value, "aggregation": "SUM"}
    return row | {"dataRow": {"globalKey": key}} | changes


def test_predictions_of_a_run_are_seen_in_its_own_set_alone(lab: Lab) -> None:
    job = lab.take(source([box(1), weather(2, "rain")]))
    assert (job.state, job.counts.accepted, job.counts.rejected) == ("finished", 2, 0)
    assert (job.project_id, job.model_run_id, job.purpose) == (None, lab.run.id, "prediction")
    assert [one.key for one in lab.seen()] == [uuid(1), uuid(2)]
    assert lab.studio.seen("one") == []


def test_confidence_and_custom_metrics_are_kept_and_what_is_missing_stays_missing(lab: Lab) -> None:
    custom = [{"name": "iou", "value": 0.7}]
    lab.take(source([box(1, confidence=0.25, customMetrics=custom), box(2)]))
    first, second = lab.seen()
    assert (first.confidence, [(one.name, one.value) for one in first.metrics]) == (0.25, [("iou", 0.7)])
    assert (second.confidence, second.metrics) == (None, [])


def test_a_data_row_outside_the_run_fails_row_by_row(lab: Lab) -> None:
    job = lab.take(source([box(1), box(2, key="three"), box(3, key="nowhere")]))
    assert lab.studio.failed(job) == {2: ["ROW004"], 3: ["ROW003"]}
    issue = lab.studio.imports.failures(job.uid)[0].issues[0]
    assert issue.message == "data row 'three' is not in this model run"


def test_features_outside_the_ontology_of_the_model_fail_row_by_row(lab: Lab) -> None:
    job = lab.take(source([box(1, name="bus"), box(2)]))
    assert lab.studio.failed(job) == {1: ["ONT001"]}


def test_relationships_fail_and_their_ends_do_not(lab: Lab) -> None:
    job = lab.take(source([relationship(3, 1, 2), box(1), box(2)]))
    assert lab.studio.failed(job) == {1: ["REL009"]}
    assert len(lab.seen()) == 2


def test_metric_rows_are_kept_with_their_data_row(lab: Lab) -> None:
    job = lab.take(source([metric(0.5), metric(2, metricName="noise"), metric(1, key="two")]))
    assert (job.counts.accepted, job.counts.rejected) == (3, 0)
    values = {one["metricName"]: one["metricValue"] for one in lab.metrics().values()}
    assert values == {"sharpness": 0.5, "noise": 2}
    assert [one["metricValue"] for one in lab.metrics("two").values()] == [1]


def test_a_later_metric_takes_the_place_of_the_one_of_the_same_name(lab: Lab) -> None:
    first = lab.take(blocks_of([metric(0.5), box(1)], [metric(2, metricName="noise")]))
    second = lab.take(source([metric(0.75)]))
    assert [first.counts.accepted, second.counts.accepted] == [3, 1]
    values = {one["metricName"]: one["metricValue"] for one in lab.metrics().values()}
    assert values == {"sharpness": 0.75, "noise": 2}
    assert [one.key for one in lab.seen()] == [uuid(1)]


def test_a_dry_run_shows_nothing_until_it_is_committed(lab: Lab) -> None:
    settings = NewImport().settings
    settings.is_dry_run = True
    job = lab.take(source([box(1), box(2, key="three")]), settings=settings)
    diff = lab.studio.diffs.get(job.uid)
    assert (job.state, lab.seen(), diff.counts.created) == ("staged", [], 1)
    committed = lab.studio.imports.commit(job.uid, lab.studio.actor)
    assert (committed.state, len(lab.seen())) == ("finished", 1)


def test_undo_hides_predictions_and_redo_shows_them_again(lab: Lab) -> None:
    studio = lab.studio
    job = lab.take(source([box(1), metric(0.5)]))
    undos = Undos(studio.store, SystemClock(), InlineExecutor(), lambda uid: None)
    assert undos.forecast(job.uid).removed == 1
    undos.undo(job.uid, studio.actor)
    assert lab.seen() == []
    undos.redo(job.uid, studio.actor)
    assert ([one.key for one in lab.seen()], len(lab.metrics())) == ([uuid(1)], 1)


def test_the_index_counts_predictions(lab: Lab) -> None:
    lab.take(source([box(1), box(2), box(3, key="two")]))
    Projector(lab.studio.store).run()
    with lab.studio.store.write() as session:
        found = session.bundles.ensure_set("prediction", model_run_id=lab.run.id)
        assert found.id in session.projections.sets_on(lab.studio.row_ids)


def test_the_same_name_and_content_is_the_same_import(lab: Lab) -> None:
    first = lab.take(source([box(1)]), name="v1")
    assert lab.take(source([box(1)]), name="v1").uid == first.uid
    with pytest.raises(ConflictError, match="this model run"):
        lab.take(source([box(2)]), name="v1")


def test_two_runs_may_have_imports_of_one_name(lab: Lab) -> None:
    other = Lab(lab.studio)
    assert lab.take(source([box(1)]), name="v1").uid != other.take(source([box(1)]), name="v1").uid


def test_an_atomic_import_with_a_bad_row_leaves_nothing(lab: Lab) -> None:
    settings = NewImport().settings
    settings.policy = "atomic"
    job = lab.take(source([box(1), box(2, key="three")]), settings=settings)
    assert (job.state, lab.seen()) == ("failed", [])


def test_a_model_run_takes_predictions_only(lab: Lab) -> None:
    with pytest.raises(UsageError, match="takes predictions"):
        lab.take(source([box(1)]), purpose="ground_truth")


def test_a_project_takes_no_predictions(studio: Studio) -> None:
    with pytest.raises(UsageError, match="into a project"):
        studio.run([box(1)], purpose="prediction")


def test_a_run_has_no_recipes(lab: Lab) -> None:
    with pytest.raises(UsageError, match="no recipe"):
        lab.take(source([box(1)]), recipe="detector")


def test_whoever_did_not_make_the_model_imports_nothing(lab: Lab) -> None:
    with lab.studio.store.write() as session:
        stranger = session.access.create_user("stranger@example.org", "", False, 1)
        member = session.access.create_user("member@example.org", "", False, 1)
        model = session.models.model_by_id(lab.run.model_id)
        assert model is not None
        session.projects.update(
            lab.studio.project.id, name=None, description=None, ontology_id=model.ontology_id, at=1
        )
        session.access.set_role(lab.studio.project.id, member.id, "manager")
    lab.studio.actor = stranger
    with pytest.raises(NotFoundError):
        lab.take(source([box(1)]))
    lab.studio.actor = member
    with pytest.raises(AccessError):
        lab.take(source([box(1)]))


def test_a_deleted_run_is_not_found(lab: Lab) -> None:
    with lab.studio.store.write() as session:
        session.models.delete_run(lab.run.id, 2)
    with pytest.raises(NotFoundError):
        lab.take(source([box(1)]))
