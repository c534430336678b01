"""Where the link checker may go: to public addresses and nowhere else.

Whoever writes a link decides what this machine connects to, so a link must not lead to the machine itself, to
its neighbours, or to what a provider keeps at link-local addresses. The rule looks at addresses, after names
were resolved, never at names: names lie.
"""

import ipaddress
import socket
from collections.abc import Callable

Rule = Callable[[str], bool]

# Addresses of IPv6 that carry one of IPv4 inside them, and where it stands in their 128 bits.
CARRIERS = {
    ipaddress.ip_network("::ffff:0:0/96"): 0,  # mapped
    ipaddress.ip_network("::ffff:0:0:0/96"): 0,  # translated (SIIT)
    ipaddress.ip_network("::/96"): 0,  # compatible, deprecated
    ipaddress.ip_network("64:ff9b::/96"): 0,  # NAT64
    ipaddress.ip_network("2002::/16"): 80,  # 6to4
}
HIDING = (  # what they lead to cannot be told from them, and nobody's web page is there
    ipaddress.ip_network("2001::/32"),  # Teredo
    ipaddress.ip_network("64:ff9b:1::/48"),  # NAT64 of one's own network, which may put IPv4 anywhere
)


class Refused(Exception):
    """Leads where this machine must not go."""


class NoSuchHost(Exception):
    """The name has no address, at least not now."""


def is_public(address: str) -> bool:
    """Every machine on the internet would reach the same one at this address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False  # with a zone, fe80::1%eth0, or no address at all
    if ip.version == 6:
        if any(ip in network for network in HIDING) or ip.is_site_local or ip.scope_id:
            return False
        for network, shift in CARRIERS.items():
            if ip in network:
                return is_public(str(ipaddress.IPv4Address((int(ip) >> shift) & 0xFFFFFFFF)))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def resolve(host: str, port: int, allows: Rule = is_public) -> list[str]:
    """The addresses of a host, all of them allowed. Raises Refused if one is not, NoSuchHost.

    One bad address among good ones refuses them all: which of them a connection takes is not ours to say.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoSuchHost(host) from None
    addresses = list(dict.fromkeys(str(information[4][0]) for information in found))
    if not addresses:
        raise NoSuchHost(host)
    if not all(map(allows, addresses)):
        raise Refused(host)
    return addresses
