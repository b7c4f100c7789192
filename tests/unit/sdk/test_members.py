import pytest

from postil.errors import ConflictError, NotFoundError


@pytest.fixture
def project(client):
    return client.projects.create("members").id


def test_a_member_is_listed_with_a_role_until_removed(client, project):
    me = client.users.me()
    email = f"member-{project}@example.org"
    client.users.create(email)
    client.members.set(project, email, "labeler")
    assert {one.email: one.role for one in client.members.list(project)} == {
        me.email: "owner",
        email: "labeler",
    }
    assert client.members.remove(project, email).role == "labeler"
    assert [one.email for one in client.members.list(project)] == [me.email]


def test_who_is_no_member_cannot_be_removed(client, project):
    with pytest.raises(NotFoundError, match="no member"):
        client.members.remove(project, "nobody@example.org")


def test_the_only_owner_stays(client, project):
    with pytest.raises(ConflictError, match="only owner"):
        client.members.remove(project, client.users.me().email)
