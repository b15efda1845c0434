"""Tolls told without a number: 'no one was hurt', 'the rest were killed', 'the mayor was assassinated'.

Comes in: a sentence and its harms. Goes out: told tolls. A stated zero is not silence (requirement D3); a single named
or described patient is one person by inference; 'the rest' are some whose number only a total tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.actors import Mention
from onrecord.claims.assigning import alongside
from onrecord.claims.counts import Count, is_owned, person_lemma
from onrecord.claims.harms import NOBODY, Form, Harm
from onrecord.claims.listed import Listed
from onrecord.claims.told_tolls import ToldToll, as_one, status_by_kind, status_by_noun, tolls_of
from onrecord.claims.words import people
from onrecord.language import Reading, Sentence
from onrecord.model import Basis, Effect, Group, How, StatusRule, Toll

if TYPE_CHECKING:
    from spacy.tokens import Token


def none_harmed(reading: Reading, sentence: Sentence, harms: Sequence[Harm]) -> list[ToldToll]:
    """'no one was hurt', 'no casualties were reported': a stated zero, which is not silence (requirement D3)."""
    told: list[ToldToll] = []
    for harm in harms:
        first, last = _none_before(reading, harm, sentence), harm.last
        if first is None and harm.form is Form.ACTIVE and _is_nobody(reading, last, sentence.last):
            first, last = harm.at, last + (2 if reading.lower[last] == "no" else 1)
        if first is None:
            continue
        span = reading.span(first, last)
        effects = (Effect.KILLED, Effect.INJURED) if harm.effect is Effect.CASUALTIES else (harm.effect,)
        basis = Basis(How.STATED, "tolls.none", 0.9)
        told.extend(ToldToll(Toll(effect, Group.UNKNOWN, 0, 0, 0, span, basis), harm.at) for effect in effects)
    return told


def _none_before(reading: Reading, harm: Harm, sentence: Sentence) -> int | None:
    """Where 'nobody' or its like stands that a harm is told of; None where it is told of somebody."""
    for at in range(harm.at - 1, max(sentence.first, harm.at - 8) - 1, -1):
        lower = reading.lower[at]
        if (lower in NOBODY and harm.form is not Form.NOUN) or (lower == "no" and _negates(reading, at, harm)):
            return at
        if lower == "without" and harm.form is Form.NOUN and harm.at - at <= 3:
            return None if reading.lower[at + 1] in _TELLING else at
        if reading.doc[at].text in (",", ";", ".", "but") or reading.doc[at].pos_ in ("NUM", "SCONJ"):
            return None
    return None


_TELLING = frozenset("mentioning specifying giving providing detailing elaborating saying disclosing".split())
"""'raided the district, without mentioning casualties' says neither that there were any nor that there were none."""


def _is_nobody(reading: Reading, at: int, end: int) -> bool:
    return at < end and (reading.lower[at] in NOBODY or reading.lower[at : min(at + 2, end)] == ("no", "one"))


def _negates(reading: Reading, at: int, harm: Harm) -> bool:
    following = reading.doc[at + 1]
    near = harm.form is Form.NOUN and harm.at - at <= 3
    return near or following.lower_ == "one" or person_lemma(following) in people()


def unnumbered(reading: Reading, harms: Sequence[Harm], told: Sequence[ToldToll]) -> list[ToldToll]:
    """'causing casualties': people were harmed, nobody says how many, and it is not silence (requirement D3)."""
    done = {item.at for item in told}
    found = []
    for harm in harms:
        before = {reading.doc[at].lemma_.lower() for at in range(max(0, harm.at - 3), harm.at)}
        if harm.at in done or harm.effect is not Effect.CASUALTIES or not before & _CAUSING:
            continue
        span = reading.span(harm.at, harm.last)
        basis = Basis(How.STATED, "tolls.unnumbered", 0.8)
        words = reading.words(harm.at, harm.last).lower()
        found.append(ToldToll(Toll(harm.effect, Group.UNKNOWN, None, None, None, span, basis, hedge=words), harm.at))
    return found


_CAUSING = frozenset("cause inflict suffer leave report sustain include".split())


def the_rest(reading: Reading, sentence: Sentence, harms: Sequence[Harm], told: Sequence[ToldToll]) -> list[ToldToll]:
    """'The rest were killed in Y': some, whose number only the total tells."""
    done = {item.at for item in told}
    found = []
    for harm in harms:
        if harm.at in done or harm.form not in (Form.PASSIVE, Form.HAPPENS):
            continue
        before = [reading.lower[at] for at in range(sentence.first, harm.at)]
        if before[-3:-1] in (["the", "rest"], ["the", "others"]) or before[-2:] in (["the", "rest"], ["the", "others"]):
            start = harm.at - (3 if before[-3:-1] in (["the", "rest"], ["the", "others"]) else 2)
            basis = Basis(How.STATED, "tolls.rest", 0.6)
            toll = Toll(
                harm.effect, Group.UNKNOWN, None, None, None, reading.span(start, harm.last), basis, hedge="the rest"
            )
            found.append(ToldToll(toll, harm.at))
    return found


_LONGEST_REST = 14
"""Tokens of 'the rest of the dead in the raids on the city of Raqqa' before its verb."""


def rest_of_the_dead(reading: Reading, sentence: Sentence, mentions: Sequence[Mention]) -> list[ToldToll]:
    """'The rest of the dead were fighters': of what group they were whose number the total leaves."""
    first = sentence.first
    if reading.lower[first : first + 2] not in (("the", "rest"), ("the", "others"), ("the", "remaining")):
        return []
    end = min(first + _LONGEST_REST, sentence.last)
    verb = next((at for at in range(first, end) if reading.lower[at] in ("were", "are")), None)
    if verb is None or reading.doc[min(verb + 1, sentence.last - 1)].tag_ == "VBN":
        return []
    last = min(verb + 6, sentence.last)
    said = reading.span(verb, last)
    kinds = {mention.actor.kind for mention in mentions if said.overlaps(mention.span)}
    groups = {group for at in range(verb, last) for group in people().groups_of(person_lemma(reading.doc[at]))}
    named = status_by_noun(groups)
    status, by = (status_by_kind(kinds), StatusRule.PARTY) if named is Group.UNKNOWN else (named, StatusRule.WORD)
    if status is Group.UNKNOWN:
        return []
    basis = Basis(How.INFERRED, "tolls.rest", 0.7)
    toll = Toll(
        Effect.KILLED,
        status,
        None,
        None,
        None,
        reading.span(first, last),
        basis,
        of=Group.UNKNOWN,
        hedge="the rest",
        status_by=by,
    )
    return [ToldToll(toll, first, part=True)]


def one_named(
    reading: Reading,
    harms: Sequence[Harm],
    told: Sequence[ToldToll],
    lists: Sequence[Sequence[Listed]],
    counts: Sequence[Count],
    *,
    sentence: Sentence,
    free: Sequence[Count],
    mentions: Sequence[Mention],
) -> list[ToldToll]:
    """'the mayor was assassinated', 'killed Sheikh X and his driver', 'X was killed, along with two of his guards':
    persons, inferred from singular patients, and the numbers that go with them or are listed with them."""
    done = {item.at for item in told}
    found = []
    for harm in harms:
        if harm.at in done or harm.form not in (Form.ACTIVE, Form.PASSIVE, Form.HAPPENS, Form.NOUN):
            continue
        if harm.effect not in (Effect.KILLED, Effect.INJURED, Effect.ABDUCTED):
            continue
        patients = _single_patients(reading, harm, sentence, lists)
        if patients:
            listed = [count for count in _listed_with(patients[0], lists) if count in free]
            beside = (
                toll
                for count in listed or alongside(reading, harm.last, counts)
                for toll in tolls_of(reading, harm, count, mentions, cumulative=False)
            )
            named = [_told_one(reading, harm, one) for one in patients]
            found.append(as_one([*named, *(toll for toll in beside if not toll.part)]))
    return found


def _listed_with(patient: Token, lists: Sequence[Sequence[Listed]]) -> list[Count]:
    """The numbers of a list that has a person in it."""
    own = [listed for listed in lists if any(item.person is not None and item.person == patient for item in listed)]
    return [item.count for listed in own for item in listed if item.count is not None]


def named_beside(
    reading: Reading, lists: Sequence[Sequence[Listed]], harm: Harm, found: Sequence[Count], counts: Sequence[Count]
) -> list[ToldToll]:
    """'The judge, Rosa Diaz, and two of her bodyguards were killed': those whom a number is listed with."""
    for listed in lists:
        if any(item.count in found for item in listed if item.count is not None):
            return [_told_one(reading, harm, item.person) for item in listed if item.person is not None]
    return _joined_to(reading, harm, found[0], counts)


def _joined_to(reading: Reading, harm: Harm, count: Count, counts: Sequence[Count]) -> list[ToldToll]:
    """The one whom the parser joins a number to."""
    for token in (reading.doc[count.first], reading.doc[count.phrase_last - 1]):
        one = token.head
        if token.dep_ != "conj" or one.i >= count.first or any(c.first <= one.i < c.phrase_last for c in counts):
            continue
        if _is_one_person(one) or (is_owned(reading, count) and one.tag_ in ("NN", "NNP")):
            return [_told_one(reading, harm, one)]
    return []


_LONGEST_TITLE = 6
"""Tokens before a name that still belong to it: 'the third judge of public order'."""


def _told_one(reading: Reading, harm: Harm, one: Token) -> ToldToll:
    """The toll of one person, with the words before the noun or the name."""
    first = one.left_edge.i if one.i - one.left_edge.i <= _LONGEST_TITLE else one.i
    basis = Basis(How.INFERRED, "tolls.one_named", 0.7)
    status = status_by_noun(people().groups_of(person_lemma(one)))
    by = None if status is Group.UNKNOWN else StatusRule.WORD
    return ToldToll(Toll(harm.effect, status, 1, 1, 1, reading.span(first, one.i + 1), basis, status_by=by), harm.at)


def _is_one_person(token: Token) -> bool:
    """Whether a noun is one person's: a name, or a noun for people in the singular, with no number and no 'every'."""
    if token.tag_ in ("NNS", "NNPS", "PRP"):
        return False
    person = token.ent_type_ == "PERSON" or (person_lemma(token) in people() and token.tag_ in ("NN", "NNP"))
    several = any(child.dep_ == "nummod" or child.lower_ in ("no", "every", "any") for child in token.children)
    return person and not several


