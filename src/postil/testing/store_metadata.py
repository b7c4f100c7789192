"""What every store must do with metadata fields that change, and with values of many data rows."""

import pytest

from postil.errors import ConflictError
from postil.model.identity import new_uid
from postil.ports.catalog import MetadataField, MetadataOption
from postil.ports.store import Store
from postil.testing.world import NOW, World, populate


def _weather(world: World) -> MetadataField:
    with world.write() as session:
        return session.catalog.create_metadata_field("weather", "enum", ["sun", "rain"])


def _values(world: World) -> list[dict[str, object]]:
    with world.read() as session:
        return [row.metadata for row in session.catalog.rows_by_id(world.rows)]


class MetadataTests:
    """The contract of `postil.ports.metadata.MetadataStore`."""

    def test_a_field_is_found_by_uid_with_its_options(self, store: Store) -> None:
        made = _weather(populate(store))
        with store.read() as session:
            assert session.metadata.get_field(made.uid) == made
            assert session.metadata.get_field(new_uid()) is None
        assert [option.name for option in made.options] == ["sun", "rain"]
        assert len({option.uid for option in made.options}) == 2

    def test_values_are_set_beside_those_of_other_fields(self, store: Store) -> None:
        world = populate(store)
        weather = _weather(world)
        with store.write() as session:
            city = session.catalog.create_metadata_field("city", "string", [])
            first, second, _ = world.rows
            session.metadata.set_values({first: {weather.id: "sun", city.id: "Kobe"}}, NOW)
            session.metadata.set_values({first: {weather.id: "rain"}, second: {city.id: "Ube"}}, NOW)
        assert _values(world) == [{"weather": "rain", "city": "Kobe"}, {"city": "Ube"}, {}]

    def test_the_values_of_one_field_are_read_by_data_row(self, store: Store) -> None:
        world = populate(store)
        weather = _weather(world)
        with store.write() as session:
            city = session.catalog.create_metadata_field("city", "string", [])
            first, second, _ = world.rows
            values = {first: {weather.id: "sun", city.id: "Kobe"}, second: {city.id: "Ube"}}
            session.metadata.set_values(values, NOW)
            assert session.metadata.values_of(weather.id, world.rows) == {first: "sun"}
            assert session.metadata.values_of(city.id, world.rows[1:]) == {second: "Ube"}
            assert session.metadata.values_of(city.id, []) == {}

    def test_values_are_deleted_field_by_field(self, store: Store) -> None:
        world = populate(store)
        weather = _weather(world)
        with store.write() as session:
            city = session.catalog.create_metadata_field("city", "string", [])
            first, second, _ = world.rows
            session.metadata.set_values({first: {weather.id: "sun", city.id: "Kobe"}}, NOW)
            session.metadata.delete_values({first: [weather.id], second: [city.id]}, NOW)
        assert _values(world) == [{"city": "Kobe"}, {}, {}]

    def test_setting_and_deleting_values_makes_a_version_of_the_data_row_each(self, store: Store) -> None:
        world = populate(store)
        weather, row = _weather(world), world.rows[0]
        versions = []
        for act in range(3):
            with store.write() as session:
                versions.append(session.catalog.rows_by_id([row])[0].version)
                if act == 0:
                    session.metadata.set_values({row: {weather.id: "sun"}}, NOW)
                else:
                    session.metadata.delete_values({row: [weather.id]}, NOW)
        assert versions == [NOW, NOW + 1, NOW + 2]

    def test_values_follow_the_names_of_their_options_also_when_two_swap_theirs(self, store: Store) -> None:
        world = populate(store)
        weather = _weather(world)
        sun, rain = weather.options
        with store.write() as session:
            first, second, _ = world.rows
            session.metadata.set_values({first: {weather.id: "sun"}, second: {weather.id: "rain"}}, NOW)
            swapped = [MetadataOption(uid=sun.uid, name="rain"), MetadataOption(uid=rain.uid, name="sun")]
            session.metadata.update_field(weather.id, "sky", swapped)
            found = session.metadata.get_field(weather.uid)
        assert found is not None
        assert (found.name, found.options) == ("sky", swapped)
        assert _values(world) == [{"sky": "rain"}, {"sky": "sun"}, {}]

    def test_a_field_does_not_take_the_name_of_another(self, store: Store) -> None:
        weather = _weather(populate(store))
        with store.write() as session:
            session.catalog.create_metadata_field("city", "string", [])
        with pytest.raises(ConflictError), store.write() as session:
            session.metadata.update_field(weather.id, "city", weather.options)

    def test_a_deleted_field_is_gone_with_its_values_and_its_name_is_free(self, store: Store) -> None:
        world = populate(store)
        weather = _weather(world)
        with store.write() as session:
            session.metadata.set_values({world.rows[0]: {weather.id: "sun"}}, NOW)
            session.metadata.delete_field(weather.id)
            assert session.metadata.get_field(weather.uid) is None
        assert _values(world) == [{}, {}, {}]
        assert _weather(world).id > weather.id
