"""The wrong reports of a figure, each with what a careful reader found, what was coded, and the words of both.

In: an adjudicated record and what was coded from its report. Out: lines of text for a developer to read. Only the
incidents that the reference scorer pairs are set against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.bench.coded import Coded
from onrecord.bench.figures import Measure
from onrecord.bench.material import Json, Scorer
from onrecord.bench.syria_news import ReportScore

QUOTED = 160
"""Characters of a quotation that are shown."""

SUBJECTS = {
    "killed": "tolls",
    "group": "tolls",
    "injured": "tolls",
    "provenance": "tolls",
    "type": "types",
    "date": "dates",
    "place": "places",
    "admin1": "places",
    "actor": "actors",
    "speaker": "speakers",
    "via": "speakers",
    "figure": "speakers",
    "contested": "stages",
    "primary": "incidents",
    "other": "incidents",
}
"""The first word of a figure's name, to what its errors are about."""


@dataclass(frozen=True, slots=True)
class Case:
    """A report to look at: its text, its record, what was coded, and the two incidents that are compared.

    ``gold`` or ``found`` is empty where the record or the coding has no primary incident.
    """

    text: str
    record: Json
    coded: Coded
    gold: Json
    found: Json
    claims: list[Json]
    """The claims that ``found`` stands on."""

    def words(self, start: int, end: int) -> str:
        """The words of a span, on one line, cut where they are long."""
        quoted = " ".join((self.coded.text or self.text)[start:end].split())
        return f'"{quoted[:QUOTED]}{"..." if len(quoted) > QUOTED else ""}"'


def case_of(scorer: Scorer, record: Json, coded: Coded, text: str) -> Case:
    """Pair the incidents of a record and a coding as the reference scorer does."""
    wanted = [incident for incident in record["incidents"] if incident["primary"]]
    pair = scorer.best_pair(wanted, scorer.primaries(coded.prediction))
    gold, found = (pair[1], pair[2]) if pair else (wanted[0] if wanted else {}, {})
    return Case(text, record, coded, gold, found, scorer.claims_of(coded.prediction, found) if found else [])


def error_lines(measure: Measure, case: Case, score: ReportScore) -> list[str]:
    """One wrong report of a figure, as lines: what was lost, then gold and coded with their words."""
    total, n = score.parts[measure.name]
    head = f"{case.record['id']}  {measure.name} {total / n:.2f}"
    if case.coded.error:
        return [head, f"  not read: {case.coded.error}"]
    gold, found = VIEWS[SUBJECTS[measure.name.split("_")[0]]]
    return [head, *(f"  gold   {line}" for line in gold(case)), *(f"  coded  {line}" for line in found(case))]


# ---------------------------------------------------------------- what the careful reader found


def _gold_tolls(case: Case) -> Iterator[str]:
    figures = {name: value for name, value in case.gold.get("figures", {}).items() if value is not None}
    yield f"figures {figures}"
    for toll in case.gold.get("toll", []):
        if toll["effect"] in ("killed", "injured"):
            yield f"{_gold_toll(toll)} {' '.join(_gold_words(case, toll['spans']))}"


def _gold_toll(toll: Json) -> str:
    group = " ".join(part for part in (toll["group"], toll["subgroup"]) if part)
    return f"{toll['effect']} {toll['best'] if toll['best'] is not None else toll['vague']} {group} [{toll['kind']}]"


def _gold_words(case: Case, spans: list[Json]) -> Iterator[str]:
    return (case.words(span["start"], span["end"]) for span in spans)


def _gold_types(case: Case) -> Iterator[str]:
    yield f"{case.gold.get('type')}, accepted {case.gold.get('accept_types')}"
    for weapon in case.gold.get("weapons", []):
        yield f"{weapon['class']} {' '.join(_gold_words(case, [weapon['span']]))}"


def _gold_dates(case: Case) -> Iterator[str]:
    if day := case.gold.get("date"):
        yield f"{day['start']} to {day['end']} ({day['precision']})"


def _gold_places(case: Case) -> Iterator[str]:
    if place := case.gold.get("place"):
        spot = f"{place['lat']}, {place['lon']} ({place['precision']})"
        yield f"{place['name']}, {place['admin1']}, {spot} {' '.join(_gold_words(case, [place['span']]))}"


def _gold_actors(case: Case) -> Iterator[str]:
    for actor in case.gold.get("actors", []):
        words = " ".join(_gold_words(case, [actor["span"]]))
        yield f"{actor['role']}: {actor['name']} [{actor['side']}] {words}"


def _gold_speakers(case: Case) -> Iterator[str]:
    for toll in case.gold.get("toll", []):
        said = ", ".join(one["speaker"] + (f" via {one['via']}" if one["via"] else "") for one in toll["attribution"])
        yield f"{_gold_toll(toll)} by {said or 'nobody'} {' '.join(_gold_words(case, toll['spans']))}"


