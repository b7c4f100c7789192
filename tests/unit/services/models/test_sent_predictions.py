"""Predictions become pre-labels by an ordinary import into a project."""

from pathlib import Path

import pytest

from postil.errors import AccessError, ConflictError, LimitError, NotFoundError, UsageError
from postil.ports.access import User
from postil.ports.jobs import Job
from postil.services.models.run_contents import RunContents
from postil.services.models.sent_predictions import MOST_ROWS, SentPredictions
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.imports.conftest import KEYS, Studio
from tests.unit.services.imports.rows import box, source, uuid, weather
from tests.unit.services.imports.test_destination import Lab


class Office:
    """A run that has predicted something, and who sends it on."""

    def __init__(self, studio: Studio) -> None:
        self.studio, self.lab = studio, Lab(studio)
        contents = RunContents(studio.store, studio.shop.blobs)
        self.sent = SentPredictions(studio.store, studio.shop.blobs, contents, studio.imports)
        rain = weather(3, "rain", key="two")
        self.lab.take(source([box(1, confidence=0.5), box(2), rain]))

    def send(self, name: str = "v1", **asked: list[str]) -> Job:
        project = self.studio.project.uid
        sending = self.sent.send(self.lab.run.uid, project, name, self.studio.actor, **asked)
        return self.studio.imports.get(sending.job.uid)


@pytest.fixture
def office(tmp_path: Path, store: SqliteStore, actor: User) -> Office:
    return Office(Studio(tmp_path, store, actor))


def test_predictions_arrive_as_pre_labels_with_their_keys_and_confidences(office: Office) -> None:
    job = office.send()
    assert (job.state, job.purpose, job.counts.accepted) == ("finished", "pre_label", 3)
    seen = office.studio.seen("one")
    assert [(one.key, one.confidence) for one in seen] == [(uuid(1), 0.5), (uuid(2), None)]
    assert [one.feature for one in office.studio.seen("two")] == ["weather"]


def test_features_are_those_of_the_project_and_not_of_the_model(office: Office) -> None:
    office.send()
    with office.studio.store.read() as session:
        ontology = session.ontologies.by_id(office.studio.project.ontology_id or 0)
    assert ontology is not None
    assert office.studio.seen("one")[0].feature_id == ontology.features[0].id


def test_names_the_project_has_not_fail_row_by_row(office: Office) -> None:
    with office.studio.store.write() as session:
        ontology = session.ontologies.by_id(office.studio.project.ontology_id or 0)
        assert ontology is not None
        ontology.features = [one for one in ontology.features if one.name != "weather"]
        session.ontologies.update(ontology, 2)
    job = office.send()
    assert (job.counts.accepted, office.studio.failed(job)) == (2, {3: ["ONT001"]})


def test_data_rows_outside_the_project_fail_row_by_row(office: Office) -> None:
    studio = office.studio
    with studio.store.write() as session:
        other = session.projects.create("other", "", "image", studio.project.ontology_id, studio.actor.id, 1)
        batch = session.projects.create_batch(other.id, "one", 5, None, 1)
        session.projects.add_tasks(batch, studio.row_ids[:1], 1)
    job = office.sent.send(office.lab.run.uid, other.uid, "v1", studio.actor).job
    assert studio.failed(studio.imports.get(job.uid)) == {3: ["ROW004"]}


def test_only_the_data_rows_that_are_named_are_sent(office: Office) -> None:
    assert office.send(global_keys=["two", "three", "nowhere"]).counts.read == 1
    with pytest.raises(UsageError, match="predicts nothing"):
        office.send("v2", global_keys=["three"])


def test_data_rows_that_were_named_in_vain_are_told(office: Office) -> None:
    studio = office.studio
    with studio.store.write() as session:
        session.models.add_rows(office.lab.run.id, studio.row_ids[2:])
        other = session.projects.create("other", "", "image", studio.project.ontology_id, studio.actor.id, 1)
        batch = session.projects.create_batch(other.id, "one", 5, None, 1)
        session.projects.add_tasks(batch, studio.row_ids[:1], 1)
    for _ in range(2):
        sending = office.sent.send(
            office.lab.run.uid, other.uid, "v1", studio.actor, global_keys=["nowhere", *KEYS]
        )
        told = sending.left_out
        assert (told.missing, told.silent, told.outside) == (["nowhere"], ["three"], ["two"])


def test_what_is_written_in_many_pieces_arrives_whole(office: Office) -> None:
    office.lab.take(source([box(number) for number in range(10, 1_500)]))
    assert office.send().counts.accepted == 1_493


def test_the_same_name_is_the_same_import_also_when_the_run_says_more_by_now(office: Office) -> None:
    first = office.send()
    office.lab.take(source([box(9)]))
    assert office.send().uid == first.uid
    assert office.send("v2").counts.unchanged == 3


def test_the_name_of_some_data_rows_is_not_one_for_others(office: Office) -> None:
    first = office.send(global_keys=["one", "three"])
    assert office.send(global_keys=["three", "one"]).uid == first.uid
    with pytest.raises(ConflictError, match="v1"):
        office.send(global_keys=["two"])
    with pytest.raises(ConflictError, match="v1"):
        office.send()
    assert office.studio.seen("two") == []


def test_the_name_of_another_import_is_taken(office: Office) -> None:
    office.studio.run([box(1)], name="v1")
    with pytest.raises(ConflictError):
        office.send()


def test_no_more_data_rows_are_named_than_one_call_takes(office: Office) -> None:
    with pytest.raises(LimitError):
        office.send(global_keys=["one"] * (MOST_ROWS + 1))


def test_sending_takes_a_manager_of_the_project_who_may_know_of_the_run(office: Office) -> None:
    studio = office.studio
    with studio.store.write() as session:
        user = session.access.create_user("user@example.org", "", False, 1)
        model = session.models.model_by_id(office.lab.run.model_id)
        assert model is not None
    studio.actor = user
    with pytest.raises(NotFoundError):
        office.send()
    with studio.store.write() as session:
        used = session.projects.create("uses it", "", "image", model.ontology_id, None, 1)
        session.access.set_role(used.id, user.id, "viewer")
        session.access.set_role(studio.project.id, user.id, "viewer")
    with pytest.raises(AccessError):
        office.send()
    with studio.store.write() as session:
        session.access.set_role(studio.project.id, user.id, "manager")
    assert office.send().counts.accepted == 3
