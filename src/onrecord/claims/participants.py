"""Who did it, to whom: the parties that stand around an event word, with their roles.

Comes in: a Reading, the event's tokens and the mentions of parties in its stretch. Goes out: participants. A party that
a toll counts was harmed; one that is blamed or claims the deed is a suspected perpetrator; else its role is read from
the words around it. A party that only speaks takes no part, unless it tells of its own deeds ('the army said it ...').
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.actors import Mention
from onrecord.claims.parties import EventWords, is_force, party_words
from onrecord.claims.responsibility import charge_of
from onrecord.claims.roles import MUTUAL, role_of
from onrecord.claims.told_tolls import ToldToll
from onrecord.language import Reading
from onrecord.model import ActorKind, Basis, Participant, Role, Span

_BACKED = re.compile(r"['’s]*[\s-]*(?:backed|supported|funded|armed|allied|aligned|sponsored)\b", re.IGNORECASE)
_AND = frozenset(["and", "or", "&", ",", "/", "as", "well", "nor"])
_SELF = frozenset(["we", "our", "it", "its"])
_ARTICLE = len("the  ()")
_ACTIVE = (Role.PERPETRATOR, Role.SIDE)
_DOUBT_REACH = 8
"""Tokens back from a party within which a word of doubt is about it: most of a clause."""
_BACKED_REACH = 25
"""Characters from a backer to the party it backs: '-backed' and an adjective."""
_UNARMED = (ActorKind.CIVILIANS, ActorKind.PROTESTERS)
_CROWDS = ("mob", "riot", "protest", "looting")


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention of a party and its tokens [first, last); -1 where it has none."""

    mention: Mention
    first: int
    last: int


def find_participants(
    reading: Reading,
    event: EventWords,
    mentions: Sequence[Mention],
    tolls: Sequence[ToldToll],
    speakers: Sequence[Span],
) -> tuple[Participant, ...]:
    """The participants of an event, in text order; each actor once in each role."""
    named = [_named(reading, mention) for mention in mentions]
    inside = [item for item in named if event.first <= item.first < event.last]
    acting = [item for item in inside if item.mention.attributive is None]
    parts = [_participant(reading, event, item, tolls, speakers) for item in acting]
    _share_roles(reading, acting, parts)
    parts.extend(_own_deeds(reading, event, acting, speakers))
    if not any(part.role in _ACTIVE for part in parts if part is not None):
        parts.extend(_deeds_of_those_before(reading, event, named, speakers))
    parts.extend(_backers(reading, inside, [part for part in parts if part is not None]))
    found: dict[tuple[Role, str], Participant] = {}
    for part in parts:
        if part is not None:
            found.setdefault((part.role, part.actor.id), part)
    return tuple(sorted(found.values(), key=lambda one: (one.span, one.role, one.actor.id)))


def _named(reading: Reading, mention: Mention) -> _Named:
    tokens = reading.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    return _Named(mention, tokens.start, tokens.end) if tokens is not None else _Named(mention, -1, -1)


def _participant(
    reading: Reading, event: EventWords, item: _Named, tolls: Sequence[ToldToll], speakers: Sequence[Span]
) -> Participant | None:
    mention, first, last = item.mention, item.first, item.last
    if any(told.toll.span.overlaps(mention.span) and not told.part for told in tolls):
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
    sure = mention.basis.confidence * (0.7 if suspected else 0.9)
    basis = Basis(mention.basis.how, f"participants.{rule}", round(sure, 3))
    return Participant(role, mention.actor, mention.span, basis, suspected)


def _is_armed(mention: Mention) -> bool:
    return mention.actor.kind not in _UNARMED


def _can_do(reading: Reading, event: EventWords, mention: Mention, first: int, last: int) -> bool:
    """Civilians do violence only as a crowd; 'a suicide bomber' and 'a sniper' are means and no party."""
    if not _is_armed(mention):
        return event.type.split(".")[0] in _CROWDS
    lone = not party_words().lone.isdisjoint(reading.lower[first:last])
    return not (lone and mention.actor.id.startswith("unidentified"))


def _in_clash(reading: Reading, event: EventWords, mention: Mention, role: Role) -> Role:
    """In a fight told as mutual ('clashes', 'fighting') both are sides; in an assault one attacks the other."""
    if not event.is_clash or role not in (Role.PERPETRATOR, Role.TARGET) or not _is_armed(mention):
        return role
    if event.type == "clash.territory_gained" and role is Role.PERPETRATOR:
        return role
    mutual = any(reading.doc[at].lemma_.lower() in MUTUAL for start, end in event.triggers for at in range(start, end))
    return Role.SIDE if mutual else role


