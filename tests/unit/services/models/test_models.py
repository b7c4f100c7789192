"""Models: made by whoever may know of the ontology, known to members of projects that use it."""

import pytest

from postil.errors import AccessError, NotFoundError, UsageError
from postil.model.ontology import Feature, Ontology
from postil.ports.access import User
from postil.ports.clock import SystemClock
from postil.services.models.models import Models
from postil.services.ontologies.ontologies import Ontologies
from postil.services.projects.projects import Projects
from postil.stores.sql.sqlite import SqliteStore


class Place:
    """Somebody with an ontology and a model, and somebody without."""

    def __init__(self, store: SqliteStore) -> None:
        self.store, clock = store, SystemClock()
        with store.write() as session:
            self.maker = session.access.create_user("maker@example.org", "", False, 1)
            self.other = session.access.create_user("other@example.org", "", False, 1)
        self.models, self.projects = Models(store, clock), Projects(store, clock)
        made = Ontologies(store, clock).create(Ontology("cars", [Feature("car", "box")]), self.maker)
        self.ontology = made.uid or ""
        self.model = self.models.create("detector", self.ontology, self.maker)

    def join(self) -> None:
        """Make the other one a viewer of a project that uses the ontology."""
        project = self.projects.create("streets", self.maker, ontology_uid=self.ontology)
        with self.store.write() as session:
            session.access.set_role(project.id, self.other.id, "viewer")


@pytest.fixture
def place(store: SqliteStore) -> Place:
    return Place(store)


def test_a_model_is_found_and_listed_by_its_maker(place: Place, actor: User) -> None:
    assert place.models.get(place.model.uid, place.maker) == place.model
    assert place.models.list_models(place.maker) == place.models.list_models(actor) == [place.model]
    assert place.models.list_models(place.maker, name="nobody") == []


def test_a_model_is_not_there_for_others_until_they_join_a_project_with_its_ontology(place: Place) -> None:
    with pytest.raises(NotFoundError):
        place.models.get(place.model.uid, place.other)
    assert place.models.list_models(place.other) == []
    place.join()
    assert place.models.list_models(place.other) == [place.models.get(place.model.uid, place.other)]


def test_members_of_projects_do_not_change_a_model(place: Place) -> None:
    place.join()
    with pytest.raises(AccessError):
        place.models.update(place.model.uid, "other", place.other)
    with pytest.raises(AccessError):
        place.models.delete(place.model.uid, place.other)


def test_an_ontology_nobody_told_of_makes_no_model(place: Place) -> None:
    with pytest.raises(NotFoundError):
        place.models.create("detector", place.ontology, place.other)


@pytest.mark.parametrize("name", ["", "  ", "n" * 201])
def test_a_model_needs_a_name_people_can_read(place: Place, name: str) -> None:
    with pytest.raises(UsageError):
        place.models.create(name, place.ontology, place.maker)


def test_a_model_is_renamed_and_deleted_by_its_maker(place: Place) -> None:
    assert place.models.update(place.model.uid, "second", place.maker).name == "second"
    place.models.delete(place.model.uid, place.maker)
    with pytest.raises(NotFoundError):
        place.models.get(place.model.uid, place.maker)
