"""Run the sessions in the documentation again and paste what they print.

    python scripts/paste_sessions.py README.md docs/benchmarks.md ...

A session is a fenced ``console`` block whose first line is '$ onrecord ...'; what follows is replaced by what the
command prints now. A block of '$ cat FILE' is not run: its lines become FILE, for the sessions below it. Sessions run
in an empty folder of their own. tests/test_docs.py checks that those of the README still hold.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

SESSION = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n(?P<printed>.*?)^```$", re.M | re.S)
TABLES = ("code", "incidents", "reports")
"""Commands that print a table on a terminal and something else to a program."""


def run(command: str, folder: Path) -> str:
    """What a terminal shows for a command, without spaces at the ends of lines. Raises RuntimeError where it fails."""
    words = shlex.split(command)[1:]
    if words[0] in TABLES and "--format" not in words:
        words += ["--format", "table"]
    done = subprocess.run(
        [sys.executable, "-m", "onrecord.cli", *words], cwd=folder, capture_output=True, text=True, check=False
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


def main(documents: list[str]) -> None:
    for document in documents:
        path = Path(document)
        text = path.read_text(encoding="utf-8")
        path.write_text(pasted(text), encoding="utf-8")
        print(f"{document}: {len(SESSION.findall(text))} sessions")


if __name__ == "__main__":
    main(sys.argv[1:])
