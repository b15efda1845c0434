"""The documentation says what the code does: commands, options, links, sessions, sources; and nothing it should not."""

from __future__ import annotations

import io
import re
import runpy
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import click
import pytest

from onrecord.cli import cli

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "NOTICE"])
GUIDES = sorted(path for path in DOCUMENTS if path.suffix == ".md" and path.name != "CHANGELOG.md")
REQUIREMENTS = {"A": 9, "B": 7, "C": 5, "D": 9, "E": 7, "F": 6, "G": 5, "H": 11, "I": 4}
"""How many the reference has under each letter."""

LINK = re.compile(r"\]\(([^()\s]+)\)")
TEST = re.compile(r"\b(tests/[\w/]+\.py)(?:::(\w+))?")
PATH = re.compile(r"`((?:src|tests|docs|bench|scripts)/[\w./-]+|\.ci/\w+)`")

HOSTS = ("pypi" + ".org", "python" + "hosted", "npm" + "js.", "ana" + "conda.org", "crates" + ".io", "index" + "-url")
MACHINE_PATHS = tuple(f"/{folder}/" for folder in ("wo" + "rk", "ho" + "me", "ro" + "ot", "tm" + "p", "Us" + "ers"))
MAKERS = (
    "cla" + "ude",
    "anthro" + "pic",
    "open" + "ai",
    "chat" + "gpt",
    "co" + "pilot",
    "sub" + "agent",
    "ai assis" + "tant",
)
FORBIDDEN = re.compile("|".join(map(re.escape, (*HOSTS, *MACHINE_PATHS, *MAKERS))), re.I)


def read(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


# ---------------------------------------------------------------- commands and options


def commands(group: click.Group = cli, path: str = "onrecord") -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


@pytest.mark.parametrize(
    ("words", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_command_and_its_options_are_documented(words: str, command: click.Command) -> None:
    guides = read(*GUIDES)
    assert words in guides
    options = [max(param.opts, key=len) for param in command.params if isinstance(param, click.Option)]
    assert [option for option in options if not re.search(rf"{option}\b", guides)] == []


# ---------------------------------------------------------------- links and names


def slug(heading: str) -> str:
    """A heading's anchor as code hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(document: Path) -> set[str]:
    return {slug(heading) for heading in re.findall(r"^#+ (.+)$", read(document), re.M)}


def dead_links(text: str, home: Path) -> list[str]:
    """The links to local files or headings that are not there."""
    dead = []
    for target in LINK.findall(text):
        name, _, anchor = target.partition("#")
        path = home / name if name else home
        if re.match(r"[a-z]+:", target):
            continue
        if not path.exists() or (anchor and anchor not in anchors(path)):
            dead.append(target)
    return dead


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.name))
def test_no_link_is_dead(document: Path) -> None:
    assert dead_links(read(document), document.parent) == []


def test_a_dead_link_is_seen() -> None:
    text = "[a](README.md) [b](nowhere.md) [c](README.md#install) [d](README.md#nowhere) [e](https://example.org)"
    assert dead_links(text, ROOT) == ["nowhere.md", "README.md#nowhere"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.name))
def test_files_and_tests_that_are_named_are_there(document: Path) -> None:
    text = read(document)
    missing = [name for name in PATH.findall(text) if "*" not in name and not (ROOT / name).exists()]
    for name, test in TEST.findall(text):
        path = ROOT / name
        if not path.is_file() or (test and f"def {test}(" not in read(path)):
            missing.append(f"{name}::{test}")
    assert missing == []


def test_every_requirement_of_the_standards_has_its_row() -> None:
    rows = re.findall(
        r"^\| ([A-I]\d+) \| .+ \| (\*\*met\*\*|partly|not yet) \|", read(ROOT / "docs/standards.md"), re.M
    )
    wanted = [f"{letter}{number}" for letter, count in REQUIREMENTS.items() for number in range(1, count + 1)]
    assert [name for name, _ in rows] == wanted


def test_what_is_met_names_its_test() -> None:
    met = [line for line in read(ROOT / "docs/standards.md").splitlines() if "| **met** |" in line]
    assert met
    assert all(TEST.search(line) for line in met)


def test_every_folder_of_data_is_in_the_notice() -> None:
    notice = read(ROOT / "NOTICE")
    folders = sorted(folder for folder in (ROOT / "src/onrecord").rglob("data") if folder.is_dir())
    assert folders
    assert [str(folder.relative_to(ROOT)) for folder in folders if str(folder.relative_to(ROOT)) not in notice] == []


# ---------------------------------------------------------------- what is printed


@pytest.fixture(scope="module")
def paste() -> dict[str, Any]:
    """The script that pastes sessions and figures."""
    return runpy.run_path(str(ROOT / "scripts/paste_sessions.py"))


def test_the_session_of_the_readme_is_what_one_sees(paste: dict[str, Any]) -> None:
    text = read(ROOT / "README.md")
    assert paste["pasted"](text) == text, "run: python scripts/paste_sessions.py README.md"


def test_the_figures_of_the_readme_are_those_of_the_benchmarks(paste: dict[str, Any]) -> None:
    text, benchmarks = read(ROOT / "README.md"), read(ROOT / "docs/benchmarks.md")
    labels = [row["label"] for row in paste["ROW"].finditer(text)]
    assert len(labels) >= 8
    assert [label for label in labels if not re.search(rf"^{re.escape(label)} .*\d\.\d{{3}}", benchmarks, re.M)] == []
    assert paste["with_figures"](text, benchmarks) == text, "run: python scripts/paste_sessions.py README.md"


def test_the_python_of_the_readme_prints_what_it_says() -> None:
    found = re.search(r"^```python\n(.+?)^```\n\n```\n(.+?)^```", read(ROOT / "README.md"), re.M | re.S)
    assert found is not None
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(found[1], "README.md", "exec"), {})
    assert printed.getvalue() == found[2]


# ---------------------------------------------------------------- what must not be there


def files_of_the_repository() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git checkout: which files belong to the repository is unknown")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_package_host_a_machine_or_who_typed_it() -> None:
    found = []
    for path in files_of_the_repository():
        text = path.read_bytes().decode("utf-8", "ignore")
        if b"\0" not in path.read_bytes()[:1024]:
            found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in FORBIDDEN.finditer(text)]
    assert found == []


def test_the_words_that_must_not_be_there_are_seen() -> None:
    assert FORBIDDEN.search("see https://" + HOSTS[0] + "/simple")
    assert FORBIDDEN.search("in " + MACHINE_PATHS[0] + "main")
    assert not FORBIDDEN.search("the assistant mayor goes home to work in a network/ folder")
