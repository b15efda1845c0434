"""Help, wrong use and what starting costs."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import COMMANDS, cli


def _run(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def test_help_teaches_by_example() -> None:
    result = _run("--help")
    assert result.exit_code == 0
    assert "onrecord code report.txt --published 2017-02-14" in result.output
    assert "onrecord show ID --archive onrecord.db" in result.output


@pytest.mark.parametrize(
    "name",
    ["code", "ingest", "fetch", "watch", "verify", "incidents", "reports", "versions", "show", "export"],
)
def test_every_command_shows_how_it_is_typed(name: str) -> None:
    result = _run(name, "--help")
    assert result.exit_code == 0
    assert f"    onrecord {name} " in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_the_list_of_commands_says_what_each_does() -> None:
    output = _run("--help").output
    for name in ("code", "ingest", "incidents", "reports", "show", "demo"):
        assert COMMANDS[name][2] in output


def test_help_loads_neither_the_language_model_nor_the_page_reader_nor_the_database() -> None:
    program = (
        "import sys, onrecord.cli; print(sorted({'spacy', 'trafilatura', 'sqlalchemy', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_version_is_the_packages() -> None:
    assert version("onrecord") in _run("--version").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["code"], "Missing argument 'SOURCE...'"),
        (["code", "x.txt", "--published", "31/02/2017"], "'31/02/2017' is no date; give it as YYYY-MM-DD"),
        (["code", "x.txt", "--published", "2017-02-31"], "'2017-02-31' is no date; give it as YYYY-MM-DD"),
        (["code", "x.txt", "--country", "ZZ"], "'ZZ' is no country code; give two letters (ISO 3166), such as IQ"),
        (["code", "x.txt", "--format", "xml"], "'xml' is not one of 'jsonl', 'table', 'csv', 'geojson'"),
        (["code", "x.txt", "--workers", "0"], "0 is not in the range x>=1"),
        (["code", "x.txt", "--min-confidence", "2"], "2.0 is not in the range 0<=x<=1"),
        (["code", "x.txt", "--max-bytes", "lots"], "'lots' is not a valid integer"),
        (["show"], "Missing argument 'ID'"),
        (["publish"], "No such command 'publish'"),
    ],
)
def test_wrong_use_is_status_2_and_says_what_is_right(words: list[str], said: str) -> None:
    result = _run(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
