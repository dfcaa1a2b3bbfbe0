"""Private, loopback and link-local addresses are not reached, whatever a name or a redirect says.

The check is made on the very address that a socket is about to connect to (aiohttp's ``socket_factory``), so there
is no moment between check and use in which a name could change its mind. What the settings or a source file admit
(a portal inside the province's own network) is admitted there and nowhere else.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from domain.errors import Forbidden

if TYPE_CHECKING:
    from domain.settings import Settings
    from domain.source import Source

__all__ = ["MARK", "Admitted", "PrivateAddress", "admitted_by", "asking", "is_public", "socket_factory"]

MARK = "diemtin-private-address"
_CARRIER = (ip_network("100.64.0.0/10"), ip_network("192.0.0.0/24"), ip_network("198.18.0.0/15"))
_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052
_NO_SITE = tuple(ip_network(text) for text in ("::/96", "64:ff9b:1::/48", "fec0::/10"))
"""IPv4-compatible and site-local addresses, both deprecated (RFC 4291, 3879), and local NAT64 (RFC 8215)."""
_NEVER = tuple(ip_network(text) for text in ("0.0.0.0/8", "169.254.0.0/16", "fe80::/10", "255.255.255.255/32"))
"""Never a web site: this host, link-local (the metadata services of clouds), broadcast."""

AddressInfo = tuple[Any, Any, int, str, tuple[Any, ...]]
_Ip = IPv4Address | IPv6Address
_Network = IPv4Network | IPv6Network

_asked: ContextVar[str] = ContextVar("asked_host", default="")


class PrivateAddress(Forbidden):
    """A name or an address leads into a private network."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"“{host}” là địa chỉ trong mạng nội bộ nên chương trình không truy cập.",
            "Nếu trang nằm trong mạng của cơ quan: thêm dải mạng vào allowed_networks trong diemtin.toml, "
            "hoặc đặt “private: true” trong tệp nguồn.",
        )


@dataclass(frozen=True, slots=True)
class Admitted:
    """Which addresses that are not public may be reached: ``everything`` (tests, samples), some ``networks``, and any
    address of one ``host``, but never those that no web site has.
    """

    everything: bool = False
    networks: tuple[str, ...] = ()
    host: str | None = None

    def allows(self, address: str, host: str) -> bool:
        """Whether a connection to an IP address may be made for a host."""
        if self.everything or is_public(address):
            return True
        ip = _ip(address)
        if ip is None or any(ip in network for network in _NEVER) or ip.is_multicast:
            return False
        if self.host is not None and host == self.host:
            return True
        return any(ip in network for network in _networks(self.networks))

    @property
    def rule(self) -> str:
        """A short name of these permissions, another one when they change."""
        return sha256(repr((self.everything, self.networks, self.host)).encode()).hexdigest()[:16]


def admitted_by(settings: Settings, source: Source | None = None) -> Admitted:
    """What the settings, and the file of a source, admit."""
    own = (urlsplit(source.base_url).hostname or "").lower() if source is not None and source.private else None
    return Admitted(settings.allow_private_addresses, settings.allowed_networks, own)


@contextmanager
def asking(host: str) -> Iterator[None]:
    """Connections made inside are made for this host."""
    token = _asked.set(host.lower())
    try:
        yield
    finally:
        _asked.reset(token)


def is_public(address: str) -> bool:
    """Whether an IP address, as text, is one of the open Internet; IPv4 inside IPv6 counts as what it is."""
    ip = _ip(address)
    return ip is not None and _public(ip)


def _ip(address: str) -> _Ip | None:
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return (_inner(ip) or ip) if isinstance(ip, IPv6Address) else ip


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
    if inner is None and ip in _NAT64:
        inner = IPv4Address(int(ip) & 0xFFFFFFFF)
    return inner


def _public(ip: _Ip) -> bool:
    if isinstance(ip, IPv6Address):
        return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NO_SITE)
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _CARRIER)


@lru_cache(maxsize=16)
def _networks(written: tuple[str, ...]) -> tuple[_Network, ...]:
    return tuple(ip_network(one, strict=False) for one in written)


def socket_factory(admitted: Admitted | bool) -> Callable[[AddressInfo], socket.socket]:
    """What aiohttp calls for each address it is about to connect to; refuses by an OSError that carries MARK. ``True``
    admits everything, ``False`` only what is public.
    """
    rules = admitted if isinstance(admitted, Admitted) else Admitted(everything=admitted)

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        if not rules.allows(str(address[0]), _asked.get()):
            raise PermissionError(errno.EACCES, MARK)
        made = socket.socket(family=family, type=kind, proto=protocol)
        made.setblocking(False)
        return made

    return make
