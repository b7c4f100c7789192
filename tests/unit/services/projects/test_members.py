"""Roles in projects over a real store."""

import pytest

from postil.errors import AccessError, ConflictError, NotFoundError
from postil.services.people.role import RANKS
from postil.services.people.users import Users
from postil.services.projects.members import Members


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
    for role in ("manager", "viewer"):
        members.set_role(project.uid, bob.email, role, actor)
    with pytest.raises(AccessError):
        members.demand_role(project.id, bob, "labeler")


def test_a_role_needs_a_project_and_a_user(members, project, actor, bob):
    with pytest.raises(NotFoundError, match="no project"):
        members.set_role("nothing", bob.email, "viewer", actor)
    with pytest.raises(NotFoundError, match="nobody has"):
        members.set_role(project.uid, "nobody@example.org", "viewer", actor)


def roles(members, project):
    return {one.user.email: one.role for one in members.list_members(project.uid)}


def test_whoever_creates_a_project_is_its_first_member(members, project, actor):
    assert roles(members, project) == {actor.email: "owner"}


def test_a_member_who_is_removed_has_no_role(members, project, actor, bob):
    members.set_role(project.uid, bob.email, "manager", actor)
    members.remove(project.uid, bob.uid, actor)
    assert roles(members, project) == {actor.email: "owner"}
    with pytest.raises(NotFoundError):
        members.demand_role(project.id, bob, "viewer")


def test_who_is_no_member_cannot_be_removed(members, project, actor, bob):
    for uid in (bob.uid, "nothing"):
        with pytest.raises(NotFoundError, match="no member"):
            members.remove(project.uid, uid, actor)


def test_the_last_owner_is_neither_removed_nor_demoted(members, project, actor):
    with pytest.raises(ConflictError, match="only owner"):
        members.remove(project.uid, actor.uid, actor)
    with pytest.raises(ConflictError, match="only owner"):
        members.set_role(project.uid, actor.email, "manager", actor)
    assert roles(members, project) == {actor.email: "owner"}


def test_with_another_owner_one_may_go(members, project, actor, bob):
    members.set_role(project.uid, bob.email, "owner", actor)
    members.remove(project.uid, actor.uid, bob)
    assert roles(members, project) == {bob.email: "owner"}


def test_an_owner_who_is_disabled_does_not_count(members, project, store, clock, actor, bob):
    members.set_role(project.uid, bob.email, "owner", actor)
    Users(store, clock).update(bob.uid, actor, is_disabled=True)
    with pytest.raises(ConflictError, match="only owner"):
        members.remove(project.uid, actor.uid, actor)


def test_the_same_role_again_is_no_activity(members, project, store, actor, bob):
    for _ in range(2):
        members.set_role(project.uid, bob.email, "viewer", actor)
    with store.read() as session:
        actions = [entry.action for entry in session.activities(before_id=None, limit=9)]
    assert actions.count("set_role") == 1


def test_an_owner_is_not_told_the_addresses_of_others(members, project, actor, bob):
    members.set_role(project.uid, bob.email, "owner", actor)
    with pytest.raises(NotFoundError) as caught:
        members.set_role(project.uid, "anne@example.org", "viewer", bob)
    assert "ann@example.org" not in caught.value.hint
