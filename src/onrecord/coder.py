"""A report in, cited incidents out: the stages in order.

``Coder`` keeps what is costly to load (the language model, the gazetteer, the registry) and remembers nothing between
reports: the same report gives the same coding, whatever was coded before.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from onrecord.actors import Registry, find_actors, load_registry, shouted_parties, side_of
from onrecord.claims import Background, SpeechAct, find_claims, find_situations, find_speech, find_unanchored
from onrecord.dates import find_times
from onrecord.errors import UnreadableReport
from onrecord.incidents import incidents_of, situations_of
from onrecord.language import EnglishReader, Reading
from onrecord.language.moved import moved
from onrecord.model import Claim, Coding, Incident, Place, Report, Span, Speaker
from onrecord.places import (
    Gazetteer,
    ToponymRole,
    find_toponyms,
    open_gazetteer,
    read_places,
    resolve_places,
    shouted_places,
    with_capitals,
)
from onrecord.reports import Given, Limits, read_text
from onrecord.reports.disguises import undisguised

LANGUAGES = frozenset({"en"})
"""The languages that can be read."""


class Coder:
    """Codes reports. ``min_confidence`` (0 to 1): values below it are left out, told to be unknown."""

    def __init__(
        self,
        *,
        min_confidence: float = 0.0,
        gazetteer: Gazetteer | None = None,
        registry: Registry | None = None,
        say: Callable[[str], None] | None = None,
    ) -> None:
        self.min_confidence = min_confidence
        self.gazetteer = gazetteer or open_gazetteer(say)
        self.registry = registry or load_registry()
        self.reader = EnglishReader(names_in=self._shouted_names)

    def code(
        self, text: str, published: date | None = None, title: str | None = None, country: str | None = None
    ) -> Coding:
        """Code a text. Raises UnreadableReport for an empty text or a language that cannot be read."""
        given = Given(published=published, title=title, country=country)
        read = read_text(text, "text", given=given, limits=Limits())
        if isinstance(read, UnreadableReport):
            raise read
        return self.code_report(read)

    def code_report(self, report: Report) -> Coding:
        """Code one report. Raises UnreadableReport for a language that cannot be read.

        Of a disguised text a plain copy is analysed; every span comes back as one of the report's own text.
        """
        plain = undisguised(report.text)
        if plain is None:
            return self._code(report)
        coding = moved(self._code(plain.report(report)), plain.back)
        return replace(coding, report=replace(report, unanchored=coding.report.unanchored))

    def _code(self, report: Report) -> Coding:
        reading = self._read(report)
        times = find_times(report.text, report.published.day)
        places, dateline = self._places(reading.doc, report.country_hint)
        country = _most_named(tuple(place.country for place in places if place.country)) or report.country_hint
        day = report.published.day
        mentions = find_actors(reading.doc, self.registry, text=report.text, country=country, day=day)
        speech = self._with_sides(find_speech(reading), country, day)
        known = Background(times, places, mentions, speech, dateline)
        claims, incidents = incidents_of(report, find_claims(reading, known))
        situations = find_situations(reading, known)
        told = _in_text_order(claims, situations)
        left = replace(report, unanchored=find_unanchored(reading, told, times))
        coding = Coding(left, told, incidents, situations_of(situations))
        return abstain(coding, self.min_confidence) if self.min_confidence > 0 else coding

    def places(self, report: Report, spans: Sequence[Span] | None = None) -> tuple[Place | None, ...]:
        """Every place name of a report with its own point; with ``spans``, just those, None for one without a place.

        Raises UnreadableReport for a language that cannot be read.
        """
        plain = undisguised(report.text)
        if plain is None:
            return read_places(self._read(report).doc, self.gazetteer, report.country_hint, spans)
        asked = None if spans is None else [plain.into(span) for span in spans]
        seen = None if asked is None else [span for span in asked if span is not None]
        doc = self._read(plain.report(report)).doc
        found = iter(moved(read_places(doc, self.gazetteer, report.country_hint, seen), plain.back))
        return tuple(found) if asked is None else tuple(None if span is None else next(found) for span in asked)

    def _read(self, report: Report) -> Reading:
        if report.language is not None and report.language not in LANGUAGES:
            raise UnreadableReport(
                report.id, "language", f"the text looks like '{report.language}'; only English can be read so far"
            )
        return self.reader.read(report)

    def _shouted_names(self, text: str) -> tuple[Span, ...]:
        """The places and parties that a text in capitals names."""
        return shouted_places(text, self.gazetteer) + shouted_parties(text, self.registry)

    def _with_sides(self, speech: Sequence[SpeechAct], country: str | None, day: date | None) -> tuple[SpeechAct, ...]:
        """The speech acts with the side that each speaker's office or organisation tells."""
        speakers = dict.fromkeys(speaker for act in speech for speaker in act.speakers)
        sided = {one: replace(one, side=side_of(_office(one), self.registry, country, day)) for one in speakers}
        return tuple(replace(act, speakers=tuple(sided[one] for one in act.speakers)) for act in speech)

    def _places(self, doc: Doc, country_hint: str | None) -> tuple[tuple[Place, ...], Place | None]:
        """The places an event can be at, and the dateline's; a demonym ('Syrian'), a border and a town that only
        locates another are none."""
        toponyms = with_capitals(doc.text, find_toponyms(doc, self.gazetteer), self.gazetteer)
        resolved = resolve_places(doc, toponyms, self.gazetteer, country_hint=country_hint)
        named = [pair for pair in zip(toponyms, resolved, strict=True) if pair[0].role is ToponymRole.PLACE]
        places = tuple(place for toponym, place in named if toponym.cue != "dateline")
        return places, next((place for toponym, place in named if toponym.cue == "dateline"), None)


