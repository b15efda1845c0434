"""The client against the hostile host: it gets the page, or gives up for the right reason, in time."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from hostile_host import PAGE, Answering, Host, bomb, chunked, endless, hosting, in_turn, raw, redirect, send

from onrecord.capture.addresses import Policy, Target
from onrecord.capture.client import Answer, Client
from onrecord.capture.connections import NetworkLimits
from onrecord.errors import CaptureError

LOOPBACK = Policy(allow_loopback=True)
QUICK = NetworkLimits(max_wire_bytes=300_000, max_payload_bytes=1_000_000, max_head_bytes=8_000, seconds=2.0)


@pytest.fixture
def host() -> Iterator[Host]:
    with hosting() as running:
        yield running


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(policy=LOOPBACK, limits=QUICK)


def _get(client: Client, host: Host, answer: Answering, path: str = "/page") -> Answer:
    host.pages[path] = answer
    return client.get(host.url(path))


def _reason(client: Client, host: Host, answer: Answering) -> str:
    start = time.monotonic()
    with pytest.raises(CaptureError) as caught:
        _get(client, host, answer)
    assert time.monotonic() - start < 5
    assert host.address in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_a_page_comes_with_what_was_on_the_wire(client: Client, host: Host) -> None:
    answer = _get(client, host, send(ETag='"a"'))
    final = answer.final
    assert answer.payload == final.body == final.body_on_wire == PAGE
    assert final.status == 200
    assert final.header("etag") == '"a"'
    assert final.head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert final.head.endswith(b"\r\n\r\n")
    assert b'ETag: "a"' in final.head
    assert final.request.startswith(b"GET /page HTTP/1.1\r\n")
    assert b"User-Agent: onrecord/" in final.request
    assert final.ip == "127.0.0.1"
    assert answer.media_type == "text/html"


def test_without_the_switch_loopback_is_not_asked(host: Host) -> None:
    with pytest.raises(CaptureError, match="loopback") as caught:
        Client(limits=QUICK).get(host.url("/page"))
    assert caught.value.reason == "refused_address"
    assert host.asked == []


@pytest.mark.parametrize(
    "name", ["http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://[::ffff:7f00:1]/"]
)
def test_loopback_in_disguise_is_refused(name: str) -> None:
    with pytest.raises(CaptureError) as caught:
        Client(limits=QUICK).get(name)
    assert caught.value.reason in ("refused_address", "network", "bad_address")


def test_a_name_is_resolved_once_and_what_was_checked_is_connected_to(host: Host) -> None:
    port = int(host.address.rsplit(":", 1)[1])
    asked: list[str] = []

    def rebinding(name: str, _port: int) -> list[str]:
        asked.append(name)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    host.pages["/page"] = send()
    client = Client(policy=LOOPBACK, limits=QUICK, resolver=rebinding)
    assert client.get(f"http://rebinding.example:{port}/page").payload == PAGE
    assert asked == ["rebinding.example"]
    assert host.asked[0][1]["host"] == f"rebinding.example:{port}"


def test_a_name_that_turns_private_at_the_redirect_is_refused(host: Host) -> None:
    port = int(host.address.rsplit(":", 1)[1])
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    host.pages["/page"] = redirect("/next")
    client = Client(policy=LOOPBACK, limits=QUICK, resolver=lambda _name, _port: next(answers))
    with pytest.raises(CaptureError, match=r"169\.254\.169\.254") as caught:
        client.get(f"http://rebinding.example:{port}/page")
    assert caught.value.reason == "refused_address"
    assert host.paths() == ["/page"]


def test_an_unknown_name_and_a_slow_name_server_are_errors() -> None:
    def unknown(_name: str, _port: int) -> list[str]:
        raise OSError("no such name")

    def slow(_name: str, _port: int) -> list[str]:
        time.sleep(3)
        return ["8.8.8.8"]

    with pytest.raises(CaptureError, match="not known") as caught:
        Client(resolver=unknown).get("http://nowhere.example/")
    assert caught.value.reason == "network"
    with pytest.raises(CaptureError) as caught:
        Client(resolver=slow, limits=NetworkLimits(seconds=0.2)).get("http://slow.example/")
    assert caught.value.reason == "timeout"


def test_redirects_are_followed_and_each_is_kept(client: Client, host: Host) -> None:
    host.pages.update({"/b": redirect("c", 302), "/c": redirect(host.url("/d#part"), 308), "/d": send()})
    answer = _get(client, host, redirect("/b"))
    assert [exchange.status for exchange in answer.exchanges] == [301, 302, 308, 200]
    assert answer.requested == host.url("/page")
    assert answer.final.address == host.url("/d")
    assert answer.payload == PAGE


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[fd00:ec2::254]/",
        "//192.168.0.1/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(client: Client, host: Host, to: str) -> None:
    host.pages["/page"] = redirect(to)
    with pytest.raises(CaptureError) as caught:
        client.get(host.url("/page"))
    assert caught.value.reason == "refused_address"


@pytest.mark.parametrize(
    ("to", "reason"), [("file:///etc/passwd", "bad_address"), ("http://a.example:22/", "refused_port")]
)
def test_a_redirect_off_the_web_is_refused(client: Client, host: Host, to: str, reason: str) -> None:
    host.pages["/page"] = redirect(to)
    with pytest.raises(CaptureError) as caught:
        client.get(host.url("/page"))
    assert caught.value.reason == reason


def test_a_circle_of_redirects_is_named(client: Client, host: Host) -> None:
    host.pages.update({"/page": redirect("/b"), "/b": redirect("/page")})
    with pytest.raises(CaptureError, match=r"in a circle: \S+/page -> \S+/b -> \S+/page") as caught:
        client.get(host.url("/page"))
    assert caught.value.reason == "redirects"
    assert host.paths() == ["/page", "/b"]


def test_redirects_end_after_ten(client: Client, host: Host) -> None:
    host.pages.update({f"/{number}": redirect(f"/{number + 1}") for number in range(30)})
    with pytest.raises(CaptureError, match="more than 10 times") as caught:
        client.get(host.url("/0"))
    assert caught.value.reason == "redirects"
    assert len(host.asked) == 11


def test_a_page_that_sets_a_cookie_and_sends_back_to_itself_is_read(client: Client, host: Host) -> None:
    answer = _get(client, host, in_turn(send(b"", 302, Location="/page", Set_Cookie="seen=1"), send()))
    assert answer.payload == PAGE
    assert host.asked[1][1]["cookie"] == "seen=1"
    host.pages["/page"] = send()
    client.get(host.url("/page"))
    assert "cookie" not in host.asked[2][1]


def test_before_each_hop_someone_may_refuse(client: Client, host: Host) -> None:
    def no_b(target: Target) -> None:
        if target.address.endswith("/b"):
            raise CaptureError(target.address, "robots", "is not for us")

    host.pages.update({"/page": redirect("/b"), "/b": send()})
    with pytest.raises(CaptureError, match="not for us"):
        client.get(host.url("/page"), before_hop=no_b)
    assert host.paths() == ["/page"]


@pytest.mark.parametrize(
    ("packed", "coding"),
    [
        (gzip.compress(PAGE), "gzip"),
        (gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]), "gzip"),
        (gzip.compress(PAGE) + b"trailing junk", "x-gzip"),
        (zlib.compress(PAGE), "deflate"),
        (zlib.compress(PAGE)[2:-4], "deflate"),
        (gzip.compress(zlib.compress(PAGE)), "deflate, gzip"),
        (PAGE, "identity"),
    ],
)
def test_a_packed_body_is_unpacked(client: Client, host: Host, packed: bytes, coding: str) -> None:
    answer = _get(client, host, send(packed, Content_Encoding=coding))
    assert answer.payload == PAGE
    assert answer.final.body == packed


def test_a_chunked_body_is_joined_and_kept_as_sent(client: Client, host: Host) -> None:
    answer = _get(client, host, chunked(PAGE[:30], PAGE[30:]))
    assert answer.payload == answer.final.body == PAGE
    assert answer.final.body_on_wire.startswith(b"1e\r\n")
    assert answer.final.body_on_wire.endswith(b"0\r\n\r\n")


def test_an_interim_response_is_passed_over(client: Client, host: Host) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    answer = _get(client, host, raw(early + b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
    assert answer.payload == b"ok"
    assert answer.final.head == b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"


def test_what_follows_the_declared_length_is_no_part_of_the_page(client: Client, host: Host) -> None:
    answer = _get(client, host, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok, and more than was declared"))
    assert answer.payload == answer.final.body_on_wire == b"ok"


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort",), "truncated"),
        ((b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",), "truncated"),
        ((b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",), "truncated"),
        ((b"",), "truncated"),
        ((b"HTTP/1.1 200 OK\r\nContent-Len",), "truncated"),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",), "protocol"),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabcdef",), "protocol"),
        ((b"SSH-2.0-OpenSSH_9.2\r\n\r\n",), "protocol"),
        ((b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",), "protocol"),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 900000000000\r\n\r\n",), "too_large"),
    ],
)
def test_a_server_that_lies_about_its_answer_is_found_out(
    client: Client, host: Host, pieces: tuple[bytes, ...], reason: str
) -> None:
    assert _reason(client, host, raw(*pieces)) == reason


def test_a_packed_body_that_breaks_off_or_is_none_is_found_out(client: Client, host: Host) -> None:
    assert _reason(client, host, send(gzip.compress(PAGE * 50)[:-12], Content_Encoding="gzip")) == "truncated"
    assert _reason(client, host, send(PAGE, Content_Encoding="gzip")) == "encoding"
    assert _reason(client, host, send(PAGE, Content_Encoding="br")) == "encoding"
    assert _reason(client, host, send(PAGE, Content_Encoding="gzip, " * 9 + "gzip")) == "encoding"
    assert _reason(client, host, send(gzip.compress(b"") * 5000, Content_Encoding="gzip")) == "encoding"


def test_a_bomb_stops_at_the_limit_without_being_held(client: Client, host: Host) -> None:
    host.pages["/page"] = bomb(200_000_000)
    tracemalloc.start()
    try:
        assert _reason(client, host, host.pages["/page"]) == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_an_endless_body_is_given_up(client: Client, host: Host) -> None:
    assert _reason(client, host, endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 4096)) == "too_large"
    start = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert _reason(client, host, endless(start, b"1\r\nx\r\n" * 500)) == "too_large"


def test_endless_headers_are_given_up(client: Client, host: Host) -> None:
    assert _reason(client, host, endless(b"HTTP/1.1 200 OK\r\n", b"X-More: and more\r\n")) == "too_large"
    assert _reason(client, host, endless(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 1000)) == "too_large"


def test_a_server_that_drips_is_given_up_in_time(client: Client, host: Host) -> None:
    assert _reason(client, host, endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x", pause=0.05)) == "timeout"
    assert _reason(client, host, endless(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x", pause=0.05)) == "timeout"
    assert _reason(client, host, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"", pause=4)) == "timeout"


def test_time_is_counted_over_all_redirects(client: Client, host: Host) -> None:
    for number in range(8):
        host.pages[f"/{number}"] = _late(redirect(f"/{number + 1}"))
    with pytest.raises(CaptureError) as caught:
        client.get(host.url("/0"))
    assert caught.value.reason == "timeout"
    assert 2 < len(host.asked) < 8


def _late(answer: Answering) -> Answering:
    def waiting(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.4)
        answer(handler)

    return waiting


def test_a_port_where_nothing_listens_is_an_error(client: Client) -> None:
    with hosting() as gone:
        address = gone.url("/")
    with pytest.raises(CaptureError, match="refuses connections") as caught:
        client.get(address)
    assert caught.value.reason == "network"


def test_a_plain_server_behind_an_https_address_is_an_error(client: Client, host: Host) -> None:
    with pytest.raises(CaptureError) as caught:
        client.get(host.url("/").replace("http:", "https:"))
    assert caught.value.reason in ("tls", "network")


def test_a_proxy_named_in_the_environment_is_not_used(
    client: Client, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert _get(client, host, send()).payload == PAGE
