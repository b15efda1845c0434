"""Which party a phrase means, given the report's country and day and what stands before it.

In: the phrases of a text in order. Out: for each an actor with how it was found, or None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.actors.noun_phrases import noun_phrase_at
from onrecord.actors.nouns import nouns
from onrecord.actors.phrases import Form, Phrase, capital_at, follows
from onrecord.actors.registry import Name, Registry
from onrecord.actors.unregistered import slug
from onrecord.actors.words import Gap, Word, key_of
from onrecord.language.number_words import TENS, UNITS
from onrecord.model import Actor, ActorKind, Basis, How

NEAR = 80
"""Words back within which 'the army' is the last army named and 'the militants' are the last group named: three or
four sentences of news prose. Not tuned; set by reading Syrian reports. Longer confuses the sides in round-ups."""
FAR = 250
"""Words back within which 'the group' is the last group named."""
_SAME_CLAUSE = 15
"""Words back within which a party named before 'by the militants' is likely the one it was done to."""
_SHORT = 4
"""Letters up to which an acronym is borne by so many that its country must be in the report."""

_ARMY_OF = {"PS": "IL"}
"""Countries without an army of their own, to the one whose army is 'the army' there."""
_OF_A_STATE = ("military", "police", "security")
_SPEAKS_WITHIN = 16
"""Words back within which a capital that speaks tells whose army is meant."""
_HOMES = {"islamic-state": ("SY", "IQ")}
"""Parties whose branches go by their name, with the countries where it means the party itself."""
GROUPS = frozenset({ActorKind.ARMED_GROUP, ActorKind.MILITIA, ActorKind.CRIMINAL, ActorKind.PARTY})
_BY_NOUN = {
    "group": GROUPS,
    "militia": frozenset({ActorKind.MILITIA, ActorKind.ARMED_GROUP}),
    "gang": frozenset({ActorKind.CRIMINAL}),
    "coalition": frozenset({ActorKind.COALITION}),
    "alliance": frozenset({ActorKind.COALITION, ActorKind.ARMED_GROUP}),
}
_POINTS_BACK = frozenset(
    ["militants", "fighters", "jihadists", "extremists", "jihadis", "islamists", "insurgents", "guerrillas", "rebels"]
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
        self._observer_at: int | None = None
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
            self._seen.append(_Seen(phrase.last, replace(phrase, form=Form.NAMED), actor))

    def _resolve(self, phrase: Phrase) -> Resolved | None:
        if phrase.form is Form.NAMED:
            return self._named(phrase) or self._by_nouns(phrase)
        if phrase.form is Form.UNREGISTERED:
            return self._unregistered(phrase)
        if phrase.form is Form.ANAPHOR:
            return self._anaphor(phrase)
        if phrase.form is Form.SHORT:
            return self._short_form(phrase)
        if phrase.form is Form.COALITION:
            return self._coalition(phrase)
        if phrase.form is Form.NATION:
            actor = self._registry.generic("military", phrase.country)
            return Resolved(actor, "generic", Basis(How.INFERRED, "actors.country", 0.7))
        return self._generic(phrase)

    # ------------------------------------------------------------ names

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

    def _branch(self, actor: Actor, phrase: Phrase) -> Actor | None:
        """'Islamic State's Somali wing', and plain 'Islamic State' in a country where only its branch fights."""
        kin = phrase.attributive == "backer" and self._is_kin(phrase)
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
        return self._generic(nouns_alone)

    def _doubt(self, name: Name, phrase: Phrase) -> tuple[bool, ...]:
        """What speaks against a bearer of a name, the gravest first."""
        return (
            phrase.kind == "rebels" and self._is_state(name.actor),
            name.actor not in self._full_names,
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
        here = name.fits_country(self._home) or any(name.fits_country(country) for country in self._told)
        if here or name.actor in self._full_names or any(seen.actor.id == name.actor for seen in self._seen):
            return name.fits_year(self._day) or not (name.acronym and len(name.written) <= _SHORT)
        if name.acronym and len(name.written) <= _SHORT:
            return self._home is None and alone and len(name.written) == _SHORT
        return alone or not name.cued

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
            actor = self._registry.generic("unidentified", None)
            return Resolved(actor, "generic", Basis(How.STATED, "actors.generic", 0.8))
        if phrase.kind == "peacekeepers":
            return self._peacekeepers(phrase)
        if phrase.country:
            actor = self._registry.generic(phrase.kind, phrase.country)
            return Resolved(actor, "generic", Basis(How.STATED, "actors.generic", 0.9))
        return (
            self._pointed_at(phrase)
            or self._of_who_speaks(phrase)
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
        if phrase.kind not in ("rebels", "militia") or phrase.attributive:
            return None
        head = self._words[phrase.last - 1]
        if phrase.kind == "rebels" and head.key not in _POINTS_BACK:
            return None
        if not (phrase.definite or self._is_further(phrase.first)):
            return None
        actor = self._last(_BY_NOUN["militia"], NEAR, phrase)
        return Resolved(actor, "anaphor", Basis(How.INFERRED, "actors.anaphor", 0.6)) if actor else None

    def _is_further(self, first: int) -> bool:
        """'five other militants': more of those told of; 'other militants' are somebody else."""
        if first < 2 or self._words[first - 1].key != "other":
            return False
        count = self._words[first - 2].key
        return count.isdigit() or count in UNITS or count in TENS or count in ("several", "dozen")

    def _of_who_speaks(self, phrase: Phrase) -> Resolved | None:
        """'Islamabad said the army ...': the army of the country whose capital speaks in the sentence."""
        if not phrase.definite or phrase.kind not in _OF_A_STATE:
            return None
        speech, spoken = nouns().sets["context.speech"], False
        for at in range(phrase.first - 1, max(-1, phrase.first - _SPEAKS_WITHIN), -1):
            word = self._words[at]
            spoken = spoken or word.key in speech
            capital = capital_at(self._words, at) if spoken else None
            if capital is not None:
                actor = self._registry.generic(phrase.kind, capital[0])
                return Resolved(actor, "generic", Basis(How.INFERRED, "actors.speaking_capital", 0.65))
            if word.gap is Gap.BREAK and word.capital:
                return None
        return None

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
        home = _ARMY_OF.get(self._home or "", self._home) if phrase.kind == "military" else self._home
        actor = self._registry.generic(phrase.kind, home)
        return Resolved(actor, "generic", Basis(How.INFERRED, "actors.context", 0.75 if self._home else 0.5))

    # ------------------------------------------------------------ pointing back

    def _anaphor(self, phrase: Phrase) -> Resolved | None:
        if self._means_observer(phrase):
            return None
        actor = self._last(_BY_NOUN[phrase.kind], FAR, phrase)
        return Resolved(actor, "anaphor", Basis(How.INFERRED, "actors.anaphor", 0.6)) if actor else None

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
        actor = self._last(kinds, len(self._words), phrase)
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
            and (seen.actor.kind in kinds or (phrase.form is Form.COALITION and phrase.kind in seen.actor.name.lower()))
        ]
        if self._does_it_to_another(phrase) and len(near) > 1 and phrase.first - near[0].at < _SAME_CLAUSE:
            other = next((seen for seen in near if seen.actor.id != near[0].actor.id), near[0])
            return other.actor
        return near[0].actor if near else None

    def _does_it_to_another(self, phrase: Phrase) -> bool:
        at = phrase.first - 2
        if at < 1 or self._words[at].key != "by":
            return False
        return self._words[at - 1].key not in nouns().sets["relation.holder"]
