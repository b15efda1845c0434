"""Which party a phrase means, given the report's country and day and what stands before it.

In: the phrases of a text in order. Out: for each an actor with how it was found, or None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.actors.epithets import party_by_epithet
from onrecord.actors.noun_phrases import noun_phrase_at
from onrecord.actors.nouns import nouns
from onrecord.actors.phrases import Form, Phrase, follows, is_definite
from onrecord.actors.registry import Name, Registry
from onrecord.actors.relations import kin_before
from onrecord.actors.unregistered import slug
from onrecord.actors.whose_army import country_of_army
from onrecord.actors.words import Gap, Word, key_of, keys_of, split_words
from onrecord.language.number_words import TENS, UNITS
from onrecord.model import Actor, ActorKind, Basis, How

NEAR = 80
"""Words back within which 'the army' is the last army named and 'the militants' are the last group named: three or
four sentences of news prose. Not tuned; set by reading Syrian reports. Longer confuses the sides in round-ups."""
FAR = 250
"""Words back within which 'the group' is the last group named."""
_LEADER_NEAR = 30
"""Words back within which 'his men' are those of the leader named last."""
_SAME_CLAUSE = 15
"""Words back within which a party named before 'by the militants' is likely the one it was done to."""
_UNLIKE = frozenset({"unlike", "like", "than", "contrast"})
_HEAD = 2
"""Words before the first party of a sentence that still leave it its subject: 'The armed ...'."""
_NEXT = 3
"""Words from 'Unlike X,' to the noun of 'the group'."""
_ROAD = re.compile(r"[A-Z]\d{1,3}")
"""Names that are also those of roads: 'M23'."""
_SHORT = 4
"""Letters up to which an acronym is borne by so many that its country must be in the report."""

_ARMY_OF = {"PS": "IL"}
"""Countries without an army of their own, to the one whose army is 'the army' there."""
_STATE_BEFORE = {"XK": ("RS", 1999), "TL": ("ID", 1999), "SS": ("SD", 2011), "ER": ("ET", 1991)}
"""Countries of today whose forces were another's until a year."""
_OF_AN_ARMY = frozenset({"army", "military", "soldiers", "troops"})
_OF_A_STATE = ("military", "police", "security")
_THOSE_TOLD_OF = frozenset({"troops", "soldiers", "policemen", "officers"})
"""Words for men rather than for a body of them: with 'the', those told of before."""
_HOMES = {"islamic-state": ("SY", "IQ")}
"""Parties whose branches go by their name, with the countries where it means the party itself."""
GROUPS = frozenset({ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.CRIMINAL, ActorKind.PARTY})
_BY_NOUN = {
    "group": GROUPS,
    "militia": frozenset({ActorKind.MILITIA, ActorKind.ARMED_GROUP}),
    "paramilitary": frozenset({ActorKind.MILITIA}),
    "gang": frozenset({ActorKind.CRIMINAL}),
    "mission": frozenset({ActorKind.PEACEKEEPERS}),
    "coalition": frozenset({ActorKind.COALITION}),
    "alliance": frozenset({ActorKind.COALITION, ActorKind.ARMED_GROUP}),
}
_POINTS_BACK = frozenset(
    [
        "militants",
        "fighters",
        "separatists",
        "secessionists",
        "jihadists",
        "extremists",
        "jihadis",
        "islamists",
        "insurgents",
        "guerrillas",
        "rebels",
        "authorities",
    ]
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A party, how the words refer to it, and what that rests on."""

    actor: Actor
    how: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Seen:
    at: int
    phrase: Phrase
    actor: Actor


class Resolver:
    """Resolves the phrases of one text in order."""

    def __init__(
        self,
        words: Sequence[Word],
        phrases: Sequence[Phrase],
        registry: Registry,
        *,
        country: str | None,
        day: date | None,
    ) -> None:
        self._words = words
        self._registry = registry
        self._day = day
        told = Counter(phrase.country for phrase in phrases if phrase.country)
        self._told = frozenset(told)
        self._home = country or (told.most_common(1)[0][0] if told else None)
        self._seen: list[_Seen] = []
        keys = {word.key for word in words}
        self._tells_of_police = "police" in keys and not keys & _OF_AN_ARMY
        self._leader: _Seen | None = None
        self._observer_at: int | None = None
        self._led = frozenset(
            name.actor for phrase in phrases if phrase.form is Form.LEADER and not phrase.plain for name in phrase.names
        )
        self._full_names = frozenset(
            name.actor for phrase in phrases for name in phrase.names if not name.acronym and not name.cued
        )

    def resolve(self, phrase: Phrase) -> Resolved | None:
        """The party of the next phrase; None where it refers to none."""
        if phrase.form is Form.OBSERVER:
            self._observer_at = phrase.first
            return None
        if phrase.form is Form.LEADER:
            self._note_leader(phrase)
            return None
        resolved = self._resolve(phrase)
        if resolved:
            self._seen.append(_Seen(phrase.last, phrase, resolved.actor))
        return resolved

    def _note_leader(self, phrase: Phrase) -> None:
        """Remember whose leader was named, for 'the rebels' and 'the movement' behind it."""
        best = min(phrase.names, key=lambda name: self._doubt(name, phrase))
        actor = self._registry.get(best.actor)
        if actor is not None and best.fits_year(self._day) and (self._is_here(best) or len(phrase.names) == 1):
            self._leader = _Seen(phrase.last, replace(phrase, form=Form.NAMED), actor)
            if not phrase.plain:
                self._seen.append(self._leader)

    def _resolve(self, phrase: Phrase) -> Resolved | None:
        described = self._described(phrase) if phrase.told else None
        if described is not None:
            return described
        if phrase.form is Form.NAMED:
            return self._named(phrase) or self._by_nouns(phrase)
        if phrase.form is Form.UNREGISTERED:
            return self._unregistered(phrase)
        if phrase.form is Form.ANAPHOR:
            return self._anaphor(phrase) or self._by_epithet(phrase) or self._by_nouns(phrase)
        if phrase.form is Form.SHORT:
            return self._short_form(phrase) or self._by_epithet(phrase)
        if phrase.form is Form.FOLLOWERS:
            return self._followers(phrase)
        if phrase.form is Form.THEY:
            return self._they(phrase)
        if phrase.form is Form.COALITION:
            return self._coalition(phrase) or self._by_epithet(phrase)
        if phrase.form is Form.NATION:
            actor = self._registry.generic("military", phrase.country)
            return Resolved(actor, "generic", Basis(How.INFERRED, "actors.country", 0.7))
        return self._generic(phrase)

    # ------------------------------------------------------------ names

    def _described(self, phrase: Phrase) -> Resolved | None:
        """'the sect, whose founder X ...', 'the movement now known as Y'."""
        best = min(phrase.told, key=lambda name: self._doubt(name, phrase))
        actor = self._registry.get(best.actor)
        alone = len({name.actor for name in phrase.told}) == 1
        if actor is None or not (self._is_here(best) and (alone or best.fits_year(self._day))):
            return None
        return Resolved(actor, "anaphor", Basis(How.INFERRED, "actors.described", 0.75))

    def _by_epithet(self, phrase: Phrase) -> Resolved | None:
        """'the sect' in Nigeria, 'Somali Islamists': what the press of a country and time calls a party."""
        first = phrase.first
        while first and self._words[first].gap is Gap.SPACE and self._words[first - 1].key in nouns().sets["neutral"]:
            first -= 1
        if not (phrase.country or is_definite(self._words, first)):
            return None
        words = self._words[first : phrase.last]
        actor_id = party_by_epithet(words, phrase.country or self._home, self._day)
        actor = self._registry.get(actor_id) if actor_id else None
        return Resolved(actor, "generic", Basis(How.INFERRED, "actors.epithet", 0.55)) if actor else None

    def _named(self, phrase: Phrase) -> Resolved | None:
        doubts = {name: self._doubt(name, phrase) for name in phrase.names}
        ranked = sorted(phrase.names, key=doubts.__getitem__)
        best = ranked[0]
        actor = self._registry.get(best.actor)
        if actor is None:
            return None
        if actor.kind is ActorKind.COALITION and not self._is_here(best):
            return self._coalition(replace(phrase, form=Form.COALITION, kind="coalition", names=()))
        if not self._is_at_home(best, alone=len({name.actor for name in phrase.names}) == 1):
            return None
        if self._is_state(actor.id) and not self._is_here(best) and (kind := _plain_kind(best)):
            of_home = self._registry.generic(kind, self._state_at_home(kind))
            return Resolved(of_home, "generic", Basis(How.INFERRED, "actors.context", 0.75))
        if best.cued and any(name.actor != best.actor and doubts[name] == doubts[best] for name in ranked):
            of_a_people = self._registry.generic("rebels", self._home)
            return Resolved(of_a_people, "generic", Basis(How.INFERRED, "actors.several_bearers", 0.6))
        member = self._member_told_of(actor, best)
        if member is not None:
            return Resolved(member, "named", Basis(How.INFERRED, "actors.member", 0.7))
        affiliate = self._affiliate_told_of(actor, phrase)
        if affiliate is not None:
            return Resolved(affiliate, "anaphor", Basis(How.INFERRED, "actors.branch", 0.75))
        branch = self._branch(actor, phrase)
        if branch is not None:
            return Resolved(branch, "named", Basis(How.INFERRED, "actors.branch", 0.75))
        if (
            (phrase.kind == "government" or phrase.attributive == "backer")
            and best.cued
            and actor.id.startswith("military-")
        ):
            actor = self._registry.generic("government", actor.country)
        elif phrase.kind in ("police", "security") and best.cued and actor.id.startswith("military-"):
            actor = self._registry.generic(phrase.kind, actor.country)
        sure = best.fits_year(self._day)
        alone = all(name.actor == best.actor or doubts[name] != doubts[best] for name in ranked)
        confidence = 0.95 if sure and alone else 0.7 if sure else 0.6
        return Resolved(actor, "named", Basis(How.STATED, "actors.named", confidence))

    def _member_told_of(self, actor: Actor, name: Name) -> Actor | None:
        """'The Mai-Mai' behind 'Mai-Mai Yakutumba' are those, in the country of both."""
        started = f"{key_of(name.written)} "
        told = {
            seen.actor
            for seen in self._seen
            if key_of(seen.actor.name).startswith(started)
            and seen.actor.country == actor.country
            and seen.actor.id != actor.id
        }
        return told.pop() if len(told) == 1 else None

    def _affiliate_told_of(self, actor: Actor, phrase: Phrase) -> Actor | None:
        """'the al-Qaeda affiliate' is the one named before."""
        if phrase.attributive != "backer" or not self._is_kin(phrase):
            return None
        return next((seen.actor for seen in reversed(self._seen) if self._descends(seen.actor, actor.id)), None)

    def _descends(self, actor: Actor, ancestor: str) -> bool:
        while actor.parent:
            if actor.parent == ancestor:
                return True
            parent = self._registry.get(actor.parent)
            if parent is None:
                return False
            actor = parent
        return False

    def _branch(self, actor: Actor, phrase: Phrase) -> Actor | None:
        """'Islamic State's Somali wing', and plain 'Islamic State' in a country where only its branch fights."""
        kin = phrase.attributive == "backer" and (self._is_kin(phrase) or kin_before(self._words, phrase.first))
        spread = phrase.attributive in (None, "holder") and self._home not in _HOMES.get(actor.id, (self._home,))
        if not (kin or spread):
            return None
        return self._registry.branch_of(actor.id, self._home, self._day)

    def _is_kin(self, phrase: Phrase) -> bool:
        """Whether 'Syrian affiliate' or its like stands behind, and no name of it after that."""
        for at in range(phrase.last, min(phrase.last + 4, len(self._words))):
            if self._words[at].gap is Gap.BREAK:
                return False
            if self._words[at].key in nouns().sets["context.kin"]:
                behind = range(at + 1, min(at + 3, len(self._words)))
                return not any(self._registry.longest_at(self._words, index) for index in behind)
        return False

    def _short_form(self, phrase: Phrase) -> Resolved | None:
        """'The Front': the last one named so, else the one party of the country whose name ends so."""
        for seen in reversed(self._seen):
            if phrase.kind in key_of(seen.actor.name).split():
                return Resolved(seen.actor, "anaphor", Basis(How.INFERRED, "actors.short_form", 0.8))
        actor = self._registry.by_last_word(phrase.kind, self._home, self._day)
        return Resolved(actor, "anaphor", Basis(How.INFERRED, "actors.short_form", 0.5)) if actor else None

    def _by_nouns(self, phrase: Phrase) -> Resolved | None:
        """'loyalist fighters' far from where Loyalists is a name: what the nouns alone say."""
        nouns_alone = None if phrase.attributive else noun_phrase_at(self._words, phrase.first)
        if nouns_alone is None or nouns_alone.last > phrase.last:
            return None
        if phrase.form is Form.ANAPHOR and nouns_alone.last < phrase.last:
            return None
        return self._generic(nouns_alone)

    def _doubt(self, name: Name, phrase: Phrase) -> tuple[bool, ...]:
        """What speaks against a bearer of a name, the gravest first."""
        return (
            phrase.kind == "rebels" and self._is_state(name.actor),
            name.actor not in self._full_names,
            name.actor not in self._led,
            not self._is_here(name),
            not name.fits_year(self._day),
            not name.fits_country(self._home),
            self._day is None and name.last_year is not None,
            self._home not in name.countries[:1],
            not self._is_main_name(name),
        )

    def _is_main_name(self, name: Name) -> bool:
        actor = self._registry.get(name.actor)
        return actor is not None and key_of(actor.name) == key_of(name.written)

    def _is_state(self, actor_id: str) -> bool:
        """Whether a party is a state's: its men are no 'militants'."""
        actor = self._registry.get(actor_id)
        return actor is not None and actor.kind in (ActorKind.STATE_FORCE, ActorKind.POLICE, ActorKind.GOVERNMENT)

    def _is_here(self, name: Name) -> bool:
        here = name.fits_country(self._home) or any(name.fits_country(country) for country in self._told)
        return here or self._home is None

    def _is_at_home(self, name: Name, *, alone: bool) -> bool:
        if _ROAD.fullmatch(name.written) and self._home is not None:
            return name.fits_country(self._home)
        here = name.fits_country(self._home) or any(name.fits_country(country) for country in self._told)
        if here or name.actor in self._full_names or any(seen.actor.id == name.actor for seen in self._seen):
            return name.fits_year(self._day) or not (name.acronym and len(name.written) <= _SHORT)
        if name.acronym and len(name.written) <= _SHORT:
            return self._home is None and alone and len(name.written) == _SHORT
        return alone or not (name.cued or _is_plain_name(name))

    def _unregistered(self, phrase: Phrase) -> Resolved:
        words = self._words[phrase.name_first : phrase.name_last]
        name = " ".join(word.text[: word.stem_end - word.start] for word in words)
        kind = ActorKind.ARMED_GROUP
        if words[-1].key.startswith("militia"):
            kind = ActorKind.MILITIA
        elif words[-1].key in ("gang", "cartel"):
            kind = ActorKind.CRIMINAL
        actor = Actor(f"unregistered-{slug(name)}", name, kind, self._home, registered=False)
        return Resolved(actor, "named", Basis(How.STATED, "actors.unregistered", 0.6))

    # ------------------------------------------------------------ nouns

    def _generic(self, phrase: Phrase) -> Resolved | None:
        if phrase.kind == "unidentified":
            captors = self._captors(phrase)
            if captors is not None:
                return captors
            actor = self._registry.generic("unidentified", None)
            return Resolved(actor, "generic", Basis(How.STATED, "actors.generic", 0.8))
        if phrase.kind == "peacekeepers":
            return self._peacekeepers(phrase)
        if phrase.country:
            officers = self._words[phrase.last - 1].key == "officers" and self._tells_of_police
            actor = self._registry.generic("police" if officers else phrase.kind, phrase.country)
            return self._by_epithet(phrase) or Resolved(actor, "generic", Basis(How.STATED, "actors.generic", 0.9))
        return (
            self._pointed_at(phrase)
            or self._by_epithet(phrase)
            or (self._of_same_kind(phrase) if self._words[phrase.last - 1].key in _THOSE_TOLD_OF else None)
            or self._of_another_capital(phrase)
            or self._of_same_kind(phrase)
            or self._at_home(phrase)
        )

    def _peacekeepers(self, phrase: Phrase) -> Resolved:
        mission = self._registry.in_country(ActorKind.PEACEKEEPERS, self._home, self._day)
        named = self._last(frozenset({ActorKind.PEACEKEEPERS}), FAR, phrase)
        actor = named or (None if phrase.country else mission) or self._registry.generic("peacekeepers", self._home)
        return Resolved(actor, "generic", Basis(How.INFERRED, "actors.context", 0.7))

    def _pointed_at(self, phrase: Phrase) -> Resolved | None:
        """'the militants', 'other fighters' where a group was named shortly before."""
        if phrase.kind not in ("rebels", "militia", "paramilitary") or phrase.attributive:
            return None
        head = self._words[phrase.last - 1]
        if phrase.kind == "rebels" and head.key not in _POINTS_BACK:
            return None
        if not (phrase.definite or self._is_further(phrase.first)):
            return None
        kinds = _BY_NOUN["paramilitary" if phrase.kind == "paramilitary" else "militia"]
        actor = self._last(kinds, NEAR, phrase)
        return Resolved(actor, "anaphor", Basis(How.INFERRED, "actors.anaphor", 0.6)) if actor else None

    def _captors(self, phrase: Phrase) -> Resolved | None:
        """'The kidnappers' where a group was named shortly before."""
        if not phrase.definite or self._words[phrase.last - 1].key not in nouns().sets["context.captors"]:
            return None
        actor = self._last(_BY_NOUN["militia"], NEAR, phrase)
        return Resolved(actor, "anaphor", Basis(How.INFERRED, "actors.anaphor", 0.6)) if actor else None

    def _is_further(self, first: int) -> bool:
        """'five other militants': more of those told of; 'other militants' are somebody else."""
        if first < 2 or self._words[first - 1].key != "other":
            return False
        count = self._words[first - 2].key
        return count.isdigit() or count in UNITS or count in TENS or count in ("several", "dozen")

    def _of_another_capital(self, phrase: Phrase) -> Resolved | None:
        """'Islamabad said the army ...', 'the army in Nairobi': the army of that capital's country."""
        if not phrase.definite or phrase.kind not in _OF_A_STATE:
            return None
        country = country_of_army(self._words, phrase, {seen.actor.id for seen in self._seen})
        if country is None:
            return None
        actor = self._registry.generic(phrase.kind, country)
        return Resolved(actor, "generic", Basis(How.INFERRED, "actors.speaking_capital", 0.65))

    def _of_same_kind(self, phrase: Phrase) -> Resolved | None:
        """'the army' is the last army named."""
        if not phrase.definite:
            return None
        for seen in reversed(self._seen):
            if phrase.first - seen.at > NEAR:
                return None
            foreign_means = seen.actor.country != self._home and self._is_means(seen.phrase)
            if foreign_means:
                continue
            if seen.phrase.form is Form.GENERIC and seen.phrase.kind == phrase.kind and seen.actor.country:
                return Resolved(seen.actor, "generic", Basis(How.INFERRED, "actors.context", 0.75))
        return None

    def _is_means(self, phrase: Phrase) -> bool:
        """Whether a party is told by its jets or strikes: 'the army' beside 'American jets' is not America's."""
        head = nouns().head_at(self._words, phrase.last - 1)
        return head is not None and head[0].rank in ("means", "attacks")

    def _at_home(self, phrase: Phrase) -> Resolved:
        actor = self._registry.generic(phrase.kind, self._state_at_home(phrase.kind))
        return Resolved(actor, "generic", Basis(How.INFERRED, "actors.context", 0.75 if self._home else 0.5))

    def _state_at_home(self, kind: str) -> str | None:
        """The state whose army or police is 'the army' here."""
        home = self._home or ""
        if kind == "military" and home in _ARMY_OF:
            return _ARMY_OF[home]
        if kind in _OF_A_STATE and home in _STATE_BEFORE and self._day is not None:
            state, until = _STATE_BEFORE[home]
            return state if self._day.year <= until else home
        return self._home

    # ------------------------------------------------------------ pointing back

    def _anaphor(self, phrase: Phrase) -> Resolved | None:
        if self._means_observer(phrase):
            return None
        if phrase.kind == "mission":
            return self._mission(phrase)
        kinds = _BY_NOUN.get(phrase.kind, frozenset())
        actor = self._topic(phrase, kinds) or self._last(kinds, FAR, phrase)
        if actor is not None and phrase.country not in (None, actor.country):
            return None
        return Resolved(actor, "anaphor", Basis(How.INFERRED, "actors.anaphor", 0.6)) if actor else None

    def _followers(self, phrase: Phrase) -> Resolved | None:
        """'his men' where a party's leader was named shortly before; 'our men' are those of who speaks."""
        if self._words[phrase.first - 1].key == "our":
            return self._of_the_speaker(phrase)
        if self._leader is None or phrase.first - self._leader.at > _LEADER_NEAR:
            return None
        return Resolved(self._leader.actor, "anaphor", Basis(How.INFERRED, "actors.leader", 0.7))

    def _of_the_speaker(self, phrase: Phrase) -> Resolved | None:
        """'The spokesman of X said ... our men': the party named last whose spokesman or commander speaks."""
        office = nouns().sets["context.office"] | nouns().sets["context.leader"]
        speech = nouns().sets["context.speech"]
        for seen in reversed(self._seen):
            if phrase.first - seen.at > NEAR:
                return None
            before = self._words[max(0, seen.phrase.first - 3) : seen.phrase.first]
            behind = self._words[seen.at : seen.at + 3]
            if any(word.key in office for word in (*before, *behind)) or any(word.key in speech for word in behind):
                return Resolved(seen.actor, "anaphor", Basis(How.INFERRED, "actors.speaker", 0.6))
        return None

    def _they(self, phrase: Phrase) -> Resolved | None:
        """'They' are who opened this sentence or, at its head, the one before; an organisation that reports is not."""
        opened = (
            self._sentence_of(phrase.first - 1) if self._words[phrase.first].opens else self._sentence_of(phrase.first)
        )
        heads = [seen for seen in self._seen if opened <= seen.phrase.first <= opened + _HEAD]
        if not heads or heads[0].phrase.attributive or heads[0].phrase.singular:
            return None
        return Resolved(heads[0].actor, "anaphor", Basis(How.INFERRED, "actors.they", 0.5))

    def _sentence_of(self, at: int) -> int:
        """The index of the word that opens the sentence of a word."""
        return next((index for index in range(at, -1, -1) if self._words[index].opens), 0)

    def _topic(self, phrase: Phrase, kinds: frozenset[ActorKind]) -> Actor | None:
        """'X said it beat back Y. The group said ...': a sentence that opens so goes on about who opened the last one
        (the subject is the likeliest antecedent; Grosz, Joshi and Weinstein 1995, centering)."""
        start = phrase.first - 1
        if start < 0 or not self._words[start].opens:
            return None
        before = next((at for at in range(start - 1, -1, -1) if self._words[at].opens), 0)
        for seen in self._seen:
            if before <= seen.phrase.first <= before + 1 and seen.phrase.form in (Form.NAMED, Form.UNREGISTERED):
                return seen.actor if seen.actor.kind in kinds and not seen.phrase.attributive else None
        return None

    def _mission(self, phrase: Phrase) -> Resolved | None:
        """'the mission', 'the force' where peacekeepers were told of before."""
        seen = [each for each in self._seen if each.actor.kind is ActorKind.PEACEKEEPERS]
        described = self._words[phrase.first].base not in ("mission", "force")
        if not seen or described or phrase.first - seen[-1].at > FAR:
            return None
        return Resolved(seen[-1].actor, "anaphor", Basis(How.INFERRED, "actors.anaphor", 0.6))

    def _means_observer(self, phrase: Phrase) -> bool:
        """Whether 'the group' is one that reports: named last, or it speaks and such a one was named nearby."""
        if self._observer_at is None or phrase.first - self._observer_at > FAR:
            return False
        last = max((seen.at for seen in self._seen if seen.actor.kind in GROUPS), default=-1)
        after = follows(self._words, phrase.last)
        speaks = after is not None and after.key in nouns().sets["context.speech"]
        return speaks or self._observer_at > last

    def _coalition(self, phrase: Phrase) -> Resolved | None:
        kinds = _BY_NOUN[phrase.kind]
        own = self._registry.by_last_word(phrase.kind, self._home, self._day) if phrase.kind == "alliance" else None
        if own is not None:
            return Resolved(own, "anaphor", Basis(How.INFERRED, "actors.short_form", 0.6))
        told = next((seen.actor for seen in reversed(self._seen) if seen.phrase.form is Form.COALITION), None)
        actor = told or self._last(kinds, len(self._words), phrase)
        if actor is None:
            actor = self._registry.in_country(ActorKind.COALITION, self._home, self._day)
        return Resolved(actor, "anaphor", Basis(How.INFERRED, "actors.anaphor", 0.7)) if actor else None

    def _last(self, kinds: frozenset[ActorKind], within: int, phrase: Phrase) -> Actor | None:
        """The party of these kinds that was named last, within so many words.

        In 'A's men were shot by the militants' those are rather somebody named before A.
        """
        near = [
            seen
            for seen in reversed(self._seen)
            if phrase.first - seen.at <= within
            and seen.phrase.form in (Form.NAMED, Form.UNREGISTERED)
            and not self._is_set_against(seen, phrase)
            and (seen.actor.kind in kinds or (phrase.form is Form.COALITION and phrase.kind in seen.actor.name.lower()))
        ]
        if self._does_it_to_another(phrase) and len(near) > 1 and phrase.first - near[0].at < _SAME_CLAUSE:
            other = next((seen for seen in near if seen.actor.id != near[0].actor.id), near[0])
            return other.actor
        return near[0].actor if near else None

    def _is_set_against(self, seen: _Seen, phrase: Phrase) -> bool:
        """'Unlike X, the group ...': the group is another than X."""
        before = self._words[seen.phrase.first - 1].key if seen.phrase.first else ""
        return before in _UNLIKE and phrase.first - seen.at <= _NEXT

    def _does_it_to_another(self, phrase: Phrase) -> bool:
        at = phrase.first - 2
        if at < 1 or self._words[at].key != "by":
            return False
        return self._words[at - 1].key not in nouns().sets["relation.holder"]


def _is_plain_name(name: Name) -> bool:
    """'Popular Front', 'National Army': borne by parties of many countries, known or not."""
    words = keys_of(name.written)
    sets = nouns().sets
    return all(word in sets["unregistered.ideology"] | sets["unregistered.last"] | sets["neutral"] for word in words)


def _plain_kind(name: Name) -> str | None:
    """The kind of party that a state's name tells as a noun: 'Republican Guard' is the military of many a country."""
    words = split_words(name.written)
    head = nouns().head_at(words, 0)
    return head[0].kind if head and head[0].rank == "strong" and head[1] == len(words) else None
