"""The speech acts of one sentence: somebody says something, with what kind of verb, and through which outlet.

Comes in: a Reading and a sentence. Goes out: speech acts in text order, speakers as the sentence words them ('he', 'a
monitor'). Read are direct and indirect speech before, after and around the words, 'according to X', 'was quoted by Y
as saying', 'citing X', 'X told Y', statements and videos that say something, figures given ('put the toll at 12'), and
headlines that end in who says so ('... : monitor'). The words are data (``data/speech.toml``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.claims.headline_voices import headline_voices
from onrecord.claims.relays import Relay, cited, relay_after, relay_of_message, relay_told
from onrecord.claims.speaker_phrases import Range, phrase_after, subject_of
from onrecord.claims.speakers import is_outlet
from onrecord.claims.speech_verbs import (
    counts_victims,
    is_cue,
    is_echo,
    is_passive,
    is_verb,
    of_responsibility,
    refuses,
    says_unknown,
    speech_words,
    takes_speech,
    told_of_others,
    verb_kinds,
)
from onrecord.claims.voices import speakers_at, who_says
from onrecord.language import Reading, Sentence
from onrecord.model import Attribution, BlockKind, Span, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """Somebody says something in a sentence: the cue word's token, the verb kind, the speakers and the relay.

    ``speaker_first`` and ``speaker_last`` bound the words of this sentence that stand for the speaker, also where the
    speakers are named in full elsewhere. ``echo``: what is said is the figure that was told just before. ``takes``:
    whether the act tells of figures; 'claimed responsibility' does not.
    """

    sentence: int
    cue: int
    verb: str
    speakers: tuple[Speaker, ...]
    via: str | None
    via_span: Span | None
    speaker_first: int
    speaker_last: int
    echo: bool = False
    figures: bool = True

    def attribution(self, reading: Reading) -> Attribution:
        """As the claims of the sentence carry it."""
        return Attribution(self.verb, self.speakers, self.via, self.via_span, reading.span(self.cue, self.cue + 1))


def acts_in(reading: Reading, sentence: Sentence) -> list[SpeechAct]:
    """The speech acts of a sentence, in text order; none share a speaker's words."""
    acts: list[SpeechAct] = []
    for at in [at for at in range(sentence.first, sentence.last) if is_cue(reading, at)]:
        if acts and _goes_with_quoting(reading, acts[-1], at):
            continue
        act = _act_at(reading, sentence, at)
        if act is not None and not any(
            act.speaker_first < other.speaker_last and other.speaker_first < act.speaker_last for other in acts
        ):
            acts.append(act)
    if not acts and sentence.block is BlockKind.TITLE:
        said = [_act(reading, sentence, cue, "said", found) for cue, found in headline_voices(reading, sentence)]
        acts.extend(act for act in said if act is not None)
    return _relayed(reading, sentence, acts)


def _goes_with_quoting(reading: Reading, act: SpeechAct, at: int) -> bool:
    """'SANA quoted a police source as saying', 'X quoted villagers saying': one act, whose cue is 'quoted'."""
    return reading.lower[at] in ("saying", "telling") and reading.lemmas[act.cue] in ("quote", "cite")


