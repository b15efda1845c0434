"""What is recorded of a person: a row of a list or a naming in a report, a state, a decision.

A record is what one list or report says, never changed; its id is derived from all that it says. A state is what
became of the person, a decision what someone judged of two records. All three are only ever added.
Source: casualty recording, requirements D1 (what is recorded of a person), D8, D9.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from onrecord.model import Span, content_id

OLDEST = 130
"""Years; a larger age is a slip of the pen."""


class Fate(StrEnum):
    """What became of one person: the effects of ``model.Effect`` that one person can have, and alive."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    STRANDED = "stranded"
    ALIVE = "alive"
    """Found, freed, or never harmed."""


class Sex(StrEnum):
    """As the list says; None stands for unknown."""

    FEMALE = "female"
    MALE = "male"


class Judgement(StrEnum):
    """What someone judged of two records; after nomenklatura's four answers."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    """Looked, and cannot tell."""
    NONE = "none"
    """Nobody has looked."""


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One row of one list, or one naming in a report. Raises ValueError without a name, or for an impossible value."""

    list_name: str
    name: str
    """As written, in its own script."""
    external_id: str | None = None
    """The list's own id."""
    other_names: tuple[str, ...] = ()
    age: int | None = None
    """Years at the time; 0 for a baby."""
    sex: Sex | None = None
    effect: Fate | None = None
    day: date | None = None
    """When the effect came about, or was known."""
    place: str | None = None
    source: str | None = None
    """Whom or what the list names for it."""
    report_id: str | None = None
    span: Span | None = None
    """Where the report writes the name."""
    occurrence: int = 1
    """Of rows without an id that say the same, the how-manieth: they may be as many persons."""
    id: str = field(init=False, compare=False)
    """Derived from all that the record says: the same row has the same id, whenever it is read."""

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.list_name.strip():
            raise ValueError("a person's record needs a name and the list that it is from")
        if self.age is not None and not 0 <= self.age <= OLDEST:
            raise ValueError(f"age {self.age} is not between 0 and {OLDEST}")
        if (self.report_id is None) != (self.span is None):
            raise ValueError("a naming in a report needs both the report and the span")
        said = (_plain(getattr(self, one.name)) for one in fields(self) if one.init)
        parts = ("" if value is None else repr(value) for value in said)
        object.__setattr__(self, "id", content_id("p", *parts))

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the one it goes by first."""
        return tuple(dict.fromkeys((self.name, *self.other_names)))


def _plain(value: object) -> object:
    """A value in a form that no release of Python writes otherwise."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return (value.start, value.end) if isinstance(value, Span) else value


@dataclass(frozen=True, slots=True)
class Held:
    """A record as it is kept: when it came in (UTC, ISO 8601), as the how-manieth, by whom, from which bytes."""

    record: PersonRecord
    seq: int
    recorded: str
    by: str
    original: str | None = None
    """SHA-256 of the list's bytes."""


@dataclass(frozen=True, slots=True)
class State:
    """What became of a person from a day on, and who says so. ``record_id`` names the record it was set on."""

    record_id: str
    effect: Fate
    day: date | None
    source: str
    by: str
    recorded: str
    """UTC, ISO 8601."""
    note: str | None = None
    seq: int = 0
    """Among the states that were added; 0 for what a record itself says."""

    @property
    def id(self) -> str:
        """Derived from all that it says."""
        said = (self.record_id, self.effect.value, self.day, self.source, self.by, self.recorded, self.note)
        return content_id("ps", *said)

    @property
    def age_rank(self) -> tuple[str, str, int, str, str]:
        """Sorts states: by their day, unknown days first, then by when they were recorded."""
        day = "" if self.day is None else self.day.isoformat()
        return day, self.recorded, self.seq, self.record_id, self.effect.value


@dataclass(frozen=True, slots=True)
class Decision:
    """What someone judged of two records, and why. Raises ValueError for one record, or no judgement."""

    a: str
    b: str
    judgement: Judgement
    by: str
    why: str
    recorded: str
    """UTC, ISO 8601."""
    seq: int = 0

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise ValueError("a decision needs two records")
        if self.judgement is Judgement.NONE:
            raise ValueError("that nobody has looked is no decision")

    @property
    def id(self) -> str:
        """Derived from all that it says."""
        return content_id("pd", self.a, self.b, self.judgement.value, self.by, self.why, self.recorded)

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids in order: a decision holds both ways."""
        return (self.a, self.b) if self.a < self.b else (self.b, self.a)

    @property
    def age_rank(self) -> tuple[str, int, str]:
        """Sorts decisions, the newest last."""
        return self.recorded, self.seq, self.id
