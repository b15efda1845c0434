"""Who said it: speech acts in a report, and which of them covers a stretch of text.

Comes in: a Reading. Goes out: speech acts in text order, each with its sentence, its kind of verb, its speaker and the
relaying outlet. Read are direct and indirect speech before, after and around the words ('X said that ...',
'... , said X'), 'according to X', relays ('was quoted by Y as saying', 'X told Y'), 'he added' (the last speaker),
a bare 'he said.' behind its sentence, and quotations that run over several sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Token

from onrecord.claims.speakers import ORGANISATION_WORDS, speaker_from
from onrecord.claims.words import load_table
from onrecord.language import Reading, Sentence
from onrecord.model import Attribution, Speaker, Span

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_PRONOUNS = frozenset("he she they it who".split())
_SAME_AGAIN = frozenset("source sources official spokesman spokeswoman group monitor watchdog agency statement report observatory commander ministry network officer organisation organization".split())
_CLAUSE_STOPS = frozenset("who which whose where that when while as after because".split())


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """Somebody says something in a sentence: the cue word's tokens, the verb kind, the speaker and the relay."""

    sentence: int
    cue: int
    verb: str
    speakers: tuple[Speaker, ...]
    via: str | None
    via_span: Span | None
    speaker_first: int
    speaker_last: int

    def attribution(self, reading: Reading) -> Attribution:
        """As the claims of the sentence carry it."""
        return Attribution(self.verb, self.speakers, self.via, self.via_span, reading.span(self.cue, self.cue + 1))


@lru_cache(maxsize=1)
def _verb_kinds() -> dict[str, str]:
    return {verb: kind for kind, verbs in load_table("speech")["verbs"].items() for verb in verbs}


@lru_cache(maxsize=1)
def _speaking_nouns() -> frozenset[str]:
    return frozenset(load_table("speech")["nouns"]["people"])


def find_speech(reading: Reading) -> tuple[SpeechAct, ...]:
    """All speech acts of a report, in text order, pronouns and second mentions resolved."""
    raw = [act for sentence in reading.sentences for act in _acts_in(reading, sentence)]
    return _resolve(reading, raw)


# ---------------------------------------------------------------- finding


def _acts_in(reading: Reading, sentence: Sentence) -> list[SpeechAct]:
    acts: list[SpeechAct] = []
    for at in range(sentence.first, sentence.last):
        act = _act_at(reading, sentence, at)
        if act is not None and not any(act.speaker_first < other.speaker_last and other.speaker_first < act.speaker_last for other in acts):
            acts.append(act)
    return acts