def _act_at(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    token = reading.doc[at]
    if token.lower_ == "according" and at + 2 < sentence.last and reading.lower[at + 1] == "to":
        return _act(
            reading, sentence, at, "said", _author(reading, sentence, phrase_after(reading, at + 2, sentence.last))
        )
    if token.lower_ in ("comes", "came") and at + 1 < sentence.last and reading.lower[at + 1] == "from":
        return _known_from(reading, sentence, at)
    lemma = token.lemma_.lower()
    if lemma in speech_words("message") and token.pos_ == "NOUN" and not is_verb(token):
        return _message_of(reading, sentence, at)
    kind = verb_kinds().get(lemma)
    if kind is None or not is_verb(token):
        return None
    if lemma in ("quote", "cite"):
        return _quoted(reading, sentence, at) if _is_quoted(reading, sentence, at) else _citing(reading, sentence, at)
    if is_passive(token):
        return _told_by(reading, sentence, token, kind)
    return _spoken(reading, sentence, token, kind)


def _author(reading: Reading, sentence: Sentence, found: Range) -> Range:
    """'according to a statement released on Sunday by X': X, who wrote it."""
    if found[0] >= found[1] or reading.doc[found[1] - 1].lemma_.lower() not in speech_words("message"):
        return found
    for at in range(found[1], min(found[1] + 7, sentence.last - 1)):
        if reading.lower[at] in ("by", "from"):
            return phrase_after(reading, at + 1, sentence.last)
    return found


def _known_from(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    """'What is known comes from X', 'word of the raid came from X'."""
    opening = {reading.lower[i] for i in range(sentence.first, min(sentence.first + 3, at))}
    if not opening & {"what", "word", "news", "information", "details", "figures", "accounts", "account", "reports"}:
        return None
    return _act(reading, sentence, at, "said", phrase_after(reading, at + 2, sentence.last))


def _act(
    reading: Reading, sentence: Sentence, cue: int, kind: str, found: Range, *, via: Relay | None = None
) -> SpeechAct | None:
    """The act of who stands at a token range; None where nobody there can speak."""
    speakers = speakers_at(reading, found)
    if not speakers:
        return None
    words, span = cited(reading, via) if via else (None, None)
    return SpeechAct(sentence.index, cue, kind, speakers, words, span, *found)


def _spoken(reading: Reading, sentence: Sentence, token: Token, kind: str) -> SpeechAct | None:
    lemma = token.lemma_.lower()
    if token.dep_ == "amod" or (lemma == "claim" and counts_victims(token)) or told_of_others(reading, sentence, token):
        return None
    responsibility = lemma in ("claim", "admit") and of_responsibility(reading, sentence, token)
    unknown = says_unknown(reading, sentence, token)
    if not responsibility and not unknown and not takes_speech(reading, sentence, token, lemma):
        return None
    kind = "unknown" if unknown else kind
    for found in who_says(reading, sentence, token.head if refuses(token) else token):
        act = _act(reading, sentence, token.i, kind, found, via=relay_told(reading, sentence, token))
        if act is not None:
            return replace(act, echo=is_echo(reading, sentence, token), figures=not responsibility)
    return None


def _told_by(reading: Reading, sentence: Sentence, token: Token, kind: str) -> SpeechAct | None:
    """'The paper was told by X', 'it was reported by X': the agent speaks, an outlet that was told relays."""
    agent = next((child for child in token.children if child.dep_ == "agent"), None)
    if agent is None:
        return None
    subject = subject_of(token)
    via = None
    if subject is not None and token.lemma_.lower() in ("tell", "inform"):
        via = relay_after(reading, subject.left_edge.i, token.i)
    return _act(reading, sentence, token.i, kind, phrase_after(reading, agent.i + 1, sentence.last), via=via)


def _is_quoted(reading: Reading, sentence: Sentence, at: int) -> bool:
    """'was quoted', 'quoted by': the subject speaks; 'quoted an officer' is the other way round."""
    before = {reading.lower[i] for i in range(max(sentence.first, at - 2), at)}
    passive = bool(before & {"was", "were", "is", "are", "been", "being"})
    return passive or (at + 1 < sentence.last and reading.lower[at + 1] in ("by", "in"))


def _quoted(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    """'X was quoted by Y as saying', 'X, quoted by Y': X speaks, Y relays."""
    via = _quoting_outlet(reading, sentence, at)
    for found in who_says(reading, sentence, reading.doc[at]):
        if reading.lower[found[0]] != "who":
            act = _act(reading, sentence, at, "said", found, via=via)
            if act is not None:
                return act
    return None


def _quoting_outlet(reading: Reading, sentence: Sentence, at: int) -> Relay | None:
    """'quoted by X as saying', 'quoted as saying by X', 'quoted as telling X'."""
    said = next(
        (i for i in range(at + 1, min(at + 16, sentence.last)) if reading.lower[i] in ("saying", "telling")),
        sentence.last,
    )
    for i in range(at + 1, min(said + 2, sentence.last - 1)):
        if reading.lower[i] in ("by", "in", "on"):
            return relay_after(reading, i + 1, said if i < said else min(i + 12, sentence.last), sure=True)
    telling = said < sentence.last and reading.lower[said] == "telling"
    return relay_after(reading, said + 1, min(said + 14, sentence.last)) if telling else None


def _citing(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    """'SANA reported, citing local residents', 'the agency quoted X as saying': the object speaks, its giver relays."""
    end = next(
        (i for i in range(at + 1, min(at + 24, sentence.last)) if reading.lower[i] == "as" and i > at + 1),
        sentence.last,
    )
    found = phrase_after(reading, at + 1, end)
    before = (
        reading.doc[at - 1]
        if at - 1 > sentence.first and reading.doc[at - 1].text != ","
        else reading.doc[max(at - 2, sentence.first)]
    )
    verb = before if before.lemma_.lower() in verb_kinds() else reading.doc[at]
    for relay in who_says(reading, sentence, verb):
        via = relay_after(reading, *relay, sure=_ends_in_name(reading, relay))
        if via is not None:
            return _act(reading, sentence, at, "said", found, via=via)
    return _act(reading, sentence, at, "said", found)


def _ends_in_name(reading: Reading, found: Range) -> bool:
    return reading.doc[found[1] - 1].pos_ == "PROPN" or reading.lower[found[0]] in ("it",)


def _message_of(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    """'a statement by X said', 'a report from X shows': X speaks."""
    if at + 2 >= sentence.last or reading.lower[at + 1] not in ("by", "from", "of"):
        return None
    found = phrase_after(reading, at + 2, sentence.last)
    after = reading.doc[found[1]] if found[1] < sentence.last else None
    if after is None or after.lemma_.lower() not in ("say", "read", "claim", "confirm", "state", "show", "add", "put"):
        return None
    return _act(reading, sentence, after.i, verb_kinds().get(after.lemma_.lower(), "said"), found)


def _relayed(reading: Reading, sentence: Sentence, acts: list[SpeechAct]) -> list[SpeechAct]:
    """Fold an outlet that only passes on what another says into that one's act; find 'in remarks carried by X'."""
    acts = [act for act in acts if not any(_only_cites(act, other) for other in acts)]
    if len(acts) == 2:
        acts = _fold_outlet(reading, sentence, *acts)
    relay = relay_of_message(reading, sentence) if acts else None
    if relay is None:
        return acts
    before = [act for act in acts if act.cue <= relay[0]]
    nearest = before[-1] if before else acts[0]
    if nearest.via is not None or (nearest.speaker_first <= relay[0] < nearest.speaker_last and nearest.cue > relay[0]):
        return acts
    told = _through(reading, nearest, relay)
    return [told if act is nearest else act for act in acts]


def _only_cites(act: SpeechAct, other: SpeechAct) -> bool:
    """'SANA reported, citing residents': the first act is but the relay of the second."""
    return (
        other.via_span is not None
        and 0 < other.cue - act.cue <= 3
        and any(one.span.overlaps(other.via_span) for one in act.speakers)
    )


def _fold_outlet(reading: Reading, sentence: Sentence, one: SpeechAct, other: SpeechAct) -> list[SpeechAct]:
    outlets = [_only_outlet(act) for act in (one, other)]
    between = range(min(one.cue, other.cue), max(one.cue, other.cue))
    contrast = any(reading.lower[at] in ("while", "but", "whereas", ";") for at in between)
    if outlets[0] == outlets[1] or contrast:
        return [one, other]
    outlet, teller = (one, other) if outlets[0] else (other, one)
    closes = sentence.last - max(outlet.cue, outlet.speaker_last) <= 4
    cites = reading.lower[outlet.cue] == "according" or reading.lower[teller.cue] == "according"
    if teller.via is not None or not teller.figures or not ((closes and outlet is other) or cites):
        return [one, other]
    via = outlet.speakers[0].organisation or ""
    where = reading.report.quote(outlet.speakers[0].span).find(via)
    if where < 0:
        return [one, other]
    start = outlet.speakers[0].span.start + where
    return [replace(teller, via=via, via_span=Span(start, start + len(via)))]


def _through(reading: Reading, act: SpeechAct, relay: Relay) -> SpeechAct:
    via, span = cited(reading, relay)
    return replace(act, via=via, via_span=span)


def _only_outlet(act: SpeechAct) -> bool:
    speaker = act.speakers[0]
    return (
        len(act.speakers) == 1
        and speaker.name is None
        and not speaker.anonymous
        and is_outlet(speaker.organisation or "")
    )
