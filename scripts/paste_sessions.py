"""Run the sessions in the documentation again and paste what they print, and the figures of the README with them.

    python scripts/paste_sessions.py docs/benchmarks.md README.md

A session is a fenced ``console`` block whose first line is '$ onrecord ...'; what follows is replaced by what the
command prints now. A block of '$ cat FILE' is not run: its lines become FILE, for the sessions below it. Sessions run
in an empty folder of their own. A row of a table '| label | words | value | N |' whose label stands in
docs/benchmarks.md takes its value and N from there. tests/test_docs.py checks that README and benchmarks agree.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BENCHMARKS = ROOT / "docs" / "benchmarks.md"
SESSION = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n(?P<printed>.*?)^```$", re.M | re.S)
ROW = re.compile(r"^\| (?P<label>[^|]+) \| (?P<words>[^|]+) \| [^|]+ \| \d+ \|", re.M)
CELL = re.compile(r"(?P<value>\d\.\d{3})!? +\((?P<interval>[\d.]+-[\d.]+)\) +(?P<n>\d+)")
TABLES = ("code", "incidents", "reports")
"""Commands that print a table on a terminal and something else to a program."""


def run(command: str, folder: Path) -> str:
    """What a terminal shows for a command, without spaces at the ends of lines. Raises RuntimeError where it fails."""
    words = shlex.split(command)[1:]
    if words[0] in TABLES and "--format" not in words:
        words += ["--format", "table"]
    done = subprocess.run(
        [sys.executable, "-m", "onrecord.cli", *words],
        cwd=folder,
        env={**os.environ, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command}: exit status {done.returncode}: {done.stderr.strip()}")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.rstrip().splitlines())


def pasted(text: str) -> str:
    """The document with its sessions run again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def again(session: re.Match[str]) -> str:
            command, printed = session["command"], session["printed"]
            if command.startswith("cat "):
                (folder / command.removeprefix("cat ")).write_text(printed, encoding="utf-8")
            elif command.startswith("onrecord "):
                printed = run(command, folder)
            return f"```console\n$ {command}\n{printed}```"

        return SESSION.sub(again, text)


def with_figures(text: str, benchmarks: str) -> str:
    """The document with its tables' figures as the benchmarks have them: the last cell of the label's first line."""

    def row(found: re.Match[str]) -> str:
        line = re.search(rf"^{re.escape(found['label'])} .*\d\.\d{{3}}.*$", benchmarks, re.M)
        cells = list(CELL.finditer(line[0])) if line else []
        if not cells:
            return found[0]
        last = cells[-1]
        return f"| {found['label']} | {found['words']} | {last['value']} ({last['interval']}) | {last['n']} |"

    return ROW.sub(row, text)


def main(documents: list[str]) -> None:
    for document in documents:
        path = Path(document)
        text = path.read_text(encoding="utf-8")
        again = pasted(text)
        path.write_text(with_figures(again, BENCHMARKS.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"{document}: {len(SESSION.findall(text))} sessions")


if __name__ == "__main__":
    main(sys.argv[1:])
