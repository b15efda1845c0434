"""Where the material of the benchmarks lies, and how it is read.

In: the checkout of the repository and the folder of shared data beside it. Out: JSON records, file digests, and the
reference scorer, which is loaded from where it lies beside its data, so that there is one definition of every figure.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any, Protocol, cast

from onrecord.errors import InputError

Json = dict[str, Any]

REPOSITORY = Path(__file__).resolve().parents[3]
"""The checkout that this module stands in; an installed copy without its repository has no material."""


@dataclass(frozen=True, slots=True)
class Material:
    """The two folders that hold the material."""

    repository: Path
    shared: Path

    @property
    def syria_news(self) -> Path:
        """The reports on the Syrian war, their adjudicated records and the reference scorer."""
        return self.shared / "data" / "syria-news"

    @property
    def muc4(self) -> Path:
        """MUC-4's development reports and their answer keys."""
        return self.shared / "data" / "muc4"

    @property
    def geoparsing(self) -> Path:
        """Two public corpora of general news with marked place names, and their reference scorer."""
        return self.shared / "data" / "geoparsing"

    @property
    def own_records(self) -> Path:
        """The repository's own adjudicated records of sixty of those reports: facts and offsets, no text."""
        return self.repository / "bench" / "adjudicated-60.jsonl"

    @property
    def actor_cases(self) -> Path:
        """Short texts with a mention of a party each."""
        return self.repository / "bench" / "actors.jsonl"

    @property
    def own_reports(self) -> Path:
        """Short invented reports of many wars, with what each tells."""
        return self.repository / "bench" / "reports.jsonl"

    @property
    def date_cases(self) -> Path:
        """Pages after the layouts of news sites, with the day on which each was published."""
        return self.repository / "bench" / "dates" / "cases.jsonl"

    @property
    def silence(self) -> Path:
        """Texts with no incident to code."""
        return self.repository / "tests" / "claims" / "sentences" / "silence.jsonl"

    @property
    def sentences(self) -> tuple[Path, ...]:
        """The files of sentences and near misses, one an event family, in order of name."""
        return tuple(path for path in sorted(self.silence.parent.glob("*.jsonl")) if path != self.silence)

    @property
    def floors(self) -> Path:
        """The figures that must not be undercut."""
        return self.repository / "bench" / "floors.toml"


def read_jsonl(path: Path) -> list[Json]:
    """The objects of a JSON-lines file, in order. Raises InputError where the file cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as fault:
        raise InputError(
            f"{path}: cannot be read ({fault.strerror}); benchmarks run in a checkout of the repository, "
            "with the shared data beside it or named by --shared"
        ) from fault
    return [json.loads(line) for line in lines if line.strip()]


def digest_of(paths: Iterable[Path]) -> str:
    """SHA-256 over the files' bytes, in the order given."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


Scores = dict[str, tuple[float, int]]
"""A figure's name, to its mean and the number of values in it."""


class Scorer(Protocol):
    """What is used of the reference scorer; its docstrings and the README beside it define the figures."""

    def score_reports(self, gold: list[Json], pred: dict[str, Json], texts: dict[str, str]) -> tuple[Scores, Any]:
        """Score predictions against adjudicated records."""

    def score_weak(self, ann: list[Json], pred: dict[str, Json]) -> Scores:
        """Score predictions against the original, noisy annotation."""

    def score_links(self, clusters: list[Json], links: list[Json], items: list[str], lenient: bool = False) -> Scores:
        """Score links between reports against the groups that people made."""

    def best_pair(self, G: list[Json], P: list[Json]) -> tuple[float, Json, Json, list[bool]] | None:
        """The adjudicated and the coded incident that agree most."""

    def primaries(self, p: Json) -> list[Json]:
        """The primary incidents of a prediction."""

    def claims_of(self, p: Json, inc: Json) -> list[Json]:
        """The claims that an incident of a prediction stands on."""

    def total(self, inc: Json, effect: str = "killed") -> int | None:
        """An incident's total."""

    def date_ok(self, g: Json, p: Json) -> bool:
        """Whether the dates agree."""

    def place_ok(self, g: Json, p: Json) -> tuple[bool, bool | None, bool]:
        """Whether the places agree: by name, by distance, in all."""

    def sides(self, actor: Json) -> set[str]:
        """The sides of the war that an actor's name tells of."""

    def gold_perps(self, g: Json) -> list[set[str]]:
        """The perpetrating sides of an adjudicated incident, each as a set of alternatives."""

    def fuzzy(self, a: str | None, b: str | None) -> bool:
        """Whether two names are the same but for spelling."""


class _LeavesNoCache(SourceFileLoader):
    """The data folder is read-only: no compiled copy is left in it."""

    def set_data(self, path: str, data: Any, *, _mode: int = 0o666) -> None:
        """Write nothing."""


def load_scorer(material: Material) -> Scorer:
    """Load the reference scorer of the Syrian news. Raises InputError where it is not beside its data."""
    return cast(Scorer, _load_module(material.syria_news / "score.py"))


class PlaceScorer(Protocol):
    """What is used of the reference scorer of the geoparsing corpora."""

    NEAR_KM: float

    def pairs(self, gold: list[Json], pred: list[Json]) -> list[tuple[int, int]]:
        """One-to-one matches of toponyms by overlap, as pairs of indexes."""

    def has(self, t: Json) -> bool:
        """Whether a toponym has a point."""

    def km(self, a: Json, b: Json) -> float:
        """Kilometres between two toponyms; 0 where they have one geonameid."""


def load_place_scorer(material: Material) -> PlaceScorer:
    """Load the reference scorer of the geoparsing corpora. Raises InputError where it is not beside its data."""
    return cast(PlaceScorer, _load_module(material.geoparsing / "score.py"))


def _load_module(path: Path) -> Any:
    if not path.is_file():
        raise InputError(f"{path}: no reference scorer there; name the folder of shared data with --shared")
    loader = _LeavesNoCache(f"onrecord_reference_scorer_{path.parent.name.replace('-', '_')}", str(path))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    if spec is None:
        raise InputError(f"{path}: is no Python module")
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module
