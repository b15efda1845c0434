"""Sources that were found not to be believed: what leans on them alone counts for nothing, and stays in sight.

Comes in: the tellings of one incident and the names of discredited voices. Goes out: the tellings that count, each with
the claims that somebody else stands behind too, and those set aside (requirement F4 of the casualty-recording
standards). Nothing is deleted: what is set aside keeps its claims, and names who told it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from onrecord.linking.source_words import body_of
from onrecord.linking.tellings import Telling, in_order
from onrecord.linking.voices import Voice, find_voices
from onrecord.places import fold


@dataclass(frozen=True, slots=True)
class Sifted:
    """The tellings that count, and those that only discredited voices stand behind."""

    counted: tuple[Telling, ...]
    set_aside: tuple[Telling, ...]
    discredited: tuple[Voice, ...]
    """The voices among the tellings that are discredited."""


def voices_without(tellings: Iterable[Telling], discredited: Collection[str]) -> Sifted:
    """Part tellings by whether anybody but the discredited stands behind them; a voice is meant by any of its names."""
    ordered = in_order(tellings)
    voices = find_voices(ordered)
    out = tuple(voice for voice in voices.each if is_named(voice, discredited))
    gone = {voice.id for voice in out}
    counted: list[Telling] = []
    aside: list[Telling] = []
    for telling in ordered:
        behind = {claim.id: voices.of_claim.get((telling.report.id, claim.id), ()) for claim in telling.claims}
        kept = tuple(claim for claim in telling.claims if not behind[claim.id] or not set(behind[claim.id]) <= gone)
        if any(behind.values()) and not any(behind[claim.id] for claim in kept):
            aside.append(telling)
        else:
            counted.append(replace(telling, claims=kept))
    return Sifted(tuple(counted), tuple(aside), out)


def is_named(voice: Voice, names: Collection[str]) -> bool:
    """Whether a voice goes by one of the names."""
    wanted = {key for name in names for key in (f"body:{body_of(name)}", f"person:{fold(name)}")}
    return bool(wanted & set(voice.keys)) or fold(voice.name) in {fold(name) for name in names}