def _act_at(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    token = reading.doc[at]
    if token.lower_ == "according" and at + 2 < sentence.last and reading.doc[at + 1].lower_ == "to":
        first, last = _phrase_from(reading, at + 2, sentence.last)
        return _act(reading, sentence, at, "said", first, last, via=None)
    kind = _verb_kinds().get(token.lemma_.lower())
    if kind is None or not (token.pos_ == "VERB" or token.tag_.startswith("VB")):
        return None
    if token.lemma_ in ("quote", "cite"):
        return _quoted(reading, sentence, at) if token.tag_ == "VBN" else _citing(reading, sentence, at)
    if not _takes_speech(reading, sentence, token):
        return None
    found = _subject(reading, sentence, token)
    if found is None:
        return None
    via = _told(reading, sentence, token)
    return _act(reading, sentence, at, kind, *found, via=via)


def _act(
    reading: Reading, sentence: Sentence, cue: int, kind: str, first: int, last: int, via: tuple[int, int] | None
) -> SpeechAct | None:
    speaker = speaker_from(reading, first, last)
    if speaker is None or not _can_speak(reading, first, last, speaker):
        return None
    words = reading.words(*via) if via else None
    return SpeechAct(sentence.index, cue, kind, (speaker,), words, reading.span(*via) if via else None, first, last)


def _can_speak(reading: Reading, first: int, last: int, speaker: Speaker) -> bool:
    if speaker.name or speaker.organisation:
        return True
    if last - first <= 2 and reading.doc[last - 1].ent_type_ == "GPE":
        return True
    lemmas = {reading.doc[at].lemma_.lower() for at in range(first, last)}
    return bool(lemmas & _speaking_nouns()) or reading.doc[first].lower_ in _PRONOUNS


def _takes_speech(reading: Reading, sentence: Sentence, token: Token) -> bool:
    """Whether a verb of saying is used of saying here: it has a clause, a quotation, or closes the sentence."""
    if token.lemma_ in ("say", "tell", "deny", "accuse", "blame", "claim", "confirm", "admit", "acknowledge", "allege", "announce"):
        return token.dep_ != "amod"
    if any(child.dep_ in ("ccomp", "parataxis", "xcomp") for child in token.children) or token.dep_ in ("parataxis", "ccomp") and token.head.i < token.i:
        return True
    following = reading.doc[token.i + 1].lower_ if token.i + 1 < sentence.last else "."
    near_end = sentence.last - token.i <= 8
    return following in ("that", "on", ".", ":", ",", "the", "earlier") and (following == "that" or near_end or token.lemma_ in ("report", "add", "state"))


def _subject(reading: Reading, sentence: Sentence, token: Token) -> tuple[int, int] | None:
    """The token range of who speaks: by the parse, else the phrase right before or right behind the verb."""
    heads = [child for child in token.children if child.dep_ in _SUBJECTS]
    if not heads and token.dep_ == "conj" and token.head.lemma_.lower() in _verb_kinds():
        heads = [child for child in token.head.children if child.dep_ in _SUBJECTS]
    inside = [head for head in heads if sentence.first <= head.i < sentence.last]
    if inside:
        found = _noun_phrase(reading, sentence, inside[0], token.i)
        speaker = speaker_from(reading, *found)
        if speaker is not None and _can_speak(reading, *found, speaker):
            return found
    behind = _phrase_from(reading, token.i + 1, sentence.last)
    before = _phrase_before(reading, sentence, token.i)
    for first, last in (before, behind):
        if first < last:
            speaker = speaker_from(reading, first, last)
            if speaker is not None and _can_speak(reading, first, last, speaker):
                return first, last
    return None


def _noun_phrase(reading: Reading, sentence: Sentence, head: Token, verb: int) -> tuple[int, int]:
    """The words of a subject without its relative clauses, kept on its own side of the verb."""
    keep = {head.i}
    pending = [head]
    while pending:
        for child in pending.pop().children:
            if child.dep_ not in ("relcl", "acl", "advcl", "ccomp", "cc", "conj", "punct") and sentence.first <= child.i < sentence.last:
                keep.add(child.i)
                pending.append(child)
    on_side = [at for at in keep if (at < verb) == (head.i < verb)]
    first, last = min(on_side), max(on_side) + 1
    if head.i < verb:
        last = _extend_to_verb(reading, last, verb)
    return (first, last) if last - first <= 30 else (head.left_edge.i if verb - head.left_edge.i < 30 else head.i, head.i + 1)


def _extend_to_verb(reading: Reading, last: int, verb: int) -> int:
    """Take in ', from the army's Anbar Operations,' when it stands between the subject and its verb."""
    gap = range(last, verb)
    if len(gap) > 14 or any(reading.doc[at].lower_ in _CLAUSE_STOPS or reading.doc[at].pos_ in ("VERB", "AUX") for at in gap):
        return last
    if any(reading.doc[at].text in ('"', "”", ";", ":") for at in gap):
        return last
    return verb


def _phrase_from(reading: Reading, first: int, end: int) -> tuple[int, int]:
    """The noun phrase that starts at a token: up to a verb, a relative word, or punctuation other than a comma in a name."""
    last = first
    while last < end and last - first < 22:
        token = reading.doc[last]
        if token.lower_ in _CLAUSE_STOPS or token.text in (".", ";", ":", '"', "”", "--", "("):
            break
        if token.pos_ in ("VERB", "AUX", "SCONJ", "PRON") and not (token.pos_ == "PRON" and last == first):
            break
        if token.text == "," and not _apposition_follows(reading, last, end):
            break
        if token.lower_ in ("on", "in", "by") and last > first and token.pos_ == "ADP" and _time_or_clause(reading, last, end):
            break
        last += 1
    return first, last


def _apposition_follows(reading: Reading, comma: int, end: int) -> bool:
    if comma + 1 >= end:
        return False
    following = reading.doc[comma + 1]
    return following.lower_ in ("a", "an", "the", "head", "chief", "director", "spokesman", "spokeswoman", "who") or following.lower_ == "from" or following.pos_ == "PROPN"


def _time_or_clause(reading: Reading, at: int, end: int) -> bool:
    following = reading.doc[at + 1] if at + 1 < end else None
    return following is None or following.ent_type_ in ("DATE", "TIME") or reading.doc[at].lower_ == "by"


def _phrase_before(reading: Reading, sentence: Sentence, verb: int) -> tuple[int, int]:
    """The noun phrase that ends right before a verb."""
    first = _entity_before(reading, sentence, verb)
    if first is not None:
        return first, verb
    first = verb
    while first > sentence.first and verb - first < 14:
        token = reading.doc[first - 1]
        if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in ('"', "”", ";", ":", ".", ",") or token.lower_ in _CLAUSE_STOPS:
            break
        if token.pos_ == "ADP" and token.lower_ not in ("of", "for", "in", "at"):
            break
        first -= 1
    return first, verb


def _entity_before(reading: Reading, sentence: Sentence, verb: int) -> int | None:
    """Where the named organisation or person right before a verb starts, with its title or article; None for none."""
    at = verb - 1
    while at > sentence.first and reading.doc[at].lower_ in ("channel", "agency", "news", "also", "earlier", "has", "had", "later", "website", "newspaper"):
        at -= 1
    if reading.doc[at].ent_type_ not in ("ORG", "PERSON"):
        return None
    while at > sentence.first and reading.doc[at].ent_iob_ != "B":
        at -= 1
    while at > sentence.first and (reading.doc[at - 1].pos_ in ("DET", "ADJ") or reading.doc[at - 1].lemma_.lower() in _speaking_nouns()) and reading.doc[at - 1].ent_type_ in ("", "NORP", "ORG"):
        at -= 1
    return at


def _quoted(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    """'X was quoted by Y as saying', 'Y quoted X as saying': X speaks, Y relays."""
    token = reading.doc[at]
    subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
    relay = next((child for child in token.children if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ in ("by", "in"))), None)
    if subject is None:
        return None
    first, last = _noun_phrase(reading, sentence, subject, at)
    via = _phrase_from(reading, relay.i + 1, sentence.last) if relay is not None else None
    if via is not None:
        via = _until(reading, via, "as")
    return _act(reading, sentence, at, "said", first, last, via=via if via and via[0] < via[1] else None)


def _citing(reading: Reading, sentence: Sentence, at: int) -> SpeechAct | None:
    """'SANA reported, citing local residents', 'the agency quoted X as saying': the subject relays, the object speaks."""
    token = reading.doc[at]
    subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
    if subject is None and token.head.lemma_.lower() in _verb_kinds():
        subject = next((child for child in token.head.children if child.dep_ in _SUBJECTS), None)
    first, last = _until(reading, _phrase_from(reading, at + 1, sentence.last), "as")
    if first >= last:
        return None
    inside = subject is not None and sentence.first <= subject.i < sentence.last
    via = _noun_phrase(reading, sentence, subject, at) if subject is not None and inside else None
    return _act(reading, sentence, at, "said", first, last, via=via)


def _until(reading: Reading, phrase: tuple[int, int], word: str) -> tuple[int, int]:
    stops = [at for at in range(*phrase) if reading.doc[at].lower_ == word]
    return (phrase[0], stops[0]) if stops else phrase


def _told(reading: Reading, sentence: Sentence, token: Token) -> tuple[int, int] | None:
    """The outlet somebody told it to: 'told Reuters', 'in a statement to SANA'."""
    if token.lemma_ not in ("tell", "inform", "say"):
        return None
    if token.lemma_ == "say":
        start = next((at + 1 for at in range(token.i + 1, min(token.i + 7, sentence.last)) if reading.doc[at].lower_ == "to" and reading.doc[at - 1].lower_ == "statement"), None)
    else:
        start = token.i + 1
    if start is None or start >= sentence.last:
        return None
    first, last = start, start
    while last < sentence.last and last - first < 7 and (
        reading.words(last, last + 1)[:1].isupper() or reading.doc[last].lower_ in ("the", "news", "agency", "reporter", "correspondent", "-")
    ):
        last += 1
    words = reading.words(first, last) if first < last else ""
    return (first, last) if any(char.isupper() for char in words) else None


# ---------------------------------------------------------------- resolving


def _resolve(reading: Reading, acts: Sequence[SpeechAct]) -> tuple[SpeechAct, ...]:
    """Give 'he', 'the source', a surname alone and 'a monitor' the speaker they stand for."""
    known: list[Speaker] = []
    resolved: list[SpeechAct] = []
    for at, act in enumerate(acts):
        speaker = act.speakers[0]
        meant = _same_as_before(reading, act, speaker, known) or _named_later(reading, act, speaker, acts[at + 1 :])
        chosen = _in_full(meant or speaker, known)
        if chosen not in known:
            known.append(chosen)
        else:
            known.remove(chosen)
            known.append(chosen)
        resolved.append(replace(act, speakers=(chosen,)))
    return tuple(resolved)


def _in_full(speaker: Speaker, known: Sequence[Speaker]) -> Speaker:
    """'Observatory director X' belongs to the organisation named in full before."""
    short = speaker.organisation or speaker.role
    if short is None:
        return speaker
    words = {word for word in re.findall(r"\w+", short) if word[0].isupper()}
    for one in reversed(known):
        full = one.organisation
        if full and full != speaker.organisation and words and _holds(full, words, short if speaker.organisation else None):
            return replace(speaker, organisation=full)
    return speaker


def _holds(full: str, words: set[str], organisation: str | None) -> bool:
    """Whether a full name holds the telling words of a short one."""
    inside = set(re.findall(r"\w+", full))
    if organisation is not None:
        return len(inside) > len(words) and words <= inside
    return bool(words & inside & {word for word in inside if word.lower() in ORGANISATION_WORDS})


def _same_as_before(reading: Reading, act: SpeechAct, speaker: Speaker, known: Sequence[Speaker]) -> Speaker | None:
    words = [reading.doc[at].lower_ for at in range(act.speaker_first, act.speaker_last)]
    if not known:
        return None
    if len(words) == 1 and words[0] in _PRONOUNS:
        persons = [one for one in known if one.name or one.role]
        return persons[-1] if words[0] in ("he", "she") and persons else known[-1]
    if speaker.name:
        for one in reversed(known):
            if one.name and one.name != speaker.name and _same_name(one.name, speaker.name):
                return one
        return None
    if words[0] == "the" and len(words) == 2:
        titled = [one for one in known if words[1] in f"{_spelled(one.rank)} {one.role or ''}".lower().split()]
        if titled:
            return titled[-1]
    if words[0] in ("the", "this") and len(words) <= 3 and words[-1] in _SAME_AGAIN and speaker.organisation is None:
        return known[-1]
    if speaker.organisation:
        for one in reversed(known):
            if one.organisation and one.name is None and _same_organisation(one.organisation, speaker.organisation):
                return one
    return None


_RANKS = {"col": "colonel", "gen": "general", "lt": "lieutenant", "maj": "major", "capt": "captain", "sgt": "sergeant"}


def _spelled(rank: str | None) -> str:
    """'Lt. Gen.' as 'lieutenant general'."""
    return " ".join(_RANKS.get(word, word) for word in re.findall(r"\w+", (rank or "").lower()))


def _same_name(longer: str, shorter: str) -> bool:
    """'Abdel Rahman' is 'Rami Abdel-Rahman': the words of one end the words of the other."""
    one, other = (re.findall(r"\w+", name.lower()) for name in (longer, shorter))
    return one[-len(other) :] == other or other[-len(one) :] == one or "".join(one).endswith("".join(other))


def _same_organisation(one: str, other: str) -> bool:
    """'the Observatory' is 'the Syrian Observatory for Human Rights'; 'SOHR' its initials."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    initials = "".join(word[0] for word in re.findall(r"\w+", longer) if word[0].isupper())
    words = {word.lower() for word in re.findall(r"\w+", shorter)} - {"the"}
    return shorter.upper() == initials or (bool(words) and words <= {word.lower() for word in re.findall(r"\w+", longer)})


_KINDS = (
    (frozenset("monitor watchdog monitoring ngo observatory activists".split()), re.compile(r"observatory|network|monitor|rights|watch|committee", re.I)),
    (frozenset("media television tv agency".split()), re.compile(r"agency|news|tv|television|radio|\b[A-Z]{3,5}\b")),
    (frozenset("ministry minister".split()), re.compile(r"ministry", re.I)),
)


def _named_later(reading: Reading, act: SpeechAct, speaker: Speaker, later: Sequence[SpeechAct]) -> Speaker | None:
    """'a monitor said', with the monitor named in the next sentences: the first speaker named there of that kind."""
    if speaker.name or speaker.organisation:
        return None
    words = {reading.doc[at].lower_ for at in range(act.speaker_first, act.speaker_last)}
    for kinds, names in _KINDS:
        if not words & kinds:
            continue
        for other in later:
            candidate = other.speakers[0]
            if other.sentence - act.sentence <= 4 and candidate.organisation and names.search(candidate.organisation):
                return candidate
    return None


# ---------------------------------------------------------------- which act covers a stretch


def attribution_of(reading: Reading, acts: Sequence[SpeechAct], sentence: Sentence, at: int) -> Attribution:
    """The attribution of what stands at a token: the speech act of its sentence nearest to it, else a bare
    'he said.' in the next sentence, else the speaker of a quotation that is still open; else the report's own voice."""
    own = [act for act in acts if act.sentence == sentence.index and not act.speaker_first <= at < act.speaker_last]
    above = _said_above(reading, sentence, own, at)
    if above is not None:
        return above.attribution(reading)
    if own:
        nearest = min(own, key=lambda act: (_crosses_contrast(reading, act.cue, at), abs(act.cue - at), act.cue))
        return nearest.attribution(reading)
    following = [act for act in acts if act.sentence == sentence.index + 1]
    if following and _is_bare(reading, following[0]) and reading.sentences[following[0].sentence].paragraph == sentence.paragraph:
        return following[0].attribution(reading)
    open_quote = _speaker_of_open_quote(reading, acts, sentence)
    return open_quote.attribution(reading) if open_quote else Attribution()


def _said_above(reading: Reading, sentence: Sentence, acts: Sequence[SpeechAct], at: int) -> SpeechAct | None:
    """The speech act whose verb governs a token in the parse: in 'X said Y had learnt that families returned, which
    Z said was new' the return is told by X."""
    cues = {act.cue: act for act in acts}
    token = reading.doc[at]
    for _ in range(25):
        if token.i in cues:
            return cues[token.i]
        if token.head is token or not sentence.first <= token.head.i < sentence.last:
            return None
        token = token.head
    return None


def _crosses_contrast(reading: Reading, one: int, other: int) -> bool:
    return any(reading.doc[at].lower_ in ("while", "but", "whereas", ";") for at in range(min(one, other), max(one, other)))


def _is_bare(reading: Reading, act: SpeechAct) -> bool:
    """A sentence that holds nothing but its speech: 'he said.'"""
    sentence = reading.sentences[act.sentence]
    return sentence.last - sentence.first <= 5


def _speaker_of_open_quote(reading: Reading, acts: Sequence[SpeechAct], sentence: Sentence) -> SpeechAct | None:
    before = [act for act in acts if act.sentence < sentence.index]
    if not before or sentence.index - before[-1].sentence > 3:
        return None
    start = reading.sentences[before[-1].sentence].span.start
    stretch = reading.report.text[start : sentence.span.start]
    opened = stretch.count("“") - stretch.count("”") > 0 or stretch.count('"') % 2 == 1
    return before[-1] if opened else None
