"""A benchmark report with what was coded from it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onrecord.bench.material import Json


@dataclass(frozen=True, slots=True)
class Coded:
    """One report: ``text`` as it was read, ``prediction`` as ``onrecord code`` prints it.

    A report that could not be read has no text, and a prediction with 'error' in place of incidents.
    """

    id: str
    text: str
    prediction: Json

    @property
    def error(self) -> str | None:
        """Why the report could not be read; None where it could."""
        return self.prediction["error"]["message"] if "error" in self.prediction else None

    @property
    def incidents(self) -> list[Json]:
        """The incidents coded, primary first; none where the report could not be read."""
        found: list[Json] = self.prediction.get("incidents", [])
        return found

    @property
    def claims(self) -> list[Json]:
        """The claims coded, in text order."""
        found: list[Json] = self.prediction.get("claims", [])
        return found


def same_name(one: str, other: str) -> bool:
    """Whether the words of one name are all in the other's. Both are folded."""
    words, others = set(one.split()), set(other.split())
    return bool(words and others) and (words <= others or others <= words)


def write_predictions(coded: Iterable[Coded], path: Path) -> None:
    """Write predictions as JSON lines, as the reference scorer reads them."""
    lines = [json.dumps(one.prediction, ensure_ascii=False) + "\n" for one in coded]
    path.write_text("".join(lines), encoding="utf-8")
