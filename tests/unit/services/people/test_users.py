"""Users over a real store: who is left, and what disabling ends."""

import pytest

from postil.errors import ConflictError, NotFoundError, UsageError
from postil.services.people.access import Access
from postil.services.people.users import Users


@pytest.fixture
def users(store, clock):
    return Users(store, clock)


@pytest.fixture
def access(store, clock):
    return Access(store, clock)


@pytest.fixture
def eve(users, actor):
    return users.create("eve@example.org", "Eve", actor)


@pytest.mark.parametrize(
    "email", ["", "ada", "@", "@@", "ada@", "a b@example.org", "a@b@c", "a\n@b.org", "@b"]
)
def test_a_user_needs_an_email_address(users, actor, email):
    with pytest.raises(UsageError, match="not an email address"):
        users.create(email, "Ada", actor)


def test_two_users_cannot_share_an_address(users, eve, actor):
    with pytest.raises(ConflictError):
        users.create(eve.email, "Ada", actor)


def test_a_name_is_at_most_two_hundred_characters_long(users, actor, eve):
    with pytest.raises(UsageError, match="201 characters"):
        users.create("ada@example.org", "x" * 201, actor)
    with pytest.raises(UsageError, match="201 characters"):
        users.update(eve.uid, actor, name="x" * 201)


def test_an_unknown_address_names_the_nearest_one(users, eve):
    with pytest.raises(NotFoundError) as caught:
        users.named("evee@example.org")
    assert caught.value.hint == "did you mean 'eve@example.org'?"


def test_an_address_like_no_other_names_none(users, eve):
    with pytest.raises(NotFoundError) as caught:
        users.named("zzz")
    assert "did you mean" not in caught.value.hint


def test_disabling_ends_keys_sessions_and_links_at_once(users, access, eve, actor):
    key = access.create_key(eve, "trainer", eve).secret
    session = access.spend_link(access.create_link(eve, actor))
    link = access.create_link(eve, actor)
    users.update(eve.uid, actor, is_disabled=True)
    assert access.user_of_key(key) is None
    assert access.user_of_session(session) is None
    assert access.spend_link(link) is None


def test_enabling_brings_no_key_session_or_link_back(users, access, eve, actor):
    key = access.create_key(eve, "trainer", eve).secret
    session = access.spend_link(access.create_link(eve, actor))
    link = access.create_link(eve, actor)
    for is_disabled in (True, False):
        users.update(eve.uid, actor, is_disabled=is_disabled)
    assert access.user_of_key(key) is None
    assert access.user_of_session(session) is None
    assert access.spend_link(link) is None


def test_disabling_one_user_leaves_the_keys_of_others(users, access, eve, actor):
    key = access.create_key(actor, "trainer", actor).secret
    users.update(eve.uid, actor, is_disabled=True)
    assert access.user_of_key(key) == actor


@pytest.mark.parametrize("change", [{"is_admin": False}, {"is_disabled": True}])
def test_the_last_administrator_stays_one(users, actor, change):
    with pytest.raises(ConflictError, match="only administrator"):
        users.update(actor.uid, actor, **change)
    assert users.get(actor.uid) == actor


@pytest.mark.parametrize("change", [{"is_admin": False}, {"is_disabled": True}])
def test_an_administrator_who_is_disabled_does_not_count(users, eve, actor, change):
    users.update(eve.uid, actor, is_admin=True)
    users.update(eve.uid, actor, is_disabled=True)
    with pytest.raises(ConflictError, match="only administrator"):
        users.update(actor.uid, actor, **change)


def test_with_another_administrator_one_may_go(users, eve, actor):
    users.update(eve.uid, actor, is_admin=True)
    assert users.update(actor.uid, eve, is_admin=False).is_admin is False


def test_what_is_not_given_stays(users, eve, actor):
    users.update(eve.uid, actor, is_admin=True)
    changed = users.update(eve.uid, actor, name="Eva")
    assert (changed.name, changed.is_admin, changed.disabled_at) == ("Eva", True, None)


def test_a_change_is_in_the_activity_with_who_made_it(users, store, eve, actor):
    users.update(eve.uid, actor, name="Eva")
    with store.read() as session:
        entry = session.activities(before_id=None, limit=1)[0]
    assert (entry.user_id, entry.action, entry.object_kind, entry.object_uid) == (
        actor.id,
        "update",
        "user",
        eve.uid,
    )
    assert entry.detail == {"name": "Eva"}


def test_a_change_of_nothing_is_no_activity(users, store, eve, actor):
    users.update(eve.uid, actor, name="Eve", is_disabled=False)
    with store.read() as session:
        assert [entry.action for entry in session.activities(before_id=None, limit=5)] == ["create"]


def test_pages_of_users_follow_each_other(users, eve, actor):
    first = users.list_users(limit=1)
    assert first == [actor]
    assert users.list_users(after_id=first[0].id, limit=5) == [eve]
