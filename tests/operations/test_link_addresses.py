"""The link checker goes to public addresses and nowhere else, however an address is written."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app.operations import link_addresses
from site_app.operations.link_addresses import NoSuchHost, Refused, is_public, resolve

pytestmark = pytest.mark.anywhere

# What IANA keeps from the public internet, written down here a second time, from the registries.
NOT_PUBLIC = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.2.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "fc00::/7", "fe80::/10",
    "fec0::/10", "ff00::/8",
]  # fmt: skip
CARRIERS = ["::ffff:{}", "64:ff9b::{}", "::ffff:0:{}", "::{}"]


def within(network):
    """Any address of a network, its ends more often than chance would have them."""
    first, last = int(network[0]), int(network[-1])
    kind = ipaddress.IPv4Address if network.version == 4 else ipaddress.IPv6Address
    return st.one_of(st.sampled_from([first, last]), st.integers(first, last)).map(lambda number: str(kind(number)))


private = st.sampled_from(NOT_PUBLIC).map(ipaddress.ip_network).flatmap(within)
private_v4 = st.sampled_from([one for one in NOT_PUBLIC if ":" not in one]).map(ipaddress.ip_network).flatmap(within)
KEPT = [ipaddress.ip_network(one) for one in [*NOT_PUBLIC, "192.0.0.0/24", "192.88.99.0/24"] if ":" not in one]
public_v4 = (
    st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address).filter(lambda ip: not any(ip in one for one in KEPT)).map(str)
)


@given(private)
def test_no_address_of_a_network_that_is_not_public_is_allowed(address):
    assert not is_public(address)


@given(private_v4, st.sampled_from(CARRIERS))
def test_hiding_it_inside_one_of_ipv6_does_not_help(address, carrier):
    assert not is_public(carrier.format(address))
    number = int(ipaddress.IPv4Address(address))
    assert not is_public(str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80))))


@given(public_v4)
def test_every_other_address_is_allowed(address):
    assert is_public(address)
    assert is_public(f"::ffff:{address}")


@pytest.mark.parametrize("address", ["2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4009:81f::200e"])
def test_public_addresses_of_ipv6_are_allowed(address):
    assert is_public(address)


@pytest.mark.parametrize("address", ["", "localhost", "fe80::1%eth0", "127.1", "0x7f000001", "2130706433", "1.2.3"])
def test_what_is_no_plain_address_is_not_allowed(address):
    assert not is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "::1"])
def test_other_ways_of_writing_this_machine_are_seen_through(host):
    with pytest.raises(Refused):
        resolve(host, 80)


@pytest.fixture
def names(monkeypatch):
    """A DNS of our own: {name: addresses}."""
    answers = {}

    def getaddrinfo(host, port, **_options):
        if host not in answers:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers[host]]

    monkeypatch.setattr(link_addresses.socket, "getaddrinfo", getaddrinfo)
    return answers


def test_one_bad_address_among_good_ones_refuses_them_all(names):
    names |= {"mixed.example": ["93.184.216.34", "10.0.0.7"], "good.example": ["93.184.216.34", "93.184.216.34"]}
    with pytest.raises(Refused):
        resolve("mixed.example", 80)
    assert resolve("good.example", 80) == ["93.184.216.34"]


@pytest.mark.parametrize("host", ["nobody.example", "empty.example"])
def test_a_name_without_an_address_is_told_apart_from_a_bad_one(names, host):
    names["empty.example"] = []
    with pytest.raises(NoSuchHost):
        resolve(host, 80)


def test_a_name_that_no_resolver_can_read_is_no_host():
    with pytest.raises(NoSuchHost):
        resolve("a" * 70 + ".example", 80)
