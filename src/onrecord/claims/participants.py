"""Who did it, to whom: the parties that stand around an event word, with their roles.

Comes in: a Reading, the event's tokens and the mentions of parties in its stretch. Goes out: participants. Roles are
read from the words right around a mention ('by X', 'X's strikes', 'strikes on X', 'between X and Y') and from the
parse (subject or object of a verb of violence).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.actors import Mention
from onrecord.claims.tolls import ToldToll
from onrecord.language import Reading
from onrecord.model import ActorKind, Basis, Participant, Role, Span

_DOING = frozenset(
    "carry conduct launch fire drop target attack kill bomb shell hit shoot storm strike bombard pound raid ambush detonate "
    "explode kidnap abduct execute behead burn open stage wage injure wound murder assassinate massacre seize capture "
    "overrun take recapture retake arrest detain destroy claim plant perpetrate commit mount torch loot ransack hurl throw "
    "gun lob rape step advance clash fight battle repel liberate regain control blow eliminate use deploy besiege hold "
    "down set beat stab hack lynch slaughter rain intensify resume continue respond retaliate enter withdraw".split()
)
_OBJECT_WORDS = frozenset("on against at targeting hitting".split())
_DOUBT = frozenset("suspected suspect blamed blame believed alleged allegedly accused accuse likely apparently reportedly thought suspecting".split())
_PLACES_OF = frozenset(
    "position positions base bases headquarters stronghold strongholds convoy checkpoint checkpoint checkpoints location locations outpost "
    "outposts target targets camp camps gathering gatherings vehicle vehicles site sites area areas post posts barracks patrol patrols".split()
)
_TWO_SIDED = ("clash",)


@dataclass(frozen=True, slots=True)
class EventWords:
    """The event as the sentence tells it: type and the tokens [first, last) of its stretch and of its event words."""

    type: str
    first: int
    last: int
    triggers: tuple[tuple[int, int], ...]


def find_participants(
    reading: Reading, event: EventWords, mentions: Sequence[Mention], tolls: Sequence[ToldToll], speakers: Sequence[Span]
) -> tuple[Participant, ...]:
    """The participants of an event, in text order; each actor once in each role."""
    found: dict[tuple[Role, str], Participant] = {}
    two_sided = event.type.split(".")[0] in _TWO_SIDED
    for mention in mentions:
        first, last = _token_range(reading, mention.span)
        if mention.attributive is not None or not event.first <= first < event.last or any(span.covers(mention.span) for span in speakers):
            continue
        role = _role(reading, event, first, last, mention, tolls)
        if role is None:
            continue
        if two_sided and role in (Role.PERPETRATOR, Role.TARGET) and _is_armed(mention):
            role = Role.SIDE
        suspected = _is_doubted(reading, event, first)
        basis = Basis(mention.basis.how, f"participants.{role.value}", round(mention.basis.confidence * 0.9, 3))
        participant = Participant(role, mention.actor, mention.span, basis, suspected)
        found.setdefault((role, mention.actor.id), participant)
    return tuple(sorted(found.values(), key=lambda one: (one.span, one.role, one.actor.id)))


def _is_armed(mention: Mention) -> bool:
    return mention.actor.kind not in (ActorKind.CIVILIANS, ActorKind.PROTESTERS)


def _token_range(reading: Reading, span: Span) -> tuple[int, int]:
    tokens = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
    return (tokens.start, tokens.end) if tokens is not None else (0, 0)


def _role(
    reading: Reading, event: EventWords, first: int, last: int, mention: Mention, tolls: Sequence[ToldToll]
) -> Role | None:
    if any(item.toll.span.overlaps(mention.span) and not item.part for item in tolls):
        return Role.TARGET if _is_armed(mention) else Role.VICTIM
    by_words = _role_by_words(reading, event, first, last)
    if by_words is not None:
        return by_words
    return _role_by_parse(reading, event, first, last)


def _role_by_words(reading: Reading, event: EventWords, first: int, last: int) -> Role | None:
    before = [reading.doc[at].lower_ for at in range(max(event.first, first - 4), first)]
    tail = [word for word in before if word not in ("the", "a", "an", "forces", "of", "suspected", "so", "-", "called")]
    after = reading.doc[last].lower_ if last < event.last else ""
    if after in _PLACES_OF or (after in ("'s", "’s", "s") and last + 1 < event.last and reading.doc[last + 1].lower_ in _PLACES_OF):
        return Role.TARGET
    if tail[-1:] == ["by"]:
        return Role.PERPETRATOR if _deed_before(reading, event, first) else None
    if tail[-1:] == ["from"] and "members" not in before:
        return Role.PERPETRATOR if _after_event_word(reading, event, first) else None
    if "between" in before or tail[-1:] == ["between"]:
        return Role.SIDE
    if tail and tail[-1] in _OBJECT_WORDS:
        return Role.TARGET
    if tail[-1:] == ["with"] and any(reading.doc[at].lemma_ in ("clash", "fight", "battle", "fighting") for at in range(event.first, first)):
        return Role.SIDE
    if tail[-1:] == ["blamed"] or before[-2:] == ["blamed", "on"] or before[-1:] == ["accused"]:
        return Role.PERPETRATOR
    for start, end in event.triggers:
        if 0 <= start - last <= 3 and _only_modifiers(reading, last, start) and reading.doc[end - 1].pos_ != "VERB":
            return Role.PERPETRATOR
    return None


def _deed_before(reading: Reading, event: EventWords, first: int) -> bool:
    """Whether the 'by' before a token hangs on a deed ('carried out by', 'strikes by') and not on 'run by', 'used by'."""
    by = next((at for at in range(first - 1, max(event.first, first - 6) - 1, -1) if reading.doc[at].lower_ == "by"), None)
    if by is None or by == event.first:
        return False
    for at in range(by - 1, max(event.first, by - 4) - 1, -1):
        token = reading.doc[at]
        if token.pos_ in ("VERB", "AUX"):
            return token.lemma_.lower() in _DOING or _is_event_word(event, token) or token.lemma_.lower() in ("be", "wound")
        if _is_event_word(event, token):
            return True
    return False


def _after_event_word(reading: Reading, event: EventWords, at: int) -> bool:
    return any(end <= at <= end + 8 for _, end in event.triggers)


def _only_modifiers(reading: Reading, first: int, last: int) -> bool:
    return all(reading.doc[at].pos_ in ("NOUN", "ADJ", "PROPN", "PART", "PUNCT", "NUM") and reading.doc[at].text not in (",", ";") for at in range(first, last))


def _role_by_parse(reading: Reading, event: EventWords, first: int, last: int) -> Role | None:
    token = reading.doc[first:last].root
    for _ in range(4):
        dep, head = token.dep_, token.head
        if head is token or not event.first <= head.i < event.last:
            return None
        if dep in ("nsubj", "agent") and head.lemma_.lower() in _DOING:
            return Role.PERPETRATOR
        if dep == "pobj" and head.dep_ == "agent":
            deed = head.head
            return Role.PERPETRATOR if deed.lemma_.lower() in _DOING or _is_event_word(event, deed) else None
        if dep in ("dobj", "nsubjpass") and head.lemma_.lower() in _DOING:
            return Role.TARGET
        if dep in ("compound", "amod", "poss", "nmod", "conj", "appos") or (dep == "pobj" and head.lower_ in ("of", "from")) or dep == "prep":
            if _is_event_word(event, head) and dep in ("compound", "amod", "poss", "nmod"):
                return Role.PERPETRATOR
            token = head
            continue
        return None
    return None


def _is_event_word(event: EventWords, token: Token) -> bool:
    return any(start <= token.i < end for start, end in event.triggers)


def _is_doubted(reading: Reading, event: EventWords, first: int) -> bool:
    return any(reading.doc[at].lower_ in _DOUBT for at in range(max(event.first, first - 8), first))
