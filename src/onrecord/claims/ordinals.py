"""Tolls told by an ordinal: 'a seventh soldier died of his wounds', 'the third person to die from the bomb'.

In: a sentence, its words of harm and its told tolls. Out: the tolls, where the one person whom an ordinal counts stands
for all of whom he is the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.claims.counts import person_lemma
from onrecord.claims.harms import Form, Harm
from onrecord.claims.told_tolls import ToldToll, status_by_noun
from onrecord.claims.words import people
from onrecord.language import Reading, Sentence
from onrecord.model import Basis, Effect, Group, How, StatusRule, Toll

_ORDINALS = {
    word: value
    for value, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=2,
    )
}
_REACH = 10
"""Tokens between the person and the word of death: 'a third person, the barmaid, had died'."""


def told_by_ordinal(
    reading: Reading, sentence: Sentence, harms: Sequence[Harm], told: Sequence[ToldToll], *, cumulative: bool
) -> list[ToldToll]:
    """The told tolls with those that an ordinal counts, in place of the one person it stands with."""
    deaths = [harm for harm in harms if harm.effect is Effect.KILLED and harm.form in (Form.HAPPENS, Form.PASSIVE)]
    found = list(told)
    for at in range(sentence.first, sentence.last - 1 if deaths else sentence.first):
        value = _ORDINALS.get(reading.lower[at])
        noun = reading.doc[at + 1]
        if value is None or noun.tag_ != "NN" or person_lemma(noun) not in people():
            continue
        death = next((harm for harm in deaths if at < harm.at <= at + _REACH), None)
        if death is None or (_is_definite(reading, at) and reading.lower[death.at - 1] != "to"):
            continue
        one = reading.span(at, at + 2)
        found = [item for item in found if not (item.toll.best == 1 and item.toll.span.end >= one.start)]
        found.append(_all_of_them(reading, at, value, death, cumulative=cumulative))
    return found


def _is_definite(reading: Reading, at: int) -> bool:
    """'The seventh soldier died': which of them, not how many."""
    return at > 0 and reading.lower[at - 1] in ("the", "this", "that", "his", "her", "their")


def _all_of_them(reading: Reading, at: int, value: int, death: Harm, *, cumulative: bool) -> ToldToll:
    status = status_by_noun(people().groups_of(person_lemma(reading.doc[at + 1])))
    toll = Toll(
        Effect.KILLED,
        status,
        value,
        value,
        value,
        reading.span(at, at + 2),
        Basis(How.INFERRED, ORDINAL, 0.6),
        cumulative=cumulative,
    )
    by = None if status is Group.UNKNOWN else StatusRule.WORD
    return ToldToll(replace(toll, status_by=by), death.at)


ORDINAL = "tolls.ordinal"
"""The rule of a toll told by an ordinal: it brings an earlier count up to date."""
