"""The repository's own reports: invented news reports of many wars and four decades, and what each tells.

In: the reports (``bench/README.md`` describes them) and what was coded. Out: figures over those whose errors may be
read and over those that are kept unread, and errors of the former. What the report is about is judged by the primary
incidents; all incidents of the last weeks by how many are found and how many are coded that are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.bench.coded import Coded, same_name
from onrecord.bench.figures import Figure, Kind, Measure, Part, figure_of
from onrecord.bench.material import Json, Material, read_jsonl
from onrecord.places import fold

MEASURES = (
    Measure("primary", "main incident found, or none where there is none"),
    Measure("day", "  its day"),
    Measure("killed", "  its killed"),
    Measure("not_invented", "  no killed where none are counted"),
    Measure("rival", "  other counts kept among its claims"),
    Measure("injured", "  its injured"),
    Measure("place", "  its place, by name"),
    Measure("province", "  its province"),
    Measure("type_class", "  its class of type"),
    Measure("type", "  its full type"),
    Measure("found", "incidents found", Kind.MEAN),
    Measure("right", "incidents coded that are told", Kind.MEAN),
)
NEWS_DAYS = 45
"""What is older when the report is published is background, and no incident of its own here."""
SIGNS = 2
"""Of day, killed, place and class of type, as many tell that two incidents are the same."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A report with what was coded from it."""

    report: Json
    coded: Coded

    @property
    def set(self) -> str:
        """The set it is of, by the first letter of its id: 'a' and 'b' hard, 'c' plain, 'd' long, 'e' of the press."""
        return str(self.report["id"])[0]

    @property
    def is_unread(self) -> bool:
        """Whether its errors are never listed."""
        return bool(self.report["unread"])


def read_reports(material: Material) -> list[Json]:
    """The reports, as lines that can be coded."""
    return read_jsonl(material.own_reports)


def judge(reports: Iterable[Json], coded: Iterable[Coded]) -> list[Judged]:
    """Put reports beside what was coded from them."""
    return [Judged(report, one) for report, one in zip(reports, coded, strict=True)]


def figures(judged: Iterable[Judged]) -> dict[str, Figure]:
    """The figures over reports."""
    parts = [dict(_parts(case)) for case in judged]
    found = {one.name: figure_of((part[one.name] for part in parts if one.name in part), one.kind) for one in MEASURES}
    return {name: figure for name, figure in found.items() if figure is not None}


def error_lines(judged: Iterable[Judged]) -> list[str]:
    """What is wrong with each report that may be read."""
    return [_line(case, wrong) for case in judged if not case.is_unread and (wrong := _wrong(case))]


def _wrong(case: Judged) -> list[str]:
    return [name for name, (value, n) in _parts(case) if value < n]


def _line(case: Judged, wrong: Sequence[str]) -> str:
    told = [_words(one, one["what"], one["place"]) for one in case.report["incidents"]]
    got = [_words(_flat(one), one["type"], (one["place"] or {}).get("name")) for one in _news(case.coded, case.report)]
    shown = "\n".join([*(f"  told   {one}" for one in told), *(f"  coded  {one}" for one in got)])
    return f"{case.coded.id}  {', '.join(wrong)}\n{shown}\n  {case.report['title']}"


def _words(one: Json, kind: str, place: str | None) -> str:
    days = one["start"] if one["start"] == one["end"] else f"{one['start']} to {one['end']}"
    mark = "*" if one["primary"] else " "
    return f"{mark} {days}; {place}; {kind}; killed {one['killed']}; injured {one['injured']}"


# ---------------------------------------------------------------- one report


def _parts(case: Judged) -> Iterator[tuple[str, Part]]:
    told, coded = case.report["incidents"], _news(case.coded, case.report)
    about = [one for one in told if one["primary"]]
    primary = [one for one in coded if one["primary"]]
    pairs = _paired(told, coded)
    if told:
        yield "found", (len(pairs) / len(told), 1)
    if coded:
        yield "right", (len(pairs) / len(coded), 1)
    yield "primary", (float(bool(about) == bool(primary)), 1)
    if about and primary:
        one, other = max(((one, other) for one in about for other in primary), key=lambda pair: _signs(*pair))
        yield from _main(one, other, case.coded.claims)
    elif about:
        yield from ((name, (0.0, 1)) for name, _ in _main(about[0], _NOTHING, ()) if name != "not_invented")


