"""What is foreign is not found, and what is known takes a role, or its maker, to be changed."""

import pytest

from postil.errors import AccessError, NotFoundError
from postil.model.identity import new_uid
from postil.services.people.users import Users
from postil.services.projects.members import Members
from postil.services.visibility import Visibility
from postil.testing.world import NOW, image_row


@pytest.fixture
def visibility(store):
    return Visibility(store)


@pytest.fixture
def bob(store):
    with store.write() as session:
        return session.access.create_user("bob@example.org", "Bob", False, 1)


@pytest.fixture
def project(projects, actor):
    return projects.create("street", actor)


def test_a_project_is_found_by_who_has_the_role(visibility, store, clock, project, actor, bob):
    Members(store, clock).set_role(project.uid, bob.email, "manager", actor)
    assert visibility.project(project.uid, bob, "manager").id == project.id


def test_a_lesser_role_is_told(visibility, store, clock, project, actor, bob):
    Members(store, clock).set_role(project.uid, bob.email, "viewer", actor)
    with pytest.raises(AccessError):
        visibility.project(project.uid, bob, "manager")


def test_a_project_of_others_reads_like_none(visibility, project, bob):
    missing = new_uid()
    told = []
    for uid in (project.uid, missing):
        with pytest.raises(NotFoundError) as caught:
            visibility.project(uid, bob)
        told.append(str(caught.value).replace(uid, "ID"))
    assert told[0] == told[1]


def test_an_administrator_finds_every_project(visibility, project, actor):
    assert visibility.project(project.uid, actor, "owner").id == project.id


def test_a_dataset_is_changed_by_who_made_it(visibility, datasets, bob):
    dataset = datasets.create("scenes", bob)
    assert visibility.made_dataset(dataset.uid, bob).id == dataset.id


def test_a_dataset_of_others_is_not_found(visibility, datasets, actor, bob):
    with pytest.raises(NotFoundError):
        visibility.made_dataset(datasets.create("scenes", actor).uid, bob)


def test_users_know_themselves_and_administrators_everybody(visibility, actor, bob):
    assert [one.id for one in visibility.users(bob)] == [bob.id]
    assert [one.id for one in visibility.users(actor)] == [actor.id, bob.id]
    assert visibility.users(bob, after_id=bob.id) == []
    assert visibility.user(bob.uid, actor).id == bob.id
    with pytest.raises(NotFoundError):
        visibility.user(actor.uid, bob)


def test_the_organization_is_as_old_as_its_first_user(store, clock, actor, bob):
    found = Users(store, clock).organization()
    assert (found.uid, found.created_at) == (actor.uid, actor.created_at)


def test_what_others_have_by_an_external_id_takes_no_place_in_what_is_found(store, visibility, actor, bob):
    uids = {}
    with store.write() as session:
        for maker in (actor, bob):
            dataset = session.catalog.create_dataset("cats", "", maker.id, NOW)
            rows = [image_row() for _ in range(4)]
            for row in rows:
                row.external_id = "1.jpg"
            session.catalog.create_rows(dataset.id, rows, maker.id, NOW)
            uids[maker.id] = [row.uid for row in rows]
    found = visibility.external_rows(["1.jpg"], bob, limit=3)
    assert [row.uid for row in found] == uids[bob.id][:3]
    assert [row.uid for row in visibility.external_rows(["1.jpg"], actor, limit=5)] == [
        *uids[actor.id],
        uids[bob.id][0],
    ]
