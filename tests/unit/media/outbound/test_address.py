from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import UsageError
from postil.media.outbound.address import literal, networks, odd_literal, refusal, unmapped

# First, middle and last address of every refused block; kinds after the IANA special-purpose registries.
REFUSED = {
    "this host": ["0.0.0.0", "0.1.2.3", "0.255.255.255", "::"],
    "private": [
        "10.0.0.0",
        "10.255.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.0.0",
        "192.168.255.255",
    ],
    "unique local": ["fc00::", "fd00:ec2::254", "fd20:ce::254", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
    "carrier-grade NAT": ["100.64.0.0", "100.100.100.200", "100.127.255.255"],
    "loopback": ["127.0.0.0", "127.0.0.1", "127.255.255.255", "::1"],
    "link-local": ["169.254.0.0", "169.254.169.254", "169.254.170.2", "169.254.255.255"],
    "link-local v6": ["fe80::", "fe80::1%eth0", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
    "cloud metadata": ["168.63.129.16", "192.0.0.192"],
    "protocol assignments": ["192.0.0.0", "192.0.0.255", "2001::1", "2001:1ff:ffff::1", "2001:20::1"],
    "documentation": ["192.0.2.1", "198.51.100.1", "203.0.113.255", "2001:db8::1", "3fff::1", "3fff:fff::1"],
    "6to4 relay": ["192.88.99.1"],
    "benchmarking": ["198.18.0.0", "198.19.255.255", "2001:2::1"],
    "multicast": ["224.0.0.1", "239.255.255.255", "ff00::", "ff02::1", "ff0e::1"],
    "reserved": ["240.0.0.0", "255.255.255.254", "255.255.255.255", "4000::1", "5f00::1", "e000::1"],
    "site-local": ["fec0::1", "feff:ffff::1"],
    "discard": ["100::1"],
    "IPv4-mapped": ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0"],
    "IPv4-compatible": ["::127.0.0.1", "::8.8.8.8", "::2"],
    "NAT64": ["64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b::8.8.8.8", "64:ff9b:1::1"],
    "6to4": ["2002:7f00:1::1", "2002:a9fe:a9fe::", "2002:808:808::1"],
    "Teredo": ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
}
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "168.63.129.15",
    "168.63.129.17",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2003::1",
    "2606:4700:4700::1111",
    "2a00:1450:4001:830::200e",
    "::ffff:8.8.8.8",
]


@pytest.mark.parametrize(
    ("kind", "spelling"), [(kind, spelling) for kind, spellings in REFUSED.items() for spelling in spellings]
)
def test_an_address_that_is_not_public_is_refused(kind, spelling):
    assert refusal(ip_address(spelling)) is not None, kind


@pytest.mark.parametrize("spelling", PUBLIC)
def test_a_public_address_passes(spelling):
    assert refusal(ip_address(spelling)) is None


def test_a_refusal_names_network_and_kind():
    assert refusal(ip_address("10.1.2.3")) == "10.0.0.0/8 (private)"
    assert refusal(ip_address("9000::1")) == "::/0 (not handed out for public use)"


@given(st.ip_addresses())
def test_what_python_calls_special_is_refused(address):
    # Python's own table is a second opinion. It calls no address special that we call public, but for
    # blocks its later releases moved to the global side (RFC 7343 and others), which we refuse anyway.
    special = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
    if special and unmapped(address) == address:
        assert refusal(address) is not None


@pytest.mark.parametrize(
    "spelling", ["10.1.2.3", "127.0.0.1", "::1", "fd00::7", "169.254.169.254", "fe80::1%eth0"]
)
def test_an_allowed_network_opens_the_way(spelling):
    address = ip_address(spelling)
    assert refusal(address, [ip_network(spelling.partition("%")[0])]) is None


def test_an_allowed_network_opens_nothing_beside_it():
    allowed = [ip_network("10.1.0.0/16"), ip_network("fd00::/64")]
    assert refusal(ip_address("10.2.0.1"), allowed) is not None
    assert refusal(ip_address("fd00:0:0:1::1"), allowed) is not None
    assert refusal(ip_address("127.0.0.1"), allowed) is not None


def test_a_mapped_address_is_allowed_like_the_address_it_is():
    assert refusal(ip_address("::ffff:10.1.2.3"), [ip_network("10.0.0.0/8")]) is None


@pytest.mark.parametrize(
    ("spelling", "network"),
    [
        ("64:ff9b::169.254.169.254", "64:ff9b::/96"),
        ("2002:a9fe:a9fe::1", "2002::/16"),
        ("::127.0.0.1", "::/96"),
        ("2001:0:4136:e378:8000:63bf:5601:5601", "2001::/32"),
        ("64:ff9b::10.0.0.1", "::/0"),
    ],
)
def test_allowing_a_translator_does_not_open_what_lies_behind_it(spelling, network):
    assert refusal(ip_address(spelling), [ip_network(network)]) is not None


def test_allowing_a_translator_opens_public_addresses_behind_it():
    assert refusal(ip_address("64:ff9b::8.8.8.8"), [ip_network("64:ff9b::/96")]) is None


def test_allowing_a_translator_and_a_network_opens_that_network_behind_it():
    allowed = [ip_network("64:ff9b::/96"), ip_network("10.0.0.0/8")]
    assert refusal(ip_address("64:ff9b::10.0.0.1"), allowed) is None


def test_a_mapped_address_is_unmapped():
    assert unmapped(ip_address("::ffff:127.0.0.1")) == ip_address("127.0.0.1")


def test_standard_spellings_are_literals():
    assert literal("127.0.0.1") == ip_address("127.0.0.1")
    assert literal("::1") == ip_address("::1")
    assert literal("localhost") is None


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0X7F.0.0.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("127.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("0xa9fea9fe", "169.254.169.254"),
        ("169.254.43518", "169.254.169.254"),
        ("10.0.0.0x1", "10.0.0.1"),
        ("134744072", "8.8.8.8"),
        ("1.2.3.4.5", "255.255.255.255"),
        ("256.1.1.1", "255.255.255.255"),
        ("name.123", "255.255.255.255"),
        ("4294967296", "255.255.255.255"),
    ],
)
def test_unusual_spellings_are_known_for_what_they_are(host, address):
    assert odd_literal(host) == ip_address(address)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "::1", "1e100.net", "123.example", "x0x7f", "a-1"]
)
def test_names_and_standard_addresses_are_not_odd(host):
    assert odd_literal(host) is None


def test_networks_are_read():
    assert networks([" 10.1.0.0/16", "fd00::/8", "127.0.0.1"]) == (
        ip_network("10.1.0.0/16"),
        ip_network("fd00::/8"),
        ip_network("127.0.0.1/32"),
    )


@pytest.mark.parametrize("spelling", ["10.1.2.3/8", "10.0.0.0/33", "localhost", "", "*"])
def test_a_network_that_is_none_is_refused_with_its_spelling(spelling):
    with pytest.raises(UsageError, match="is not a network"):
        networks([spelling])
