"""Tolls in a sentence: how many people of which group were harmed, in the words that say so.

Comes in: a Reading and a sentence. Goes out: told tolls in text order, each with the harm word it hangs on. A part
('including seven children') is tied to its whole and never added to it; a running total ('since 2011') is marked
cumulative; '38 dead and wounded' is neither killed nor injured but casualties. Rules after UCDP, ACLED and the
casualty-recording standards; each toll names its rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.actors import Mention
from onrecord.claims.counts import Count, find_counts, person_lemma
from onrecord.claims.harms import Form, Harm, find_harms
from onrecord.claims.words import people
from onrecord.language import Reading, Sentence
from onrecord.model import DEMOGRAPHIC, ActorKind, Basis, Effect, Group, How, Span, Toll

_SURE = {"tolls.exact": 0.95, "tolls.at_least": 0.95, "tolls.one": 0.85, "tolls.range": 0.9, "tolls.vague": 0.7}
_STATUS = (Group.CIVILIAN, Group.COMBATANT, Group.SECURITY)
LARGEST_INCIDENT = 10_000
"""No single incident in UCDP GED's Syria rows counts as many dead; a larger figure is a war's, not an incident's."""
SPEAKER_TAIL = 30
"""Characters a speaker's phrase may go on behind its number and noun: 'a doctor at the hospital'."""
_TOLL_REACH = 26
"""Tokens between 'toll' and its figure: 'the toll of Monday's strikes on the market of a town ... has risen to 61'."""
_REACH_BACK = 40
"""Tokens between a passive verb and its subject's number; longer lead sentences have clauses in between."""


@dataclass(frozen=True, slots=True)
class ToldToll:
    """A toll as a sentence tells it: the harm word's token, whether it is an earlier figure now superseded."""

    toll: Toll
    at: int
    part: bool = False
    earlier: bool = False


def find_tolls(
    reading: Reading, sentence: Sentence, mentions: Sequence[Mention], speakers: Sequence[Span] = ()
) -> tuple[ToldToll, ...]:
    """The tolls a sentence tells, in text order; parts follow their whole. Who speaks ('a doctor said') is not counted."""
    counts = [count for count in find_counts(reading, sentence) if not _speaks(reading, count, speakers)]
    harms = find_harms(reading, sentence, counts)
    if not harms:
        return _opening_parts(reading, sentence, counts, mentions)
    cues = _part_cues(reading, sentence)
    parts = {count for count in counts if _part_cue_of(count, cues, reading) is not None} | _told_beside(counts)
    wholes = [count for count in counts if count not in parts]
    running = is_cumulative(reading.report.quote(sentence.span))
    told: list[ToldToll] = []
    assigned = _assign(reading, sentence, harms, wholes)
    of_them = _some_of_them(reading, parts, [harm for harm in harms if not _has(assigned, harm)])
    parts -= {count for _, counts, _ in of_them for count in counts}
    for harm, found, earlier in [*assigned, *of_them]:
        own = [item for count in found for item in _tolls_of(reading, harm, count, mentions, cumulative=running or count.best >= LARGEST_INCIDENT, earlier=earlier)]
        told.extend(_added(own))
        for count in _gapped(reading, found, wholes):
            away = _tolls_of(reading, harm, count, mentions, cumulative=running, earlier=earlier)
            told.extend(replace(item, at=count.first) for item in away)
    told = _and_others(reading, told)
    told.extend(_none_harmed(reading, sentence, harms))
    told.extend(_the_rest(reading, sentence, harms, told))
    told.extend(_one_named(reading, sentence, harms, told))
    told.extend(_parts_of(reading, sorted(parts, key=lambda count: count.first), told, mentions))
    return tuple(sorted(told, key=lambda item: (item.toll.span, item.part, item.toll.effect, item.toll.group)))


