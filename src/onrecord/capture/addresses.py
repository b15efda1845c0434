"""Addresses: which of them a machine that reads hostile pages may connect to.

In: a URL as a page or a user gives it; the IP addresses that its host resolves to. Out: a Target, or a CaptureError
that says why not. Pure: nothing is resolved here. Only http and https, and only global unicast addresses: what a home
network, a company's network or a cloud machine keeps for itself is out of reach, in every notation that hides it.
Source: IANA's special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its updates), the metadata addresses
that cloud providers document, and the blocked ports of the Fetch standard with those of common databases added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from onrecord.errors import CaptureError

MOST_CHARACTERS = 4096
"""Of an address; browsers and servers stop at some 2,000 to 8,000."""
Ip = IPv4Address | IPv6Address

_HOST = re.compile(r"[a-z0-9_.-]{1,253}|[0-9a-f:.]{2,45}")
_NOT_WEB_PORTS = frozenset(
    int(port)
    for port in (
        "0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 "
        "123 135 137 138 139 143 161 179 389 427 445 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 "
        "636 989 990 993 995 1433 1521 1719 1720 1723 2049 2375 2376 2379 2380 3306 3389 3659 4045 4190 5060 5061 5432 "
        "5900 6000 6379 6566 6665 6666 6667 6668 6669 6679 6697 9042 9200 9300 10250 10255 11211 27017"
    ).split()
)
_LOOPBACK = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
_CLOSED: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared by a carrier (CGNAT)"),
    ("127.0.0.0/8", "loopback"),
    ("168.63.129.16/32", "a cloud's metadata service"),
    ("169.254.0.0/16", "link-local, where clouds keep their metadata service"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved"),
    ("192.0.2.0/24", "for documentation"),
    ("192.31.196.0/24", "reserved"),
    ("192.52.193.0/24", "reserved"),
    ("192.88.99.0/24", "a 6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("192.175.48.0/24", "reserved"),
    ("198.18.0.0/15", "for benchmarks"),
    ("198.51.100.0/24", "for documentation"),
    ("203.0.113.0/24", "for documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::/96", "an IPv4 address in an IPv6 one"),
    ("::ffff:0:0/96", "an IPv4 address in an IPv6 one"),
    ("::ffff:0:0:0/96", "an IPv4 address in an IPv6 one"),
    ("64:ff9b:1::/48", "private NAT64"),
    ("100::/64", "discarded"),
    ("2001::/32", "Teredo, which hides an IPv4 address"),
    ("2001::/23", "reserved"),
    ("2001:db8::/32", "for documentation"),
    ("2002::/16", "6to4, which hides an IPv4 address"),
    ("3fff::/20", "for documentation"),
    ("fc00::/7", "private, where clouds keep their metadata service"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
)
_CLOSED_4 = tuple((IPv4Network(net), why) for net, why in _CLOSED if ":" not in net)
_CLOSED_6 = tuple((IPv6Network(net), why) for net, why in _CLOSED if ":" in net)
_NAT64 = IPv6Network("64:ff9b::/96")
_GLOBAL_6 = IPv6Network("2000::/3")
_ADVICE = "Onrecord reads only what is on the public internet"


@dataclass(frozen=True, slots=True)
class Policy:
    """What is allowed beside the public internet: nothing, but for tests the machine's own loopback."""

    allow_loopback: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked for, once its host's IP addresses are checked as well."""

    address: str
    """Normalised: host in lower case and IDNA, no fragment, no user name."""
    scheme: str
    host: str
    port: int

    @property
    def site(self) -> str:
        """Scheme, host and port: what robots.txt and a pause between requests hold for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def read_address(address: str, *, base: str | None = None) -> Target:
    """Check an address as text and normalise it; relative to ``base`` where one is given.

    Raises CaptureError: 'bad_address', 'refused_port', with what is wrong.
    """
    shown = one_line(address)
    if len(address) > MOST_CHARACTERS:
        raise CaptureError(shown, "bad_address", f"is longer than {MOST_CHARACTERS} characters; give a shorter one")
    try:
        url = httpx.URL(address.strip()) if base is None else httpx.URL(base).join(address.strip())
        host = url.raw_host.decode("ascii").rstrip(".").lower()
        port = url.port
    except (httpx.InvalidURL, ValueError, TypeError) as fault:
        raise CaptureError(shown, "bad_address", f"is no address ({fault}); give one as https://host/path") from None
    if url.scheme not in ("http", "https"):
        raise CaptureError(shown, "bad_address", "is neither http nor https; only web addresses are captured")
    if not _HOST.fullmatch(host):
        raise CaptureError(shown, "bad_address", "names no host; give one as https://host/path")
    if url.userinfo:
        raise CaptureError(shown, "bad_address", "carries a user name or password; leave out what is before the '@'")
    port = port if port is not None else {"http": 80, "https": 443}[url.scheme]
    check_port(shown, port)
    whole = url.copy_with(fragment=None, raw_path=url.raw_path)
    return Target(str(whole), url.scheme, host, port)


def check_port(shown: str, port: int) -> None:
    """Raise CaptureError 'refused_port' where a port belongs to a service that is no web server."""
    if port in _NOT_WEB_PORTS or not 0 < port < 65536:
        raise CaptureError(shown, "refused_port", f"port {port} belongs to a service that is no web server")


def check_ips(shown: str, ips: Iterable[str], policy: Policy) -> tuple[Ip, ...]:
    """The IP addresses of a host, each of them checked. One that is refused refuses the host.

    A name with a public and a private address is what a page uses to get at the private one. Raises CaptureError:
    'refused_address', 'network' where there is no address at all.
    """
    checked = []
    for text in ips:
        try:
            ip = ip_address(text)
        except ValueError:
            raise CaptureError(shown, "network", f"its host resolves to '{one_line(text)}', no IP address") from None
        why = refusal_of(ip, policy)
        if why is not None:
            raise CaptureError(shown, "refused_address", f"its host is at {ip}, which is {why}; {_ADVICE}")
        checked.append(ip)
    if not checked:
        raise CaptureError(shown, "network", "its host has no IP address; check the spelling")
    return tuple(checked)


def refusal_of(ip: Ip, policy: Policy) -> str | None:
    """Why an IP address may not be connected to, as words that follow 'which is'; None where it may."""
    if policy.allow_loopback and any(ip in net for net in _LOOPBACK if net.version == ip.version):
        return None
    if isinstance(ip, IPv4Address):
        return _first_reason(why for net, why in _CLOSED_4 if ip in net) or _not_global(ip)
    if ip.scope_id is not None:
        return "tied to one network card"
    if ip in _NAT64:
        inner = refusal_of(IPv4Address(int(ip) & 0xFFFFFFFF), Policy())
        return None if inner is None else f"a NAT64 form of one that is {inner}"
    found = _first_reason(why for net, why in _CLOSED_6 if ip in net)
    return found or (None if ip in _GLOBAL_6 else "not on the public internet") or _not_global(ip)


def _first_reason(reasons: Iterable[str]) -> str | None:
    return next(iter(reasons), None)


def _not_global(ip: Ip) -> str | None:
    return None if ip.is_global else "not on the public internet"


def one_line(text: str) -> str:
    """A text from outside as it may stand in a message: no control characters, at most 200 characters."""
    clean = "".join(letter if letter.isprintable() else "?" for letter in text[:201])
    return clean if len(clean) <= 200 else clean[:199] + "…"
