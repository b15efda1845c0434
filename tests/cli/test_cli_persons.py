"""``onrecord persons``: lists in, proposals, decisions, states, and what a person sees of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_runs import onrecord

from onrecord.archive import Archive

WARD = """\
id,name,other_names,age,sex,effect,date,place,source
17,Mohammed Khalil,محمد خليل,34,m,injured,2021-05-04,Kafr Sama,nurse
18,Fatima bint Omar Haddad,,7,f,killed,2021-05-04,Kafr Sama,nurse
"""
MEMORIAL = """\
Ref;Full Name;Gender;Age;Date of death;Location
m-1;Muhammad Khaleel;male;35;2021-06-02;Kafr Sama
m-2;Hamid Bitar;male;60;2021-05-04;Kafr Sama
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "ward.csv").write_text(WARD, encoding="utf-8")
    (tmp_path / "memorial.csv").write_text(MEMORIAL, encoding="utf-8")
    path = tmp_path / "a.db"
    for name, options in (("ward", ()), ("memorial", ("--effect", "killed"))):
        told = ("--archive", path, "--list", name, "--by", "ann", *options)
        assert onrecord("persons", "import", tmp_path / f"{name}.csv", *told).exit_code == 0
    return path


def listed(archive: Path) -> list[dict[str, Any]]:
    result = onrecord("persons", "list", "--archive", archive, "--format", "jsonl")
    return [json.loads(line) for line in result.stdout.splitlines()]


def id_of(archive: Path, name: str) -> str:
    return next(str(person["id"]) for person in listed(archive) if name in person["names"])


def decide(archive: Path, a: str, b: str, judgement: str, why: str = "same father") -> Any:
    return onrecord("persons", "decide", a, b, judgement, "--archive", archive, "--by", "ben", "--why", why)


def shown(archive: Path, name: str) -> str:
    return onrecord("persons", "show", name, "--archive", archive, "--format", "text").stdout


def test_importing_twice_changes_nothing(archive: Path) -> None:
    before = listed(archive)
    result = onrecord("persons", "import", archive.with_name("ward.csv"), "--archive", archive, "--list", "ward")
    assert result.stdout == "ward: 0 new, 2 known already, 0 could not be read\n"
    assert listed(archive) == before


def test_the_same_rows_in_other_bytes_change_nothing(archive: Path) -> None:
    path = archive.with_name("ward again.csv")
    header, *rows = WARD.splitlines()
    path.write_text("\n".join([header, *reversed(rows)]), encoding="utf-8")
    with Archive.open(archive, create=False) as opened:
        before = opened.person_rows(), opened.originals(), opened.custody()
    result = onrecord("persons", "import", path, "--archive", archive, "--list", "ward")
    assert result.stdout == "ward: 0 new, 2 known already, 0 could not be read\n"
    with Archive.open(archive, create=False) as opened:
        assert (opened.person_rows(), opened.originals(), opened.custody()) == before


def test_a_newer_edition_of_a_list_adds_its_changed_rows_to_the_same_person(archive: Path) -> None:
    path = archive.with_name("newer.csv")
    path.write_text(WARD.replace("injured,2021-05-04", "killed,2021-06-02"), encoding="utf-8")
    result = onrecord("persons", "import", path, "--archive", archive, "--list", "ward")
    assert result.stdout == "ward: 1 new, 1 known already, 0 could not be read\n"
    assert len(listed(archive)) == 4
    text = shown(archive, id_of(archive, "Mohammed Khalil"))
    assert "2021-05-04  injured" in text
    assert "2021-06-02  killed" in text


def test_a_bad_row_is_named_with_its_line_and_the_rest_is_kept(archive: Path) -> None:
    path = archive.with_name("bad.csv")
    path.write_text("name,age\nHuda Bitar,old\nAli Hasan,40\n", encoding="utf-8")
    result = onrecord("persons", "import", path, "--archive", archive, "--list", "bad")
    assert result.exit_code == 1
    assert result.stdout == "bad: 1 new, 0 known already, 1 could not be read\n"
    assert f"onrecord: {path}, line 2: age 'old' is no number of years" in result.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--list", " "), "is empty; say it in words"),
        (("--list", "x", "--map", "nam=Patient"), "do you mean name?"),
        (("--list", "x", "--effect", "vanished"), "'vanished' is not one of"),
        ((), "Missing option '--list'"),
    ],
)
def test_wrong_use_of_import_is_said(archive: Path, options: tuple[str, ...], message: str) -> None:
    result = onrecord("persons", "import", archive.with_name("ward.csv"), "--archive", archive, *options)
    assert result.exit_code == 2
    assert message in result.stderr