def _speaks(reading: Reading, count: Count, speakers: Sequence[Span]) -> bool:
    own = count.span(reading)
    if _own_state(reading, count, len(reading.doc)):
        return False
    return any(span.start == own.start and own.end <= span.end <= own.end + SPEAKER_TAIL for span in speakers)


def _told_beside(counts: Sequence[Count]) -> set[Count]:
    """'15 civilians 3 children killed' in a headline: a smaller number of women or children right behind is a part."""
    return {
        later
        for earlier, later in zip(counts, counts[1:], strict=False)
        if earlier.phrase_last == later.first and later.groups & DEMOGRAPHIC and later.best < earlier.best and not earlier.groups & DEMOGRAPHIC
    }


def _some_of_them(
    reading: Reading, parts: set[Count], harms: Sequence[Harm]
) -> list[tuple[Harm, list[Count], bool]]:
    """'Twelve of them were killed when ...', 'killed nine of them': with a harm verb of its own right beside it, the
    number is the verb's toll and not a part of another. 'Ten of those killed were civilians' has none."""
    found = []
    for harm in harms:
        if harm.form not in (Form.PASSIVE, Form.HAPPENS, Form.ACTIVE) or reading.doc[harm.at - 1].lower_ == "those":
            continue
        for count in sorted(parts, key=lambda count: count.first):
            own = count.last < len(reading.doc) and reading.doc[count.last].lower_ == "of"
            gap = count.first - harm.last if harm.form is Form.ACTIVE else harm.at - count.last
            if own and 0 <= gap <= 5:
                found.append((harm, [count], False))
                break
    return found


# ---------------------------------------------------------------- which number belongs to which harm


def _assign(
    reading: Reading, sentence: Sentence, harms: Sequence[Harm], counts: Sequence[Count]
) -> list[tuple[Harm, list[Count], bool]]:
    """Each harm with the numbers it tells, and whether they are superseded; each number is used once."""
    taken: set[Count] = set()
    assigned: list[tuple[Harm, list[Count], bool]] = []
    for harm in harms:
        if harm.form is Form.TOLL:
            current, earlier = _toll_figures(reading, harm, [count for count in counts if count not in taken])
            taken.update(current, earlier)
            past = _is_past_figure(reading, harm, sentence)
            assigned.extend([(harm, current, past), (harm, earlier, True)])
    for harm in harms:
        if harm.form is Form.ACTIVE or harm.form is Form.NOUN:
            free = [count for count in counts if count not in taken]
            found = _named_by(harm, free) or _after(reading, harm, harms, free, sentence.last)
            taken.update(found)
            assigned.append((harm, found, False))
    for harm in harms:
        if harm.form in (Form.PASSIVE, Form.HAPPENS, Form.STATE) or (harm.form is Form.NOUN and not _has(assigned, harm)):
            found = _before(reading, harm, harms, [count for count in counts if count not in taken])
            taken.update(found)
            assigned.append((harm, found, False))
    shared = _shared_objects(reading, harms, assigned)
    return [(shared.get(harm.at, harm), found, earlier) for harm, found, earlier in assigned if found]


def _named_by(harm: Harm, counts: Sequence[Count]) -> list[Count]:
    """'five martyrs', '20 deaths': the number whose noun is the harm word itself."""
    return [count for count in counts if harm.form is Form.NOUN and count.last <= harm.at < count.phrase_last][:1]


def _has(assigned: Sequence[tuple[Harm, list[Count], bool]], harm: Harm) -> bool:
    return any(found for other, found, _ in assigned if other == harm)


def _gapped(reading: Reading, found: Sequence[Count], counts: Sequence[Count]) -> list[Count]:
    """'eight were killed in X, and five in Y': numbers behind that leave out the verb and name a place of their own."""
    doc = reading.doc
    return [
        count
        for count in counts
        if found and count.first > found[-1].last and count.noun in (None, "other", "more") and count not in found
        and doc[count.first - 1].lower_ in ("and", ",")
        and count.phrase_last < len(doc) and doc[count.phrase_last].lower_ in ("in", "at", "near", "outside", "inside")
    ]  # fmt: skip


