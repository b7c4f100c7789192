import pytest

from postil.errors import NotFoundError, UsageError


def test_a_project_is_found_by_name_and_by_id(client):
    made = client.projects.create("found by name")
    assert client.projects.get("found by name").id == made.id
    assert client.projects.get(made.id).name == "found by name"


def test_a_name_that_several_projects_have_finds_none_of_them(client):
    client.projects.create("twins")
    client.projects.create("twins")
    with pytest.raises(UsageError, match="2 projects"):
        client.projects.get("twins")


def test_an_unknown_project_is_answered_with_those_there_are(client):
    client.projects.create("one of them")
    with pytest.raises(NotFoundError) as raised:
        client.projects.get("none of them")
    assert raised.value.hint.startswith("there are '")
