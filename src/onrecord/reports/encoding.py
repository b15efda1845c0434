"""Bytes to characters: which encoding a source is in, and said so where it is not UTF-8.

In: raw bytes. Out: Decoded (text, the encoding's name, a warning or None). A byte order mark is taken off; nothing
else is changed, so that offsets index the file's own characters. The order of trust is the one of the HTML standard
(byte order mark, declaration, detection), with its rule that a page labelled latin-1 is read as windows-1252.
Source: WHATWG Encoding Standard, section 4.2 (labels) and HTML, section 13.2.3.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from onrecord.errors import UnreadableReport

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP or office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"{\\rtf", "a rich-text file"),
)
_CANDIDATES = [
    "cp1252",
    "cp1251",
    "cp1256",
    "cp1250",
    "cp1254",
    "cp1253",
    "cp1255",
    "koi8_r",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
"""The legacy encodings that news was published in; others are more likely a wrong guess than the truth."""
_DETECTED_BYTES = 65_536
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_MAX_CONTROL_SHARE = 0.02
"""Text has none but a stray one; random bytes have 10 %. Between them nothing was seen (checked with made-up files)."""
_WESTERN_ASCII_SHARE = 0.95
"""With this much ASCII the few other bytes are typographic quotes and accents: too few for detection to work on."""
_TIED_ASCII_SHARE = 0.9
"""Spanish and French prose is 93 % ASCII and more, Czech and Hungarian 82 to 88 % (counted in sentences of news)."""
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.I)
_META_BYTES = 4096
_LABELS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_STRAY = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as Python's 'surrogateescape' shows them."""
_NAMES = {"cp": "windows-", "koi8_r": "koi8-r"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as it stands in the bytes, the encoding it was read in, and a warning where that is not UTF-8."""

    text: str
    encoding: str
    warning: str | None = None


def decode(data: bytes, source: str, *, is_html: bool = False, charset: str | None = None) -> Decoded:
    """Decode the bytes of a source; ``charset`` is what its container says, such as HTTP's Content-Type.

    Raises UnreadableReport with reason 'binary' (not text at all) or 'encoding' (text in no encoding that fits).
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _with_mark(data[len(mark) :], name, source)
    _refuse_binary(data, source)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as fault:
        first_fault = fault.start
    declared = _declared(data) if is_html else None
    if _known(charset) in (None, "utf-8") and declared in (None, "utf-8"):
        mixed = _mostly_utf_8(data)
        if mixed is not None:
            return mixed
    for candidate in (_known(charset), declared, _detected(data)):
        text = _strictly(data, candidate)
        if candidate is not None and text is not None:
            shown = _shown(candidate)
            return Decoded(text, shown, f"read as {shown}, not UTF-8; check names with accents")
    raise UnreadableReport(
        source,
        "encoding",
        f"byte {first_fault} is not UTF-8 and no other encoding fits; save the file as UTF-8 and try again",
    )


def _mostly_utf_8(data: bytes) -> Decoded | None:
    """UTF-8 with some bytes of windows-1252, as pages have that are put together of parts; None for anything else.

    In text of another encoding sequences that are UTF-8 by chance are rare: they must outnumber the bytes that are not.
    """
    text = data.decode("utf-8", "surrogateescape")
    strays = len(_STRAY.findall(text))
    if len(text.encode("ascii", "ignore")) + 2 * strays > len(text):
        return None
    whole = _STRAY.sub(lambda stray: bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    what = f"{strays:,} byte{'s' if strays > 1 else ''} of windows-1252"
    return Decoded(whole, "utf-8 with windows-1252", f"read as UTF-8 with {what} in it; check names with accents")


def _with_mark(body: bytes, name: str, source: str) -> Decoded:
    text = _strictly(body, name)
    if text is None:
        raise UnreadableReport(
            source, "encoding", f"its byte order mark says {name}, its bytes do not; save the file as UTF-8"
        )
    if "\0" in text:
        raise UnreadableReport(source, "binary", "holds NUL characters: not a text; give a .txt, .html or .jsonl file")
    return Decoded(text, name, None if name == "utf-8" else f"read as {name}, not UTF-8")


def _refuse_binary(data: bytes, source: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableReport(source, "binary", f"is {what}, not text; give a .txt, .html or .jsonl file")
    if b"\0" in data:
        raise UnreadableReport(
            source, "binary", "holds NUL bytes: a binary file, or UTF-16 without its mark; save it as UTF-8 text"
        )
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _MAX_CONTROL_SHARE * len(data):
        raise UnreadableReport(source, "binary", "is not text; give a .txt, .html or .jsonl file")


def _declared(data: bytes) -> str | None:
    found = _META.search(data[:_META_BYTES])
    return None if found is None else _known(found.group(1).decode("ascii"))


def _known(label: str | None) -> str | None:
    """The codec that a label means, by the rules of the web; None for none, or one that is unknown."""
    try:
        name = codecs.lookup(label or "").name
    except (LookupError, ValueError):
        return None
    return _LABELS.get(name, name)


def _detected(data: bytes) -> str | None:
    """The legacy encoding that fits best; on a tie windows-1252 (the fallback of the HTML standard).

    Not where accents are as dense as in Czech or Hungarian, whose letters look like Western ones to detection.
    """
    head = data[:_DETECTED_BYTES]
    ascii_share = sum(byte < 128 for byte in head) / len(head)
    if ascii_share >= _WESTERN_ASCII_SHARE and _strictly(data, "cp1252") is not None:
        return "cp1252"
    matches = from_bytes(head, cp_isolation=_CANDIDATES)
    best = matches.best()
    if best is None:
        return None
    tied = (match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence))
    western = any("cp1252" in match.could_be_from_charset for match in tied)
    return "cp1252" if western and ascii_share >= _TIED_ASCII_SHARE else best.encoding


def _strictly(data: bytes, name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _shown(name: str) -> str:
    return _NAMES.get(name) or (_NAMES["cp"] + name[2:] if name.startswith("cp125") else name.replace("_", "-"))
