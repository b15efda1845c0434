"""The dateline: the place, and often the day and the agency, that a news text opens with.

In: text and where a paragraph starts. Out: the span of its dateline, or None. Known forms: 'BAGHDAD (Reuters) -',
'KABUL, Afghanistan, Aug 3 (AP) --', 'BEIRUT, Lebanon —', 'MOSCOW (Sputnik)', 'GENEVA/KYIV (3 August 2022) –', the
monitored broadcasts of 'LIMA, 22 JAN 89 (EFE) -- [TEXT]' (grammar: MUC-3 text headers, NIST), and those that a page
has damaged: 'Anbar (' with the agency lost, 'Odesa, ) -' with half its bracket, 'BEIRUT Thirteen' with the dash lost.
Style: AP and Reuters handbooks.
"""

from __future__ import annotations

import re

from onrecord.model import Span
from onrecord.reports.agencies import AGENCY, OUTLET
from onrecord.reports.written_days import MONTH, WEEKDAY

_OPENING = 160
"""Characters of a paragraph that a dateline and its bracketed cues must start in."""
_NAME = r"[^\W\d_a-z][\w'’`.-]{0,29}"
_LINK = r"(?:al|el|as|ad|an|ar|at|ash|de|del|da|do|di|la|las|los|le|les|of|the|and|und|y|et|bin|ibn|sur|upon)"
_PLACE = rf"{_NAME}(?:[ /-]{{1,2}}(?:{_LINK}[ -])?{_NAME}){{0,3}}"
_REGION = rf"(?:\s?,\s{_PLACE}){{0,2}}(?:\s\([^()\[\]\n]{{2,30}}\))?"
_MONTH_DAY = rf"(?:\d{{1,2}}\ {MONTH}\b\.?|{MONTH}\b\.?\ \d{{1,2}}(?:st|nd|rd|th)?)"
_DAY = rf"(?:NO\ DATE|(?:{WEEKDAY}\.?,?\ )?{_MONTH_DAY}(?:,?\ (?:\d{{4}}|\d{{2}})\b)?|{WEEKDAY})"
_DATED = rf"(?:\s?,?\s(?i:{_DAY}),?)"
_SOURCE = r"(?:,?\s?[(\[][^()\[\]]{0,60}(?:[(\[][^()\[\]]{0,30}[)\]])?[^()\[\]]{0,30}[)\]])"
_DASH = r"(?:\s?--+|\s?[—–]|\s-(?=\s)|-(?=\s))"
_FULL = re.compile(
    rf"{_PLACE}{_REGION}(?P<dated>{_DATED})?(?P<source>{_SOURCE})?\s{{0,2}}(?P<dash>{_DASH}|(?<=[\d)])\s?:)"
)
_UNDASHED = re.compile(
    rf"{_PLACE}{_REGION}{_DATED}?\s?[(\[](?:[^()\[\]]{{0,30}}[ /-])?(?:{AGENCY}|{AGENCY.upper()})[)\]]"
)
_SIGNED = re.compile(
    rf"{_PLACE}{_REGION}(?:{_DATED}\s?[(\[][^()\[\]\n]{{2,40}}|,?\s?[(\[]{OUTLET})[)\]]\.?(?=\s+[\"“'‘]?[^\W\d_a-z])"
)
"""'Homs, 3 May (Any Source) The …' and, with no day, an outlet by its kind of name: 'Homs (Example Press) The …'."""
_STRAY = re.compile(rf"{_PLACE}{_REGION}{_DATED}?\s?,?\s?\)\s?{_DASH}")
"""'Homs, ) - ': the bracket closes what a page has lost."""
_BROKEN = re.compile(rf"{_PLACE}{_REGION}{_DATED}?\s?\(\s*(?:\)|(?=\s[^\W\d_a-z]))")
_LOST_DASH = re.compile(
    r"[^\W\d_a-z]{4,20}(?:[ -][^\W\d_a-z]{3,20}){0,2}\s"
    r"(?=(?:An?|The|At|More|Some|Several|Dozens|Hundreds|Thousands|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven"
    r"|Twelve|Thirteen|Fourteen|Fifteen|Sixteen|Seventeen|Eighteen|Nineteen|Twenty|Thirty|Forty|Fifty)\s[a-z])"
)
_CUES = re.compile(r"(?:\s*\[[^\[\]]{1,200}\]){1,6}")
_UPPER_START = re.compile(r"""\s*["'“‘«(\[]?\s*[^\W_a-z]""")
_ASIDE = re.compile(r"[^.!?\n]{1,60}?(?:--+|\s[—–-]\s|—)")
_SENTENCE_START = re.compile(r"[.!?][\"'”’]?\s+(?=[A-Z]{3})")
_AT_END = re.compile(
    rf"(?<!\S)[A-Z][A-Z'’-]{{2,20}}(?:[ /-][A-Z]{{3,20}}){{0,2}}(?:, [A-Z][\w ]{{2,30}})? \({AGENCY}\)$"
)
_NOT_A_PLACE = frozenset(
    {"photo", "picture", "image", "video", "update", "updated", "analysis", "opinion", "watch", "live"}
    | {"breaking", "note", "editor"}
)


