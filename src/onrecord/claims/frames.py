"""Verbs read with their subject and object: 'seize' a town, weapons or power; 'shoot' a man or a film.

Comes in: the tokens of a sentence, with the parties and places found in them. Goes out: what each verb tells of: an
event type with its rank, or no event at all. The frames are data (``data/frames.toml``); which event a word stands for
follows ACLED's codebook (2024-10), "Event types and sub-event types".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.actors import Mention
from onrecord.claims.counts import person_lemma
from onrecord.claims.words import load_table, people, person_nouns
from onrecord.language import Reading, Sentence
from onrecord.model import ActorKind, Group, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STATE = frozenset(
    {ActorKind.STATE_FORCE, ActorKind.POLICE, ActorKind.GOVERNMENT, ActorKind.PEACEKEEPERS, ActorKind.COALITION}
)
_ARMED = _STATE | {ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.CRIMINAL, ActorKind.RIOTERS}
_CROWD = frozenset({ActorKind.PROTESTERS, ActorKind.RIOTERS})
_QUANTITIES = frozenset(
    "dozen score hundred thousand ten number group member lot handful crowd group couple column convoy pair load "
    "tonne ton kilogram cache part most some several many all both two three four five".split()
)
"""Nouns and numbers behind which the thing itself follows: 'hundreds of protesters', 'members of the guard'."""
_RELATIVES = frozenset({"who", "which", "that"})
_OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "attr", "oprd"})
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Nouns:
    """Nouns asked for: by lemma, or by what they are ('ARMED', 'PLACE', ...)."""

    lemmas: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb with what must stand around it, and what it tells of then."""

    type: str
    rank: int
    main: int
    weapon: str | None
    particles: frozenset[str]
    preps: frozenset[str]
    object: Nouns | None
    subject: Nouns | None
    source: tuple[frozenset[str], Nouns] | None
    absorbs: bool


@dataclass(frozen=True, slots=True)
class Framed:
    """A verb that fills a frame; ``inside`` are the tokens of its object where they tell of nothing else."""

    at: int
    frame: Frame
    rank: int
    inside: frozenset[int]
    nouns: frozenset[int]


@dataclass(frozen=True, slots=True)
class Known:
    """The kinds of the parties, and the places, by token."""

    parties: dict[int, ActorKind]
    places: frozenset[int]
    coalition: frozenset[int]
    """Tokens that name a coalition of states, also as an adjective ('US-led')."""


NOTHING_KNOWN = Known({}, frozenset(), frozenset())


def known_in(doc: Doc, mentions: Iterable[Mention], places: Iterable[Place]) -> Known:
    """The parties and places of a document, by token."""
    parties: dict[int, ActorKind] = {}
    coalition: set[int] = set()
    for mention in mentions:
        tokens = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if tokens is not None and mention.actor.kind is ActorKind.COALITION:
            coalition.update(token.i for token in tokens)
        if tokens is not None and mention.attributive is None:
            parties.update((token.i, mention.actor.kind) for token in tokens)
    spans = [place.span for place in places if place.span is not None]
    found = [doc.char_span(span.start, span.end, alignment_mode="expand") for span in spans]
    return Known(
        parties, frozenset(token.i for tokens in found if tokens is not None for token in tokens), frozenset(coalition)
    )


@lru_cache(maxsize=1)
def _frames() -> dict[str, tuple[Frame, ...]]:
    """Frames by the forms of their verb, in the order of the file."""
    table = load_table("frames")
    by_verb: dict[str, list[Frame]] = {}
    for entry in table["frame"]:
        rank = entry.get("rank", 0)
        source = entry.get("source")
        frame = Frame(
            entry["type"],
            rank,
            entry.get("main", rank),
            entry.get("weapon"),
            _words(entry.get("particle")),
            _words(entry.get("prep")),
            _nouns(table["classes"], entry.get("object")),
            _nouns(table["classes"], entry.get("subject")),
            (_words(entry["prep2"]), _nouns(table["classes"], source) or Nouns(frozenset(), frozenset()))
            if source
            else None,
            entry.get("absorbs", False),
        )
        for verb in entry["verbs"].split():
            by_verb.setdefault(verb, []).append(frame)
    return {verb: tuple(frames) for verb, frames in by_verb.items()}


def noun_class(name: str) -> frozenset[str]:
    """The lemmas of a class of nouns."""
    return _classes()[name]


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in load_table("frames")["classes"].items()}