def _main(told: Json, coded: Json, claims: Sequence[Json]) -> Iterator[tuple[str, Part]]:
    def part(right: bool) -> Part:
        return float(right), 1

    killed = _total(coded, "killed")
    yield "day", part(_same_day(told, coded))
    if not told["killed"]:
        yield "not_invented", part(not killed)
    else:
        yield "killed", part(killed == told["killed"])
    if told["killed_rival"]:
        counts = {
            value["value"]
            for claim in claims
            if claim["id"] in coded["claims"]
            for value in claim["values"]
            if value["field"] == "toll.killed"
        }
        yield "rival", part(counts.issuperset(told["killed_rival"]))
    if told["injured"]:
        yield "injured", part(_total(coded, "injured") == told["injured"])
    yield "place", part(_same_place(told["place"], coded))
    if told["admin1"]:
        yield "province", part(same_name(fold(told["admin1"]), fold((coded["place"] or {}).get("admin1") or "")))
    yield "type_class", part(_same_class(told, coded))
    yield "type", part(told["what"] == coded["type"])


_NOTHING: Json = {"date": None, "place": None, "type": "", "toll": [], "claims": []}


def _news(coded: Coded, report: Json) -> list[Json]:
    """The incidents coded that are not told to be older than the last weeks."""
    since = (date.fromisoformat(report["published"]) - timedelta(days=NEWS_DAYS)).isoformat()
    return [one for one in coded.incidents if not one["date"] or not one["date"]["end"] or one["date"]["end"] >= since]


def _paired(told: Sequence[Json], coded: Sequence[Json]) -> list[tuple[int, int]]:
    """One-to-one, the most alike first."""
    all_pairs = [(_signs(one, other), -i, -k) for i, one in enumerate(told) for k, other in enumerate(coded)]
    pairs: list[tuple[int, int]] = []
    for signs, i, k in sorted(all_pairs, reverse=True):
        if signs >= SIGNS and all(-i != one and -k != other for one, other in pairs):
            pairs.append((-i, -k))
    return pairs


def _signs(told: Json, coded: Json) -> int:
    same_toll = bool(told["killed"]) and _total(coded, "killed") == told["killed"]
    signs = (_same_day(told, coded), same_toll, _same_place(told["place"], coded), _same_class(told, coded))
    return sum(signs)


def _total(coded: Json, effect: str) -> int | None:
    """How many in all: the count of everybody, else those of the sides together; parts of a whole are left out."""
    wholes = [toll for toll in coded["toll"] if toll["effect"] == effect and not toll.get("of")]
    everybody = [toll["best"] for toll in wholes if toll["group"] == "unknown"]
    known = [best for best in everybody or [toll["best"] for toll in wholes] if best is not None]
    return sum(known) if known else None


def _same_day(told: Json, coded: Json) -> bool:
    """Inside the days told; where one day is told, that day. Of a day that no words tell, the one before will do."""
    when = coded["date"]
    first = date.fromisoformat(told["start"]) - timedelta(days=told["how"] == "not told")
    return bool(when and when["start"] and first.isoformat() <= when["start"] and when["end"] <= told["end"])


def _same_place(name: str | None, coded: Json) -> bool:
    place = coded["place"]
    return name is None or bool(
        place and any(same_name(fold(name), fold(place[part] or "")) for part in ("name", "admin2", "admin1"))
    )


def _same_class(told: Json, coded: Json) -> bool:
    return str(told["what"]).partition(".")[0] == str(coded["type"]).partition(".")[0]


def _flat(coded: Json) -> Json:
    """A coded incident in the form of a told one, for people to read."""
    when = coded["date"] or {"start": None, "end": None}
    counts = {effect: _total(coded, effect) for effect in ("killed", "injured")}
    return {"start": when["start"], "end": when["end"], "primary": coded["primary"], **counts}


Columns = Mapping[str, Callable[[Judged], bool]]
COLUMNS: Columns = {
    "hard": lambda case: case.set in "ab" and not case.is_unread,
    "hard, unread": lambda case: case.set in "ab" and case.is_unread,
    "plain": lambda case: case.set == "c",
    "long": lambda case: case.set == "d" and not case.is_unread,
    "long, unread": lambda case: case.set == "d" and case.is_unread,
    "press": lambda case: case.set == "e" and not case.is_unread,
    "press, unread": lambda case: case.set == "e" and case.is_unread,
}
"""The parts, as the table shows them."""
