"""Users, members and keys, asked for as programs do, of a real server."""

import pytest

from postil.errors import ConflictError, NotFoundError


def test_a_new_user_is_listed(client):
    made = client.users.create("list@example.org", "Lis", is_admin=True)
    assert made in list(client.users.list())
    assert (made.email, made.name, made.is_admin, made.is_disabled) == (
        "list@example.org",
        "Lis",
        True,
        False,
    )


def test_a_user_is_found_by_address_and_by_id(client):
    made = client.users.create("find@example.org")
    assert client.users.named("find@example.org") == client.users.named(made.id) == made


def test_a_misspelt_address_names_the_nearest(client):
    client.users.create("nearest@example.org")
    with pytest.raises(NotFoundError) as caught:
        client.users.named("neerest@example.org")
    assert caught.value.hint == "did you mean 'nearest@example.org'?"


def test_a_user_is_disabled_and_enabled(client):
    made = client.users.create("gone@example.org")
    assert client.users.update(made.id, is_disabled=True).is_disabled
    with pytest.raises(ConflictError, match="disabled"):
        client.users.link("gone@example.org")
    assert not client.users.update(made.id, is_disabled=False).is_disabled


def test_a_link_leads_to_the_server(client):
    client.users.create("link@example.org")
    assert client.users.link("link@example.org").startswith(f"{client.url}/?token=")


def test_the_projects_of_a_user_are_told(client):
    project = client.projects.create("projects of a user")
    made = client.users.create("roles@example.org")
    client.members.set(project.id, made.email, "labeler")
    found = [(one.id, one.name, one.role) for one in client.users.projects(made.id)]
    assert found == [(project.id, "projects of a user", "labeler")]


def test_who_calls_is_an_administrator_here(client):
    assert client.users.me().is_admin
