"""Every place name of a text with its own point, or just the ones at given spans.

In: a parsed text. Out: places for `onrecord places`. Unlike the places of events, a name here keeps its own point
whatever stands around it: Ramadi in '30 km west of Ramadi' is Ramadi.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model import Place, Span
from onrecord.places.cues import WINDOW, cue_before, is_border, kind_after, type_kind
from onrecord.places.gazetteer import Gazetteer
from onrecord.places.relations import relate
from onrecord.places.resolve import resolve_places
from onrecord.places.toponym import Toponym, ToponymRole
from onrecord.places.toponyms import find_toponyms

if TYPE_CHECKING:
    from spacy.tokens import Doc


def read_places(
    doc: Doc, gazetteer: Gazetteer, country_hint: str | None = None, spans: Sequence[Span] | None = None
) -> tuple[Place | None, ...]:
    """The places a text names, in text order; ``Place.span`` cuts out the name alone.

    Where ``spans`` are given, exactly those are resolved, in that order, with None for one that cannot be placed.
    Demonyms are placed in their country (rule 'places.demonym').
    """
    found = find_toponyms(doc, gazetteer)
    if spans is None:
        return _own_points(doc, found, gazetteer, country_hint)
    text = doc.text
    given = tuple(_as_toponym(text, span, gazetteer) for span in spans)
    others = [toponym for toponym in found if not any(toponym.span.overlaps(span) for span in spans)]
    merged = sorted({toponym.span: toponym for toponym in (*others, *given)}.values(), key=lambda one: one.span)
    placed = _own_points(doc, relate(text, merged), gazetteer, country_hint)
    by_span = {place.span: place for place in placed}
    return tuple(_with_point(by_span.get(span)) for span in spans)


def _with_point(place: Place | None) -> Place | None:
    return place if place is not None and place.lat is not None else None


def _own_points(
    doc: Doc, toponyms: Sequence[Toponym], gazetteer: Gazetteer, country_hint: str | None
) -> tuple[Place, ...]:
    plain = [_without_lone_relation(toponym) for toponym in toponyms]
    return resolve_places(doc, plain, gazetteer, country_hint=country_hint)


def _without_lone_relation(toponym: Toponym) -> Toponym:
    plain = replace(toponym, phrase=toponym.span, shown=None)
    lone = toponym.anchor == toponym.span or (toponym.relation is not None and toponym.relation.kind == "between")
    return replace(plain, relation=None, anchor=None) if lone else plain


def _as_toponym(text: str, span: Span, gazetteer: Gazetteer) -> Toponym:
    """What the words around a given span tell of it."""
    name = text[span.start : span.end]
    before, after = text[max(0, span.start - WINDOW) : span.start], text[span.end : span.end + WINDOW]
    role = ToponymRole.BORDER if is_border(before, after) else ToponymRole.PLACE
    people = gazetteer.demonym(" ".join(name.split()))
    if people and not any(entry.kind == "country" for entry in gazetteer.find(name)):
        return Toponym(span, name, span, ToponymRole.DEMONYM, (f"people:{people}",))
    cue, following, words = cue_before(before), kind_after(after), name.split()
    own = type_kind(words[-1]) if len(words) > 1 else None
    kinds = (own, following[0] if following else None, cue.kind)
    return Toponym(span, name, span, role, tuple(dict.fromkeys(kind for kind in kinds if kind)), cue=cue.word)
