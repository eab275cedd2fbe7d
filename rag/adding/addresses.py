"""Says which web addresses may be fetched, and which addresses of the network may be connected to."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from rag.errors import AddressError, Fault

# What servers and browsers still take; a longer address is data in disguise.
_LONGEST = 2_000
# Below it lie the ports of other services (mail, terminals, files), which must not be spoken to by mistake or malice.
_FIRST_FREE_PORT = 1_024
_WEB_PORTS = {"http": 80, "https": 443}
# Public by its number, yet it leads to the host of a virtual machine: the metadata service of one large cloud. Those
# of the others are link-local, unique local or shared addresses, which are refused as such.
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
# Set aside by the registries (RFC 6890, 7526, 9637), and not known as such to every Python.
_SET_ASIDE = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
# What a name of a host is made of, once it is in ASCII, and an address of IPv6.
_HOST = re.compile(r"[A-Za-z0-9._:-]+")
_LAST_PORT = 65_535
# IPv6 that is routed on the internet at all (RFC 4291); everything else is local, reserved or multicast.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# Networks of IPv6 whose last bits are an address of IPv4: NAT64 (RFC 6052).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LAST_32_BITS = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A web address in its parts: `host` in ASCII, as names are looked up; `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str
    text: str


def web_address(written: str) -> WebAddress:
    """The parts of an address that may be asked for; raises AddressError for any other.

    It begins with http or https, names a host, holds no name and password, and goes to the port of the web or to one
    that belongs to no other service.
    """
    import httpx

    if len(written) > _LONGEST:
        raise AddressError(f"it is longer than {_LONGEST:,} characters")
    try:
        url = httpx.URL(written.strip())
        port = url.port or _WEB_PORTS.get(url.scheme, 0)
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressError("it is no web address; write one such as https://example.org/news", Fault.ADDRESS) from error
    if url.scheme not in _WEB_PORTS:
        raise AddressError("only addresses that begin with http:// or https:// are fetched", Fault.ADDRESS)
    if host and not (_HOST.fullmatch(host) and port <= _LAST_PORT):
        raise AddressError("it is no web address; write one such as https://example.org/news", Fault.ADDRESS)
    if not host:
        raise AddressError("it names no host; write one such as https://example.org/news", Fault.ADDRESS)
    if url.userinfo or "@" in urlsplit(written).netloc:
        raise AddressError("it holds a name or a password; take them out")
    if port not in _WEB_PORTS.values() and port < _FIRST_FREE_PORT:
        raise AddressError(f"its port {port} belongs to another service than the web")
    target = url.raw_path.decode("ascii")
    return WebAddress(url.scheme, host, port, target, str(url.copy_with(fragment=None)))


def joined(base: WebAddress, location: str) -> WebAddress:
    """The address that `location` means on the page at `base`; raises AddressError as `web_address` does."""
    import httpx

    try:
        return web_address(str(httpx.URL(base.text).join(location.strip())))
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressError("it leads to what is no web address") from error


def is_public(number: str) -> bool:
    """Whether an address of the network, such as "192.0.2.1" or "fe80::1%eth0", is one of the public internet.

    An address of IPv6 that carries one of IPv4 is as public as that.
    """
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    carried = _carried(address)
    if carried is not None:
        return is_public(str(carried))
    if address in _METADATA or any(address in network for network in _SET_ASIDE):
        return False
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return address.version == 4 or address in _GLOBAL_UNICAST  # noqa: PLR2004 - of the internet protocol


def _carried(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The address of IPv4 inside one of IPv6: mapped, translated (NAT64), or tunnelled (6to4, Teredo)."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & _LAST_32_BITS)
    if address.sixtofour is not None:
        return address.sixtofour
    return address.teredo[1] if address.teredo is not None else None
