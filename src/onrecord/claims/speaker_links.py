"""Who 'he', 'the colonel', 'a monitor', a surname alone are: speakers of one report linked to their fullest naming.

Comes in: the speech acts of a report, speakers as each sentence words them. Goes out: the same acts, each speaker as
the report names him, her or it best: earlier for what points back, later for what is first told unnamed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.claims.named_later import capitals_in, monitor_in_text, named_later
from onrecord.claims.speakers import ORGANISATION_WORDS, noun_set
from onrecord.claims.speech_acts import SpeechAct
from onrecord.claims.voices import PRONOUNS
from onrecord.language import Reading
from onrecord.model import BlockKind, Speaker

_BODIES = frozenset(
    [
        "group",
        "monitor",
        "watchdog",
        "agency",
        "organisation",
        "organization",
        "network",
        "ngo",
        "centre",
        "center",
        "charity",
        "body",
    ]
)
_PEOPLE = frozenset(
    [
        "source",
        "sources",
        "official",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "officer",
        "commander",
        "doctor",
        "activist",
        "resident",
        "witness",
        "reporter",
    ]
)
_WRITINGS = frozenset(["statement", "report", "bulletin", "communique"])
_LEAST_SURNAME = 4
"""Letters from which a surname that differs in its vowels alone is the same in another spelling."""
_RANKS = {
    "col": "colonel",
    "gen": "general",
    "lt": "lieutenant",
    "maj": "major",
    "capt": "captain",
    "sgt": "sergeant",
    "brig": "brigadier",
}


def link_speakers(reading: Reading, acts: Sequence[SpeechAct]) -> tuple[SpeechAct, ...]:
    """The acts with every speaker in full, and the relay of who goes on: 'a colonel told AFP ... He added ...'.

    Linear in the acts, but for the names looked up among those known.
    """
    known: list[Speaker] = []
    relays: dict[Speaker, SpeechAct] = {}
    linked: list[SpeechAct] = []
    for at, act in enumerate(acts):
        later = (
            acts[at + 1 :] if reading.sentences[act.sentence].block is not BlockKind.TITLE else _of_body(reading, acts)
        )
        clear = [_unglued(reading, speaker) for speaker in act.speakers]
        chosen = tuple(_chosen(reading, act, speaker, known, later) for speaker in clear)
        for speaker in chosen:
            if speaker in known:
                known.remove(speaker)
            known.append(speaker)
        heard = next(
            (relays[one] for one, said in zip(chosen, clear, strict=True) if one in relays and one != said), act
        )
        through = act if act.via else heard
        relays.update((speaker, through) for speaker in chosen if through.via)
        linked.append(replace(act, speakers=tuple(dict.fromkeys(chosen)), via=through.via, via_span=through.via_span))
    return tuple(linked)


def _of_body(reading: Reading, acts: Sequence[SpeechAct]) -> list[SpeechAct]:
    return [act for act in acts if reading.sentences[act.sentence].block is not BlockKind.TITLE]


def _unglued(reading: Reading, speaker: Speaker) -> Speaker:
    """'Bria Rights Watch' is 'Rights Watch' where the text has both apart: 'in Bria', and 'Rights Watch' alone."""
    body = speaker.organisation or ""
    place, _, rest = body.partition(" ")
    if not rest or speaker.name or not rest[:1].isupper() or set(rest.lower().split()) <= ORGANISATION_WORDS:
        return speaker
    text = reading.report.text
    located = re.search(rf"\b(?:in|near|outside|from|for|of) {re.escape(place)}\b(?! {re.escape(rest)})", text)
    alone = text.count(rest) > text.count(body) or (rest.isupper() and len(rest) > 2)
    return replace(speaker, organisation=rest) if located and alone else speaker


def _chosen(
    reading: Reading, act: SpeechAct, speaker: Speaker, known: Sequence[Speaker], later: Sequence[SpeechAct]
) -> Speaker:
    words = re.findall(r"[\w'’]+", reading.report.quote(speaker.span).lower())
    in_title = reading.sentences[act.sentence].block is BlockKind.TITLE
    meant = (
        (_by_noun(words, speaker, known[::-1]) if in_title and words[-1] in _BODIES else None)
        or _named_before(words, speaker, known)
        or named_later(words, act, speaker, later)
        or monitor_in_text(reading, words, act, speaker)
    )
    return _in_full(meant or speaker, known)


# ---------------------------------------------------------------- pointing back


def _named_before(words: Sequence[str], speaker: Speaker, known: Sequence[Speaker]) -> Speaker | None:
    """The speaker told before that these words stand for."""
    if not known:
        return None
    if len(words) == 1 and words[0] in PRONOUNS:
        return _by_pronoun(words[0], known)
    if speaker.name:
        return _same_person(speaker, known)
    if speaker.organisation and " " not in speaker.organisation and not speaker.organisation.isupper():
        person = next((one for one in reversed(known) if one.name and _same_name(one.name, speaker.organisation)), None)
        if person is not None:
            return person
    if words[0] in ("the", "this", "that") and len(words) <= 4:
        found = _by_noun(words, speaker, known)
        if found is not None:
            return found
    if speaker.organisation and speaker.role is None:
        return next(
            (
                one
                for one in reversed(known)
                if one.organisation
                and one.name is None
                and not one.anonymous
                and _same_body(one.organisation, speaker.organisation)
            ),
            None,
        )
    return None


def _by_pronoun(word: str, known: Sequence[Speaker]) -> Speaker | None:
    """'he', 'she': the last person; 'it': the last body; 'they', 'who': whoever spoke last."""
    if word in ("he", "she"):
        persons = [one for one in known if one.name or (one.role and not _is_plural(one))]
        return persons[-1] if persons else None
    if word == "it":
        bodies = [one for one in known if one.organisation and one.name is None] or [
            one for one in known if one.name is None
        ]
        return bodies[-1] if bodies else known[-1]
    return known[-1]


def _is_plural(speaker: Speaker) -> bool:
    """'residents', 'local officials in Mosul': more than one, whom no 'he' stands for."""
    role = re.split(r"\s(?:in|of|at|from|with|for)\s|,", (speaker.role or "").lower())[0]
    return role.endswith("s") or role.split()[-1:] in (["people"], ["media"], ["group"], ["ngo"], ["monitor"])


def _same_person(speaker: Speaker, known: Sequence[Speaker]) -> Speaker | None:
    for one in reversed(known):
        if one.name and speaker.name and one.name != speaker.name and _same_name(one.name, speaker.name):
            longer = (
                one
                if len(one.name) >= len(speaker.name)
                else replace(speaker, rank=speaker.rank or one.rank, role=speaker.role or one.role)
            )
            return replace(longer, organisation=one.organisation or speaker.organisation)
        if one.name and one.name == speaker.name:
            return one
    return None


def _by_noun(words: Sequence[str], speaker: Speaker, known: Sequence[Speaker]) -> Speaker | None:
    """'the colonel', 'the Observatory', 'the agency', 'the source', 'the ministry': the last speaker it fits."""
    noun = words[-1]
    titled = [
        one
        for one in known
        if noun not in _BODIES | noun_set("institutions")
        and _owners(speaker) <= set(re.findall(r"\w+", f"{one.role or ''} {one.organisation or ''}"))
        and noun in re.findall(r"\w+", f"{_spelled(one.rank)} {one.role or ''}".lower())
    ]
    if titled:
        return titled[-1]
    if speaker.organisation and capitals_in(speaker.organisation) > 1:
        return None
    bodies = [one for one in known if one.organisation and noun in one.organisation.lower().split()]
    if bodies:
        return next((one for one in reversed(bodies) if one.name is None and not one.anonymous), bodies[-1])
    if noun in _BODIES:
        named = [
            one
            for one in known
            if one.organisation
            and not one.anonymous
            and one.organisation.lower().split()[-1] not in noun_set("institutions")
        ]
        return named[-1] if named else None
    if noun in _PEOPLE and speaker.organisation is None:
        return next((one for one in reversed(known) if one.name or one.anonymous), None)
    return known[-1] if noun in _WRITINGS and speaker.organisation is None else None


def _owners(speaker: Speaker) -> set[str]:
    """The names in a speaker's words: 'the Kremlin spokesman' is no other body's."""
    words = re.findall(r"\w+", f"{speaker.role or ''} {speaker.organisation or ''}")
    return {word for word in words if word[0].isupper() and word.lower() not in ("the", "this", "that")}


def _spelled(rank: str | None) -> str:
    """'Lt. Gen.' as 'lieutenant general'."""
    return " ".join(_RANKS.get(word, word) for word in re.findall(r"\w+", (rank or "").lower()))


def _same_name(one: str, other: str) -> bool:
    """'Abdel Rahman' is 'Omar Abdulrahman': the consonants of one end those of the other."""
    words, others = (re.findall(r"\w+", name.lower()) for name in (one, other))
    surname_alone = min(len(words), len(others)) == 1
    if surname_alone and (words[-1] == others[-1] or _same_surname(words[-1], others[-1])):
        return True
    first, second = (_consonants(name) for name in (one, other))
    shorter = min(len(first), len(second))
    return (
        shorter >= 3
        and (first.endswith(second) or second.endswith(first))
        and _last_initial(one) == _last_initial(other)
    )


def _same_surname(one: str, other: str) -> bool:
    """'Berri' is 'Berry': surnames of one report that differ in their vowels alone."""
    long = min(len(one), len(other)) >= _LEAST_SURNAME and len(_consonants(one)) > 1
    return long and one[0] == other[0] and _consonants(one) == _consonants(other)


def _consonants(name: str) -> str:
    letters = re.sub(r"[^a-z]", "", re.sub(r"\b(?:al|el)[- ]", "", name.lower()))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", letters))


def _last_initial(name: str) -> str:
    """The initial of the last name, 'Abdel' and its like left off."""
    letters = (
        re.sub(r"^(?:abd[ue]l|abd)[- ]?", "", re.findall(r"(?:abd[ue]l[- ]?)?\w+$", name.lower())[0]) if name else ""
    )
    return letters[:1]


def _same_body(one: str, other: str) -> bool:
    """'the Observatory' is 'the Syrian Observatory for Human Rights', 'SOHR' its initials."""
    longer, shorter = sorted((one, other), key=lambda name: (len(name), name), reverse=True)
    initials = "".join(word[0] for word in re.findall(r"\w+", longer) if word[0].isupper())
    words = {word.lower() for word in re.findall(r"\w+", shorter)} - {"the"}
    whole = {word.lower() for word in re.findall(r"\w+", longer)}
    return shorter.upper() == initials or (bool(words) and words <= whole)


def _in_full(speaker: Speaker, known: Sequence[Speaker]) -> Speaker:
    """'Observatory director X' belongs to the organisation named in full before."""
    short = speaker.organisation or (speaker.role if speaker.name else None)
    if short is None or (speaker.name is None and speaker.organisation is None):
        return speaker
    words = {word for word in re.findall(r"\w+", short) if word[0].isupper()}
    for one in reversed(known):
        full = one.organisation
        if full and full != speaker.organisation and words and _holds(full, words, speaker.organisation):
            return replace(speaker, organisation=full)
    return speaker


def _holds(full: str, words: set[str], organisation: str | None) -> bool:
    """Whether a full name holds the telling words of a short one."""
    inside = set(re.findall(r"\w+", full))
    if organisation is not None:
        telling = any(word.lower() in ORGANISATION_WORDS or word.isupper() for word in words)
        return telling and len(inside) > len(words) and words <= inside
    return bool(words & inside & {word for word in inside if word.lower() in ORGANISATION_WORDS})