def test_columns_can_be_mapped(archive: Path) -> None:
    path = archive.with_name("odd.csv")
    path.write_text("Patient,Came in\nHuda Bitar,2021-05-04\n", encoding="utf-8")
    told = ("--archive", archive, "--list", "odd", "--map", "name=Patient,date=Came in")
    assert onrecord("persons", "import", path, *told).exit_code == 0
    assert id_of(archive, "Huda Bitar")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [("none.csv", None, "No such file"), ("empty.csv", "", "is empty"), ("odd.csv", "a,b\n1,2\n", "--map name=COLUMN")],
)
def test_a_file_that_is_no_list_is_said(archive: Path, name: str, text: str | None, message: str) -> None:
    path = archive.with_name(name)
    if text is not None:
        path.write_text(text, encoding="utf-8")
    result = onrecord("persons", "import", path, "--archive", archive, "--list", "x")
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_list_is_private_and_says_so(archive: Path) -> None:
    for command in ("list", "proposals"):
        result = onrecord("persons", command, "--archive", archive, "--format", "table")
        assert "not for publication as it stands" in result.stderr
        assert "not for publication" not in result.stdout


def test_the_table_has_each_person_with_the_present_state(archive: Path) -> None:
    table = onrecord("persons", "list", "--archive", archive, "--format", "table").stdout
    assert table.startswith("ID ")
    assert "injured" in table
    assert table.count("killed") == 3


def test_proposals_show_both_records_and_why(archive: Path) -> None:
    lines = onrecord("persons", "proposals", "--archive", archive, "--format", "table").stdout.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("0.94  mohammed ~ muhammad, khalil ~ khaleel; aged ")
    assert "injured on 2021-05-04, killed on 2021-06-02: could follow" in lines[0]
    (line,) = onrecord("persons", "proposals", "--archive", archive, "--format", "jsonl").stdout.splitlines()
    proposal = json.loads(line)
    assert {proposal["a"]["list"], proposal["b"]["list"]} == {"ward", "memorial"}
    assert proposal["judgement"] == "none"


def test_a_decision_joins_and_a_later_one_takes_it_back(archive: Path) -> None:
    a, b = id_of(archive, "Mohammed Khalil"), id_of(archive, "Muhammad Khaleel")
    result = decide(archive, a[:7], b[:7], "same")
    assert result.exit_code == 0
    assert result.stdout == f"{a} and {b}: same\none person: {a}\n"
    assert len(listed(archive)) == 3
    assert f"{b} is a record of this person" in shown(archive, b)
    assert onrecord("persons", "proposals", "--archive", archive, "--format", "table").stdout == "nothing to decide\n"
    assert decide(archive, a, b, "different", "cousins").exit_code == 0
    assert len(listed(archive)) == 4
    text = shown(archive, b)
    assert text.startswith(b)
    assert f"{a} and {b}: same, same father; " in text
    assert f"{a} and {b}: different, cousins; " in text


def test_unsure_is_not_unseen(archive: Path) -> None:
    a, b = id_of(archive, "Mohammed Khalil"), id_of(archive, "Muhammad Khaleel")
    decide(archive, a, b, "unsure", "no birth dates")
    assert onrecord("persons", "proposals", "--archive", archive, "--format", "jsonl").stdout == ""
    again = onrecord("persons", "proposals", "--archive", archive, "--unsure", "--format", "table").stdout
    assert "looked at, unsure" in again


def test_a_contradiction_asks_for_a_decision(archive: Path) -> None:
    names = ("Mohammed Khalil", "Muhammad Khaleel", "Hamid Bitar")
    a, b, c = (id_of(archive, name) for name in names)
    assert decide(archive, a, b, "same").exit_code == 0
    assert decide(archive, b, c, "same").exit_code == 0
    result = decide(archive, a, c, "different")
    assert result.exit_code == 1
    assert "are judged different, yet joined by" in result.stderr
    assert "decide one of these pairs anew" in result.stderr
    assert onrecord("persons", "list", "--archive", archive).exit_code == 1
    assert decide(archive, b, c, "different").exit_code == 0