def _is_doubted(reading: Reading, event: EventWords, first: int) -> bool:
    reach = range(max(event.first, first - _DOUBT_REACH), first)
    return any(reading.lower[at] in party_words().doubt for at in reach)


# ---------------------------------------------------------------- parties named together


def _share_roles(reading: Reading, acting: Sequence[_Named], parts: list[Participant | None]) -> None:
    """'by either A or B planes', 'rebel and regime forces': what is said of one of a list holds for the others."""
    for at, (one, other) in enumerate(pairwise(acting)):
        if not _is_listed(reading, one.last, other.first):
            continue
        for giver, taker in ((at, at + 1), (at + 1, at)):
            part, mention = parts[giver], acting[taker].mention
            if part is not None and parts[taker] is None and _is_armed(mention):
                parts[taker] = _made(mention, part.role, "listed", suspected=part.suspected)


def _is_listed(reading: Reading, first: int, last: int) -> bool:
    words = [reading.doc[at] for at in range(first, last)]
    if not 0 < len(words) <= 4 or not any(word.lower_ in _AND for word in words):
        return False
    return all(word.lower_ in _AND or word.pos_ in ("ADJ", "DET") or is_force(word) for word in words)


# ---------------------------------------------------------------- own deeds, and backers


def _own_deeds(
    reading: Reading, event: EventWords, acting: Sequence[_Named], speakers: Sequence[Span]
) -> list[Participant]:
    """'The coalition said it had struck ...', '"our forces shelled ..."': the party that speaks did it. 'It' is the
    party only where the party itself speaks and no man of it, whose 'it' may be anything."""
    for at in range(event.first, event.last):
        word = reading.lower[at]
        if word not in _SELF or (role := role_of(reading.doc, event, at, at + 1)) not in _ACTIVE:
            continue
        spare = None if word in ("we", "our") else _ARTICLE
        voices = [item for item in acting if _is_armed(item.mention) and _speaks(item.mention, speakers, spare)]
        if voices:
            mention = min(voices, key=lambda item: abs(item.first - at)).mention
            return [_made(mention, _in_clash(reading, event, mention, role), "own_deed")]
    return []


def _deeds_of_those_before(
    reading: Reading, event: EventWords, named: Sequence[_Named], speakers: Sequence[Span]
) -> list[Participant]:
    """'Gunmen stormed the village. They killed ...': the armed party that was subject last, in the sentence or the one
    before (the subject is the likeliest antecedent; Grosz, Joshi and Weinstein 1995, centering), else named last."""
    they = next(
        (
            at
            for at in range(event.first, event.last)
            if reading.lower[at] == "they" and role_of(reading.doc, event, at, at + 1) in _ACTIVE
        ),
        None,
    )
    if they is None:
        return []
    before = [
        item
        for item in named
        if _sentence_before(reading, they) <= item.first < they
        and item.mention.attributive is None
        and _is_armed(item.mention)
        and not any(span.covers(item.mention.span) for span in speakers)
    ]
    subjects = [item for item in before if any(reading.doc[at].dep_ == "nsubj" for at in range(item.first, item.last))]
    found = (subjects or before)[-1:]
    role = Role.PERPETRATOR
    return [_made(item.mention, _in_clash(reading, event, item.mention, role), "they") for item in found]


def _sentence_before(reading: Reading, at: int) -> int:
    """The first token of the sentence before the one that a token stands in."""
    index = next(index for index, sentence in enumerate(reading.sentences) if sentence.first <= at < sentence.last)
    return reading.sentences[max(0, index - 1)].first


def _speaks(mention: Mention, speakers: Sequence[Span], spare: int | None) -> bool:
    """Whether a party stands in a speaker's words, with at most ``spare`` characters of others beside it."""
    own = [span for span in speakers if span.covers(mention.span)]
    lengths = (span.end - span.start - (mention.span.end - mention.span.start) for span in own)
    return any(spare is None or length <= spare for length in lengths)


def _backers(reading: Reading, inside: Sequence[_Named], parts: Sequence[Participant]) -> list[Participant]:
    """'Turkish-backed rebels stormed ...': the backer supports whoever takes part."""
    doers = [part for part in parts if part.role in _ACTIVE]
    found = []
    for item in inside:
        mention, end = item.mention, item.mention.span.end
        if mention.attributive != "backer" or not _BACKED.match(reading.report.text, end):
            continue
        if any(0 <= part.span.start - end <= _BACKED_REACH or part.span.covers(mention.span) for part in doers):
            found.append(_made(mention, Role.SUPPORTER, "backer"))
    return found
