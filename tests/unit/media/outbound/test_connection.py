import socket
import threading
from ipaddress import ip_network

import httpcore
import pytest

from postil.errors import AccessError
from postil.media.outbound.connection import GuardedBackend, resolve, time_cap, time_left
from tests.unit.media.outbound.site import LOOPBACK, serving


def refuse_lookups(host, port):
    raise AssertionError(f"{host} was looked up")


def test_the_system_resolver_gives_addresses_once_each():
    found = resolve("127.0.0.1", 80)
    assert found == ["127.0.0.1"]


def test_time_left_is_bounded_by_the_cap_and_by_what_is_asked():
    with time_cap(5):
        assert time_left(1) == 1
        assert 0 < time_left() <= 5
        assert 0 < time_left(60) <= 5


def test_no_time_left_is_a_time_out():
    with time_cap(0), pytest.raises(httpcore.ReadTimeout):
        time_left()


def test_caps_are_told_apart_by_thread():
    seen = []

    def run():
        with time_cap(1_000):
            seen.append(time_left())

    with time_cap(1):
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        assert time_left() <= 1
    assert seen[0] > 1


def test_an_address_in_the_url_is_not_looked_up():
    with serving() as site, time_cap(10):
        GuardedBackend(LOOPBACK, refuse_lookups).connect_tcp("127.0.0.1", site.port).close()


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00:ec2::254", "0.0.0.0"],
)
def test_an_address_that_is_not_public_is_refused_without_a_connection(host):
    with time_cap(10), pytest.raises(AccessError) as refused:
        GuardedBackend((), refuse_lookups).connect_tcp(host, 9)
    assert refused.value.code == "SRC020"


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "134744072", "a.1"])
def test_an_unusual_spelling_is_refused_without_a_look_up(host):
    with time_cap(10), pytest.raises(AccessError, match="unusual spelling") as refused:
        GuardedBackend((), refuse_lookups).connect_tcp(host, 9)
    assert refused.value.code == "SRC020"


def test_an_unusual_spelling_of_an_allowed_address_is_taken():
    with serving() as site, time_cap(10):
        GuardedBackend(LOOPBACK, refuse_lookups).connect_tcp("0x7f.1", site.port).close()


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1", "10.0.0.1"],
        ["127.0.0.1", "127.0.0.2"],
        ["127.0.0.1", "::1"],
        ["8.8.8.8", "169.254.169.254"],
        ["::ffff:10.0.0.1"],
        ["fe80::1%lo"],
    ],
)
def test_one_address_that_is_not_allowed_refuses_the_whole_host(addresses):
    backend = GuardedBackend(LOOPBACK, lambda _host, _port: addresses)
    with serving() as site, time_cap(10), pytest.raises(AccessError) as refused:
        backend.connect_tcp("mixed.test", site.port)
    assert refused.value.code == "SRC020"


def test_a_refusal_does_not_tell_the_address_behind_a_name():
    backend = GuardedBackend((), lambda _host, _port: ["10.11.12.13"])
    with time_cap(10), pytest.raises(AccessError) as refused:
        backend.connect_tcp("intranet.test", 80)
    assert "10.11.12.13" not in str(refused.value)
    assert "10.0.0.0/8 (private)" in str(refused.value)


def test_the_next_checked_address_is_tried_when_one_does_not_answer():
    with serving("127.0.0.1") as site, time_cap(10):
        backend = GuardedBackend([ip_network("127.0.0.0/8")], lambda _host, _port: ["127.0.0.9", "127.0.0.1"])
        stream = backend.connect_tcp("two.test", site.port)
        assert stream.get_extra_info("server_addr") == ("127.0.0.1", site.port)
        stream.close()


def test_a_mapped_address_is_connected_to_as_the_address_it_is():
    with serving("127.0.0.1") as site, time_cap(10):
        backend = GuardedBackend(LOOPBACK, lambda _host, _port: ["::ffff:127.0.0.1"])
        stream = backend.connect_tcp("mapped.test", site.port)
        assert stream.get_extra_info("server_addr") == ("127.0.0.1", site.port)
        stream.close()


def test_a_host_without_addresses_cannot_be_reached():
    with time_cap(10), pytest.raises(httpcore.ConnectError):
        GuardedBackend((), lambda _host, _port: []).connect_tcp("void.test", 80)


def test_a_failing_look_up_is_a_failing_connection():
    def fail(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with time_cap(10), pytest.raises(httpcore.ConnectError):
        GuardedBackend((), fail).connect_tcp("void.test", 80)


def test_a_look_up_that_takes_for_ever_ends_with_the_cap():
    gate = threading.Event()

    def hang(host, port):
        gate.wait(30)
        return ["127.0.0.1"]

    with time_cap(0.1), pytest.raises(httpcore.ConnectTimeout):
        GuardedBackend(LOOPBACK, hang).connect_tcp("slow.test", 80)
    gate.set()


def test_there_is_no_way_to_a_local_socket_file():
    with pytest.raises(NotImplementedError):
        GuardedBackend(()).connect_unix_socket("/run/secret.sock")
