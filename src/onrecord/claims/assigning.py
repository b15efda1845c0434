"""Which number belongs to which word of harm.

Comes in: the harms and the numbers of people of a sentence. Goes out: each harm with the numbers it tells, and whether
a newer figure replaces them. Each number is used once, but for those who were taken first and then killed; '38 dead and
wounded' share one number and become casualties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.claims.counts import ALONG, Count, link_before
from onrecord.claims.harms import NOBODY, Form, Harm, past_aside
from onrecord.language import Reading, Sentence
from onrecord.model import Effect

Assigned = tuple[Harm, list[Count], bool]
"""A harm, the numbers it tells, and whether they are superseded."""

_TOLL_REACH = 26
"""Tokens between 'toll' and its figure: 'the toll of Monday's strikes on the market of a town ... has risen to 61'."""
_REACH_BACK = 40
"""Tokens between a passive verb and its subject's number; longer lead sentences have clauses in between."""


def assign(reading: Reading, sentence: Sentence, harms: Sequence[Harm], counts: Sequence[Count]) -> list[Assigned]:
    """Each harm with the numbers it tells, and whether they are superseded; each number is used once."""
    harms = [harm for harm in harms if not _is_killed_too(harm, harms) and not _is_of_some(reading, harm, counts)]
    taken: set[Count] = set()
    assigned: list[Assigned] = []
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
        bare_noun = harm.form is Form.NOUN and not has(assigned, harm) and not _tells_whom(reading, harm, counts)
        if bare_noun or harm.form in (Form.PASSIVE, Form.HAPPENS, Form.STATE):
            free = [count for count in counts if count not in taken]
            found = _described_by(reading, harm, free) or _before(reading, harm, harms, free)
            rest = [count for count in free if count not in found]
            found += alongside(reading, harm.last, rest) if found else []
            taken.update(found)
            assigned.append((harm, found, False))
    for harm in harms:
        if harm.effect is Effect.KILLED and not has(assigned, harm) and _kills_them(reading, harm):
            assigned.append((harm, _whom_before(reading, harm, counts), False))
    shared = _shared_objects(reading, harms, assigned)
    return [(shared.get(harm.at, harm), found, earlier) for harm, found, earlier in assigned if found]


def _tells_whom(reading: Reading, harm: Harm, counts: Sequence[Count]) -> bool:
    """'the assassination of Galan', "Galan's murder": numbers before such a noun are of others, judges or suspects;
    but the six of "the six Jesuits' slaying" were slain."""
    owners = [child.i for child in reading.doc[harm.at].children if child.dep_ == "poss"]
    owned = any(not any(count.first <= at < count.phrase_last for count in counts) for at in owners)
    return owned or reading.lower[harm.last : harm.last + 1] == ("of",)


def _kills_them(reading: Reading, harm: Harm) -> bool:
    """'killed them', 'shot them dead'."""
    return "them" in (reading.lower[harm.last : harm.last + 1] + reading.lower[max(0, harm.at - 1) : harm.at])


def _whom_before(reading: Reading, harm: Harm, counts: Sequence[Count]) -> list[Count]:
    """'pulled 11 passengers off a bus and shot them': those told last as the object of what was done before, whether or
    not they were harmed by that too."""
    told = [
        count
        for count in counts
        if count.phrase_last <= harm.at
        and reading.doc[count.phrase_last - 1].dep_ not in ("nsubj", "nsubjpass", "npadvmod")
    ]
    return _coordinated_back(reading, told) if told else []


_REACH_OF_THEIR_DEATH = 4
"""Tokens of 'hostages have since been killed'."""


def _is_killed_too(harm: Harm, harms: Sequence[Harm]) -> bool:
    """'Three hostages were killed': hostages before, dead now."""
    return (
        harm.form is Form.NOUN
        and harm.effect is Effect.ABDUCTED
        and any(
            other.effect is Effect.KILLED
            and other.form in (Form.PASSIVE, Form.HAPPENS)
            and 0 < other.at - harm.at <= _REACH_OF_THEIR_DEATH
            for other in harms
        )
    )


