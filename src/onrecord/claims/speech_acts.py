"""The speech acts of one sentence: somebody says something, with what kind of verb, and through which outlet.

Comes in: a Reading and a sentence. Goes out: speech acts in text order, speakers as the sentence words them ('he', 'a
monitor'). Read are direct and indirect speech before, after and around the words, 'according to X', 'was quoted by Y
as saying', 'citing X', 'X told Y', statements and videos that say something, figures given ('put the toll at 12'), and
headlines that end in who says so ('... : monitor'). The words are data (``data/speech.toml``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Token

from onrecord.claims.relays import Relay, cited, relay_after, relay_of_message, relay_told
from onrecord.claims.speaker_phrases import (
    Range,
    is_time,
    phrase_after,
    phrase_before,
    phrase_of,
    stray_subject,
    subject_of,
)
from onrecord.claims.speakers import head_of, is_outlet, noun_set, speaker_from, speaking_nouns
from onrecord.claims.words import load_table
from onrecord.language import Reading, Sentence
from onrecord.model import Attribution, BlockKind, Span, Speaker

PRONOUNS = frozenset(["he", "she", "they", "it", "who"])
_COMPLEMENTS = ("ccomp", "parataxis", "xcomp")
_HEADLINE_VOICES = frozenset(
    [
        "monitor",
        "ngo",
        "watchdog",
        "activists",
        "monitors",
        "officials",
        "sources",
        "police",
        "army",
        "military",
        "ministry",
        "reports",
        "media",
        "tv",
    ]
)
_BARE_VOICES = frozenset(["monitor", "ngo", "watchdog", "monitors"])
_THINGS = frozenset(
    [
        "attack",
        "blast",
        "explosion",
        "bombing",
        "strike",
        "raid",
        "shell",
        "bomb",
        "rocket",
        "fire",
        "violence",
        "war",
        "war",
        "conflict",
        "fighting",
        "clash",
        "battle",
        "crash",
        "disaster",
    ]
)


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


@lru_cache(maxsize=1)
def verb_kinds() -> dict[str, str]:
    """Lemma to the kind of assertion."""
    return {verb: kind for kind, verbs in load_table("speech")["verbs"].items() for verb in verbs}


@lru_cache(maxsize=32)
def _needs(name: str) -> frozenset[str]:
    return frozenset(load_table("speech")["needs"][name])


@lru_cache(maxsize=32)
def _words(name: str) -> frozenset[str]:
    return frozenset(load_table("speech")["words"][name])


def acts_in(reading: Reading, sentence: Sentence) -> list[SpeechAct]:
    """The speech acts of a sentence, in text order; none share a speaker's words."""
    acts: list[SpeechAct] = []
    for at in range(sentence.first, sentence.last):
        act = _act_at(reading, sentence, at)
        if act is not None and not any(
            act.speaker_first < other.speaker_last and other.speaker_first < act.speaker_last for other in acts
        ):
            acts.append(act)
    if not acts and sentence.block is BlockKind.TITLE:
        acts.extend(_headline_voice(reading, sentence))
    return _relayed(reading, sentence, acts)


