"""Private, loopback and link-local addresses are not reached, whatever a name or a redirect says.

The check is made on the very address that a socket is about to connect to (aiohttp's ``socket_factory``), so there
is no moment between check and use in which a name could change its mind.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from domain.errors import Forbidden

__all__ = ["MARK", "PrivateAddress", "is_public", "socket_factory"]

MARK = "diemtin-private-address"
_CARRIER = (ip_network("100.64.0.0/10"), ip_network("192.0.0.0/24"), ip_network("198.18.0.0/15"))
_NAT64 = ip_network("64:ff9b::/96")

AddressInfo = tuple[Any, Any, int, str, tuple[Any, ...]]


class PrivateAddress(Forbidden):
    """A name or an address leads into a private network."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"“{host}” là địa chỉ nội bộ nên không được ghé.",
            "Chỉ cho phép khi thử nghiệm: DIEMTIN_ALLOW_PRIVATE_ADDRESSES=true.",
        )


def is_public(address: str) -> bool:
    """Whether an IP address, as text, is one of the open Internet; IPv4 inside IPv6 counts as what it is."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _public(ip)


def _public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return _public(inner)
    elif any(ip in network for network in _CARRIER):
        return False
    return ip.is_global and not ip.is_multicast


def socket_factory(allow_private: bool) -> Callable[[AddressInfo], socket.socket]:
    """What aiohttp calls for each address it is about to connect to; refuses by an OSError that carries MARK."""

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        if not allow_private and not is_public(str(address[0])):
            raise PermissionError(errno.EACCES, MARK)
        made = socket.socket(family=family, type=kind, proto=protocol)
        made.setblocking(False)
        return made

    return make