def _is_of_some(reading: Reading, harm: Harm, counts: Sequence[Count]) -> bool:
    """'100 militants took part and 75 of them were killed': the harm of some, and not of all told before."""
    told = any(count.phrase_last <= harm.at for count in counts)
    if harm.form not in (Form.PASSIVE, Form.HAPPENS) or not told:
        return False
    before = [
        word for word in reading.lower[max(0, harm.at - 5) : harm.at] if word not in ("were", "was", "have", "been")
    ]
    return before[-2:] == ["of", "them"]


_LATER = frozenset("later subsequently then eventually afterwards soon have has had also".split())


def without_died_of(reading: Reading, harms: Sequence[Harm], counts: Sequence[Count]) -> list[Harm]:
    """The harms without the wounds that somebody died of in the same clause."""
    return [harm for harm in harms if not _is_died_of(reading, harm, harms, counts)]


def _is_died_of(reading: Reading, harm: Harm, harms: Sequence[Harm], counts: Sequence[Count]) -> bool:
    """'A guard was wounded in the shooting and later died': one dead, and no wounded beside him."""
    if harm.effect is not Effect.INJURED or harm.form is not Form.PASSIVE:
        return False
    for death in harms:
        if death.effect is not Effect.KILLED or death.form is not Form.HAPPENS or death.at < harm.last:
            continue
        between = [word for word in reading.lower[harm.last : death.at] if word not in _LATER]
        counted = any(harm.last <= count.first < death.at for count in counts)
        if between[-1:] in (["and"], ["but"]) and not counted:
            return True
    return False


def _named_by(harm: Harm, counts: Sequence[Count]) -> list[Count]:
    """'five martyrs', '20 deaths': the number whose noun is the harm word itself."""
    return [count for count in counts if harm.form is Form.NOUN and count.last <= harm.at < count.phrase_last][:1]


def _described_by(reading: Reading, harm: Harm, counts: Sequence[Count]) -> list[Count]:
    """'28 wounded soldiers were flown out': the number before the word of harm and the noun it goes with; 'the 28
    wounded' were told before."""
    return [
        count
        for count in counts
        if harm.form is Form.STATE
        and count.last <= harm.at < count.phrase_last - 1
        and reading.lower[max(0, count.first - 1)] not in ("the", "those", "these", "of", "among")
    ][:1]


def has(assigned: Sequence[Assigned], harm: Harm) -> bool:
    return any(found for other, found, _ in assigned if other == harm)


_ALONGSIDE = (*ALONG, ("in", "addition", "to"))


def alongside(reading: Reading, behind: int, counts: Sequence[Count]) -> list[Count]:
    """'Ten fighters were killed in the blast along with eight gunmen', '15 dead among X and 23 among Y': more of the
    same dead, told behind the verb."""
    more = []
    for count in counts:
        if count.first <= behind:
            continue
        before = reading.lower[max(0, count.first - 3) : count.first]
        joined = any(before[-len(link) :] == link for link in _ALONGSIDE)
        ranked = before[-1:] in (("and",), (",",)) and reading.lower[count.phrase_last : count.phrase_last + 1] == (
            "among",
        )
        if (joined or ranked) and not own_state(reading, count, len(reading.doc)):
            more.append(count)
    return more


def gapped(reading: Reading, found: Sequence[Count], counts: Sequence[Count]) -> list[Count]:
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
        before_it = [count for count in counts if 0 <= harm.at - count.phrase_last <= 3 and count.rule != "tolls.one"]
        current = [count for count in before_it if not own_state(reading, count, harm.at)]
    return current[:1], earlier[:1]


def _is_past_figure(reading: Reading, harm: Harm, sentence: Sentence) -> bool:
    """'had earlier put the toll at 5', 'an initial toll of 47': a figure that a newer one replaces."""
    before = {reading.lower[at] for at in range(max(sentence.first, harm.at - 6), harm.at)}
    return bool(before & {"earlier", "initial", "initially", "previous", "previously", "preliminary", "first"})