def _words(text: str | None) -> frozenset[str]:
    return frozenset((text or "").split())


def _nouns(classes: dict[str, str], text: str | None) -> Nouns | None:
    if text is None:
        return None
    words = [word for part in text.split() for word in (classes[part[1:]].split() if part.startswith("@") else [part])]
    kinds = frozenset(word for word in words if word.isupper())
    nouns = set(words) - kinds
    if "ARMED" in kinds:
        nouns |= set(classes["armed"].split())
    if "CROWD" in kinds:
        nouns |= {"protester", "protestor", "demonstrator", "marcher"}
    return Nouns(frozenset(nouns), kinds)


def find_frames(reading: Reading, sentence: Sentence, known: Known) -> tuple[Framed, ...]:
    """The verbs of a sentence that fill a frame, in text order: each the first of the file that it fills whose rank is
    the highest; a frame that tells of no event goes before all others."""
    found = []
    for at in range(sentence.first, sentence.last):
        forms = (reading.lemmas[at], reading.lower[at])
        if _frames().keys().isdisjoint(forms):
            continue
        token = reading.doc[at]
        if token.pos_ not in ("VERB", "NOUN", "ADJ", "AUX") or (
            token.pos_ != "VERB" and token.dep_ not in ("ROOT", "ccomp", "conj", "acl", "relcl")
        ):
            continue
        frames = {id(frame): frame for form in forms for frame in _frames().get(form, ())}
        filled = [
            (frame, nouns) for frame in frames.values() if (nouns := _fill(token, frame, sentence, known)) is not None
        ]
        if not filled:
            continue
        frame, nouns = max(filled, key=lambda pair: (not pair[0].type, pair[0].main))
        inside = frozenset(part.i for noun in nouns for part in noun.subtree) if frame.absorbs else frozenset()
        found.append(
            Framed(
                at,
                frame,
                frame.main if _is_main(token) else frame.rank,
                inside - {at},
                frozenset(noun.i for noun in nouns),
            )
        )
    return tuple(found)


def _fill(verb: Token, frame: Frame, sentence: Sentence, known: Known) -> tuple[Token, ...] | None:
    """The object nouns by which a verb fills a frame; None where it does not."""
    if frame.particles and not frame.particles & _particles(verb, sentence):
        return None
    if frame.subject is not None and not any(_is_one(noun, frame.subject, known) for noun in subjects_of(verb)):
        return None
    if frame.source is not None and not any(
        _is_one(noun, frame.source[1], known) for noun in _after_preps(verb, frame.source[0])
    ):
        return None
    if frame.object is None:
        return tuple(objects_of(verb)) if frame.absorbs else ()
    nouns = list(_after_preps(verb, frame.preps) if frame.preps else objects_of(verb))
    fitting = tuple(noun for noun in nouns if _is_one(noun, frame.object, known))
    return fitting or None


def _is_one(noun: Token, asked: Nouns, known: Known) -> bool:
    lemma, lower = noun.lemma_.lower(), noun.lower_
    if (
        "ANY" in asked.kinds
        or lemma in asked.lemmas
        or lower in asked.lemmas
        or (lower.endswith("s") and lower[:-1] in asked.lemmas)
    ):
        return True
    kind = known.parties.get(noun.i)
    if kind is not None and (
        ("ARMED" in asked.kinds and kind in _ARMED)
        or ("STATE" in asked.kinds and kind in _STATE)
        or ("CROWD" in asked.kinds and kind in _CROWD)
    ):
        return True
    if "PLACE" in asked.kinds and (noun.i in known.places or noun.ent_type_ in ("GPE", "LOC", "FAC")):
        return True
    if "PERSON" in asked.kinds and _is_full_name(noun):
        return True
    if "SOMEBODY" in asked.kinds and kind is None and _is_somebody(noun):
        return True
    return "NAME" in asked.kinds and kind is None and _is_single_name(noun)


def _is_somebody(noun: Token) -> bool:
    """Whether a noun is for people who bear no arms: 'a headmistress', 'villagers'."""
    person = person_lemma(noun)
    armed = people().groups_of(person) & {Group.COMBATANT, Group.SECURITY}
    alive = person not in ("body", "corpse", "remains", "dead")
    return alive and ((person in people() and not armed) or noun.lemma_.lower() in person_nouns())


