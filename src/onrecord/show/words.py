"""Words fit for a terminal: values as a person reads them, and text that cannot move the cursor or turn its lines.

In: values of the model, and text of a report, which is hostile. Out: plain text.
"""

from __future__ import annotations

from onrecord.model import Attribution, How, Place, PlacePrecision, Speaker, Toll, When

_HOSTILE = {
    **{code: 0x2400 + code for code in range(0x20)},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys((0x2028, 0x2029), 0x20),
    **dict.fromkeys((0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}
"""Control characters to their pictures, one for one, so that offsets hold; what turns the writing direction, marked."""

_KEEP_LINES = {code: picture for code, picture in _HOSTILE.items() if code not in (0x09, 0x0A)}
_ONE_LINE = _HOSTILE | dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85), 0x20)


def printable(text: str) -> str:
    """The text with control characters made visible, its lines kept; as long as the text."""
    return text.translate(_KEEP_LINES)


def one_line(text: str) -> str:
    """The text with control characters made visible and line breaks as spaces; as long as the text."""
    return text.translate(_ONE_LINE)


def toll_words(toll: Toll) -> str:
    """A toll as a person reads it: 'killed 33 combatant', 'injured 12–?–24*', 'of them killed 3 children'.

    A star marks a figure that follows from the words by a rule and is not stated.
    """
    group = "" if toll.group == "unknown" else f" {toll.group}"
    part = "" if toll.of is None else "of them "
    star = "" if toll.basis.how in (How.STATED, How.GIVEN) else "*"
    return f"{part}{toll.effect} {figures(toll)}{star}{group}"


def figures(toll: Toll) -> str:
    """low–best–high: '20–24–30'; '33' where all three agree; '?' for an end that is open or unknown."""
    ends = (toll.low, toll.best, toll.high)
    if len(set(ends)) == 1:
        return _figure(toll.best)
    return "–".join(_figure(end) for end in ends)


def _figure(count: int | None) -> str:
    return "?" if count is None else str(count)


def when_words(when: When | None) -> str:
    """A time as a person reads it: '2017-02-13', '2017-02-01 to 2017-02-28', 'unknown'."""
    if when is None or when.start is None:
        return "unknown"
    if when.end is None or when.end == when.start:
        return when.start.isoformat()
    return f"{when.start.isoformat()} to {when.end.isoformat()}"


def place_words(place: Place | None) -> str:
    """A place with what it lies in: 'al-Rabt, Anbar, IQ'; 'unknown' where none is told."""
    if place is None:
        return "unknown"
    if place.precision is PlacePrecision.COUNTRY:
        return one_line(place.name)
    parts = (place.name, place.admin2, place.admin1, place.country)
    distinct = dict.fromkeys(one_line(part) for part in parts if part)
    return ", ".join(distinct)


def attribution_words(attribution: Attribution) -> str:
    """Who said it: 'said by Col. A, army command, through B', or 'in the report's own voice'."""
    if not attribution.speakers:
        own = "in the report's own voice"
        return own if attribution.via is None else f"{own}, through {one_line(attribution.via)}"
    verb = "left unknown" if attribution.verb == "unknown" else attribution.verb or "said"
    said = f"{verb} by {' and '.join(speaker_words(speaker) for speaker in attribution.speakers)}"
    relayed = said if attribution.via is None else f"{said}, through {one_line(attribution.via)}"
    return f"{relayed}; inferred: cited next for the same event" if attribution.inferred else relayed


def speaker_words(speaker: Speaker) -> str:
    """A speaker in full: 'Col. Sami Haddad, spokesman, interior ministry'."""
    name = " ".join(part for part in (speaker.rank, speaker.name) if part)
    parts = dict.fromkeys(part for part in (name, speaker.role, speaker.organisation) if part)
    return one_line(", ".join(parts)) or "an unnamed speaker"
