"""A page of another origin is told from one of this server by its Origin header."""

import pytest
from starlette.requests import Request

from postil.errors import AccessError
from postil.server.auth import demand_same_origin


def request(host, origin):
    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin is not None else [])
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers})


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8600", "http://127.0.0.1:8600"),
        ("labels.example.org", "https://labels.example.org"),
        ("Labels.Example.org", "https://labels.example.ORG"),
        ("[::1]:8600", "http://[::1]:8600"),
    ],
)
def test_the_origin_of_this_server_is_accepted(host, origin):
    demand_same_origin(request(host, origin))


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8600", None),
        ("127.0.0.1:8600", ""),
        ("127.0.0.1:8600", "null"),
        ("", "null"),
        ("127.0.0.1:8600", "http://["),
        ("127.0.0.1:8600", "http://127.0.0.1:8600]"),
        ("127.0.0.1:8600", "127.0.0.1:8600"),
        ("127.0.0.1:8600", "http://127.0.0.1:8601"),
        ("127.0.0.1:8600", "http://127.0.0.1:8600.evil.example"),
        ("127.0.0.1:8600", "http://user@127.0.0.1:8600"),
        ("", ""),
    ],
)
def test_any_other_origin_is_refused(host, origin):
    with pytest.raises(AccessError):
        demand_same_origin(request(host, origin))
