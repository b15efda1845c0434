"""Damage: one way after another to make a valid source hostile.

In: bytes and a random.Random. Out: other bytes, of bounded size; the same for the same state of the generator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

MOST_BYTES = 24_000
"""Size of a damaged source; size alone is tested elsewhere."""
_MOST_TIMES = 200
_NUMBER = re.compile(rb"\d+")
_LIES = (b"0", b"-1", b"1", b"65536", b"4294967295", b"9999999999999999999", b"1e9", b"99", b"\xd9\xa3", b"")
_HOSTILE = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"%PDF-1.7", b"PK\x03\x04", b"\x1f\x8b\x08"),
    *("\u202e\u200b".encode(), "k\u0456lled".encode(), "\u2028".encode(), b"&#0;&#x110000;", b"<plaintext>", b"\r"),
    *(b'<!DOCTYPE x [<!ENTITY a "a"><!ENTITY b "&a;&a;">]>&b;', b"<![CDATA[", b"<!--", b"]]>", b"--b1", b"\nFrom "),
    *(b"\\ud800", b"1e999", b"NaN", b"31/02/2021", b"9999-99-99", b"HTTP/1.1 200 OK\r\n", b"WARC/1.0\r\n", b'"'),
    b"Content-Length: 99999999\r\n",
)
_NESTS = ((b"<div>", b"</div>"), (b"[", b"]"), (b'{"a":', b"}"), (b"<<", b">>"), (b"(", b")"), (b"<item>", b"</item>"))


def damaged(source: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The source after one to six kinds of damage; ``others`` are sources that pieces are taken from."""
    for _ in range(random.randint(1, 6)):
        source = random.choice(_WAYS)(source, others, random)[:MOST_BYTES]
    return source


def _piece(source: bytes, random: Random, most: int = 2_000) -> tuple[int, int]:
    start = random.randrange(len(source) + 1)
    return start, min(len(source), start + random.randint(0, most))


def _flip(source: bytes, _: Sequence[bytes], random: Random) -> bytes:
    changed = bytearray(source)
    for _time in range(random.randint(1, 8) if source else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _overwrite(source: bytes, _: Sequence[bytes], random: Random) -> bytes:
    start, end = _piece(source, random, 30)
    return source[:start] + random.choice((b"\0", b"\xff", b"\x80", b" ", b"<", b'"')) * (end - start) + source[end:]


def _cut(source: bytes, _: Sequence[bytes], random: Random) -> bytes:
    start, end = _piece(source, random)
    return source[:start] if random.random() < 0.3 else source[:start] + source[end:]


def _repeat(source: bytes, _: Sequence[bytes], random: Random) -> bytes:
    start, end = _piece(source, random, 200)
    return source[:end] + source[start:end] * random.randint(1, _MOST_TIMES) + source[end:]


def _splice(source: bytes, others: Sequence[bytes], random: Random) -> bytes:
    other = random.choice(others)
    (start, end), (first, last) = _piece(source, random), _piece(other, random, 5_000)
    return source[:start] + other[first:last] + source[end:]


def _insert(source: bytes, _: Sequence[bytes], random: Random) -> bytes:
    at = random.randrange(len(source) + 1)
    new = random.choice(_HOSTILE) if random.random() < 0.7 else random.randbytes(random.randint(1, 40))
    return source[:at] + new + source[at:]


def _lie(source: bytes, _: Sequence[bytes], random: Random) -> bytes:
    """Another number where one stands: a length, an offset, a day."""
    numbers = list(_NUMBER.finditer(source[:20_000]))
    if not numbers:
        return source
    number = random.choice(numbers)
    return source[: number.start()] + random.choice(_LIES) + source[number.end() :]


def _nest(source: bytes, _: Sequence[bytes], random: Random) -> bytes:
    start, end = _piece(source, random)
    opened, closed = random.choice(_NESTS)
    times = random.randint(1, _MOST_TIMES * 10)
    return source[:start] + opened * times + source[start:end] + closed * random.choice((0, times)) + source[end:]


def _recode(source: bytes, _: Sequence[bytes], random: Random) -> bytes:
    text = source.decode("utf-8", "replace")
    name = random.choice(("utf-16", "utf-32", "cp1256", "koi8-r", "shift_jis", "utf-8", "utf-7", "cp1252"))
    return text.encode(name, "replace") if random.random() < 0.5 else source.decode("latin-1").encode(name, "replace")


def _shuffle(source: bytes, _: Sequence[bytes], random: Random) -> bytes:
    lines = source.splitlines(keepends=True)
    random.shuffle(lines)
    return b"".join(lines)


_WAYS: tuple[Callable[[bytes, Sequence[bytes], Random], bytes], ...] = (
    _flip,
    _flip,
    _overwrite,
    _cut,
    _repeat,
    _splice,
    _insert,
    _insert,
    _lie,
    _lie,
    _nest,
    _recode,
    _shuffle,
)
