"""Which `Host` headers name this server."""

import pytest

from postil.server.guard import Guard, host_name


async def nothing(_scope, _receive, _send):
    raise AssertionError("not reached")


@pytest.mark.parametrize(
    ("host", "name"),
    [("Example.ORG", "example.org"), ("example.org:80", "example.org"), ("[::1]:80", "[::1]"), ("", "")],
)
def test_a_port_and_capitals_are_no_part_of_the_name(host, name):
    assert host_name(host) == name


@pytest.mark.parametrize(
    ("is_local", "hosts", "host", "is_right"),
    [
        (True, [], "localhost:8600", True),
        (True, [], "evil.example", False),
        (True, [], "", False),
        (True, ["labels.example.org"], "labels.example.org", True),
        (True, ["labels.example.org"], "localhost", True),
        (False, [], "anything", True),
        (False, ["labels.example.org"], "labels.example.org:443", True),
        (False, ["labels.example.org"], "localhost", False),
    ],
)
def test_a_name_is_right_when_it_is_this_machine_or_configured(is_local, hosts, host, is_right):
    assert Guard(nothing, is_local=is_local, hosts=hosts).is_right(host) is is_right
