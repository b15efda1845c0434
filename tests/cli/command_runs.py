"""Reports written for these tests, and the real command run on them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from onrecord.cli import cli

STRIKE = (
    "Warplanes bomb town in northern Syria\n\n"
    "Government warplanes bombed the town of Saraqib in Idlib province on Monday, killing five civilians and "
    "wounding at least 12 others, a local doctor said.\n"
)
BLAST = (
    "Blast hits market in Kandahar\n\n"
    "A roadside bomb exploded near a market in the city of Kandahar on Tuesday, killing three policemen, "
    "provincial police spokesman Daud Karim said. The Taliban claimed responsibility for the attack.\n"
)
QUIET = (
    "Library reopens after repairs\n\n"
    "The town library reopened on Wednesday after two years of repairs, the mayor said. Visitors will find a new "
    "reading room, a garden and longer opening hours.\n"
)


def onrecord(*words: str | Path, stdin: bytes | None = None) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(cli, [str(word) for word in words], input=stdin)


def process(*words: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command as its own process."""
    command = [sys.executable, "-m", "onrecord.cli", *map(str, words)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=120)


def write_wire(folder: Path) -> Path:
    """A JSONL of four reports, the third line broken."""
    path = folder / "wire.jsonl"
    lines = [
        json.dumps({"id": "strike", "text": STRIKE, "published": "2019-05-07", "country_hint": "SY"}),
        json.dumps({"id": "blast", "text": BLAST, "published": "2020-03-11", "url": "https://example.org/blast"}),
        '{"id": "broken", "text": ',
        json.dumps({"id": "quiet", "text": QUIET, "published": "2020-03-12"}),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