def _toll_figures(reading: Reading, harm: Harm, counts: Sequence[Count]) -> tuple[list[Count], list[Count]]:
    """'death toll rose from 47 to 82': the current figure and the earlier one."""
    after = [count for count in counts if harm.last <= count.first <= harm.last + _TOLL_REACH]
    before = {count: _word_before(reading, count) for count in after}
    current = [count for count in after if before[count] in ("to", "at", "reached", "hits", "hit", "reaches")]
    earlier = [count for count in after if before[count] == "from"]
    if not current:
        current = [count for count in after if count not in earlier]
    if not after and harm.at >= 2:
        current = [count for count in counts if 0 <= harm.at - count.phrase_last <= 3]
    return current[:1], earlier[:1]


def _is_past_figure(reading: Reading, harm: Harm, sentence: Sentence) -> bool:
    """'had earlier put the toll at 5', 'an initial toll of 47': a figure that a newer one replaces."""
    before = {reading.doc[at].lower_ for at in range(max(sentence.first, harm.at - 6), harm.at)}
    return bool(before & {"earlier", "initial", "initially", "previous", "previously", "preliminary", "first"})


def _word_before(reading: Reading, count: Count) -> str:
    return reading.doc[count.first - 1].lower_ if count.first else ""


def _after(reading: Reading, harm: Harm, harms: Sequence[Harm], counts: Sequence[Count], end: int) -> list[Count]:
    """The numbers that an active verb or a noun takes as object: the next one, and those coordinated with it."""
    limit = min([other.at for other in harms if other.at >= harm.last and not _joined(reading, harm, other)] + [end])
    ahead = [count for count in counts if count.first >= harm.last and count.first < limit]
    if not ahead or not _object_position(reading, harm, ahead[0]) or _own_state(reading, ahead[0], end):
        return []
    return _coordinated(reading, ahead, limit)


def _object_position(reading: Reading, harm: Harm, count: Count) -> bool:
    between = [reading.doc[at] for at in range(harm.last, count.first)]
    if harm.form is Form.NOUN and (not between or between[0].lower_ != "of"):
        return False
    if any(token.text in (";", ":", ".") or token.lower_ in ("in", "when", "after", "while", "where", "on") for token in between):
        return False
    return len(between) <= 12


def _coordinated(reading: Reading, counts: Sequence[Count], limit: int) -> list[Count]:
    found = [counts[0]]
    for count in counts[1:]:
        if not _is_joined(reading, found[-1].phrase_last, count.first):
            break
        if _own_state(reading, count, limit):
            break
        found.append(count)
    return found


def _is_joined(reading: Reading, first: int, last: int) -> bool:
    """'14 jihadists from the group and five civilians': numbers with nothing but a conjunction, or whose they are,
    between them. A place between them starts another event's number."""
    tokens = [reading.doc[at] for at in range(first, last)]
    words = [token.lower_ for token in tokens]
    if not words:
        return True
    if words[-1] not in (",", "and", "or", "plus", "&", "as", "well", "also", "with"):
        return False
    if not set(words) - {",", "and", "or", "plus", "as", "well", "also", "&", "along", "with"}:
        return True
    loose = any(token.pos_ in ("VERB", "AUX", "PRON", "SCONJ") or token.text in (".", ";", ":") for token in tokens)
    return len(words) <= 8 and words[0] in ("from", "of", "loyal", "belonging") and not loose and not {"in", "at", "near"} & set(words)


def _own_state(reading: Reading, count: Count, end: int) -> bool:
    """'and nine injured': the number has a harm of its own right behind it."""
    at = count.phrase_last
    return at < end and at < len(reading.doc) and reading.doc[at].lower_ in ("injured", "wounded", "killed", "dead", "were", "hurt")


