"""Killings whose type is told by who was killed, or by who shows it: captives, people of public life, a filmed murder.

Comes in: a stretch and its trigger. Goes out: yes or no. ACLED and UCDP code both as violence against people who do
not fight; Onrecord's type keeps them apart from attacks.
"""

from __future__ import annotations

from onrecord.claims.scenes import Trigger, settings
from onrecord.claims.stretches import Stretch
from onrecord.claims.triggers import GENERIC
from onrecord.language import Reading
from onrecord.model import Effect

_MAY_BE_EXECUTION = frozenset({GENERIC, "attack.shooting", "attack.melee", "abduction"})


def is_execution(reading: Reading, stretch: Stretch, trigger: Trigger | None) -> bool:
    """Whether a killing whose means say nothing else is told of captives, or shown by those who did it."""
    return _kills_captives(reading, stretch, trigger) or _films_killing(reading, stretch, trigger)


_CAPTIVES = frozenset(
    "captive captives hostage hostages prisoner prisoners captured abducted kidnapped detainees".split()
)
_BESIDE_CAPTIVES = 6
"""Tokens of '250 troops of the army taken hostage'."""


def _kills_captives(reading: Reading, stretch: Stretch, trigger: Trigger | None) -> bool:
    """'massacred 250 troops taken hostage', 'killed 12 captured soldiers': those killed were in somebody's hands. In
    'eleven policemen, four prisoners and two passers-by were killed' not all were."""
    if trigger is not None and trigger.type not in _MAY_BE_EXECUTION:
        return False
    killed = [item for item in stretch.tolls if item.toll.effect is Effect.KILLED and item.toll.low]
    if len({item.toll.span for item in killed}) > 1 and not any(item.part for item in killed):
        return False
    for item in killed:
        first = reading.token_at(stretch.sentence, item.toll.span.start)
        last = reading.token_at(stretch.sentence, item.toll.span.end)
        told = reading.lower[first : min(last + _BESIDE_CAPTIVES, stretch.last)]
        beside = told[: told.index("and", last - first)] if "and" in told[last - first :] else told
        if not _CAPTIVES.isdisjoint(beside):
            return True
    return False


_FILMS = frozenset({"video", "footage"})
_RELEASES = frozenset({"release", "post", "publish", "issue", "distribute", "upload"})
_KILLING = frozenset({"killing", "murder", "shooting", "beheading", "execution"})


def _films_killing(reading: Reading, stretch: Stretch, trigger: Trigger | None) -> bool:
    """'the group released a video showing the murder of two activists': who films and shows it chose the victims."""
    if trigger is None or not trigger.noun or reading.lower[trigger.last - 1] not in _KILLING:
        return False
    before = set(reading.lemmas[stretch.sentence.first : trigger.first])
    return bool(_FILMS & before) and bool(_RELEASES & before) and "show" in before


_MAY_BE_ASSASSINATION = frozenset({GENERIC, "attack.shooting"})
_BEHIND_NAME = 6
"""Tokens of ', a 40-year-old district mayor,' behind a name."""


def is_assassination(reading: Reading, stretch: Stretch, trigger: Trigger | None) -> bool:
    """'Gunmen on a motorcycle killed an adviser to the ministry': one person of public life, killed alone by no means
    that kills at random."""
    if trigger is not None and trigger.type not in _MAY_BE_ASSASSINATION:
        return False
    killed = {item.toll.span for item in stretch.tolls if item.toll.effect is Effect.KILLED and not item.part}
    low = [item.toll.low for item in stretch.tolls if item.toll.span in killed]
    if len(killed) != 1 or set(low) != {1}:
        return False
    (span,) = killed
    first, last = reading.token_at(stretch.sentence, span.start), reading.token_behind(stretch.sentence, span)
    behind = reading.lower[last : last + 1] == (",",)
    told = reading.lemmas[first : min(last + _BEHIND_NAME * behind, stretch.last)]
    return not settings()["public"]["words"].isdisjoint(told)