def test_a_state_is_added_and_the_old_one_stays(archive: Path) -> None:
    a = id_of(archive, "Mohammed Khalil")
    told = ("--archive", archive, "--by", "ben", "--source", "hospital register")
    result = onrecord("persons", "state", a[:8], "killed", "--date", "2021-06-02", *told)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == f"{a} is now: killed"
    text = shown(archive, a)
    assert text.index("2021-05-04  injured: ward: nurse") < text.index("2021-06-02  killed: hospital register")
    assert next(one for one in listed(archive) if one["id"] == a)["state"]["effect"] == "killed"


def test_show_has_everything_as_json_too(archive: Path) -> None:
    a = id_of(archive, "Mohammed Khalil")
    found = json.loads(onrecord("persons", "show", a, "--archive", archive, "--format", "jsonl").stdout)
    assert found["names"] == ["Mohammed Khalil", "محمد خليل"]
    assert found["external_ids"] == [{"list": "ward", "id": "17"}]
    assert [one["effect"] for one in found["history"]] == ["injured"]
    assert found["records"][0]["original"]
    assert found["decisions"] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("decide", "p-", "p-0", "same", "--by", "x", "--why", "y"), "Invalid value for A: archive"),
        (("decide", "{a}", "{a}", "same", "--by", "x", "--why", "y"), "name two"),
        (("decide", "{a}", "{a}", "none", "--by", "x", "--why", "y"), "'none' is not one of"),
        (("decide", "{a}", "{a}", "same", "--by", "x"), "Missing option '--why'"),
        (("decide", "{a}", "{a}", "same", "--by", " ", "--why", "y"), "is empty"),
        (("show", "p-zzz"), "there is no person 'p-zzz'; see onrecord persons list"),
        (("state", "{a}", "killed", "--date", "31.5.", "--source", "x", "--by", "y"), "'31.5.' is no date"),
        (("state", "{a}", "killed", "--date", "2999-01-01", "--source", "x", "--by", "y"), "lies ahead"),
        (("state", "{a}", "gone", "--date", "2021-01-01", "--source", "x", "--by", "y"), "'gone' is not one of"),
    ],
)
def test_wrong_use_is_said(archive: Path, words: tuple[str, ...], message: str) -> None:
    a = id_of(archive, "Mohammed Khalil")
    result = onrecord("persons", *(word.replace("{a}", a) for word in words), "--archive", archive)
    assert result.exit_code == 2
    assert message in result.stderr


def test_an_archive_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert onrecord("persons", "list", "--archive", tmp_path / "none.db").exit_code == 2


def test_hostile_words_do_not_reach_the_terminal(archive: Path) -> None:
    path, evil = archive.with_name("evil.csv"), "Ali\x1b[31m \u202eHasan"
    path.write_text(
        f"id,name,place,source\n\x1b[2J7,{evil},\x1b]0;x\x07,\x1b[1m\n8,Ali Hasan,,\n9,\x1b[5m\n", encoding="utf-8"
    )
    told = ("--archive", archive, "--list", "\x1b[7mevil", "--by", "\x1b[7mann")
    runs = [onrecord("persons", "import", path, *told)]
    a, b = id_of(archive, evil), id_of(archive, "Ali Hasan")
    runs += [decide(archive, a, b, "same", "\x1b[1mwhy"), onrecord("persons", "show", a, "--archive", archive)]
    state = ("--date", "2021-01-01", "--source", "\x1b[1mx", "--note", "\x1b[1m", "--by", "y", "--archive", archive)
    runs += [
        onrecord("persons", "state", a, "alive", *state),
        onrecord("persons", "show", "\x1b[1m", "--archive", archive),
    ]
    for command in ("list", "proposals"):
        runs.append(onrecord("persons", command, "--archive", archive, "--format", "table"))
    for run in runs:
        assert "\x1b" not in run.output
        assert "\u202e" not in run.output


def test_an_export_holds_persons_and_the_list_itself(archive: Path) -> None:
    a, b = id_of(archive, "Mohammed Khalil"), id_of(archive, "Muhammad Khaleel")
    decide(archive, a, b, "same")
    folder = archive.with_name("exported")
    assert onrecord("export", folder, "--archive", archive, "--actor", "ann").exit_code == 0
    lines = [json.loads(line) for line in (folder / "persons.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [next(iter(line)) for line in lines] == ["record"] * 4 + ["decision"]
    assert any(path.read_text(encoding="utf-8") == WARD for path in (folder / "originals").iterdir())
    custody = [json.loads(line) for line in (folder / "custody.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["act"], one["actor"]) for one in custody[:2]] == [("collected", "ann")] * 2
    assert onrecord("verify", archive).exit_code == 0