def _patients(reading: Reading, harm: Harm) -> Iterator[Token]:
    """The nouns that stand where the harmed stand: 'the murder of X', 'X's murder', 'killed X', 'X was killed'."""
    token = reading.doc[harm.at]
    if harm.form is Form.NOUN:
        of = (child for child in token.children if child.dep_ == "prep" and child.lower_ == "of")
        yield from (child for prep in of for child in prep.children if child.dep_ == "pobj")
        yield from (child for child in token.children if child.dep_ == "poss" and child.ent_type_ == "PERSON")
        return
    wanted = ("dobj",) if harm.form is Form.ACTIVE else ("nsubjpass", "nsubj")
    yield from (child for child in token.children if child.dep_ in wanted)


def _single_patients(
    reading: Reading, harm: Harm, sentence: Sentence, lists: Sequence[Sequence[Listed]]
) -> tuple[Token, ...]:
    """The one who was harmed, and those listed with that one, also behind a noun for them all ('journalists Ali and
    Omar'); none where somebody else is joined."""
    patient = next((one for one in _patients(reading, harm) if sentence.first <= one.i < sentence.last), None)
    if patient is None:
        return ()
    for listed in lists:
        if any(item.person is not None and item.first <= patient.i < item.last for item in listed):
            return tuple(item.person for item in listed if item.person is not None)
    alone = _is_one_person(patient) and not any(child.dep_ == "conj" for child in patient.children)
    return (patient,) if alone else ()