def _gold_stages(case: Case) -> Iterator[str]:
    acts = [f"{one['by']} {one['act']} {one['actor']}" for one in case.gold.get("responsibility", [])]
    yield f"{case.gold.get('stage')} {acts}"


def _gold_incidents(case: Case) -> Iterator[str]:
    for incident in case.record["incidents"]:
        killed = incident["figures"]["killed"]
        told = f"killed {killed['accept'] if killed else None}"
        day = f"{incident['date']['start']} to {incident['date']['end']}"
        yield f"{_rank(incident)} {incident['type']} {day} {incident['place']['name']} {told}"


# ---------------------------------------------------------------- what was coded


def _coded_tolls(case: Case) -> Iterator[str]:
    for toll in case.found.get("toll", []):
        part = f" of {toll['of']}" if "of" in toll else ""
        running = " cumulative" if toll["cumulative"] else ""
        yield (
            f"{toll['effect']} {toll['best']} {toll['group']}{part}{running} "
            f"{_made(toll)} {case.words(toll['start'], toll['end'])}"
        )
    yield from _values(case, "toll.")


def _coded_types(case: Case) -> Iterator[str]:
    yield str(case.found.get("type"))
    yield from _values(case, "type")


def _coded_dates(case: Case) -> Iterator[str]:
    day = case.found.get("date")
    yield f"{day['start']} to {day['end']} ({day['precision']}) {_made(day)}" if day else "no date"
    published = case.coded.prediction["report"]["published"]
    yield f"published {published['start']} ({published['how']})"
    yield from _values(case, "date")


def _coded_places(case: Case) -> Iterator[str]:
    if place := case.found.get("place"):
        spot = f"{place['lat']}, {place['lon']} ({place['precision']})"
        yield f"{place['name']}, {place['admin1']}, {spot} {_made(place)}"
    yield from _values(case, "place")


def _coded_actors(case: Case) -> Iterator[str]:
    for actor in case.found.get("actors", []):
        yield f"{actor['role']}: {actor['name']} [{actor['id']}] {_made(actor)}"
    yield from _values(case, "actor.")


def _coded_speakers(case: Case) -> Iterator[str]:
    for claim in case.claims:
        told = [f"{value['field']} {value['value']}" for value in claim["values"] if value["field"].startswith("toll")]
        said = claim["attribution"]
        names = [
            " / ".join(str(one[key]) for key in ("name", "organisation", "role") if one[key])
            for one in said["speakers"]
        ]
        yield f"{told} {said['verb']} by {names} via {said['via']}: {_sentence(case, claim)}"


def _coded_stages(case: Case) -> Iterator[str]:
    yield f"{case.found.get('stage')} {case.found.get('status')}"
    for claim in case.claims:
        yield f"{claim['stage']} {claim['attribution']['verb']}: {_sentence(case, claim)}"


def _coded_incidents(case: Case) -> Iterator[str]:
    sentences = {claim["id"]: _sentence(case, claim) for claim in case.coded.claims}
    for incident in case.coded.incidents:
        killed = [f"{toll['best']} {toll['group']}" for toll in incident["toll"] if toll["effect"] == "killed"]
        day, place = incident["date"] or {}, incident["place"] or {}
        days = f"{day.get('start')} to {day.get('end')}"
        yield f"{_rank(incident)} {incident['type']} {days} {place.get('name')} killed {killed}"
        yield from (f"    {sentences[claim]}" for claim in incident["claims"] if claim in sentences)


def _values(case: Case, name: str) -> Iterator[str]:
    """The cited values of a field in the claims, with the sentence around them."""
    for claim in case.claims:
        for value in claim["values"]:
            if value["field"].startswith(name):
                stated = f"{value['field']} {value['value']} {_made(value)}"
                yield f'  {stated} "{value["words"]}" in {_sentence(case, claim)}'


def _sentence(case: Case, claim: Json) -> str:
    span = claim["spans"][-1]
    return case.words(span["start"], span["end"])


def _made(value: Json) -> str:
    return f"({value['rule']} {value['confidence']:.2f})"


def _rank(incident: Json) -> str:
    return "primary" if incident["primary"] else "further"


View = Callable[[Case], Iterator[str]]
VIEWS: dict[str, tuple[View, View]] = {
    "tolls": (_gold_tolls, _coded_tolls),
    "types": (_gold_types, _coded_types),
    "dates": (_gold_dates, _coded_dates),
    "places": (_gold_places, _coded_places),
    "actors": (_gold_actors, _coded_actors),
    "speakers": (_gold_speakers, _coded_speakers),
    "stages": (_gold_stages, _coded_stages),
    "incidents": (_gold_incidents, _coded_incidents),
}
"""A subject, to how its gold and its coded side are shown."""