def _is_single_name(noun: Token) -> bool:
    """Whether a noun is one thing's name: no day, no plural, no person's full name."""
    counted = noun.tag_ == "NNPS" or any(
        child.dep_ == "nummod" or child.lower_ in ("a", "an") for child in noun.children
    )
    return noun.pos_ == "PROPN" and noun.ent_type_ not in ("DATE", "TIME") and not counted and not _is_full_name(noun)


def _is_full_name(noun: Token) -> bool:
    """Whether a name is a person's of two words or more; taggers take a lone foreign place name for a person."""
    return noun.ent_type_ == "PERSON" and any(
        child.ent_type_ == "PERSON" for child in noun.children if child.dep_ in ("compound", "flat")
    )


def _particles(verb: Token, sentence: Sentence) -> set[str]:
    """Particles and adverbs of a verb, and the word right behind it, which a parser may have hung elsewhere."""
    found = {
        child.lower_
        for child in verb.children
        if child.dep_ in ("prt", "advmod", "prep", "acomp", "oprd", "dobj", "ccomp", "xcomp")
    }
    return found | ({verb.nbor(1).lower_} if verb.i + 1 < sentence.last else set())


def objects_of(verb: Token) -> Iterator[Token]:
    """The heads of a verb's objects: direct, or the subject of its passive, or the noun that a participle describes."""
    for child in verb.children:
        if child.dep_ in _OBJECTS:
            yield from _with_others(_antecedent(child, verb))
    if verb.dep_ == "conj" and any(child.dep_ == "auxpass" for child in verb.children):
        yield from (noun for child in verb.head.children if child.dep_ == "nsubjpass" for noun in _with_others(child))
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        yield from _with_others(verb.head)
    if (
        verb.dep_ == "relcl"
        and not any(child.dep_ in ("dobj", "nsubjpass") for child in verb.children)
        and any(child.dep_ == "nsubj" for child in verb.children)
    ):
        yield from _with_others(verb.head)


def subjects_of(verb: Token) -> Iterator[Token]:
    """The heads of who does what a verb says: its subject, its agent, or the subject of the verb it goes on from."""
    token = verb
    for _ in range(_STEPS):
        own = [child for child in token.children if child.dep_ == "nsubj"]
        for child in own:
            yield from _with_others(_antecedent(child, token))
        agents = [
            noun for child in token.children if child.dep_ == "agent" for noun in child.children if noun.dep_ == "pobj"
        ]
        for noun in agents:
            yield from _with_others(noun)
        if own or agents or any(child.dep_ == "nsubjpass" for child in token.children):
            return
        if token.dep_ == "acl" and token.tag_ == "VBG":
            yield from _with_others(token.head)
            return
        if token.dep_ not in ("conj", "xcomp", "advcl") or token.head.i == token.i:
            return
        token = token.head


def _after_preps(verb: Token, preps: frozenset[str]) -> Iterator[Token]:
    """The nouns behind a verb's prepositions, also behind those that a parser hung on the verb's object."""
    hosts = [verb, *(child for child in verb.children if child.dep_ in (*_OBJECTS, "prt", "advmod", "prep"))]
    for host in hosts:
        for child in host.children:
            if child.lower_ in preps and child.dep_ in ("prep", "agent", "prt", "advmod", "dative"):
                yield from (
                    one for noun in child.children if noun.dep_ in ("pobj", "dobj") for one in _with_others(noun)
                )


def _antecedent(noun: Token, verb: Token) -> Token:
    return verb.head if noun.lower_ in _RELATIVES and verb.dep_ == "relcl" else noun


def _with_others(noun: Token) -> Iterator[Token]:
    """A noun, what stands behind 'of' where it only counts, and the nouns joined to it."""
    yield noun
    if noun.lemma_.lower() in _QUANTITIES or noun.pos_ == "NUM":
        yield from (thing for of in noun.children if of.lower_ == "of" for thing in of.children if thing.dep_ == "pobj")
    for other in noun.conjuncts[:_STEPS]:
        if other.i > noun.i:
            yield other


def _is_main(verb: Token) -> bool:
    """Whether a verb heads its sentence, is what its speaker says, or is joined to such a verb."""
    token = verb
    for _ in range(_STEPS):
        if token.head.i == token.i:
            return True
        if token.dep_ not in ("ccomp", "conj", "parataxis") or (token.pos_ != "VERB" and token.dep_ != "ccomp"):
            return False
        token = token.head
    return False