def _joined(reading: Reading, harm: Harm, other: Harm) -> bool:
    """'killed and wounded', 'dead or injured': two harms side by side share what follows."""
    between = [reading.doc[at].lower_ for at in range(harm.last, other.at)]
    return between in ([], ["and"], ["or"], ["/"], ["and/or"])


def _before(reading: Reading, harm: Harm, harms: Sequence[Harm], counts: Sequence[Count]) -> list[Count]:
    """The numbers that stand as subject before a passive verb, a state or 'died'."""
    earliest = max([other.last for other in harms if other.last <= harm.at and not _joined(reading, other, harm)] + [0])
    behind = [
        count
        for count in counts
        if count.phrase_last <= harm.at + (harm.form is Form.STATE) and harm.at - count.phrase_last <= _REACH_BACK
    ]
    near = [count for count in behind if count.first >= earliest - 1] or []
    if not near or not _subject_position(reading, harm, near[-1]):
        return []
    return _coordinated_back(reading, near)


def _subject_position(reading: Reading, harm: Harm, count: Count) -> bool:
    gap = range(count.phrase_last, harm.at)
    if harm.form is Form.STATE and not any(reading.doc[at].lemma_ in ("be", "leave") for at in gap):
        return len(gap) <= 4
    if reading.doc[count.first - 1].lower_ in ("in", "by", "from", "with") and count.first > 0:
        return False
    return not any(reading.doc[at].text in (";", ":") for at in gap)


def _coordinated_back(reading: Reading, counts: Sequence[Count]) -> list[Count]:
    found = [counts[-1]]
    for count in reversed(counts[:-1]):
        if not _is_joined(reading, count.phrase_last, found[0].first):
            break
        found.insert(0, count)
    return found


def _shared_objects(
    reading: Reading, harms: Sequence[Harm], assigned: Sequence[tuple[Harm, list[Count], bool]]
) -> dict[int, Harm]:
    """Harms that share one number ('38 dead and wounded'): their figure is of casualties, neither killed nor injured."""
    have = {harm.at for harm, found, _ in assigned if found}
    shared = {}
    for first, second in zip(harms, harms[1:], strict=False):
        if not _joined(reading, first, second) or {first.effect, second.effect} != {Effect.KILLED, Effect.INJURED}:
            continue
        for one, other in ((first, second), (second, first)):
            if one.at in have and other.at not in have:
                shared[one.at] = replace(one, effect=Effect.CASUALTIES)
    return shared


# ---------------------------------------------------------------- from a number to a toll


def _tolls_of(
    reading: Reading, harm: Harm, count: Count, mentions: Sequence[Mention], *, cumulative: bool, earlier: bool = False
) -> list[ToldToll]:
    """The toll of a number, and for women, children and the like the part of it that they are."""
    span = _cited(reading, harm, count)
    status = status_of(reading, count, mentions)
    basis = Basis(How.STATED, count.rule, _SURE.get(count.rule, 0.9))
    best = None if count.rule == "tolls.vague" else count.best
    whole = Toll(
        harm.effect, status, count.low, best, count.high, span, basis, hedge=count.hedge, cumulative=cumulative
    )
    told = [ToldToll(whole, harm.at, earlier=earlier)]
    for group in sorted(count.groups & DEMOGRAPHIC):
        told.append(ToldToll(replace(whole, group=group, of=status), harm.at, part=True, earlier=earlier))
    return told


def _added(told: list[ToldToll]) -> list[ToldToll]:
    """'ten children and five women': numbers of one group joined by 'and' add up to one toll, whose words hold both."""
    wholes = [item for item in told if not item.part]
    groups = {item.toll.group for item in wholes}
    if len(wholes) < 2 or len(groups) == len(wholes):
        return told
    summed = []
    for group in (group for group in Group if group in groups):
        same = [item for item in wholes if item.toll.group is group]
        summed.append(replace(same[0], toll=_sum([item.toll for item in same])) if len(same) > 1 else same[0])
    return [*summed, *(item for item in told if item.part)]