def _word_before(reading: Reading, count: Count) -> str:
    return reading.lower[count.first - 1] if count.first else ""


def _after(reading: Reading, harm: Harm, harms: Sequence[Harm], counts: Sequence[Count], end: int) -> list[Count]:
    """The numbers that an active verb or a noun takes as object: the next one, and those coordinated with it."""
    limit = min([other.at for other in harms if other.at >= harm.last and not _joined(reading, harm, other)] + [end])
    ahead = [count for count in counts if count.first >= harm.last and count.first < limit]
    if not ahead or not _object_position(reading, harm, ahead[0]):
        return []
    if own_state(reading, ahead[0], end) and not _is_of_noun(reading, harm, ahead[0]):
        return []
    return _coordinated(reading, ahead, limit)


def _is_of_noun(reading: Reading, harm: Harm, count: Count) -> bool:
    """'The bodies of 11 men were found': the verb behind the number is the noun's, not its own."""
    of = reading.lower[harm.last : count.first] == ("of",)
    return harm.form is Form.NOUN and of and reading.lower[count.phrase_last] == "were"


def _object_position(reading: Reading, harm: Harm, count: Count) -> bool:
    between = [reading.doc[at] for at in range(past_aside(reading.doc, harm.last, count.first), count.first)]
    words = [token.lower_ for token in between]
    if harm.form is Form.NOUN and (words[:1] != ["of"] or ("," in words and words[-1] != "and")):
        return False
    if any(
        token.text in (";", ":", ".") or token.lower_ in ("in", "when", "after", "while", "where", "on")
        for token in between
    ):
        return False
    return len(between) <= 12


def _coordinated(reading: Reading, counts: Sequence[Count], limit: int) -> list[Count]:
    found = [counts[0]]
    for count in counts[1:]:
        if not _is_joined(reading, found[-1], count):
            break
        if own_state(reading, count, limit):
            break
        found.append(count)
    return found


def _is_joined(reading: Reading, one: Count, other: Count) -> bool:
    """'14 jihadists from the group and five civilians': numbers with nothing but a conjunction, or whose they are,
    between them. A place between them starts another event's number."""
    words = list(link_before(reading, one.phrase_last, other))
    tokens = [reading.doc[one.phrase_last + at] for at in range(len(words))]
    if not words:
        return True
    if words[-1] not in (",", "and", "or", "plus", "&", "as", "well", "also", "with"):
        return False
    if not set(words) - {",", "and", "or", "plus", "as", "well", "also", "&", "along", "with"}:
        return True
    loose = any(token.pos_ in ("VERB", "AUX", "PRON", "SCONJ") or token.text in (".", ";", ":") for token in tokens)
    return (
        len(words) <= 8
        and words[0] in ("from", "of", "loyal", "belonging")
        and not loose
        and not {"in", "at", "near"} & set(words)
    )


def own_state(reading: Reading, count: Count, end: int) -> bool:
    """'and nine injured': the number has a harm of its own right behind it."""
    at = count.phrase_last
    return (
        at < end
        and at < len(reading.doc)
        and reading.lower[at] in ("injured", "wounded", "killed", "dead", "were", "hurt")
    )


def _joined(reading: Reading, harm: Harm, other: Harm) -> bool:
    """'killed and wounded', 'dead or injured': two harms side by side share what follows."""
    between = [reading.lower[at] for at in range(harm.last, other.at)]
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
    between = reading.lower[count.phrase_last : harm.at]
    if not NOBODY.isdisjoint(between) or (harm.form is Form.NOUN and "who" in between):
        return False
    if harm.form is Form.STATE and _is_left(reading, count):
        return len(gap) <= _LONGEST_ASIDE
    if harm.form is Form.STATE and not any(reading.doc[at].lemma_ in ("be", "leave") for at in gap):
        return len(gap) <= 4
    before = reading.lower[count.first - 1] if count.first > 0 else ""
    if before in ("in", "by", "from") or (before == "with" and gap):
        return False
    return not any(reading.doc[at].text in (";", ":") for at in gap)


