"""Which network addresses the outbound client may connect to.

The refused networks follow the IANA registries of special-purpose IPv4 and IPv6 addresses (RFC 6890 and
its updates), plus addresses that are public by number but answered inside a cloud. Python's own
`is_global` differs between patch releases, so the lists are spelled out here.
"""

import re
import socket
from collections.abc import Iterable, Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from postil.errors import UsageError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_REFUSED_V4: Mapping[Network, str] = {
    IPv4Network(spelling): kind
    for spelling, kind in {
        "0.0.0.0/8": "this host",
        "10.0.0.0/8": "private",
        "100.64.0.0/10": "carrier-grade NAT",
        "127.0.0.0/8": "loopback",
        "168.63.129.16/32": "cloud metadata",
        "169.254.0.0/16": "link-local and cloud metadata",
        "172.16.0.0/12": "private",
        "192.0.0.0/24": "protocol assignments",
        "192.0.2.0/24": "documentation",
        "192.88.99.0/24": "6to4 relay",
        "192.168.0.0/16": "private",
        "198.18.0.0/15": "benchmarking",
        "198.51.100.0/24": "documentation",
        "203.0.113.0/24": "documentation",
        "224.0.0.0/4": "multicast",
        "240.0.0.0/4": "reserved",
    }.items()
}
# Only 2000::/3 is handed out for public use. Everything outside it is refused, whether named here or not.
_PUBLIC_V6 = IPv6Network("2000::/3")
_REFUSED_V6: Mapping[Network, str] = {
    IPv6Network(spelling): kind
    for spelling, kind in {
        "::/128": "this host",
        "::1/128": "loopback",
        "::/96": "IPv4-compatible",
        "64:ff9b::/96": "NAT64",
        "64:ff9b:1::/48": "NAT64",
        "100::/64": "discard",
        "2001::/32": "Teredo",
        "2001::/23": "protocol assignments",
        "2001:db8::/32": "documentation",
        "2002::/16": "6to4",
        "3fff::/20": "documentation",
        "fc00::/7": "private",
        "fe80::/10": "link-local",
        "fec0::/10": "site-local",
        "ff00::/8": "multicast",
    }.items()
}
_EMBEDDING = {
    IPv6Network("::/96"): 0,
    IPv6Network("64:ff9b::/96"): 0,
    IPv6Network("2002::/16"): 80,
}
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)


def refusal(address: Address, allowed: Sequence[Network] = ()) -> str | None:
    """Say why an address may not be connected to; None when it may.

    An IPv4-mapped IPv6 address counts as the IPv4 address it is. An IPv6 address that carries an IPv4
    address for a translator (NAT64, 6to4, IPv4-compatible, Teredo) is never public; allowing its network
    is not enough while the carried address is refused, for otherwise `64:ff9b::a9fe:a9fe` would be a way
    around the refusal of 169.254.169.254.

    Args:
        address: The address about to be connected to.
        allowed: Networks allowed by configuration; they win over every refused network.

    Returns:
        The network and its kind, such as `10.0.0.0/8 (private)`.
    """
    address = unmapped(address)
    carried = _carried(address)
    if _contains(allowed, address):
        return refusal(carried, allowed) if carried is not None else None
    if isinstance(address, IPv4Address):
        return _listed(_REFUSED_V4, address)
    known = _listed(_REFUSED_V6, address)
    if known is None and address not in _PUBLIC_V6:
        return "::/0 (not handed out for public use)"
    return known


def unmapped(address: Address) -> Address:
    """Return the IPv4 address inside an IPv4-mapped IPv6 address, and any other address as it is."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def literal(host: str) -> Address | None:
    """Return the address a host of a URL spells out in its standard form; None when it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def odd_literal(host: str) -> Address | None:
    """Return the address behind an octal, hexadecimal, decimal or shortened IPv4 spelling.

    Programs disagree on what `0177.1` means, so such a spelling is never looked up as a name.

    Returns:
        The address the C library makes of it, 255.255.255.255 when it makes nothing of it, and None when
        the host is in no way a number.
    """
    bare = host.rstrip(".")
    if literal(host) is not None or not _NUMBER.fullmatch(bare.rpartition(".")[2]):
        return None
    try:
        return IPv4Address(socket.inet_aton(bare))
    except OSError:
        return IPv4Address("255.255.255.255")


def networks(spellings: Sequence[str]) -> tuple[Network, ...]:
    """Read networks such as `10.1.0.0/16`, `fd00::/8` or a single address.

    Raises:
        UsageError: A spelling is not a network, or has bits set beyond its prefix.
    """
    return tuple(_network(spelling.strip()) for spelling in spellings)


def _network(spelling: str) -> Network:
    try:
        return ip_network(spelling)
    except ValueError as error:
        raise UsageError(
            f"{spelling!r} is not a network: {error}",
            hint="write an address and a prefix length, such as 10.1.0.0/16 or fd00::/8",
        ) from None


def _contains(networks: Iterable[Network], address: Address) -> bool:
    return any(address in network for network in networks)


def _carried(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address) or int(address) <= 1:
        return None  # :: and ::1 are addresses of their own, though ::/96 holds them
    if address.teredo is not None:
        return address.teredo[1]
    for network, shift in _EMBEDDING.items():
        if address in network:
            return IPv4Address(int(address) >> shift & 0xFFFF_FFFF)
    return None


def _listed(refused: Mapping[Network, str], address: Address) -> str | None:
    for network, kind in refused.items():
        if address in network:
            return f"{network} ({kind})"
    return None