def _and_others(reading: Reading, told: list[ToldToll]) -> list[ToldToll]:
    """'crucifying two people and executing 23 others': killed in two ways, the second told as others than the first."""
    wholes = [item for item in told if not item.part and not item.earlier and item.toll.effect is Effect.KILLED]
    if len(wholes) != 2 or wholes[0].at == wholes[1].at or wholes[0].toll.group is not wholes[1].toll.group:
        return told
    first, second = sorted(wholes, key=lambda item: item.toll.span)
    between = reading.report.text[first.toll.span.end : second.toll.span.end]
    if len(between) > 60 or not re.match(r"\W*and\b", between) or not re.search(r"\b(?:others?|more)\b", between):
        return told
    return [replace(first, toll=_sum([first.toll, second.toll])), *(item for item in told if item not in wholes)]


def _sum(tolls: Sequence[Toll]) -> Toll:
    def total(figures: list[int | None]) -> int | None:
        return None if None in figures else sum(figure for figure in figures if figure is not None)

    span = tolls[0].span
    for toll in tolls[1:]:
        span = span.join(toll.span)
    low, best, high = (total([getattr(toll, end) for toll in tolls]) for end in ("low", "best", "high"))
    return replace(tolls[0], low=low, best=best, high=high, span=span, basis=Basis(How.INFERRED, "tolls.sum", 0.85), hedge=None)


def _cited(reading: Reading, harm: Harm, count: Count) -> Span:
    """The words that say it: harm word and number when they are close, else the number with its noun."""
    own = count.span(reading)
    word = reading.span(harm.at, harm.last)
    gap = harm.at - count.phrase_last if harm.at >= count.phrase_last else count.first - harm.last
    return own.join(word) if gap <= 4 else own


def status_of(reading: Reading, count: Count, mentions: Sequence[Mention]) -> Group:
    """Civilian, combatant, security or unknown: by the noun, then by the party named in the phrase.

    Status follows the report's words (requirement D7): nobody is a civilian by silence except women, children and
    the elderly, journalists, medics and aid workers, who are unless a military word stands with them.
    """
    for status in (Group.SECURITY, Group.COMBATANT, Group.CIVILIAN):
        if status in count.groups and not (status is Group.CIVILIAN and _STATE_KINDS & _kinds_in(reading, count, mentions)):
            return status
    kinds = _kinds_in(reading, count, mentions)
    if count.groups & DEMOGRAPHIC:
        return Group.CIVILIAN
    if kinds & {ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.CRIMINAL}:
        return Group.COMBATANT
    return Group.SECURITY if kinds & _STATE_KINDS else Group.UNKNOWN


_STATE_KINDS = frozenset({ActorKind.STATE_FORCE, ActorKind.POLICE, ActorKind.PEACEKEEPERS})


def _kinds_in(reading: Reading, count: Count, mentions: Sequence[Mention]) -> frozenset[ActorKind]:
    own = count.span(reading)
    return frozenset(mention.actor.kind for mention in mentions if own.overlaps(mention.span))


def _none_harmed(reading: Reading, sentence: Sentence, harms: Sequence[Harm]) -> list[ToldToll]:
    """'no one was hurt', 'no casualties were reported': a stated zero, which is not silence (requirement D3)."""
    told = []
    for harm in harms:
        first = _none_before(reading, harm, sentence)
        if first is None:
            continue
        span = reading.span(first, harm.last)
        effects = (Effect.KILLED, Effect.INJURED) if harm.effect is Effect.CASUALTIES else (harm.effect,)
        basis = Basis(How.STATED, "tolls.none", 0.9)
        told.extend(ToldToll(Toll(effect, Group.UNKNOWN, 0, 0, 0, span, basis), harm.at) for effect in effects)
    return told


