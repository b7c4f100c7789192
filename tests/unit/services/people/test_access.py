"""Users, keys, links and sessions over a real store and a clock that is moved by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from postil.errors import ConflictError, NotFoundError, UsageError
from postil.executors.thread import ThreadExecutor
from postil.services.people.access import SESSION_S, Access
from postil.services.people.users import Users


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def hand_clock():
    return HandClock()


@pytest.fixture
def access(store, hand_clock):
    return Access(store, hand_clock)


@pytest.fixture
def users(store, hand_clock):
    return Users(store, hand_clock)


def test_the_first_administrator_is_made_once(access, users):
    assert access.ensure_admin() == access.ensure_admin()
    assert [user.is_admin for user in users.list_users()] == [True]


def test_a_short_key_of_the_settings_is_refused(access):
    with pytest.raises(UsageError, match="11 characters"):
        access.install_key("short-12345")


def test_installing_the_same_key_again_leaves_one(access):
    for _ in range(2):
        admin = access.install_key("a-key-of-the-settings-0123")
    assert len(access.list_keys(admin)) == 1
    assert access.user_of_key("a-key-of-the-settings-0123") == admin


def test_a_key_is_recognised_as_its_users(access, actor):
    issued = access.create_key(actor, "trainer", actor)
    assert access.user_of_key(issued.secret) == actor


def test_the_store_keeps_no_secret(access, actor, tmp_path):
    secret = access.create_key(actor, "trainer", actor).secret
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("postil.db*"))
    assert issued_part(secret) not in kept


def issued_part(secret: str) -> bytes:
    return secret.rpartition("_")[2].encode()


def test_a_key_ends_when_it_expires(access, actor, hand_clock):
    expires_at = round((hand_clock.at + timedelta(hours=1)).timestamp() * 1_000_000)
    secret = access.create_key(actor, "trainer", actor, expires_at=expires_at).secret
    hand_clock.move(3599)
    assert access.user_of_key(secret) is not None
    hand_clock.move(1)
    assert access.user_of_key(secret) is None


def test_a_key_that_expired_already_is_not_made(access, actor):
    with pytest.raises(UsageError, match="expired already"):
        access.create_key(actor, "trainer", actor, expires_at=1)


def test_a_key_without_a_name_is_not_made(access, actor):
    with pytest.raises(UsageError, match="needs a name"):
        access.create_key(actor, " ", actor)


def test_revoking_a_key_twice_is_revoking_it_once(access, actor):
    issued = access.create_key(actor, "trainer", actor)
    for _ in range(2):
        access.revoke_key(issued.key.uid, actor)
    assert access.user_of_key(issued.secret) is None


def test_nobody_revokes_the_key_of_another(access, users, actor):
    eve = users.create("eve@example.org", "Eve", actor)
    issued = access.create_key(actor, "trainer", actor)
    with pytest.raises(NotFoundError):
        access.revoke_key(issued.key.uid, eve)
    assert access.user_of_key(issued.secret) == actor


def test_an_administrator_revokes_the_key_of_anybody(access, users, actor):
    eve = users.create("eve@example.org", "Eve", actor)
    issued = access.create_key(eve, "trainer", eve)
    access.revoke_key(issued.key.uid, actor)
    assert access.user_of_key(issued.secret) is None


def test_a_link_becomes_a_session_once(access, actor):
    link = access.create_link(actor, actor)
    session = access.spend_link(link)
    assert access.user_of_session(session) == actor
    assert access.spend_link(link) is None


def test_a_link_ends_when_its_time_is_over(access, actor, hand_clock):
    link = access.create_link(actor, actor, lasts_s=60)
    hand_clock.move(60)
    assert access.spend_link(link) is None


def test_a_session_ends_after_thirty_days(access, actor, hand_clock):
    session = access.spend_link(access.create_link(actor, actor))
    hand_clock.move(SESSION_S - 1)
    assert access.user_of_session(session) == actor
    hand_clock.move(1)
    assert access.user_of_session(session) is None


def test_a_link_is_no_session_and_a_session_no_key(access, actor):
    link = access.create_link(actor, actor)
    assert access.user_of_session(link) is None
    assert access.user_of_key(access.spend_link(link)) is None


def test_who_is_disabled_gets_neither_key_nor_link(access, users, actor):
    eve = users.create("eve@example.org", "Eve", actor)
    gone = users.update(eve.uid, actor, is_disabled=True)
    with pytest.raises(ConflictError, match="disabled"):
        access.create_key(gone, "trainer", actor)
    with pytest.raises(ConflictError, match="disabled"):
        access.create_link(gone, actor)


def test_programs_of_the_machine_act_as_the_first_administrator_who_is_not_disabled(access, users, actor):
    first = access.ensure_admin()
    other = users.create("eve@example.org", "Eve", actor, is_admin=True)
    users.update(first.uid, actor, is_disabled=True)
    assert access.ensure_admin() == other


def test_a_key_says_what_it_is_for(access, actor):
    secrets = {
        scope: access.create_key(actor, "trainer", actor, scope=scope).secret for scope in ("all", "read")
    }
    assert {access.holder_of_key(secret).scope for secret in secrets.values()} == {"all", "read"}
    assert access.holder_of_key(secrets["read"]).scope == "read"


def test_a_key_that_was_never_used_says_so(access, actor):
    access.create_key(actor, "trainer", actor)
    assert [key.last_used_at for key in access.list_keys(actor)] == [None]


def test_the_use_of_a_key_is_noted_at_most_every_ten_minutes(access, actor, hand_clock):
    secret = access.create_key(actor, "trainer", actor).secret
    start, noted = hand_clock.now(), []
    for minutes in (0, 9, 2, 5):
        hand_clock.move(minutes * 60)
        access.user_of_key(secret)
        (key,) = access.list_keys(actor)
        noted.append(key.last_used_at - int(start.timestamp() * 1_000_000))
    assert noted == [0, 0, 11 * 60 * 1_000_000, 11 * 60 * 1_000_000]


def test_a_key_that_opens_nothing_was_not_used(access, actor):
    issued = access.create_key(actor, "trainer", actor)
    access.revoke_key(issued.key.uid, actor)
    access.user_of_key(issued.secret)
    assert [key.last_used_at for key in access.list_keys(actor)] == [None]


def test_the_use_of_a_key_is_noted_beside_the_request(store, actor, hand_clock):
    beside = ThreadExecutor()
    access = Access(store, hand_clock, beside)
    try:
        assert access.user_of_key(access.create_key(actor, "trainer", actor).secret) == actor
        beside.submit(lambda: None).wait()
    finally:
        beside.close()
    assert [key.last_used_at is not None for key in access.list_keys(actor)] == [True]


def test_the_purge_forgets_all_sessions_that_have_expired_and_no_other(access, actor, store, hand_clock):
    old = [access.spend_link(access.create_link(actor, actor)) for _ in range(2)]
    hand_clock.move(SESSION_S)
    fresh = access.spend_link(access.create_link(actor, actor))
    access.purge()
    assert access.user_of_session(fresh) == actor
    hand_clock.move(-SESSION_S)
    assert [access.user_of_session(one) for one in old] == [None, None]
