"""Documented incidents told again: the same every time, as many as asked, and with the noise that is stated."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Sized

import pytest

from onrecord.bench import told_incidents, told_parties, told_places, told_words
from onrecord.bench.documented import COUNTRY, DAYS, Documented, documented, read_rows, ucdp_path
from onrecord.bench.material import REPOSITORY, Json, Material
from onrecord.bench.told_incidents import FEW, MANY, told
from onrecord.bench.told_places import respell
from onrecord.linking.accounts import Account

SHARED = REPOSITORY.parent / "shared"
MATERIAL = Material(REPOSITORY, SHARED)
COUNT = 20_000
needs_shared = pytest.mark.skipif(
    not ucdp_path(MATERIAL).is_file(), reason="the shared data is not there: UCDP's rows of Syria, 2016 and 2017"
)

ROW: Json = {
    "id": "1",
    "date_start": "2016-03-04",
    "date_end": "2016-03-04",
    "date_prec": "1",
    "where_prec": "1",
    "where_coordinates": "Tadmur/Palmyra town",
    "latitude": "34.56",
    "longitude": "38.27",
    "adm_1": "Homs Governorate",
    "adm_2": "Tadmur district",
    "type_of_violence": "1",
    "side_a": "Government of Syria",
    "side_b": "Ahrar al-Sham, HTS",
    "deaths_a": "0",
    "deaths_b": "4",
    "deaths_civilians": "0",
    "low": "3",
    "best": "4",
    "high": "6",
}


def test_a_row_is_read_in_the_words_of_accounts() -> None:
    (one,) = documented([ROW])
    assert one.spot.names == ("tadmur", "palmyra")
    assert (one.spot.fineness, one.spot.radius_km, one.spot.admin1) == (0, 10.0, "homs")
    assert [unit.names for unit in one.units] == [("tadmur",), ("homs",)]
    assert one.sides == (("military-sy",), ("ahrar-al-sham", "hayat-tahrir-al-sham"))
    assert (one.low, one.best, one.high) == (3, 4, 6)


def test_rows_that_no_account_could_tell_apart_are_one_incident() -> None:
    assert len(documented([ROW, ROW | {"id": "2"}])) == 1
    assert len(documented([ROW, ROW | {"id": "2", "best": "5"}])) == 2
    assert len(documented([ROW, ROW | {"id": "2", "deaths_civilians": "1"}])) == 2


def test_the_country_alone_is_no_settlement() -> None:
    (one,) = documented([ROW | {"where_prec": "6", "where_coordinates": "Syria", "adm_1": "", "adm_2": ""}])
    assert one.spot == COUNTRY
    assert one.units == ()


def test_a_toll_that_is_out_of_order_is_put_in_order() -> None:
    (one,) = documented([ROW | {"low": "2", "best": "0", "high": "0"}])
    assert (one.low, one.best, one.high) == (0, 0, 2)


def test_without_the_shared_data_a_few_rows_are_told_for_ever() -> None:
    rows = [ROW | {"id": str(number), "best": str(number + 1)} for number in range(5)]
    found = list(told(documented(rows), 300))
    assert len(found) == 300
    assert {incident.split("+")[0] for _, incident in found} == set("01234")
    days = [account.day or 0 for account, _ in found]
    assert max(days) - min(days) > DAYS


def test_names_are_respelt_into_something() -> None:
    names = ["khan shaykhun", "al bab", "deir ez zor", "homs", "ar raqqah", "al", "12"]
    respelt = {respell(name, random.Random(seed)) for name in names for seed in range(40)}
    assert all(one and one == one.strip() for one in respelt)
    assert {"khan chaykhun", "bab", "homs"} <= respelt


@needs_shared
def test_what_the_docstring_says_of_the_rows_is_so() -> None:
    incidents = documented(read_rows(MATERIAL))
    assert len(incidents) == 11_586
    alike = Counter((one.first, one.last, one.spot, one.violence, one.sides) for one in incidents)
    assert sum(n for n in alike.values() if n > 1) == 1_762
    assert sum(n * (n - 1) // 2 for n in alike.values()) == 1_471


@pytest.fixture(scope="module")
def incidents() -> tuple[Documented, ...]:
    return documented(read_rows(MATERIAL))


@pytest.fixture(scope="module")
def tellings(incidents: tuple[Documented, ...]) -> list[tuple[Account, str]]:
    return list(told(incidents, COUNT))


@needs_shared
def test_the_same_seed_tells_the_same_and_another_one_something_else(
    incidents: tuple[Documented, ...], tellings: list[tuple[Account, str]]
) -> None:
    assert list(told(incidents, 500)) == tellings[:500]
    assert list(told(incidents, 500, seed=1)) != tellings[:500]


_DIGEST = """
import hashlib
from pathlib import Path
from onrecord.bench.documented import read_documented
from onrecord.bench.material import Material
from onrecord.bench.told_incidents import told
shared = Path({shared!r})
tellings = told(read_documented(Material(shared.parent, shared)), 5_000)
print(hashlib.sha256("".join(map(repr, tellings)).encode()).hexdigest())
"""


@needs_shared
def test_the_same_is_told_however_sets_are_ordered() -> None:
    program = _DIGEST.format(shared=str(SHARED))
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY / "src")},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    }
    assert len(found) == 1


@needs_shared
def test_there_are_as_many_accounts_as_asked_and_each_is_valid(tellings: list[tuple[Account, str]]) -> None:
    assert len(tellings) == COUNT
    assert len({account.id for account, _ in tellings}) == COUNT
    for account, _ in tellings:
        assert account.day is not None
        assert account.last_day is not None
        assert account.day <= account.last_day
        assert account.place
        assert (account.killed_low is None) == (account.killed_high is None)
        assert account.killed_low is None or 0 <= account.killed_low <= (account.killed_high or 0)
        for values in (account.doers, account.doers_wide, account.harmed, account.names, account.words):
            assert list(values) == sorted(set(values))
        assert set(account.doers) <= set(account.doers_wide)


@needs_shared
def test_a_report_is_about_one_incident_and_tells_no_incident_twice(tellings: list[tuple[Account, str]]) -> None:
    reports = defaultdict(list)
    for account, incident in tellings[:-10]:
        reports[account.report_id].append((account.primary, incident))
    assert all(sum(primary for primary, _ in told_in) == 1 for told_in in reports.values())
    assert all(len({incident for _, incident in told_in}) == len(told_in) <= 4 for told_in in reports.values())
    round_ups = sum(len(told_in) > 1 for told_in in reports.values()) / len(reports)
    assert 0.06 <= round_ups <= told_incidents.ROUND_UP + 0.01


@needs_shared
def test_one_pass_of_many_tellings_gives_about_a_hundred_thousand(incidents: tuple[Documented, ...]) -> None:
    assert sum(MANY) == sum(FEW) == 100
    mean = sum(number * share for number, share in enumerate(MANY, start=1)) / 100
    assert abs(mean * len(incidents) / 100_000 - 1) < 0.01


@needs_shared
def test_noise_is_as_often_as_stated(incidents: tuple[Documented, ...], tellings: list[tuple[Account, str]]) -> None:
    truth = {f"{one.id}+0": one for one in incidents}
    plain = {f"{one.id}+0" for one in incidents if one.first == one.last and one.spot.fineness == 0 and one.units}
    sure = [(account, truth[incident]) for account, incident in tellings if incident in plain]
    wrong = [a for a, t in sure if a.dated and a.day == a.last_day and a.day != t.first]
    month = [a for a, _ in sure if (a.last_day or 0) - (a.day or 0) >= 27]
    unit = [a for a, _ in sure if a.fineness == 1]
    accounts = [account for account, _ in tellings]
    stated: list[tuple[Sized, Sized, float]] = [
        (wrong, sure, told_incidents.WRONG_DAY),
        (month, sure, told_incidents.MONTH),
        ([a for a, _ in sure if not a.dated], sure, told_incidents.DEFAULTED),
        (unit, sure, told_places.UNIT),
        ([a for a, _ in sure if a.fineness == 2], sure, told_places.COUNTRY_ONLY),
        ([a for a in accounts if a.killed_low is None], accounts, told_incidents.UNTOLD),
        ([a for a in accounts if not a.doers], accounts, told_parties.NO_DOER),
        ([a for a in accounts if not a.harmed], accounts, told_parties.NO_HARMED),
        ([a for a in accounts if a.type == "attack"], accounts, told_parties.PLAIN),
        ([a for a in accounts if not a.words], accounts, told_words.WITHOUT_TEXT),
    ]
    for found, of, share in stated:
        assert abs(len(found) / len(of) - share) < 0.01


@needs_shared
def test_a_later_pass_is_told_two_years_later_with_new_draws(incidents: tuple[Documented, ...]) -> None:
    found = list(told(incidents[:40], 2_000))
    by_pass = [[account for account, incident in found if incident == f"{incidents[20].id}+{turn}"] for turn in (0, 1)]
    assert all(by_pass)
    (first, *_), (second, *_) = by_pass
    assert abs((second.day or 0) - (first.day or 0) - DAYS) <= 31
    drawn = [[(one.killed_high, one.words, one.place) for one in accounts] for accounts in by_pass]
    assert drawn[0] != drawn[1]
