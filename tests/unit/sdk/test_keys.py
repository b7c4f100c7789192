from datetime import UTC, datetime, timedelta

import pytest

from postil.errors import NotFoundError, UsageError
from postil.sdk.keys import Key


def test_a_key_is_valid_until_it_is_revoked(client):
    issued = client.keys.create("once")
    assert issued.secret.startswith(f"pk_{issued.key.prefix}_")
    client.keys.revoke(issued.key.id)
    states = {key.id: key.state for key in client.keys.list()}
    assert states[issued.key.id] == "revoked"


def test_a_key_is_found_by_name_id_prefix_or_the_whole_secret(client):
    issued = client.keys.create("found")
    for text in ("found", issued.key.id, issued.key.prefix, f"pk_{issued.key.prefix}", issued.secret):
        assert client.keys.named(text) == issued.key


def test_two_keys_of_a_name_are_told_apart_by_prefix(client):
    for _ in range(2):
        client.keys.create("twice")
    with pytest.raises(UsageError, match="2 keys"):
        client.keys.named("twice")


def test_an_unknown_secret_is_not_repeated(client):
    with pytest.raises(NotFoundError) as caught:
        client.keys.named("pk_00000000_secretsecret")
    assert "secretsecret" not in str(caught.value)


def test_keys_of_others_are_listed_by_address(client):
    client.users.create("keys@example.org")
    made = client.keys.create("theirs", email="keys@example.org").key
    assert list(client.keys.list(email="keys@example.org")) == [made]
    assert made not in list(client.keys.list())
    assert made in list(client.keys.list(everybody=True))


@pytest.mark.parametrize(("hours", "state"), [(-1, "expired"), (1, "valid")])
def test_a_key_is_expired_when_its_time_is_over(hours, state):
    now = datetime.now(UTC)
    ends = now + timedelta(hours=hours)
    assert Key(id="", user="", name="", prefix="", created_at=now, expires_at=ends).state == state