def _none_before(reading: Reading, harm: Harm, sentence: Sentence) -> int | None:
    for at in range(harm.at - 1, max(sentence.first, harm.at - 8) - 1, -1):
        lower = reading.doc[at].lower_
        if lower in ("nobody", "none", "no-one") or (lower == "no" and _negates(reading, at, harm)):
            return at
        if lower == "without" and harm.form is Form.NOUN and harm.at - at <= 3:
            return at
        if reading.doc[at].text in (",", ";", ".") or reading.doc[at].pos_ in ("NUM", "SCONJ"):
            return None
    return None


def _negates(reading: Reading, at: int, harm: Harm) -> bool:
    following = reading.doc[at + 1]
    near = harm.form is Form.NOUN and harm.at - at <= 3
    return near or following.lower_ == "one" or person_lemma(following) in people()


def _the_rest(
    reading: Reading, sentence: Sentence, harms: Sequence[Harm], told: Sequence[ToldToll]
) -> list[ToldToll]:
    """'The rest were killed in Y': some, whose number only the total tells."""
    done = {item.at for item in told}
    found = []
    for harm in harms:
        if harm.at in done or harm.form not in (Form.PASSIVE, Form.HAPPENS):
            continue
        before = [reading.doc[at].lower_ for at in range(sentence.first, harm.at)]
        if before[-3:-1] in (["the", "rest"], ["the", "others"]) or before[-2:] in (["the", "rest"], ["the", "others"]):
            start = harm.at - (3 if before[-3:-1] in (["the", "rest"], ["the", "others"]) else 2)
            basis = Basis(How.STATED, "tolls.rest", 0.6)
            toll = Toll(harm.effect, Group.UNKNOWN, None, None, None, reading.span(start, harm.last), basis, hedge="the rest")
            found.append(ToldToll(toll, harm.at))
    return found


def _one_named(
    reading: Reading, sentence: Sentence, harms: Sequence[Harm], told: Sequence[ToldToll]
) -> list[ToldToll]:
    """'the mayor was assassinated', 'killed Sheikh X': one person, inferred from a singular patient."""
    done = {item.at for item in told}
    found = []
    for harm in harms:
        if harm.at in done or harm.form not in (Form.ACTIVE, Form.PASSIVE, Form.HAPPENS):
            continue
        if harm.effect not in (Effect.KILLED, Effect.INJURED, Effect.ABDUCTED):
            continue
        patient = _single_patient(reading, harm, sentence)
        if patient is None:
            continue
        first, last, group = patient
        basis = Basis(How.INFERRED, "tolls.one_named", 0.7)
        found.append(ToldToll(Toll(harm.effect, group, 1, 1, 1, reading.span(first, last), basis), harm.at))
    return found


def _single_patient(reading: Reading, harm: Harm, sentence: Sentence) -> tuple[int, int, Group] | None:
    wanted = ("dobj",) if harm.form is Form.ACTIVE else ("nsubjpass", "nsubj")
    for child in reading.doc[harm.at].children:
        if child.dep_ not in wanted or not sentence.first <= child.i < sentence.last:
            continue
        lemma = person_lemma(child)
        person = child.ent_type_ == "PERSON" or (lemma in people() and child.tag_ in ("NN", "NNP"))
        if not person or child.tag_ in ("NNS", "NNPS", "PRP") or any(c.dep_ == "conj" for c in child.children):
            return None
        if any(c.dep_ == "nummod" or c.lower_ in ("no", "every", "any") for c in child.children):
            return None
        groups = people().groups_of(lemma)
        status = next((group for group in (Group.SECURITY, Group.COMBATANT, Group.CIVILIAN) if group in groups), Group.UNKNOWN)
        first = min(t.i for t in child.subtree) if child.i - child.left_edge.i <= 6 else child.i
        return first, child.i + 1, status
    return None


# ---------------------------------------------------------------- parts


def _part_cues(reading: Reading, sentence: Sentence) -> list[int]:
    """Tokens behind which parts of a toll are told: 'including', 'among them', 'of whom'."""
    cues = []
    for at in range(sentence.first, sentence.last):
        lower = reading.doc[at].lower_
        following = reading.doc[at + 1].lower_ if at + 1 < sentence.last else ""
        if lower in ("including", "includes", "include", "included", "comprising") or (
            lower in ("among", "amongst") and following in ("them", "whom", "those", "the", "which")
        ):
            cues.append(at)
    return cues


