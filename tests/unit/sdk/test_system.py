import pytest

import postil
from postil.errors import AuthenticationError
from postil.sdk.client import Client
from postil.sdk.location import Location


def test_a_server_tells_its_version(client):
    assert client.system.health().version == postil.__version__


def test_whoever_runs_the_server_is_its_administrator(client):
    assert client.system.caller().is_admin


def test_a_wrong_key_is_nobodys(server):
    location = Location(url=server.url, key="pk_wrong_wrong_wrong_wrong")
    with Client(location) as stranger, pytest.raises(AuthenticationError):
        stranger.system.caller()
