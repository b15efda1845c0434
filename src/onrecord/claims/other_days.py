"""Days told in a sentence that are not the event's: of saying it, of publishing it, of what was done about it since.

In: a time phrase and the sentence, its speech acts and event words. Out: whose time it is. Where the words beside the
phrase do not tell, the verb that the phrase depends on does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.claims.attribution import SpeechAct
from onrecord.claims.words import harm_words, load_table
from onrecord.dates import DAY_OF_CAUSE, TimePhrase
from onrecord.language import Reading, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_time_of_speech(
    reading: Reading,
    sentence: Sentence,
    speech: Sequence[SpeechAct],
    phrase: TimePhrase,
    events: frozenset[int] = frozenset(),
) -> bool:
    """'said on Saturday', 'told reporters in Bogota on Sunday': a time right behind the words of saying, or one that
    depends on their verb with no event word, whose tokens are ``events``, between them or before it.

    'said on Monday three died' is open to both readings and is read as the saying.
    """
    first = reading.token_at(sentence, phrase.span.start)
    if _is_of_publication(reading, sentence, first):
        return True
    verb = _governor(reading, sentence, phrase, events)
    for act in speech:
        if act.sentence != sentence.index:
            continue
        if 0 <= act.speaker_first - reading.token_behind(sentence, phrase.span) <= 2 and first - sentence.first <= 2:
            return True
        edges = [act.cue + 1, act.speaker_last]
        if act.via_span is not None:
            edges.append(reading.token_behind(sentence, act.via_span))
        if any(0 <= first - edge <= 5 and _only_links(reading, edge, first) for edge in edges):
            parted = "," in reading.lower[act.speaker_last : first]
            return not (reading.lower[act.cue] == "according" and (first < act.speaker_last or parted))
        between = range(act.cue if act.cue < first else sentence.first, first)
        if verb == act.cue and events.isdisjoint(between):
            return True
    return False


_PUBLISHED = frozenset({"issue", "release", "publish", "post"})
_PUBLICATIONS = frozenset({"report", "statement", "study", "document", "communique", "video", "investigation"})


def _is_of_publication(reading: Reading, sentence: Sentence, first: int) -> bool:
    """'in a report issued Wednesday', 'a statement released on Friday': the day of the paper, not of what it tells."""
    at = first - 2 if reading.lower[first - 1] in ("on", "late", "early") else first - 1
    return at - 1 >= sentence.first and reading.lemmas[at] in _PUBLISHED and reading.lemmas[at - 1] in _PUBLICATIONS


_LINKS = frozenset("on in a the this statement late early earlier , to agency reporters journalists newspaper".split())


def _only_links(reading: Reading, first: int, last: int) -> bool:
    return all(reading.lower[at] in _LINKS for at in range(first, last))


def is_of_something_else(
    reading: Reading, sentence: Sentence, at: int, events: frozenset[int], phrase: TimePhrase
) -> bool:
    """Whether a phrase dates neither the event told at token ``at`` nor its telling, but what the sentence tells beside
    it. ``events`` are the tokens of all event words."""
    return (
        is_time_of_aftermath(reading, sentence, events, phrase)
        or _is_of_counting(reading, sentence, events, phrase)
        or _is_of_finding(reading, sentence, events, phrase)
        or _is_since_something(reading, sentence, phrase)
        or _is_of_an_aside(reading, sentence, at, events, phrase)
        or _is_beside_a_reference(reading, sentence, at, phrase)
        or (phrase.when.basis.rule == DAY_OF_CAUSE and at < reading.token_behind(sentence, phrase.span))
    )


_AFTERMATH = frozenset(load_table("settings")["aftermath"]["done"].split())
_OF_A_LATER_DEATH = frozenset("hospital hospitals clinic wounds wound injuries injury consciousness surgery".split())
_TO_DIE = frozenset({"pass", "die", "succumb", "expire"})
_DEATH_REACH = 8
"""Tokens behind 'died' in which the hospital or the wounds are told."""
_BROUGHT = frozenset("airlift rush transport fly take carry transfer bring treat".split())
"""'succumbed to injuries while being airlifted on Sunday'."""
_OPENING = 2
"""Tokens of 'On Friday', with which a sentence may open whose verb comes later."""


def is_time_of_aftermath(reading: Reading, sentence: Sentence, events: frozenset[int], phrase: TimePhrase) -> bool:
    """'The president on Monday condemned the attack', 'a man shot on Monday died of his wounds on Friday': when
    something was done about the event, or somebody died of it later. ``events`` are the tokens of all event words."""
    verb = _governor(reading, sentence, phrase, events)
    first = reading.token_at(sentence, phrase.span.start)
    if verb is None:
        return False
    on_the_way = [reading.doc[verb].head.i] if reading.lemmas[verb] in _BROUGHT else []
    dies = next((one for one in (verb, *on_the_way) if is_later_death(reading, sentence, one)), None)
    if dies is not None:
        return first > dies or first - sentence.first < _OPENING
    return not {verb, first - 1} & events and reading.lemmas[verb] in _AFTERMATH


def _is_of_counting(reading: Reading, sentence: Sentence, events: frozenset[int], phrase: TimePhrase) -> bool:
    """'the death toll from the bombings rose to 290 on Monday': the day of the count; in 'the toll from the bombings on
    Monday rose' it is theirs."""
    verb = _governor(reading, sentence, phrase, events)
    if verb is None or reading.lemmas[verb] not in _GROWS:
        return False
    counted = [child for child in reading.doc[verb].children if child.dep_ in _SUBJECTS and child.lower_ in _COUNTED]
    first = reading.token_at(sentence, phrase.span.start)
    return any(first < child.i or verb < first for child in counted)


