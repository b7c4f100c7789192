"""What every store must do with features that were made by themselves, and with who uses them."""

from postil.model.identity import spell_id
from postil.model.ontology import Feature, Ontology
from postil.ports.store import Store
from postil.testing.world import NOW


def _box(name: str) -> Feature:
    return Feature(name, "box", [Feature("colour", "radio", [Feature("red", "option")])])


class ShelfTests:
    """The contract of `postil.ports.shelf.ShelfStore` and of the uses of `OntologyStore`."""

    def test_a_shelved_feature_has_an_id_and_so_has_everything_below_it(self, store: Store) -> None:
        with store.write() as session:
            made = session.shelf.create(_box("car"), 3, NOW)
            assert made.spelling == spell_id(made.feature.uid or "")
            assert len({one.uid for one in made.feature.walk()}) == 3
            assert session.shelf.get(made.spelling) == made
            changed = session.shelf.update(made.id, Feature("bus", "box", uid=made.uid), NOW + 1)
            assert (changed.feature.name, changed.updated_at, changed.uid) == ("bus", NOW + 1, made.uid)

    def test_shelved_features_are_listed_by_maker_without_deleted_ones(self, store: Store) -> None:
        with store.write() as session:
            made = [session.shelf.create(_box(name), by, NOW) for name, by in (("a", 1), ("b", 2), ("c", 1))]
            session.shelf.delete(made[2].id, NOW)
            found = session.shelf.list_features(by=1, after_id=0, limit=9)
            everything = session.shelf.list_features(by=None, after_id=made[0].id, limit=9)
            gone = session.shelf.get(made[2].spelling)
        assert [one.feature.name for one in found] == ["a"]
        assert [one.feature.name for one in everything] == ["b"]
        assert gone is not None
        assert gone.deleted_at == NOW

    def test_a_feature_an_ontology_has_is_used_until_it_is_taken_out_or_that_deleted(
        self, store: Store
    ) -> None:
        with store.write() as session:
            made = session.shelf.create(_box("car"), None, NOW)
            copy = Feature("car", "box", alias=made.spelling)
            first = session.ontologies.create(Ontology("first", [copy]), NOW)
            second = session.ontologies.create(Ontology("second", [copy]), NOW)

            def unused() -> list[str]:
                found = session.shelf.list_features(by=None, after_id=0, limit=9, is_unused=True)
                return [one.spelling for one in found]

            assert session.ontologies.holders(made.uid, made.spelling) == [first.id, second.id]
            assert unused() == []
            first.features = [Feature("bus", "box")]
            session.ontologies.update(first, NOW)
            assert session.ontologies.holders(None, made.spelling) == [second.id]
            session.ontologies.delete(second.id or 0, NOW)
            assert session.ontologies.holders(made.uid, made.spelling) == []
            assert unused() == [made.spelling]

    def test_what_an_ontology_has_given_up_is_told(self, store: Store) -> None:
        with store.write() as session:
            made = session.ontologies.create(Ontology("first", [_box("car"), _box("bus")]), NOW)
            car = made.features[0]
            assert session.ontologies.removed_roots(made.id or 0) == []
            made.features = made.features[1:]
            session.ontologies.update(made, NOW)
            [removed] = session.ontologies.removed_roots(made.id or 0)
        assert (removed.id, removed.uid, removed.removed_version) == (car.id, car.uid, 2)

    def test_an_ontology_of_a_project_is_used_until_that_is_deleted(self, store: Store) -> None:
        with store.write() as session:
            made = session.ontologies.create(Ontology("first", [_box("car")]), NOW, 3)
            number = made.id or 0
            assert [one.id for one in session.ontologies.list_unused(by=3, after_id=0, limit=9)] == [number]
            assert session.ontologies.list_unused(by=4, after_id=0, limit=9) == []
            project = session.projects.create("cars", "", "image", made.id, None, NOW)
            assert session.ontologies.projects_using(number) == [project.uid]
            assert session.ontologies.list_unused(by=None, after_id=0, limit=9) == []
            assert session.ontologies.has_models(number) is False
            session.projects.delete(project.id, NOW)
            assert session.ontologies.projects_using(number) == []
            assert session.ontologies.heads([number])[number].created_by == 3

    def test_a_deleted_ontology_is_found_by_nobody_and_leaves_its_name(self, store: Store) -> None:
        with store.write() as session:
            made = session.ontologies.create(Ontology("first", [_box("car")]), NOW)
            session.ontologies.delete(made.id or 0, NOW)
            assert session.ontologies.get(made.uid or "") is None
            assert session.ontologies.named("first") is None
            assert session.ontologies.list_ontologies(after_id=0, limit=9) == []
            # What was said with it is still spelled by its names.
            assert session.ontologies.by_id(made.id or 0) == made