def _act_at(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    token = reading.doc[at]
    if token.lower_ == "according" and at + 2 < sentence.last and reading.doc[at + 1].lower_ == "to":
        return _act(
            reading, sentence, at, "said", _author(reading, sentence, phrase_after(reading, at + 2, sentence.last))
        )
    if token.lower_ in ("comes", "came") and at + 1 < sentence.last and reading.doc[at + 1].lower_ == "from":
        return _known_from(reading, sentence, at)
    lemma = token.lemma_.lower()
    if lemma in _words("message") and token.pos_ == "NOUN":
        return _message_of(reading, sentence, at)
    kind = verb_kinds().get(lemma)
    if kind is None or not _is_verb(token):
        return None
    if lemma in ("quote", "cite"):
        return _quoted(reading, sentence, at) if _is_quoted(reading, sentence, at) else _citing(reading, sentence, at)
    if _is_passive(token):
        return _told_by(reading, sentence, token, kind)
    return _spoken(reading, sentence, token, kind)


def _author(reading: Reading, sentence: Sentence, found: Range) -> Range:
    """'according to a statement released on Sunday by X': X, who wrote it."""
    if found[0] >= found[1] or reading.doc[found[1] - 1].lemma_.lower() not in _words("message"):
        return found
    for at in range(found[1], min(found[1] + 7, sentence.last - 1)):
        if reading.doc[at].lower_ in ("by", "from"):
            return phrase_after(reading, at + 1, sentence.last)
    return found


def _known_from(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    """'What is known comes from X', 'word of the raid came from X'."""
    opening = {reading.doc[i].lower_ for i in range(sentence.first, min(sentence.first + 3, at))}
    if not opening & {"what", "word", "news", "information", "details", "figures", "accounts", "account", "reports"}:
        return None
    return _act(reading, sentence, at, "said", phrase_after(reading, at + 2, sentence.last))


def _is_verb(token: Token) -> bool:
    return token.pos_ == "VERB" or token.tag_ in ("VBD", "VBZ", "VBP", "VBG") or token.lower_ in ("said", "says")


def _is_passive(token: Token) -> bool:
    return token.tag_ == "VBN" and any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in token.children)


def _act(
    reading: Reading, sentence: Sentence, cue: int, kind: str, found: Range, via: Relay | None = None
) -> SpeechAct | None:
    """The act of who stands at a token range; None where nobody there can speak."""
    speakers = speakers_at(reading, found)
    if not speakers:
        return None
    words, span = cited(reading, via) if via else (None, None)
    return SpeechAct(sentence.index, cue, kind, speakers, words, span, *found)


# ---------------------------------------------------------------- who


def speakers_at(reading: Reading, found: Range) -> tuple[Speaker, ...]:
    """The speakers that a phrase names: one, or two where 'and' joins them."""
    first, last = found
    if first >= last:
        return ()
    for at in range(first + 1, last - 1):
        if reading.doc[at].lower_ == "and" and not _joins_words(reading, first, at, last):
            pair = [speaker_from(reading, *part) for part in ((first, at), (at + 1, last))]
            both = [
                one
                for one, part in zip(pair, ((first, at), (at + 1, last)), strict=True)
                if one and can_speak(reading, part, one)
            ]
            if len(both) == 2:
                return tuple(both)
    speaker = speaker_from(reading, first, last)
    return (speaker,) if speaker is not None and can_speak(reading, found, speaker) else ()


def _joins_words(reading: Reading, first: int, at: int, last: int) -> bool:
    """'Committee for Peace and Justice', 'police and hospital sources': an 'and' inside one name or one phrase."""
    token = reading.doc[at]
    inside = token.ent_iob_ == "I" and token.ent_type_ in ("ORG", "PERSON")
    modifiers = reading.doc[at + 1].dep_ in ("compound", "amod", "conj") and reading.doc[at - 1].dep_ in (
        "compound",
        "amod",
        "nmod",
    )
    after_of = (
        any(reading.doc[i].lower_ in ("of", "for") for i in range(max(first, at - 3), at))
        and reading.doc[at + 1].pos_ != "DET"
    )
    return inside or modifiers or (after_of and reading.doc[at - 1].text[:1].isupper())


def can_speak(reading: Reading, found: Range, speaker: Speaker) -> bool:
    """Whether a phrase can be who speaks: somebody with a name, a body, people by their trade, or a pronoun."""
    first, last = found
    if reading.doc[first].lower_ in ("no", "nobody", "none", "neither"):
        return False
    words = [reading.doc[at] for at in range(first, last)]
    lemmas = {word.lemma_.lower() for word in words}
    if speaker.name or speaker.organisation:
        return not (lemmas & _THINGS and not speaker.name and words[-1].lemma_.lower() in _THINGS)
    if len(words) <= 2 and words[-1].ent_type_ in ("GPE", "NORP"):
        return True
    return reading.doc[head_of(reading, first, last)].lemma_.lower() in speaking_nouns() or words[0].lower_ in PRONOUNS


# ---------------------------------------------------------------- how


def _spoken(reading: Reading, sentence: Sentence, token: Token, kind: str) -> SpeechAct | None:
    lemma = token.lemma_.lower()
    if (
        token.dep_ == "amod"
        or (lemma == "claim" and _counts_victims(token))
        or _told_of_others(reading, sentence, token)
    ):
        return None
    responsibility = lemma in ("claim", "admit") and _of_responsibility(reading, sentence, token)
    if not responsibility and not _takes_speech(reading, sentence, token, lemma):
        return None
    for found in _who_says(reading, sentence, token):
        act = _act(reading, sentence, token.i, kind, found, via=relay_told(reading, sentence, token))
        if act is not None:
            return replace(act, echo=_echoes(reading, sentence), figures=not responsibility)
    return None


def _of_responsibility(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """'claimed responsibility', 'claimed the attack': the deed is claimed, no figure is told."""
    if token.i + 1 < sentence.last and reading.doc[token.i + 1].lower_ == "responsibility":
        return True
    return any(child.dep_ == "dobj" and child.lemma_.lower() in _words("responsibility") for child in token.children)


def _told_of_others(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """'fighters reported killed', 'three people reported missing': those told of, not those who tell."""
    following = reading.doc[token.i + 1] if token.i + 1 < sentence.last else None
    return (
        token.lower_ in ("reported", "confirmed", "believed")
        and following is not None
        and (following.tag_ == "VBN" or following.lower_ in ("dead", "missing", "to"))
    )


def _counts_victims(token: Token) -> bool:
    """'claimed the lives of six', 'has claimed 40 victims'."""
    return any(
        child.dep_ in ("dobj", "nsubj", "dep") and child.lemma_.lower() in _words("lives") for child in token.children
    ) or (any(word.lower_ in ("life", "lives") for word in token.doc[token.i + 1 : token.i + 5]))


def _takes_speech(reading: Reading, sentence: Sentence, token: Token, lemma: str) -> bool:
    """Whether a verb of saying says something here: by its need, a clause, a quotation, a figure, or the sentence's end."""
    children = list(token.children)
    if lemma in _needs("nothing"):
        return True
    if lemma in _needs("object") and any(child.dep_ in ("dobj", "prep") for child in children):
        return True
    if lemma in _needs("message") and _says_in_message(reading, sentence, token):
        return True
    if lemma in _needs("figure") and _gives_figure(reading, sentence, token):
        return True
    return lemma in _needs("clause") and (
        any(child.dep_ in _COMPLEMENTS for child in children)
        or (token.dep_ in ("parataxis", "ccomp") and token.head.i < token.i)
        or _beside_speech(reading, sentence, token)
    )


def _beside_speech(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """Whether 'that', a quotation mark or a colon follows, or nothing but the time and place of saying."""
    after = token.i + 1
    while after < sentence.last and (
        is_time(reading.doc[after]) or reading.doc[after].lower_ in ("on", "also", "in", "a", "statement", "late")
    ):
        after += 1
    return after >= sentence.last or reading.doc[after].lower_ in ("that", ".", '"', "“", "”", ":", "citing", "quoting")


def _gives_figure(reading: Reading, sentence: Sentence, token: Token) -> bool:
    ahead = reading.doc[token.i + 1 : min(token.i + 12, sentence.last)]
    number = any(word.like_num or word.ent_type_ == "CARDINAL" or word.lower_ == "same" for word in ahead)
    return number and any(word.lemma_.lower() in _words("figure") for word in ahead)


def _says_in_message(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """'posted a video showing', 'issued a statement saying': a message of which it is told what it says."""
    ahead = reading.doc[token.i + 1 : min(token.i + 14, sentence.last)]
    message = next((word.i for word in ahead if word.lemma_.lower() in _words("message")), None)
    return message is not None and any(
        word.lower_ in ("showing", "saying", "purporting", "claiming", "confirming")
        for word in ahead
        if word.i > message
    )


def _echoes(reading: Reading, sentence: Sentence) -> bool:
    """'also reported the same death toll'."""
    words = [reading.doc[at] for at in range(sentence.first, sentence.last)]
    return len(words) < 30 and any(
        one.lower_ in ("same", "similar")
        and {other.lemma_.lower(), third.lemma_.lower()} & {"toll", "figure", "number"}
        for one, other, third in zip(words, words[1:], words[2:], strict=False)
    )


def _who_says(reading: Reading, sentence: Sentence, token: Token) -> list[Range]:
    """The phrases that may be who says it, best first: by the parse, before the verb, behind it, further up."""
    before = phrase_before(reading, sentence, token.i)
    found = [before] if token.tag_ != "VBG" else []
    subject = subject_of(token)
    if subject is not None and sentence.first <= subject.i < sentence.last:
        stray = before[0] < before[1] and stray_subject(reading, subject, before[0])
        found.insert(1 if stray else 0, phrase_of(reading, sentence, subject, token.i))
    if _inverted(reading, sentence, token):
        found.append(phrase_after(reading, token.i + 1, sentence.last))
    if token.tag_ == "VBG":
        found.extend(_who_goes_on(reading, sentence, token))
    return [(first, last) for first, last in found if first < last]


def _inverted(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """'..., said X': the verb closes what is said and its subject follows."""
    return token.i > sentence.first and token.tag_ in ("VBD", "VBZ", "VBN") and token.i + 1 < sentence.last


def _who_goes_on(reading: Reading, sentence: Sentence, token: Token) -> list[Range]:
    """'X issued a statement, saying ...': the subject of the verb that the participle hangs on."""
    for _ in range(4):
        token = token.head
        if not sentence.first <= token.i < sentence.last:
            return []
        subject = subject_of(token)
        if subject is not None and sentence.first <= subject.i < sentence.last:
            return [phrase_of(reading, sentence, subject, token.i)]
    return []


# ---------------------------------------------------------------- relays and messages


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
    before = {reading.doc[i].lower_ for i in range(max(sentence.first, at - 2), at)}
    passive = bool(before & {"was", "were", "is", "are", "been", "being"})
    return passive or (at + 1 < sentence.last and reading.doc[at + 1].lower_ in ("by", "in"))


def _quoted(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    """'X was quoted by Y as saying', 'X, quoted by Y': X speaks, Y relays."""
    via = _quoting_outlet(reading, sentence, at)
    for found in _who_says(reading, sentence, reading.doc[at]):
        if reading.doc[found[0]].lower_ != "who":
            act = _act(reading, sentence, at, "said", found, via=via)
            if act is not None:
                return act
    return None


def _quoting_outlet(reading: Reading, sentence: Sentence, at: int) -> Relay | None:
    """'quoted by X as saying', 'quoted as saying by X', 'quoted as telling X'."""
    said = next(
        (i for i in range(at + 1, min(at + 16, sentence.last)) if reading.doc[i].lower_ in ("saying", "telling")),
        sentence.last,
    )
    for i in range(at + 1, min(said + 2, sentence.last - 1)):
        if reading.doc[i].lower_ in ("by", "in", "on"):
            return relay_after(reading, i + 1, said if i < said else min(i + 12, sentence.last), sure=True)
    telling = said < sentence.last and reading.doc[said].lower_ == "telling"
    return relay_after(reading, said + 1, min(said + 14, sentence.last)) if telling else None


def _citing(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    """'SANA reported, citing local residents', 'the agency quoted X as saying': the subject relays, the object speaks."""
    end = next(
        (i for i in range(at + 1, min(at + 24, sentence.last)) if reading.doc[i].lower_ == "as" and i > at + 1),
        sentence.last,
    )
    found = phrase_after(reading, at + 1, end)
    before = (
        reading.doc[at - 1]
        if at - 1 > sentence.first and reading.doc[at - 1].text != ","
        else reading.doc[max(at - 2, sentence.first)]
    )
    verb = before if before.lemma_.lower() in verb_kinds() else reading.doc[at]
    for relay in _who_says(reading, sentence, verb):
        via = relay_after(reading, *relay, sure=_ends_in_name(reading, relay))
        if via is not None:
            return _act(reading, sentence, at, "said", found, via=via)
    return _act(reading, sentence, at, "said", found)


def _ends_in_name(reading: Reading, found: Range) -> bool:
    return reading.doc[found[1] - 1].pos_ == "PROPN" or reading.doc[found[0]].lower_ in ("it",)


def _message_of(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    """'a statement by X said', 'a report from X shows': X speaks."""
    if at + 2 >= sentence.last or reading.doc[at + 1].lower_ not in ("by", "from", "of"):
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
    relay = relay_of_message(reading, sentence)
    if relay is None or not acts:
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
    contrast = any(reading.doc[at].lower_ in ("while", "but", "whereas", ";") for at in between)
    if outlets[0] == outlets[1] or contrast:
        return [one, other]
    outlet, teller = (one, other) if outlets[0] else (other, one)
    closes = sentence.last - max(outlet.cue, outlet.speaker_last) <= 4
    cites = reading.doc[outlet.cue].lower_ == "according" or reading.doc[teller.cue].lower_ == "according"
    if teller.via is not None or not teller.figures or not ((closes and outlet is other) or cites):
        return [one, other]
    via = outlet.speakers[0].organisation or ""
    start = outlet.speakers[0].span.start + reading.report.quote(outlet.speakers[0].span).find(via)
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


# ---------------------------------------------------------------- headlines


def _headline_voice(reading: Reading, sentence: Sentence) -> list[SpeechAct]:
    """'20 killed in raid: monitor', 'Raid kills 20 - state TV', 'Police: 20 killed', and '... NGO' where a mark was lost."""
    last = sentence.last
    while last > sentence.first and (reading.doc[last - 1].is_punct or reading.doc[last - 1].is_space):
        last -= 1
    if last - sentence.first < 4:
        return []
    voice = reading.doc[last - 1]
    mark = next(
        (
            at
            for at in range(last - 2, max(sentence.first, last - 7), -1)
            if reading.doc[at].text in (":", "-", "–", "—")
        ),
        None,
    )
    acts: list[SpeechAct | None] = []
    if mark is not None and (voice.lower_ in _HEADLINE_VOICES or voice.ent_type_ == "ORG"):
        acts.append(_act(reading, sentence, mark, "said", (mark + 1, last)))
    elif voice.lower_ in _BARE_VOICES:
        acts.append(_act(reading, sentence, last - 1, "said", (last - 1, last)))
    elif [reading.doc[at].lower_ for at in (last - 2, last - 1)] in (
        ["state", "tv"],
        ["state", "media"],
        ["state", "television"],
        ["monitoring", "group"],
    ):
        acts.append(_act(reading, sentence, last - 1, "said", (last - 2, last)))
    opening = next(
        (at for at in range(sentence.first + 1, min(sentence.first + 5, last)) if reading.doc[at].text == ":"), None
    )
    if opening is not None and reading.doc[opening - 1].lemma_.lower() in noun_set("people") | noun_set("institutions"):
        acts.append(_act(reading, sentence, opening, "said", (sentence.first, opening)))
    return [act for act in acts if act is not None]