def _part_cue_of(count: Count, cues: Sequence[int], reading: Reading) -> int | None:
    """The cue a number stands under, or its own 'of them'; None for a number that is no part."""
    doc = reading.doc
    behind = tuple(doc[at].lower_ for at in range(count.last, min(count.last + 2, len(doc))))
    if behind in (("of", "them"), ("of", "whom"), ("of", "those")) or behind[:2] == ("of", "the") and _names_the_dead(reading, count):
        return count.last
    if _stands_among_more(reading, count):
        return count.last
    before = [cue for cue in cues if cue < count.first]
    if not before:
        return None
    copula = ("were", "was") if doc[before[-1]].lower_ in ("among", "amongst") else ()
    between = [doc[at] for at in range(before[-1] + 1, count.first)]
    if any(token.pos_ in ("VERB", "AUX") and token.tag_ != "VBN" and token.lower_ not in copula for token in between):
        return None
    ends = count.phrase_last
    bare = count.noun in (None, "other", "more")
    own_verb = bare and ends < len(doc) and doc[ends].lower_ in ("were", "was", "wounded", "injured") and _is_coordinated_clause(reading, between)
    return None if own_verb or len(between) > 16 else before[-1]


def _stands_among_more(reading: Reading, count: Count) -> bool:
    """'Six civilians were among at least 22 people killed', 'five children were among the dead': the smaller number is
    a part of the one behind 'among', or of the dead told before."""
    doc = reading.doc
    for at in range(count.phrase_last, min(count.phrase_last + 8, len(doc) - 1)):
        if doc[at].lower_ == "among" and doc[at + 1].lower_ in ("the", "those"):
            return bool({doc[ahead].lower_ for ahead in range(at + 2, min(at + 4, len(doc)))} & _THE_HARMED)
        if doc[at].lower_ == "among":
            return doc[at + 1].lower_ not in ("them", "whom", "which") and any(doc[ahead].pos_ == "NUM" for ahead in range(at + 1, min(at + 5, len(doc))))
        if doc[at].text in (".", ";"):
            return False
    return False


def _is_coordinated_clause(reading: Reading, between: Sequence[object]) -> bool:
    """'including a child and five were wounded': behind 'and', a number with a verb of its own starts a new clause."""
    return bool(between) and str(between[-1]).lower() in ("and", "while")


def _names_the_dead(reading: Reading, count: Count) -> bool:
    near = [reading.doc[at].lower_ for at in range(count.last, min(count.last + 4, len(reading.doc)))]
    return bool(set(near) & _THE_HARMED)


_THE_HARMED = frozenset("dead victims killed wounded injured casualties fatalities slain deaths".split())


def _parts_of(
    reading: Reading, parts: Sequence[Count], told: Sequence[ToldToll], mentions: Sequence[Mention]
) -> list[ToldToll]:
    found = []
    for count in parts:
        span = count.span(reading)
        wholes = [item for item in told if not item.part and item.toll.span.start < span.start and item.toll.best != 0]
        wholes = wholes or [item for item in told if not item.part and item.toll.best != 0]
        if wholes:
            nearest = max(wholes, key=lambda item: (item.toll.span.start < span.start, item.toll.span.start))
            found.extend(_part(reading, count, nearest.toll, nearest.at, mentions))
        else:
            found.extend(_part_of_the_dead(reading, count, count.first, mentions))
    return found


def _part_of_the_dead(reading: Reading, count: Count, at: int, mentions: Sequence[Mention]) -> list[ToldToll]:
    """A part whose whole another sentence told: of everybody killed."""
    basis = Basis(How.INFERRED, "tolls.part")
    dead = Toll(Effect.KILLED, Group.UNKNOWN, None, None, None, count.span(reading), basis)
    parts = _part(reading, count, dead, at, mentions)
    return [replace(item, toll=replace(item.toll, of=Group.UNKNOWN)) for item in parts]