_LONGEST_ASIDE = 14
"""Tokens of ', among them two policemen and a boy on his way to school,' between the harmed and 'dead'."""


def _is_left(reading: Reading, count: Count) -> bool:
    """'left 12 people, among them two policemen, dead': 'leave' holds the number and 'dead' together."""
    before = reading.lemmas[max(0, count.first - 3) : count.first]
    aside = reading.lower[count.phrase_last] if count.phrase_last < len(reading.doc) else ""
    return "leave" in before and aside in (",", "-", "--", "–", "—", "(", "including", "among")


def _coordinated_back(reading: Reading, counts: Sequence[Count]) -> list[Count]:
    found = [counts[-1]]
    for count in reversed(counts[:-1]):
        if not _is_joined(reading, count, found[0]):
            break
        found.insert(0, count)
    return found


def _shared_objects(reading: Reading, harms: Sequence[Harm], assigned: Sequence[Assigned]) -> dict[int, Harm]:
    """Harms that share one number ('38 dead and wounded'): a figure of casualties, neither killed nor injured."""
    have = {harm.at for harm, found, _ in assigned if found}
    shared = {}
    for first, second in pairwise(harms):
        if not _joined(reading, first, second) or {first.effect, second.effect} != {Effect.KILLED, Effect.INJURED}:
            continue
        for one, other in ((first, second), (second, first)):
            if one.at in have and other.at not in have:
                shared[one.at] = replace(one, effect=Effect.CASUALTIES)
    return shared


_LONGEST_NAME = 8
"""Tokens of ', 21-year-old Rosa Maria Tubilo,'."""


def _like_the_whole(reading: Reading, count: Count, counts: Sequence[Count]) -> Count:
    """'75 of them' are of the group told right before."""
    if count.groups or reading.lower[count.last : count.last + 2] != ("of", "them"):
        return count
    before = [other for other in counts if other.phrase_last <= count.first and other.best > count.best]
    return replace(count, groups=before[-1].groups) if before else count


def _are_of_the_wounded(reading: Reading, count: Count) -> bool:
    """'Five of the injured remain in hospital': some of those told before."""
    return not _WOUNDED.isdisjoint(reading.lower[count.last : count.last + 3])


_WOUNDED = frozenset(("injured", "wounded"))


def _past_name(reading: Reading, at: int, end: int) -> int:
    """Where a name ends that stands between commas: 'one of them, Rosa Tubilo, 21, died'; ``at`` for none."""
    commas = [i for i in range(at, min(at + _LONGEST_NAME + 1, end)) if reading.lower[i] == ","]
    if not commas or commas[0] != at or any(reading.doc[i].pos_ in ("VERB", "AUX") for i in range(at, commas[-1])):
        return at
    return commas[-1] + 1


def some_of_them(
    reading: Reading, parts: set[Count], harms: Sequence[Harm], counts: Sequence[Count] = ()
) -> list[Assigned]:
    """'Twelve of them were killed when ...', 'killed nine of them': with a harm verb of its own right beside it, the
    number is the verb's toll and not a part of another. 'Ten of those killed were civilians' has none."""
    found = []
    for harm in harms:
        if harm.form not in (Form.PASSIVE, Form.HAPPENS, Form.ACTIVE) or reading.lower[harm.at - 1] == "those":
            continue
        for count in sorted(parts, key=lambda count: count.first):
            own = count.last < len(reading.doc) and reading.lower[count.last] == "of"
            own = own and not (harm.effect is Effect.INJURED and _are_of_the_wounded(reading, count))
            behind = _past_name(reading, count.last + 2, harm.at) if own else count.last
            gap = count.first - harm.last if harm.form is Form.ACTIVE else harm.at - behind
            if own and 0 <= gap <= 5:
                found.append((harm, [_like_the_whole(reading, count, counts)], False))
                break
    return found
