"""Links lead to where the client has reached the server, as long as that can be an address."""

import pytest
from starlette.requests import Request

from postil.facades.address import reached_at


def reached(host: str) -> str:
    scope = {"type": "http", "scheme": "https", "path": "/", "headers": [(b"host", host.encode())]}
    return reached_at(Request(scope))


@pytest.mark.parametrize("host", ["localhost:9000", "labels.example.org", "[::1]:7", "127.0.0.1"])
def test_a_name_or_address_is_taken_as_it_was_used(host):
    assert reached(host) == f"https://{host}"


@pytest.mark.parametrize("host", ["", "a b", "evil.test/path", "user@evil.test", "[::1", "a:123456"])
def test_what_can_be_no_address_is_none(host):
    assert reached(host) == "https://127.0.0.1"
