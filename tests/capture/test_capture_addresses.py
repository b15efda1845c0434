"""Addresses: the public internet and nothing else, in every notation."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.addresses import Policy, Target, check_ips, read_address, refusal_of
from onrecord.errors import CaptureError

NOBODY = Policy()
CLOSED = """
0.0.0.0 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1
239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:10.0.0.1 ::10.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b::7f00:1 64:ff9b:1::1
100::1 2001::1 2001:0:7f00:1::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254
fd00::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 4000::1
""".split()
OPEN = "8.8.8.8 1.1.1.1 93.184.215.14 172.32.0.1 2606:4700:4700::1111 2a00:1450:4001::1 64:ff9b::808:808".split()


@pytest.mark.parametrize("ip", CLOSED)
def test_what_is_not_on_the_public_internet_is_refused(ip: str) -> None:
    with pytest.raises(CaptureError, match="which is") as caught:
        check_ips("http://host/", [ip], NOBODY)
    assert caught.value.reason == "refused_address"


@pytest.mark.parametrize("ip", OPEN)
def test_what_is_on_the_public_internet_is_allowed(ip: str) -> None:
    assert check_ips("http://host/", [ip], NOBODY) == (ip_address(ip),)


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    with pytest.raises(CaptureError, match=r"10\.0\.0\.1, which is private"):
        check_ips("http://host/", ["8.8.8.8", "10.0.0.1"], NOBODY)


def test_a_host_without_an_address_is_an_error() -> None:
    with pytest.raises(CaptureError, match="has no IP address"):
        check_ips("http://host/", [], NOBODY)


@pytest.mark.parametrize("ip", [ip for ip in CLOSED if not ip.startswith("127.") and ip != "::1"])
def test_the_switch_for_tests_opens_loopback_alone(ip: str) -> None:
    assert refusal_of(ip_address(ip), Policy(allow_loopback=True)) is not None


@pytest.mark.parametrize("ip", ["127.0.0.1", "::1"])
def test_the_switch_for_tests_opens_loopback(ip: str) -> None:
    assert refusal_of(ip_address(ip), Policy(allow_loopback=True)) is None


@given(st.ip_addresses())
def test_nothing_that_python_calls_private_is_allowed(ip: IPv4Address | IPv6Address) -> None:
    if refusal_of(ip, NOBODY) is None:
        assert ip.is_global
        assert not any((ip.is_multicast, ip.is_private, ip.is_loopback, ip.is_link_local, ip.is_unspecified))


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://example.org/", "bad_address"),
        ("file:///etc/passwd", "bad_address"),
        ("gopher://example.org/", "bad_address"),
        ("javascript:alert(1)", "bad_address"),
        ("//example.org/", "bad_address"),
        ("example.org", "bad_address"),
        ("", "bad_address"),
        ("http://", "bad_address"),
        ("http:///path", "bad_address"),
        ("http://user@example.org/", "bad_address"),
        ("http://user:word@example.org/", "bad_address"),
        ("http://example.org@127.0.0.1/", "bad_address"),
        ("http://exa mple.org/", "bad_address"),
        ("http://example.org/\x00", "bad_address"),
        ("http://example.org:99999/", "refused_port"),
        ("http://example.org/" + "a" * 5000, "bad_address"),
        ("http://example.org:22/", "refused_port"),
        ("http://example.org:25/", "refused_port"),
        ("https://example.org:6379/", "refused_port"),
        ("http://example.org:11211/", "refused_port"),
        ("http://example.org:0/", "refused_port"),
    ],
)
def test_an_address_that_is_no_web_address_is_refused(address: str, reason: str) -> None:
    with pytest.raises(CaptureError) as caught:
        read_address(address)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        (" https://example.org/a?b=c#d ", "https://example.org/a?b=c"),
        ("https://example.org:8443/", "https://example.org:8443/"),
    ],
)
def test_an_address_is_normalised(address: str, normal: str) -> None:
    target = read_address(address)
    assert read_address(target.address) == target
    assert target.address == normal


def test_a_host_in_another_script_is_asked_for_as_the_name_server_knows_it() -> None:
    assert read_address("http://bücher.example/").host == "xn--bcher-kva.example"


def test_a_relative_address_is_read_from_its_page() -> None:
    assert read_address("../b", base="https://example.org/a/c/d").address == "https://example.org/a/b"
    with pytest.raises(CaptureError):
        read_address("file:///etc/passwd", base="https://example.org/")


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_refusal(text: str) -> None:
    for address in (text, f"http://{text}", f"http://example.org/{text}"):
        found = _target_or_refusal(address)
        if isinstance(found, CaptureError):
            assert "\n" not in str(found)
        else:
            assert found.scheme in ("http", "https")
            assert found.host


def _target_or_refusal(address: str) -> Target | CaptureError:
    try:
        return read_address(address)
    except CaptureError as fault:
        return fault
