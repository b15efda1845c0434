"""What several claims say of the same people, side by side.

In: the claims of one incident, with their reports. Out: one comparison for each effect and group that two figures or
more are told of. Figures are never averaged; where two cannot both hold, the comparison says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Claim, Report, Toll
from onrecord.releases.highlight import anchor
from onrecord.releases.parts import Comparison, Told
from onrecord.releases.wording import figure_words, people_words, said_words


def comparisons(claims: Sequence[Claim], reports: dict[str, Report], keys: dict[str, str]) -> Iterator[Comparison]:
    """One for each effect and group that two claims or more give a figure for, running totals apart."""
    groups: dict[str, list[tuple[Claim, Toll]]] = {}
    for claim in claims:
        for toll in claim.tolls:
            if not toll.cumulative and (claim, toll) not in groups.setdefault(_counted(toll), []):
                groups[_counted(toll)].append((claim, toll))
    for label, pairs in groups.items():
        if len(pairs) > 1:
            figures = [figure for _, toll in pairs for figure in (toll.low, toll.best, toll.high) if figure is not None]
            scale = max([1, *figures])
            told = tuple(
                _told(claim, toll, scale, reports[claim.report_id], keys[claim.report_id]) for claim, toll in pairs
            )
            yield Comparison(label, scale, _apart([toll for _, toll in pairs]), told)


def _counted(toll: Toll) -> str:
    return f"{people_words(toll)} {toll.effect.value}".capitalize()


def _apart(tolls: Sequence[Toll]) -> bool:
    lows = [toll.low for toll in tolls if toll.low is not None]
    highs = [toll.high for toll in tolls if toll.high is not None]
    return bool(lows and highs) and max(lows) > min(highs)


def _told(claim: Claim, toll: Toll, scale: int, report: Report, key: str) -> Told:
    def share(figure: int | None) -> float | None:
        return None if figure is None else round(100 * figure / scale, 1)

    return Told(
        figure_words(toll.low, toll.best, toll.high),
        said_words(claim.attribution, report),
        report.quote(toll.span),
        anchor(key, toll.span),
        share(toll.low),
        share(toll.best),
        share(toll.high),
    )
