"""Who did it, to whom: the parties that stand around an event word, with their roles.

Comes in: a Reading, the event's tokens and the mentions of parties in its stretch. Goes out: participants. A party that
a toll counts was harmed; one that is blamed or claims the deed is a suspected perpetrator; else its role is read from
the words around it. A party that only speaks takes no part, unless it tells of its own deeds ('the army said it ...').
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.actors import Mention
from onrecord.claims.parties import EventWords, party_words
from onrecord.claims.responsibility import charge_of
from onrecord.claims.roles import MUTUAL, role_of
from onrecord.claims.tolls import ToldToll
from onrecord.language import Reading
from onrecord.model import ActorKind, Basis, Participant, Role, Span

_BACKED = re.compile(r"['’s]*[\s-]*(?:backed|supported|funded|armed|allied|aligned|sponsored)\b", re.IGNORECASE)
_AND = frozenset("and or & , / as well nor".split())
_SELF = frozenset("we our it its".split())
_ACTIVE = (Role.PERPETRATOR, Role.SIDE)
_DOUBT_REACH = 8
_UNARMED = (ActorKind.CIVILIANS, ActorKind.PROTESTERS)
_CROWDS = ("mob", "riot", "protest", "looting")


def find_participants(
    reading: Reading, event: EventWords, mentions: Sequence[Mention], tolls: Sequence[ToldToll], speakers: Sequence[Span]
) -> tuple[Participant, ...]:
    """The participants of an event, in text order; each actor once in each role."""
    inside = [(mention, *span) for mention in mentions if event.first <= (span := _tokens(reading, mention.span))[0] < event.last]
    acting = [item for item in inside if item[0].attributive is None]
    parts = [_participant(reading, event, *item, tolls, speakers) for item in acting]
    _share_roles(reading, event, acting, parts)
    parts.extend(_own_deeds(reading, event, acting, speakers))
    parts.extend(_backers(reading, inside, [part for part in parts if part is not None]))
    found: dict[tuple[Role, str], Participant] = {}
    for part in parts:
        if part is not None:
            found.setdefault((part.role, part.actor.id), part)
    return tuple(sorted(found.values(), key=lambda one: (one.span, one.role, one.actor.id)))


def _tokens(reading: Reading, span: Span) -> tuple[int, int]:
    tokens = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
    return (tokens.start, tokens.end) if tokens is not None else (0, 0)


def _participant(
    reading: Reading, event: EventWords, mention: Mention, first: int, last: int,
    tolls: Sequence[ToldToll], speakers: Sequence[Span],
) -> Participant | None:  # fmt: skip
    if any(item.toll.span.overlaps(mention.span) and not item.part for item in tolls):
        role = Role.TARGET if _is_armed(mention) else Role.VICTIM
        return _made(mention, _in_clash(reading, event, mention, role), "toll")
    if _is_armed(mention) and charge_of(reading.doc, event, first, last) is not None:
        return _made(mention, Role.PERPETRATOR, "responsibility", suspected=True)
    if any(span.covers(mention.span) for span in speakers):
        return None
    role_found = role_of(reading.doc, event, first, last)
    if role_found is None or (role_found is Role.PERPETRATOR and not _can_do(reading, event, mention, first, last)):
        return None
    suspected = role_found is not Role.TARGET and _is_doubted(reading, event, first)
    return _made(mention, _in_clash(reading, event, mention, role_found), role_found.value, suspected=suspected)


def _made(mention: Mention, role: Role, rule: str, *, suspected: bool = False) -> Participant:
    basis = Basis(mention.basis.how, f"participants.{rule}", round(mention.basis.confidence * (0.7 if suspected else 0.9), 3))
    return Participant(role, mention.actor, mention.span, basis, suspected)


def _is_armed(mention: Mention) -> bool:
    return mention.actor.kind not in _UNARMED


def _can_do(reading: Reading, event: EventWords, mention: Mention, first: int, last: int) -> bool:
    """Civilians do violence only as a crowd; 'a suicide bomber' and 'a sniper' are means and no party."""
    if not _is_armed(mention):
        return event.type.split(".")[0] in _CROWDS
    lone = any(reading.doc[at].lemma_.lower() in party_words().lone for at in range(first, last))
    return not (lone and mention.actor.id.startswith("unidentified"))


def _in_clash(reading: Reading, event: EventWords, mention: Mention, role: Role) -> Role:
    """In a fight told as mutual ('clashes', 'fighting') both are sides; in an assault one attacks the other."""
    if not event.is_clash or role not in (Role.PERPETRATOR, Role.TARGET) or not _is_armed(mention):
        return role
    mutual = any(reading.doc[at].lemma_.lower() in MUTUAL for start, end in event.triggers for at in range(start, end))
    return Role.SIDE if mutual else role


def _is_doubted(reading: Reading, event: EventWords, first: int) -> bool:
    reach = range(max(event.first, first - _DOUBT_REACH), first)
    return any(reading.doc[at].lower_ in party_words().doubt for at in reach)


# ---------------------------------------------------------------- parties named together


def _share_roles(
    reading: Reading, event: EventWords, acting: Sequence[tuple[Mention, int, int]], parts: list[Participant | None]
) -> None:
    """'by either A or B planes', 'rebel and regime forces': what is said of one of a list holds for the others."""
    for at, (one, other) in enumerate(zip(acting, acting[1:], strict=False)):
        if not _is_listed(reading, one[2], other[1]):
            continue
        for giver, taker in ((at, at + 1), (at + 1, at)):
            part, mention = parts[giver], acting[taker][0]
            if part is not None and parts[taker] is None and _is_armed(mention):
                parts[taker] = _made(mention, part.role, "listed", suspected=part.suspected)


def _is_listed(reading: Reading, first: int, last: int) -> bool:
    words = [reading.doc[at] for at in range(first, last)]
    links = [word for word in words if word.lower_ in _AND]
    fillers = all(word.lower_ in _AND or word.pos_ in ("ADJ", "DET") or word.lower_ in ("forces", "warplanes", "planes") for word in words)
    return 0 < len(words) <= 4 and bool(links) and fillers


# ---------------------------------------------------------------- own deeds, and backers


def _own_deeds(
    reading: Reading, event: EventWords, acting: Sequence[tuple[Mention, int, int]], speakers: Sequence[Span]
) -> list[Participant]:
    """'The coalition said it had struck ...', 'our forces shelled ...': the party that speaks did it."""
    voices = [item for item in acting if _is_armed(item[0]) and any(span.covers(item[0].span) for span in speakers)]
    if not voices:
        return []
    for at in range(event.first, event.last):
        if reading.doc[at].lower_ in _SELF and (role := role_of(reading.doc, event, at, at + 1)) in _ACTIVE:
            mention = min(voices, key=lambda item: abs(item[1] - at))[0]
            return [_made(mention, _in_clash(reading, event, mention, role), "own_deed")]
    return []


def _backers(
    reading: Reading, inside: Sequence[tuple[Mention, int, int]], parts: Sequence[Participant]
) -> list[Participant]:
    """'Turkish-backed rebels stormed ...': the backer supports whoever takes part."""
    doers = [part for part in parts if part.role in _ACTIVE]
    found = []
    for mention, _, _ in inside:
        text = reading.report.text
        if mention.attributive == "backer" and _BACKED.match(text, mention.span.end):
            backed = (0 <= part.span.start - mention.span.end <= 25 or part.span.covers(mention.span) for part in doers)
            if any(backed):
                found.append(_made(mention, Role.SUPPORTER, "backer"))
    return found
