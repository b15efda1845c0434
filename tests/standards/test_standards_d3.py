"""D3: 'nobody was hurt', 'there were casualties' and silence are three different values, and unknown is not zero."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from onrecord.coder import Coder
from onrecord.contract import coding_to_json
from onrecord.formats import total_toll
from onrecord.model import Effect, Incident, Toll

HIT = "A rocket hit a warehouse in Kharkiv on Monday{after}"


def only_incident(coder: Coder, after: str) -> Incident:
    (incident,) = coder.code(HIT.format(after=after), published=date(2023, 5, 17)).incidents
    return incident


def killed(coder: Coder, after: str) -> tuple[Toll, ...]:
    return tuple(toll for toll in only_incident(coder, after).tolls if toll.effect is Effect.KILLED)


@pytest.mark.parametrize("after", [". No casualties were reported.\n", ". Nobody was killed.\n"])
def test_a_stated_zero_is_zero_and_cites_its_words(coder: Coder, after: str) -> None:
    (toll,) = killed(coder, after)
    assert (toll.low, toll.best, toll.high, toll.basis.rule) == (0, 0, 0, "tolls.none")
    assert HIT.format(after=after)[toll.span.start : toll.span.end].lower().startswith("no")


def test_silence_is_no_toll_and_no_zero(coder: Coder) -> None:
    after = ", the mayor said. A fire broke out.\n"
    assert killed(coder, after) == ()
    assert total_toll(only_incident(coder, after).tolls, Effect.KILLED) == (None, None, None)


@pytest.mark.parametrize("words", ["20 people dead or wounded", "20 casualties"])
def test_a_figure_without_a_split_is_neither_killed_nor_injured(coder: Coder, words: str) -> None:
    after = f", leaving {words}, the mayor said.\n"
    (toll,) = only_incident(coder, after).tolls
    assert (toll.effect, toll.best) == (Effect.CASUALTIES, 20)
    assert total_toll(only_incident(coder, after).tolls, Effect.KILLED) == (None, None, None)


def test_casualties_told_without_a_number_are_not_silence(coder: Coder) -> None:
    (toll,) = only_incident(coder, ", causing casualties, the mayor said.\n").tolls
    assert (toll.effect, toll.best, toll.high) == (Effect.CASUALTIES, None, None)


def test_the_three_differ_in_what_is_printed(coder: Coder) -> None:
    printed: list[Any] = []
    for after in (
        ". No casualties were reported.\n",
        ", leaving 20 people dead or wounded.\n",
        ". A fire broke out.\n",
    ):
        coding = coder.code(HIT.format(after=after), published=date(2023, 5, 17))
        printed.append(coding_to_json(coding)["incidents"][0]["toll"])
    assert [[(toll["effect"], toll["best"]) for toll in tolls] for tolls in printed] == [
        [("killed", 0), ("injured", 0)],
        [("casualties", 20)],
        [],
    ]
