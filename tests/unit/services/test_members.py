"""Roles in projects over a real store."""

import pytest

from postil.errors import AccessError, NotFoundError
from postil.services.members import RANKS, Members


@pytest.fixture
def members(store, clock):
    return Members(store, clock)


@pytest.fixture
def bob(store):
    with store.write() as session:
        return session.access.create_user("bob@example.org", "Bob", False, 1)


@pytest.fixture
def project(projects, actor):
    return projects.create("street", actor)


def test_roles_are_ranked_from_viewer_to_owner():
    assert RANKS == ("viewer", "labeler", "reviewer", "manager", "owner")


@pytest.mark.parametrize("had", RANKS)
@pytest.mark.parametrize("asked", RANKS)
def test_a_role_includes_those_below_it(members, project, actor, bob, had, asked):
    members.set_role(project.uid, bob.email, had, actor)
    if RANKS.index(had) >= RANKS.index(asked):
        members.demand_role(project.id, bob, asked)
    else:
        with pytest.raises(AccessError, match=f"takes the role {asked}"):
            members.demand_role(project.id, bob, asked)


def test_somebody_without_a_role_does_not_learn_that_the_project_exists(members, project, bob):
    with pytest.raises(NotFoundError):
        members.demand_role(project.id, bob, "viewer")


def test_an_administrator_needs_no_role(members, project, actor):
    members.demand_role(project.id, actor, "owner")


def test_a_later_role_replaces_an_earlier_one(members, project, actor, bob):
    for role in ("owner", "viewer"):
        members.set_role(project.uid, bob.email, role, actor)
    with pytest.raises(AccessError):
        members.demand_role(project.id, bob, "labeler")


def test_a_role_needs_a_project_and_a_user(members, project, actor, bob):
    with pytest.raises(NotFoundError, match="no project"):
        members.set_role("nothing", bob.email, "viewer", actor)
    with pytest.raises(NotFoundError, match="nobody has"):
        members.set_role(project.uid, "nobody@example.org", "viewer", actor)


def test_only_projects_with_a_role_are_visible(members, projects, project, actor, bob):
    other = projects.create("river", actor)
    members.set_role(other.uid, bob.email, "viewer", actor)
    assert members.visible(bob, [project.id, other.id]) == {other.id}
    assert members.visible(actor, [project.id, other.id]) == {project.id, other.id}
