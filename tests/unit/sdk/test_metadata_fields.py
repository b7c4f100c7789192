import pytest

from postil.errors import ConflictError, NotFoundError


def test_a_field_lives_from_its_creation_to_its_deletion(client):
    made = client.metadata_fields.create("weather", "enum", ["sun", "rain"])
    assert client.metadata_fields.named("weather") == made
    changed = client.metadata_fields.update(made, name="sky", options={"sun": "clear", "snow": "snow"})
    assert (changed.id, changed.name) == (made.id, "sky")
    assert [option.name for option in changed.options] == ["clear", "rain", "snow"]
    assert changed.options[0].id == made.options[0].id
    client.metadata_fields.delete(made.id)
    with pytest.raises(NotFoundError):
        client.metadata_fields.named("sky")


def test_reserved_fields_are_in_every_catalog(client):
    reserved = [field.name for field in client.metadata_fields.list() if field.is_reserved]
    assert reserved == ["tag", "split", "captureDateTime"]


def test_a_name_is_given_once(client):
    client.metadata_fields.create("twice")
    with pytest.raises(ConflictError):
        client.metadata_fields.create("twice")
