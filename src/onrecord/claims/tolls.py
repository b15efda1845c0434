"""Tolls in a sentence: how many people of which group were harmed, in the words that say so.

Comes in: a Reading and a sentence. Goes out: told tolls in text order, each with the harm word it hangs on. A part
('including seven children') is tied to its whole and never added to it; a running total ('since 2011') is marked
cumulative; '38 dead and wounded' is neither killed nor injured but casualties. Rules after UCDP, ACLED and the
casualty-recording standards; each toll names its rule.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from onrecord.actors import Mention
from onrecord.claims.assigning import alongside, assign, gapped, has, own_state, some_of_them, without_died_of
from onrecord.claims.counts import Count, find_counts
from onrecord.claims.cumulative import LARGEST_INCIDENT, cumulative_from
from onrecord.claims.harms import Form, find_harms
from onrecord.claims.listed import counted_beside, lists_of_people
from onrecord.claims.numberless import (
    named_beside,
    none_harmed,
    one_named,
    rest_of_the_dead,
    the_rest,
    unnumbered,
)
from onrecord.claims.ordinals import told_by_ordinal
from onrecord.claims.told_tolls import ToldToll, added, and_also, and_others, is_and, together, tolls_of
from onrecord.claims.toll_parts import (
    effect_on,
    harmed_spoken_of,
    opening_parts,
    part_cue_of,
    part_cues,
    parts_of,
    said_to_be,
    told_beside,
    told_one_by_one,
)
from onrecord.claims.words import harm_words
from onrecord.language import Reading, Sentence
from onrecord.model import Span

_ONE_SPEAKS = ("said", "one", "of", "them")
SPEAKER_TAIL = 30
"""Characters a speaker's phrase may go on behind its number and noun: 'a doctor at the hospital'."""


def find_tolls(
    reading: Reading, sentence: Sentence, mentions: Sequence[Mention], speakers: Sequence[Span] = ()
) -> tuple[ToldToll, ...]:
    """The tolls a sentence tells, in text order; parts follow their whole. Who speaks is not counted."""
    counts = [count for count in find_counts(reading, sentence) if not _speaks(reading, count, speakers)]
    harms = without_died_of(reading, find_harms(reading, sentence, counts), counts)
    rest = rest_of_the_dead(reading, sentence, mentions)
    if not harms:
        return (*opening_parts(reading, sentence, counts, mentions), *rest)
    cues = part_cues(reading, sentence)
    parts = {count for count in counts if part_cue_of(count, cues, reading) is not None}
    harmed = harmed_spoken_of(reading, sentence) if counts else ""
    said = said_to_be(reading, sentence, counts, harmed)
    parts |= told_beside(counts) | told_one_by_one(reading, counts) | set(said)
    wholes = [count for count in counts if count not in parts]
    runs_from = cumulative_from(reading.report.quote(sentence.span), _sentence_before(reading, sentence))
    running = runs_from == 0
    told: list[ToldToll] = []
    assigned = assign(reading, sentence, harms, wholes)
    of_them = some_of_them(reading, parts - set(said), [harm for harm in harms if not has(assigned, harm)], wholes)
    parts = {part for part in parts if all(part.first != count.first for _, some, _ in of_them for count in some)}
    taken = {count for _, found, _ in assigned for count in found}
    free = [count for count in wholes if count not in taken]
    lists = lists_of_people(reading, sentence, counts)
    for harm, numbers, earlier in [*assigned, *of_them]:
        beside = () if harm.form is Form.TOLL else counted_beside(lists, numbers, free)
        found = [*beside, *numbers]
        counted = [
            item
            for count in found
            for item in tolls_of(
                reading,
                harm,
                count,
                mentions,
                cumulative=_runs(reading, sentence, count, runs_from) or count.best >= LARGEST_INCIDENT,
                earlier=earlier,
            )
        ]
        named = named_beside(reading, lists, harm, found, counts)
        joined = is_and(reading, found) or bool(alongside(reading, harm.last, found[1:]))
        told.extend(added([*named, *counted], joined=joined or bool(named)))
        for count in gapped(reading, found, wholes):
            same = replace(count, groups=count.groups or found[-1].groups)
            away = tolls_of(reading, harm, same, mentions, cumulative=running, earlier=earlier)
            own = count.span(reading)
            told.extend(replace(item, at=count.first, toll=replace(item.toll, span=own)) for item in away)
    told = and_others(reading, told)
    told.extend(none_harmed(reading, sentence, harms))
    told.extend(unnumbered(reading, harms, told))
    told.extend(the_rest(reading, sentence, harms, told))
    told.extend(rest)
    told.extend(one_named(reading, harms, told, lists, counts, mentions=mentions, sentence=sentence, free=free))
    told = and_also(reading, told)
    told = told_by_ordinal(reading, sentence, harms, told, cumulative=running)
    effect = effect_on(harmed)
    of_group = together(parts_of(reading, list(said.values()), told, mentions, effect))
    told.extend(parts_of(reading, _in_order(parts - set(said)), told, mentions, effect))
    told.extend(of_group)
    return tuple(sorted(told, key=lambda item: (item.toll.span, item.part, item.toll.effect, item.toll.group)))


def _runs(reading: Reading, sentence: Sentence, count: Count, runs_from: int | None) -> bool:
    return runs_from is not None and count.span(reading).start >= sentence.span.start + runs_from


def _in_order(counts: Set[Count]) -> list[Count]:
    return sorted(counts, key=lambda count: count.first)


def _sentence_before(reading: Reading, sentence: Sentence) -> str:
    """The words of the sentence before in the same paragraph; none where it opens one."""
    if sentence.index == 0:
        return ""
    before = reading.sentences[sentence.index - 1]
    return reading.report.quote(before.span) if before.paragraph == sentence.paragraph else ""


def _speaks(reading: Reading, count: Count, speakers: Sequence[Span]) -> bool:
    own = count.span(reading)
    accused = reading.lower[count.phrase_last : count.phrase_last + 2] == ("accused", "of")
    if accused or own_state(reading, count, len(reading.doc)):
        return False
    around = reading.lower[max(0, count.first - len(_ONE_SPEAKS) - 1) : count.first + len(_ONE_SPEAKS) - 1]
    if any(around[at : at + len(_ONE_SPEAKS)] == _ONE_SPEAKS for at in range(len(around))):
        return True
    if count.phrase_last < len(reading.doc) and reading.lower[count.phrase_last] in ("said", "says"):
        return True
    if count.rule == "tolls.one":
        apposed = reading.lower[max(0, count.first - 1) : count.first] == (",",)
        before = reading.doc[count.first - 1].idx if apposed else None
        return any((span.start == own.start and own.end <= span.end) or span.end == before for span in speakers)
    near = [span for span in speakers if span.start == own.start and own.end <= span.end <= own.end + SPEAKER_TAIL]
    return any(not _tells_of_harm(reading, own.end, span.end) for span in near)


def _tells_of_harm(reading: Reading, start: int, end: int) -> bool:
    """'10 people and wounding dozens activists said': those who speak stand behind another harm."""
    words = reading.doc.char_span(start, end, alignment_mode="contract")
    return words is not None and any(word.lemma_.lower() in harm_words().verbs for word in words)
