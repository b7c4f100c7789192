"""Runs of models: a name of their own within the model, and a configuration."""

import pytest

from postil.errors import AccessError, ConflictError, NotFoundError, UsageError
from postil.ports.clock import SystemClock
from postil.services.models.model_runs import ModelRuns
from postil.stores.sql.sqlite import SqliteStore
from tests.unit.services.models.test_models import Place


@pytest.fixture
def place(store: SqliteStore) -> Place:
    return Place(store)


@pytest.fixture
def runs(store: SqliteStore) -> ModelRuns:
    return ModelRuns(store, SystemClock())


def test_a_run_keeps_its_configuration_as_it_was_spelled(place: Place, runs: ModelRuns) -> None:
    made = runs.create(place.model.uid, "one", place.maker, settings={"batch_size": 1000, "rate": 1.0})
    assert runs.get(made.uid, place.maker).settings == {"batch_size": 1000, "rate": 1.0}
    assert runs.list_runs(place.model.uid, place.maker) == [made]
    assert (runs.by_id(made.id), runs.model_of(made)) == (made, place.model)


def test_a_new_configuration_takes_the_place_of_the_old_one(place: Place, runs: ModelRuns) -> None:
    made = runs.create(place.model.uid, "one", place.maker, settings={"a": 1})
    assert runs.update(made.uid, place.maker, settings={"b": 2}).settings == {"b": 2}
    renamed = runs.update(made.uid, place.maker, name="two")
    assert (renamed.name, renamed.settings) == ("two", {"b": 2})
    assert runs.update(made.uid, place.maker, settings={}).settings == {}


def test_a_model_has_one_run_of_a_name(place: Place, runs: ModelRuns) -> None:
    runs.create(place.model.uid, "one", place.maker)
    with pytest.raises(ConflictError):
        runs.create(place.model.uid, "one", place.maker)


def test_a_configuration_is_no_place_for_large_things(place: Place, runs: ModelRuns) -> None:
    with pytest.raises(UsageError, match="configuration"):
        runs.create(place.model.uid, "one", place.maker, settings={"weights": "0" * 70_000})


def test_a_deleted_run_is_not_found_and_its_name_is_free(place: Place, runs: ModelRuns) -> None:
    made = runs.create(place.model.uid, "one", place.maker)
    runs.delete(made.uid, place.maker)
    with pytest.raises(NotFoundError):
        runs.get(made.uid, place.maker)
    assert runs.create(place.model.uid, "one", place.maker).uid != made.uid


def test_others_know_nothing_of_a_run_and_members_change_nothing(place: Place, runs: ModelRuns) -> None:
    made = runs.create(place.model.uid, "one", place.maker)
    with pytest.raises(NotFoundError):
        runs.get(made.uid, place.other)
    place.join()
    assert runs.get(made.uid, place.other) == made
    for act in (
        lambda: runs.create(place.model.uid, "two", place.other),
        lambda: runs.update(made.uid, place.other, settings={}),
        lambda: runs.delete(made.uid, place.other),
    ):
        with pytest.raises(AccessError):
            act()


def test_a_run_of_a_deleted_model_is_not_found(place: Place, runs: ModelRuns) -> None:
    made = runs.create(place.model.uid, "one", place.maker)
    place.models.delete(place.model.uid, place.maker)
    with pytest.raises(NotFoundError):
        runs.get(made.uid, place.maker)