def load_coder(
    *, min_confidence: float = 0.0, gazetteer: Gazetteer | None = None, say: Callable[[str], None] | None = None
) -> Coder:
    """A coder for a process that codes many reports and then ends: what is loaded stays, so that the garbage collector
    need not look at it again (7 % of the time of coding; see docs/benchmarks.md)."""
    coder = Coder(min_confidence=min_confidence, gazetteer=gazetteer, say=say)
    gc.collect()
    gc.freeze()
    return coder


def _office(speaker: Speaker) -> str:
    """The words that tell what a speaker is: rank, post, organisation."""
    return " ".join(word for word in (speaker.rank, speaker.role, speaker.organisation) if word)


def _most_named(countries: tuple[str, ...]) -> str | None:
    return max(sorted(set(countries)), key=countries.count, default=None)


def _in_text_order(claims: tuple[Claim, ...], situations: tuple[Claim, ...]) -> tuple[Claim, ...]:
    unique = {claim.id: claim for claim in (*claims, *situations)}
    return tuple(sorted(unique.values(), key=lambda claim: (claim.spans[-1], claim.spans[0], claim.id)))


def abstain(coding: Coding, least: float) -> Coding:
    """The coding without the values whose confidence is below ``least``; what is left out is unknown, not zero."""
    return replace(
        coding,
        claims=tuple(_sure_claim(claim, least) for claim in coding.claims),
        incidents=tuple(_sure_incident(incident, least) for incident in coding.incidents),
    )


def _sure_claim(claim: Claim, least: float) -> Claim:
    return replace(
        claim,
        when=claim.when if claim.when and claim.when.basis.confidence >= least else None,
        where=claim.where if claim.where and claim.where.basis.confidence >= least else None,
        participants=tuple(one for one in claim.participants if one.basis.confidence >= least),
        tolls=tuple(toll for toll in claim.tolls if toll.basis.confidence >= least),
    )


def _sure_incident(incident: Incident, least: float) -> Incident:
    return replace(
        incident,
        when=incident.when if incident.when and incident.when.basis.confidence >= least else None,
        where=incident.where if incident.where and incident.where.basis.confidence >= least else None,
        participants=tuple(one for one in incident.participants if one.basis.confidence >= least),
        tolls=tuple(toll for toll in incident.tolls if toll.basis.confidence >= least),
    )
