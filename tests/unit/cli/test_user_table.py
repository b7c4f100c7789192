"""Tables of people and keys, from records made by hand."""

from datetime import UTC, datetime
from typing import Any

import pytest

from postil.cli.user_table import key_table, user_table
from postil.sdk.keys import Key
from postil.sdk.members import Member
from postil.sdk.users import User
from tests.unit.cli.drawn import drawn

AT = datetime(2026, 1, 5, tzinfo=UTC)
LONG = "a-very-long-address-of-somebody@department.of.something.example.org"


def lines(table, width=80):
    return [line.split() for line in drawn(table, width=width).splitlines()]


def test_users_are_told_with_what_is_special_about_them():
    users = [
        User(id="1", email="ann@example.org", name="Ann", is_admin=True, created_at=AT),
        User(id="2", email="bob@example.org", is_disabled=True, created_at=AT),
    ]
    assert lines(user_table(users, 80)) == [
        ["email", "name", "role"],
        ["ann@example.org", "Ann", "administrator"],
        ["bob@example.org", "disabled"],
    ]


def test_members_are_told_with_their_role():
    member = Member(id="1", email="ann@example.org", role="labeler", is_admin=True, created_at=AT)
    assert lines(user_table([member], 80))[1] == ["ann@example.org", "labeler"]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_long_address_gives_way_and_every_user_keeps_one_line(width):
    users = [User(id="1", email=LONG, name="Somebody With A Name", is_admin=True, created_at=AT)] * 2
    shown = drawn(user_table(users, width), width=width).splitlines()
    assert len(shown) == 3
    assert max(map(len, shown)) <= width
    assert shown[1].endswith("administrator")


def test_keys_are_told_without_more_than_their_beginning():
    kept: dict[str, Any] = {"user": "ann@example.org", "created_at": AT}
    keys = [
        Key(id="1", name="ci", prefix="0a1b2c3d", expires_at=datetime(2199, 1, 31, tzinfo=UTC), **kept),
        Key(id="2", name="old", prefix="4e5f6a7b", revoked_at=AT, last_used_at=AT, scope="read", **kept),
    ]
    assert lines(key_table(keys, 80)) == [
        ["key", "name", "user", "scope", "ends", "used"],
        ["pk_0a1b2c3d", "ci", "ann@example.org", "31", "Jan", "2199", "never"],
        ["pk_4e5f6a7b", "old", "ann@example.org", "read", "never", "05", "Jan", "2026", "revoked"],
    ]
