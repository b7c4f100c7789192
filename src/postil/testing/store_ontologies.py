"""What every store must do with ontologies: versions are kept, features keep their ids."""

import msgspec
import pytest

from postil.errors import NotFoundError
from postil.model.ontology import Feature, Ontology
from postil.ports.store import Store
from postil.testing.world import NOW


def _streets() -> Ontology:
    red, blue = Feature("red", "option", ext={"labelbox": {"order": 1.0}}), Feature("blue", "option")
    color = Feature("color", "radio", [red, blue], is_required=True)
    car = Feature("car", "box", [color], color="#ff0000", alias="ck1")
    follows = Feature("follows", "relationship", constraints=[("car", "car")])
    return Ontology("streets", [car, follows], ext={"labelbox": {"tools": 1}})


def _streets_with_a_bus(streets: Ontology) -> Ontology:
    seats = Feature("seats", "checklist", [Feature("free", "option")])
    return msgspec.structs.replace(streets, features=[*streets.features, Feature("bus", "box", [seats])])


def _ids(ontology: Ontology) -> dict[str, tuple[int | None, str | None]]:
    return {feature.name: (feature.id, feature.uid) for feature in ontology.walk()}


class OntologyTests:
    """The contract of `postil.ports.ontologies.OntologyStore`."""

    def test_every_feature_gets_an_id_and_a_uid_of_its_own(self, store: Store) -> None:
        with store.write() as session:
            made = session.ontologies.create(_streets(), NOW)
        features = list(made.walk())
        assert None not in {feature.id for feature in features}
        assert len({feature.id for feature in features}) == len({f.uid for f in features}) == 5
        assert (made.version, made.id is None, made.uid is None) == (1, False, False)

    def test_an_ontology_comes_back_as_it_was_stored(self, store: Store) -> None:
        with store.write() as session:
            made = session.ontologies.create(_streets(), NOW)
            assert session.ontologies.get(made.uid or "") == made
            assert session.ontologies.by_id(made.id or 0) == made
            assert session.ontologies.named("streets") == made
        plain = _streets()
        for feature, stored in zip(plain.walk(), made.walk(), strict=True):
            feature.id, feature.uid = stored.id, stored.uid
        plain.id, plain.uid = made.id, made.uid
        assert made == plain

    def test_the_ontology_given_stays_as_it_is(self, store: Store) -> None:
        given = _streets()
        with store.write() as session:
            session.ontologies.create(given, NOW)
        assert given == _streets()

    def test_features_of_the_same_place_and_kind_keep_their_ids(self, store: Store) -> None:
        with store.write() as session:
            first = session.ontologies.create(_streets(), NOW)
            edited = _streets()
            edited.id = first.id
            edited.features.append(Feature("person", "polygon"))
            second = session.ontologies.update(edited, NOW + 1)
        kept = _ids(second)
        person = kept.pop("person")
        assert kept == _ids(first)
        assert person not in kept.values()
        assert (second.version, second.uid) == (2, first.uid)

    def test_a_renamed_feature_named_by_its_uid_keeps_its_id(self, store: Store) -> None:
        with store.write() as session:
            first = session.ontologies.create(_streets(), NOW)
            ids = _ids(first)
            first.features[0].name = "vehicle"
            second = session.ontologies.update(first, NOW + 1)
        assert _ids(second)["vehicle"] == ids["car"]
        assert _ids(second)["red"] == ids["red"]

    def test_swapped_names_follow_the_uids(self, store: Store) -> None:
        with store.write() as session:
            made = session.ontologies.create(Ontology("x", [Feature("a", "box"), Feature("b", "box")]), NOW)
            ids = _ids(made)
            made.features[0].name, made.features[1].name = "b", "a"
            swapped = session.ontologies.update(made, NOW)
        assert _ids(swapped) == {"b": ids["a"], "a": ids["b"]}

    def test_a_feature_of_another_kind_is_another_feature(self, store: Store) -> None:
        with store.write() as session:
            made = session.ontologies.create(Ontology("x", [Feature("a", "box")]), NOW)
            changed = Ontology("x", [Feature("a", "polygon")], id=made.id)
            second = session.ontologies.update(changed, NOW)
        assert _ids(second)["a"] != _ids(made)["a"]

    def test_a_feature_that_returns_gets_its_old_id(self, store: Store) -> None:
        with store.write() as session:
            first = session.ontologies.create(_streets(), NOW)
            session.ontologies.update(Ontology("streets", [], id=first.id), NOW)
            back = _streets()
            back.id = first.id
            third = session.ontologies.update(back, NOW)
        assert _ids(third) == _ids(first)
        assert third.version == 3

    def test_older_versions_stay_readable(self, store: Store) -> None:
        with store.write() as session:
            first = session.ontologies.create(_streets(), NOW)
            session.ontologies.update(Ontology("roads", [], id=first.id), NOW)
            assert session.ontologies.get(first.uid or "", 1) == first
            assert session.ontologies.by_id(first.id or 0, 1) == first
            assert session.ontologies.by_id(first.id or 0, 3) is None
            newest = session.ontologies.named("roads")
            assert session.ontologies.named("streets") is None
        assert newest is not None
        assert (newest.version, newest.features) == (2, [])

    def test_ontologies_are_listed_in_their_newest_version(self, store: Store) -> None:
        with store.write() as session:
            first = session.ontologies.create(Ontology("a", []), NOW)
            session.ontologies.create(Ontology("b", []), NOW)
            session.ontologies.update(Ontology("c", [], id=first.id), NOW)
            everything = session.ontologies.list_ontologies(after_id=0, limit=5)
            rest = session.ontologies.list_ontologies(after_id=first.id or 0, limit=5)
        assert [(o.name, o.version) for o in everything] == [("c", 2), ("b", 1)]
        assert [o.name for o in rest] == ["b"]

    def test_an_ontology_that_was_never_stored_cannot_be_updated(self, store: Store) -> None:
        with pytest.raises(NotFoundError), store.write() as session:
            session.ontologies.update(_streets(), NOW)

    def test_ids_set_aside_are_those_a_later_version_gets(self, store: Store) -> None:
        with store.write() as session:
            first = session.ontologies.create(_streets(), NOW)
            wider = _streets_with_a_bus(first)
            reserved = session.ontologies.reserve(wider)
            assert session.ontologies.reserve(wider) == reserved
            stored = session.ontologies.update(wider, NOW + 1)
        assert _ids(reserved) == _ids(stored)
        assert _ids(first).items() <= _ids(reserved).items()
        assert len({number for number, _ in _ids(reserved).values()}) == 8

    def test_setting_ids_aside_makes_no_version(self, store: Store) -> None:
        with store.write() as session:
            first = session.ontologies.create(_streets(), NOW)
            reserved = session.ontologies.reserve(_streets_with_a_bus(first))
            assert session.ontologies.get(first.uid or "") == first
            again = session.ontologies.update(first, NOW + 1)
        assert (reserved.version, again.version) == (1, 2)
        assert _ids(again) == _ids(first)