_REACH_OF_SINCE = 8


def _is_since_something(reading: Reading, sentence: Sentence, phrase: TimePhrase) -> bool:
    """'the first massacre since the elections of 5 June': the day of what it is counted from."""
    first = reading.token_at(sentence, phrase.span.start)
    for at in range(first - 1, max(sentence.first, first - _REACH_OF_SINCE) - 1, -1):
        if reading.lower[at] == "since":
            return first - at > 1
        if reading.doc[at].pos_ in ("VERB", "AUX") or reading.doc[at].is_punct:
            return False
    return False


def _is_of_finding(reading: Reading, sentence: Sentence, events: frozenset[int], phrase: TimePhrase) -> bool:
    """'His body was found on Saturday': somebody told of before was dead by then."""
    verb = _governor(reading, sentence, phrase, events)
    if verb is None or reading.lemmas[verb] not in _FINDS:
        return False
    bodies = [child for child in reading.doc[verb].children if child.dep_ == "nsubjpass" and child.lower_ in _BODIES]
    return any(owner.lower_ in ("his", "her", "their") for body in bodies for owner in body.children)


_FINDS = frozenset("find discover recover dump retrieve".split())
_BODIES = frozenset("body bodies corpse corpses".split())


_GROWS = frozenset("rise climb reach increase jump grow pass hit stand go".split())
_COUNTED = frozenset("toll number count figure dead deaths".split())
_SUBJECTS = ("nsubj", "nsubjpass")


def is_later_death(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """'died in hospital', 'succumbed to his injuries': a death some time after what caused it."""
    near = reading.lower[verb : min(verb + _DEATH_REACH, sentence.last)]
    return reading.lemmas[verb] in _TO_DIE and not _OF_A_LATER_DEATH.isdisjoint(near)


def _is_of_an_aside(reading: Reading, sentence: Sentence, at: int, events: frozenset[int], phrase: TimePhrase) -> bool:
    """'three of the dead were boys taken from their houses in January': the time of what is told of a noun that is no
    event's ('the murder perpetrated on 16 April')."""
    verb = _governor(reading, sentence, phrase, events)
    if verb is None or verb in events:
        return False
    aside = reading.doc[verb]
    is_aside = aside.dep_ == "acl" or (aside.dep_ == "advcl" and _has_subject(aside))
    harms = reading.lemmas[verb] in _DOING or reading.lemmas[verb] in harm_words().verbs or aside.head.i in events
    return is_aside and not harms and aside.tag_ == "VBN" and not aside.is_ancestor(reading.doc[at])


_DOING = frozenset({"perpetrate", "commit", "carry", "stage"})
"""What is done with a deed: 'the murder of six priests perpetrated on 16 April'."""


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)


_THEN = frozenset("after since following before".split())
_BESIDE = 2
"""Tokens to a day that is surely an event's own: 'the bombing on Sunday'."""


def _is_beside_a_reference(reading: Reading, sentence: Sentence, at: int, phrase: TimePhrase) -> bool:
    """'said after the bombing that it was not clear on Sunday if convoys had left': a time that stands away from an
    event word, the token ``at``, which only tells when something else was; 'following the murder of X on 28 April' has
    its own."""
    before = reading.lower[max(sentence.first, at - 2) : at]
    refers = len(before) == 2 and before[0] in _THEN and before[1] in ("the", "this", "that")
    first = reading.token_at(sentence, phrase.span.start)
    own = first > at and (first - at <= _BESIDE or _governor(reading, sentence, phrase, frozenset({at})) == at)
    return refers and not own


_NO_DEED = frozenset({"aged", "named", "called", "located", "situated"})
"""Participles that have no day: 'killed two men, aged 18 and 25, on Friday', 'at a bank located in X last night'."""


def _governor(reading: Reading, sentence: Sentence, phrase: TimePhrase, events: frozenset[int]) -> int | None:
    """The event word or else the verb that a phrase depends on, in 'were on Thursday questioning' the second; None
    where the parse tells none in the sentence."""
    token = reading.doc[reading.token_at(sentence, phrase.span.start)]
    while sentence.first <= token.i < sentence.last:
        if token.i in events or (token.pos_ == "VERB" and token.lower_ not in _NO_DEED):
            return token.i
        doing = next((child.i for child in token.children if token.pos_ == "AUX" and child.tag_ == "VBG"), None)
        if doing is not None or token.head.i == token.i:
            return doing
        token = token.head
    return None