def find_dateline(text: str, start: int, end: int) -> Span | None:
    """The dateline that a paragraph [start, end) opens with; None where it opens with its first sentence."""
    head = text[start : min(end, start + _OPENING)]
    for form in (_full, _undashed, _signed, _broken, _lost_dash):
        length = form(head)
        if length:
            return Span(start, _with_cues(text, start + length, end))
    return None


def find_inner_dateline(text: str, start: int, end: int) -> Span | None:
    """A dateline after a standfirst, inside a paragraph or at its end: capitals and an agency in brackets."""
    for match in _SENTENCE_START.finditer(text, start, end):
        head = text[match.end() : min(end, match.end() + _OPENING)]
        found = _UNDASHED.match(head)
        if found and _is_capitals(_place_words(found.group())):
            length = _full(head) or len(found.group())
            return Span(match.end(), match.end() + length)
    at_end = _AT_END.search(text, max(start, end - _OPENING), end) if end - start < 4 * _OPENING else None
    return None if at_end is None else Span(*at_end.span())


def _full(head: str) -> int:
    """Place and dash. A place in small letters needs an agency, a day, or a dash that is no aside's."""
    found = _FULL.match(head)
    if found is None or _is_headword(found.group()):
        return 0
    rest = head[found.end() :]
    if found["dash"].strip() == ":":
        return found.end() if (found["dated"] or _has_day(found["source"])) and _UPPER_START.match(rest) else 0
    if found["source"] or found["dated"]:
        return found.end()
    if not _UPPER_START.match(rest) or (_ASIDE.match(rest) and not _is_capitals(_place_words(found.group()))):
        return 0
    return found.end()


def _undashed(head: str) -> int:
    """Place and a known agency in brackets, then a capital letter or nothing more."""
    found = _UNDASHED.match(head)
    if found is None:
        return 0
    rest = head[found.end() :]
    return found.end() if not rest.strip() or _UPPER_START.match(rest) else 0


def _signed(head: str) -> int:
    """Place with a day and a source in brackets, or with an outlet's name in them, then a capital letter."""
    found = _SIGNED.match(head)
    return found.end() if found is not None and not _is_headword(found.group()) else 0


def _broken(head: str) -> int:
    """Place and a bracket that is empty, stray, or opens and is not closed before the sentence ends."""
    stray = _STRAY.match(head)
    if stray is not None:
        return stray.end()
    found = _BROKEN.match(head)
    if found is None:
        return 0
    unclosed = not found.group().endswith(")")
    sentence = re.split(r"[.!?]\s", head[found.end() :], maxsplit=1)[0]
    if unclosed and ")" in sentence:
        return 0
    dash = re.match(rf"\s?{_DASH}", head[found.end() :])
    return found.end() + (dash.end() if dash else 0)


def _lost_dash(head: str) -> int:
    """A place in capitals straight before a word that opens sentences; not where the whole text is in capitals."""
    found = _LOST_DASH.match(head)
    return len(found.group().rstrip()) if found else 0


def _with_cues(text: str, position: int, end: int) -> int:
    """Take in the bracketed cues of monitored broadcasts ('[TEXT]', '[SPEECH] [NAME] [EXCERPTS]') after a dateline."""
    cues = _CUES.match(text, position, min(end, position + 900))
    return cues.end() if cues else position


def _place_words(dateline: str) -> str:
    return re.split(r"[(\[,]", dateline, maxsplit=1)[0]


def _is_capitals(words: str) -> bool:
    return words.upper() == words


def _is_headword(words: str) -> bool:
    return words.split(None, 1)[0].strip(":-—–.").lower() in _NOT_A_PLACE


def _has_day(source: str | None) -> bool:
    return source is not None and re.search(MONTH, source, re.I) is not None
