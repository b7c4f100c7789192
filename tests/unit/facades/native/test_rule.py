"""Rules over a real installation: who may call, decided before the body is read."""

import pytest

from postil.errors import AccessError, AuthenticationError, NotFoundError
from postil.facades.body import Body
from postil.facades.native.call import Call
from postil.facades.native.rule import ADMIN, PUBLIC, SIGNED_IN, at_least, creator
from tests.facades.native.installation import Installation


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path)
    yield made
    made.close()


@pytest.fixture
def ada(installation):
    return installation.user("ada@example.org")


def call_of(installation, visitor):
    async def receive():
        raise AssertionError("a rule reads no body")

    return Call(installation.application.services, {"uid": "x"}, None, None, Body(receive, 1), visitor)


def test_a_public_route_takes_anybody(installation):
    PUBLIC.allow(call_of(installation, None))


@pytest.mark.parametrize("rule", [SIGNED_IN, ADMIN, at_least("viewer", lambda _: 1), creator(lambda _: 1)])
def test_every_other_rule_asks_who_it_is_first(installation, rule):
    with pytest.raises(AuthenticationError):
        rule.allow(call_of(installation, None))


def test_an_administrator_passes_every_rule(installation):
    call = call_of(installation, installation.application.admin)
    for rule in (SIGNED_IN, ADMIN, at_least("owner", lambda _: 1), creator(lambda _: None)):
        rule.allow(call)


def test_a_user_is_no_administrator(installation, ada):
    SIGNED_IN.allow(call_of(installation, ada))
    with pytest.raises(AccessError):
        ADMIN.allow(call_of(installation, ada))


def test_a_project_of_others_is_not_found(installation, ada):
    with pytest.raises(NotFoundError):
        at_least("viewer", lambda _: 1).allow(call_of(installation, ada))


def test_a_thing_without_a_project_is_for_administrators(installation, ada):
    with pytest.raises(NotFoundError):
        at_least("viewer", lambda _: None).allow(call_of(installation, ada))


def test_whoever_made_a_thing_may_change_it(installation, ada):
    creator(lambda _: ada.id).allow(call_of(installation, ada))
    with pytest.raises(AccessError):
        creator(lambda _: ada.id + 1).allow(call_of(installation, ada))
    with pytest.raises(AccessError):
        creator(lambda _: None).allow(call_of(installation, ada))


def test_the_project_is_looked_for_only_once_somebody_signed_in(installation):
    def fail(_call):
        raise AssertionError("looked")

    with pytest.raises(AuthenticationError):
        at_least("viewer", fail).allow(call_of(installation, None))