def _part(reading: Reading, count: Count, whole: Toll, at: int, mentions: Sequence[Mention]) -> list[ToldToll]:
    groups = count.groups or _groups_behind(reading, count)
    status = status_of(reading, replace(count, groups=groups), mentions)
    base = Toll(
        whole.effect, status, count.low, count.best, count.high, count.span(reading),
        Basis(How.STATED, "tolls.part", 0.85), hedge=count.hedge, cumulative=whole.cumulative,
    )  # fmt: skip
    if whole.best is not None and count.best > whole.best:
        return []
    demographic = sorted(groups & DEMOGRAPHIC)
    if demographic:
        return [ToldToll(replace(base, group=group, of=whole.group), at, part=True) for group in demographic]
    if status is Group.UNKNOWN:
        return []
    return [ToldToll(replace(base, of=None if whole.group is Group.UNKNOWN else whole.group), at, part=True)]


def _groups_behind(reading: Reading, count: Count) -> frozenset[Group]:
    """'three of them women', '10 of those killed were civilians': the groups named in the next few words."""
    for at in range(count.last, min(count.last + 12, len(reading.doc))):
        groups = people().groups_of(person_lemma(reading.doc[at]))
        if groups:
            return groups
        if reading.doc[at].text in (".", ";"):
            break
    return frozenset()


def _opening_parts(
    reading: Reading, sentence: Sentence, counts: Sequence[Count], mentions: Sequence[Mention]
) -> tuple[ToldToll, ...]:
    """'Among the dead were five children.' has 'dead'; 'Five of them were children.' has no harm word: a part of
    the killed told before. The caller ties it to its whole."""
    found: list[ToldToll] = []
    for count in counts:
        if tuple(reading.doc[at].lower_ for at in range(count.last, min(count.last + 2, len(reading.doc)))) == ("of", "them"):
            found.extend(_part_of_the_dead(reading, count, sentence.first, mentions))
    return tuple(found)


# ---------------------------------------------------------------- running totals

_RECORD_SINCE = re.compile(r"\b(?:\w+est|worst|first|only|most\s+\w+)\b[^.;]{0,90}?\bsince\b", re.IGNORECASE)
"""'the deadliest attack since the war began' dates no toll."""
_CUMULATIVE = re.compile(
    r"\bsince\b(?!\s+(?:dawn|morning|early|this\s+morning))|\bso far this\b|\b(?:over|in|during|within)\s+(?:the\s+)?(?:past|last|recent)\s+(?:\w+\s+)?"
    r"(?:weeks|months|years|year|month)\b|\bin\s+recent\s+days\b|\b(?:war|conflict|insurgency|uprising|unrest|campaign|crisis|fighting)\s+"
    r"(?:\w+\s+){0,4}?(?:has|have|had)\s+(?:\w+\s+)?(?:killed|claimed|left|cost|displaced)"
    r"|\b(?:across|throughout|around)\s+the\s+country\b|\b(?:nation|country)wide\b"
    r"|\byears?\s+of\s+(?:war|conflict|fighting)|\bin\s+the\s+(?:\w+\s+)?(?:insurgency|conflict|uprising)\b"
    r"|\b(?:war|conflict|uprising)\s+(?:which|that)\s+(?:has|have)\b|\bin\s+the\s+(?:civil\s+)?war\b|\bthis\s+year\b",
    re.IGNORECASE,
)


def is_cumulative(sentence: str) -> bool:
    """Whether a sentence tells a running total: 'since March 2011', 'in the past weeks', 'the war has killed'.

    Requirement D6: such a figure belongs to a situation, never to an incident.
    """
    return _CUMULATIVE.search(_RECORD_SINCE.sub(" ", sentence)) is not None
